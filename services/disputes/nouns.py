"""Claims that a noun tells of: "the accusation that ...", "Norden's claim that ...", "a report by the agency that ..."."""

from __future__ import annotations

from typing import Final

from services.disputes import clauses, verbs
from services.disputes.cues import load
from services.disputes.lang.en import words
from services.disputes.making import voice
from services.disputes.parts import Parts, Span
from services.disputes.statements import Statement, clause_end, spans

#: How far from its noun a "that" may stand, over "by" and a name, in parts.
_FAR: Final = 9
#: What follows a verb whose object stands before it.
_GAPS: Final = words.PREPOSITIONS | {",", ".", ";"}


def noun_statement(parts: Parts, at: int, number: int) -> Statement | None:
    """The claim of a noun and a "that" clause; None without them, or where the word is a verb."""
    stance = load().nouns.get(parts.low[at])
    if stance is None or (parts.low[at] in load().verbs and verbs.is_cue(parts, at)):
        return None
    that = _that(parts, at + 1)
    if (
        that is None
        or that + 2 >= parts.size
        or _relative(parts, that)
        or _answered(parts, at, that)
        or not clauses.has_verb(parts, that + 2, parts.size)
    ):
        return None
    content = spans(parts, that, _end(parts, that + 1))
    source = spans(parts, at + 2, that) if that > at + 1 else _owner(parts, at)
    cue = (parts.starts[at], parts.ends[at])
    return Statement(source, cue, content, voice(parts, content), stance, False, number)


def _relative(parts: Parts, that: int) -> bool:
    """Whether "that" only carries the noun on: "a claim that is false"."""
    return clauses.looks_verbal(parts, that + 1) or verbs.is_adverb(parts, that + 1)


def _answered(parts: Parts, at: int, that: int) -> bool:
    """Whether "that" tells who answers the noun, which has its content before it: "..., a claim that Norden rejected"."""
    if that != at + 1 or at < 2 or parts.low[at - 1] not in ("a", "an") or parts.low[at - 2] not in (",", "—", "–"):
        return False
    for index in range(that + 2, min(that + _FAR, parts.size - 1)):
        told = load().verbs.get(parts.low[index])
        if told is not None and "noun" in told[0].frames:
            return parts.low[index + 1] in _GAPS
    return False


def _that(parts: Parts, at: int) -> int | None:
    """Index of "that" right there or after "by" and a name."""
    if at < parts.size and parts.low[at] == "that":
        return at
    if at >= parts.size or parts.low[at] not in ("by", "from"):
        return None
    for index in range(at + 2, min(parts.size, at + _FAR)):
        if parts.low[index] == "that":
            return index
        if clauses.is_break(parts, index) or clauses.looks_verbal(parts, index):
            return None
    return None


def _owner(parts: Parts, at: int) -> tuple[Span, ...]:
    """Whose claim it is: "Norden's repeated claim", "his claim"; nobody's when the text does not say."""
    for index in range(at - 1, max(-1, at - 4), -1):
        if parts.low[index] in words.POSSESSIVES and parts.low[index] not in ("'", "'s"):
            return spans(parts, index, index + 1)
        if parts.low[index] in ("'", "'s"):
            return spans(parts, _name_start(parts, index), index)
        if clauses.is_break(parts, index) or parts.low[index] in words.PREPOSITIONS:
            break
    return ()


def _name_start(parts: Parts, end: int) -> int:
    start = clauses.noun_phrase_start(parts, end)
    cut = (index + 1 for index in range(end - 1, start - 1, -1) if parts.low[index] in words.PREPOSITIONS - {"of"})
    return next(cut, start)


def _end(parts: Parts, start: int) -> int:
    """Where the clause ends: at a comma at the latest, unless it opens an aside."""
    end = clause_end(parts, start)
    comma = next((index for index in range(start + 3, end) if parts.low[index] in (",", "—")), end)
    return comma if comma - start > 3 else end
