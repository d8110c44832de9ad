"""Content that does not simply stand before or after its verb: "as X put it", relative clauses, the passive, "according to"."""

from __future__ import annotations

from typing import Final

from services.disputes import clauses, verbs
from services.disputes.kinds import QUOTED
from services.disputes.lang.en import words
from services.disputes.making import make, sentence_start, voice
from services.disputes.parts import Parts, Span
from services.disputes.statements import Statement, Verbal, clause_end, object_end, spans, tail

#: What a question begins with.
_ASKED: Final = frozenset(("whether", "if", "how", "why", "what", "when", "where", "who", "which", "about"))


#: What follows a verb whose object stands before it.
_GAPS: Final = frozenset((",", ".", ";", "and", "but", "in"))


def as_told(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "As Field put it, ..." and "..., as Field put it": the other clause is what is told."""
    lead = subject[0] - 1
    ending = tail(parts, verbal)
    if lead < 0 or parts.low[lead] != "as" or ending is None:
        return ()
    sentence = sentence_start(parts, lead)
    if lead == sentence:
        comma = next((index for index in range(ending, min(parts.size, ending + 12)) if parts.low[index] == ","), None)
        return spans(parts, comma + 1, clause_end(parts, comma + 1)) if comma is not None and comma + 1 < parts.size else ()
    return spans(parts, sentence, lead) if parts.low[lead - 1] in (",", "—", "–") else ()


def relative_object(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "the isles, which Norden claims as its own": what stands before "which", or the words after "as"."""
    which, after = subject[0] - 1, verbal.after
    if which < 1 or parts.low[which] not in ("which", "that") or "noun" not in verbal.verb.frames or verbal.verb.naming:
        return ()
    answers = verbal.verb.stance in ("denies", "rejects")  # "which Norden rejected as absurd": as what is no content
    if after < parts.size and parts.low[after] == "as" and not answers:
        return spans(parts, after, object_end(parts, after + 1))
    gap = after >= parts.size or parts.low[after] in _GAPS or (answers and parts.low[after] == "as")
    if not gap:
        return ()
    end = which - 1 if parts.low[which - 1] == "," else which
    return spans(parts, clauses.noun_phrase_start(parts, end), end)


def relative_gap(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "the rules, which officials say will change soon, ...": "which" and the words from the verb on."""
    which, after = subject[0] - 1, verbal.after
    if which < 1 or after + 1 >= parts.size or parts.low[which] not in ("which", "that", "who", "what", "whom"):
        return ()
    low = parts.low[after]
    verb = low in words.AUXILIARIES or low in words.PASTS
    if not verb and parts.low[which] != "that":
        verb = low in words.COMMON_VERBS or clauses.looks_finite(parts, after)
    if not verb or "clause" not in verbal.verb.frames:
        return ()
    comma = parts.low[which - 1] == ","
    end = next((index for index in range(after, parts.size) if parts.low[index] == ","), parts.size) if comma else parts.size
    return spans(parts, which, which + 1) + spans(parts, after, min(end, clause_end(parts, after)))


def object_first(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> int | None:
    """ "..., a charge Norden denies": where the subject begins after the object, None when the object does not stand first."""
    after = verbal.after
    if "noun" not in verbal.verb.frames or (after < parts.size and parts.low[after] not in (".", ",", ";")):
        return None
    start = subject[0]
    if parts.low[start] not in words.DETERMINERS or start + 2 >= subject[1]:
        return None
    fresh = start + 2 + (parts.low[start + 2] in ("that", "which"))
    follows = parts.text[start + 1].islower() and fresh < subject[1]
    return fresh if follows and (parts.text[fresh][0].isupper() or parts.low[fresh] in words.DETERMINERS) else None


def passive(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    """ "has been challenged by Japan": the object stands first; the source, if any, after "by"."""
    subject = clauses.subject_before(parts, verbal.group.start)
    if subject is None or not verbal.verb.frames & {"noun", "action", "clause", "that"}:
        return None
    end = clause_end(parts, verbal.after)
    by = next((index for index in range(verbal.after, min(end, verbal.after + 12)) if _doer(parts, index)), None)
    if verbal.verb.frames & {"clause", "that"} and (that := _that_after(parts, verbal.after, end)) is not None:
        source = (by + 1, clauses.name_after(parts, by + 1)) if by is not None and by < that else None
        return make(parts, verbal, source, spans(parts, that, end), number)
    if by is None and "action" not in verbal.verb.frames:
        return None
    if not verbal.verb.frames & {"noun", "action"}:
        return None
    source = (by + 1, clauses.name_after(parts, by + 1)) if by is not None else None
    rest = spans(parts, verbal.after, by if by is not None else end) if "action" in verbal.verb.frames else ()
    return make(parts, verbal, source, (*spans(parts, *subject), *rest), number, speech=False)


def _doer(parts: Parts, at: int) -> bool:
    """Whether a "by" leads to who did it: "by Japan", not "by June 30", "by the end of the year"."""
    if parts.low[at] != "by" or at + 1 >= parts.size:
        return False
    first, second = parts.low[at + 1], parts.low[at + 2] if at + 2 < parts.size else ""
    if first in ("may", "march") and not second[:1].isdigit():
        return True
    timed = first in words.TIMES or first[:1].isdigit() or second in words.TIMES
    return not timed and not (first == "the" and second in ("end", "middle", "beginning", "start", "close", "time"))


def _that_after(parts: Parts, start: int, end: int) -> int | None:
    """Index of a "that" which opens what "was told", "was reported"; None where a verb or mark comes first."""
    for index in range(start, min(end, start + 8)):
        if parts.low[index] == "that":
            return index if parts.low[index - 1] not in words.PREPOSITIONS else None
        if clauses.is_break(parts, index) or clauses.looks_verbal(parts, index):
            return None
    return None


def question(parts: Parts, at: int, number: int) -> Statement | None:
    """ "Asked whether the roof leaked, she said ...": a question without its asker."""
    if parts.low[at] not in ("asked", "pressed") or at + 2 >= parts.size:
        return None
    opens = at == 0 or parts.low[at - 1] in (",", "when", "—", ".", "if") or parts.bits[at - 1] & QUOTED
    follow = parts.low[at + 1]
    plain = follow in _ASKED or follow in words.TIMES or follow in ("by", "on", "in", "during") or verbs.is_adverb(parts, at + 1)
    start = next((index for index in range(at + 1, min(parts.size, at + 8)) if parts.low[index] in _ASKED), None)
    if not (opens and plain) or start is None or any(clauses.is_break(parts, index) for index in range(at, start)):
        return None
    start += parts.low[start] == "about"
    content = spans(parts, start, _question_end(parts, start))
    cue = (parts.starts[at], parts.ends[start - 1] if parts.low[start - 1] == "about" else parts.ends[at])
    return Statement((), cue, content, voice(parts, content), "demands", False, number) if content else None


def _question_end(parts: Parts, start: int) -> int:
    """Where a question ends that begins at `start`: at the comma before who answers it."""
    about = parts.low[start - 1] == "about"
    for index in range(start, parts.size):
        about = about or clauses.looks_verbal(parts, index)
        if (parts.low[index] in (",", "—") and about) or parts.low[index] == ";":
            return index
        if parts.low[index] in (".", "?") and clauses.ends_sentence(parts, index):
            return index
    return parts.size


def according(parts: Parts, at: int, number: int) -> Statement | None:
    """ "According to X, ..." and "..., according to X"."""
    start = at + 2
    if start >= parts.size or parts.low[at + 1] != "to":
        return None
    end = start
    while end < parts.size and not (clauses.is_break(parts, end) and parts.low[end] not in ("(",)):
        end += 1
    sentence = sentence_start(parts, at)
    cue = (parts.starts[at], parts.ends[at + 1])
    source = spans(parts, start, end)
    if at <= sentence + 2 and end < parts.size and parts.low[end] == ",":
        content = spans(parts, end + 1, clause_end(parts, end + 1))
    else:
        content = spans(parts, sentence, at)
        if end + 1 < parts.size and parts.low[end] == "," and clauses.has_verb(parts, end + 1, clause_end(parts, end + 1)):
            content += spans(parts, end + 1, clause_end(parts, end + 1))
    if not source or not content:
        return None
    return Statement(source, cue, content, voice(parts, content), "asserts", False, number)
