"""Content that stands after a reporting verb, frame by frame."""

from __future__ import annotations

from typing import Final

from services.disputes import clauses, verbs
from services.disputes.kinds import CAPITAL, DETERMINER, MARK, NOMINATIVE, QUOTED, WORD
from services.disputes.lang.en import words
from services.disputes.making import SHORT_CONTENT, make, quotation_later, quotations_end
from services.disputes.parts import SPOKEN, Parts
from services.disputes.statements import (
    Statement,
    Verbal,
    clause_end,
    ends_in_comma,
    object_end,
    skip_addressee,
    skip_adjuncts,
    spans,
)

_WH: Final = frozenset(("whether", "if", "how", "why", "what", "when", "where", "who"))
_ASKED: Final = frozenset(("whether", "if", "how", "why"))


def preposed(parts: Parts, verbal: Verbal, subject: tuple[int, int], number: int) -> Statement | None:
    """Content after the verb: a quotation, a clause, a question, an infinitive, an object; None when there is none."""
    every, parts = parts, _subordinate(_relative(parts, verbal), verbal, subject[0])
    at = _start(parts, verbal)
    if _is_aside(parts, subject[0], at) or (verbal.verb.lemma == "claim" and _takes(parts, verbal.after)):
        return None
    for frame in (_that_clause, _quoted, _question, _action, _infinitive, _clause, _noun):
        found = frame(parts, verbal, at)
        if found is not None:
            start, end, speech = found
            return make(every, verbal, subject, spans(parts, start, end), number, speech)
    return None


#: A clause has its verb before these, or none.
_NO_MORE: Final = frozenset((",", ";", "—", "since", "when", "while", "because", "after", "before", "although"))
#: With these no object begins: "outside help" is one.
_NO_OBJECT: Final = words.PREPOSITIONS - {"against", "outside", "inside"}


def _takes(parts: Parts, first: int) -> bool:
    """Whether lives are claimed, by a storm or a war."""
    return not words.TOLL.isdisjoint(parts.low[first : first + _TOLL_REACH])


def _is_aside(parts: Parts, subject: int, at: int) -> bool:
    """Whether a relative clause ends there: in "the novel, which Quill wrote, sold well" Quill says nothing."""
    if not 0 < subject <= at < parts.size or parts.low[subject - 1] not in words.RELATIVES or parts.low[at] != ",":
        return False
    return at + 1 >= parts.size or not parts.bits[at + 1] & QUOTED


#: How many parts after "claimed" it is seen that lives were.
_TOLL_REACH: Final = 8
#: Where content begins and ends, and whether it is speech.
Found = tuple[int, int, bool] | None


def _start(parts: Parts, verbal: Verbal) -> int:
    """Where content may begin: after who is told, and after times and occasions."""
    frames, first = verbal.verb.frames, verbal.after
    return skip_adjuncts(parts, skip_addressee(parts, first) if "addressee" in frames and "action" not in frames else first)


def _that_clause(parts: Parts, verbal: Verbal, at: int) -> Found:
    that = _that(parts, verbal.after)
    frames = verbal.verb.frames
    if that is None or not frames & {"clause", "that"}:
        return None
    if that > at and not frames & {"addressee", "action"} and parts.bits[at] & WORD and parts.low[at] not in words.PREPOSITIONS:
        return None
    return that, clause_end(parts, that + 1), True


def _quoted(parts: Parts, verbal: Verbal, at: int) -> Found:
    if at < parts.size and parts.low[at] in words.PREPOSITIONS:
        at = quotation_later(parts, at)
    begin = _quotation_at(parts, at) if "quotation" in verbal.verb.frames else None
    return None if begin is None else (begin, quotations_end(parts, begin), True)


def _question(parts: Parts, verbal: Verbal, at: int) -> Found:
    frames = verbal.verb.frames
    if not frames & {"question", "clause"}:
        return None
    end = clause_end(parts, at) if {"action", "question"} <= frames else parts.size
    if {"action", "question"} <= frames:
        at = next((index for index in range(at, min(end, at + 25)) if parts.low[index] in _ASKED), at)
    return (at, clause_end(parts, at), True) if at < end and parts.low[at] in _WH else None


def _action(parts: Parts, verbal: Verbal, at: int) -> Found:
    first = verbal.after
    if "action" not in verbal.verb.frames:
        return None
    ends = (object_end(parts, first), clause_end(parts, first))
    return next(((first, end, _voices(verbal)) for end in ends if _acts(parts, first, end)), None)


def _infinitive(parts: Parts, verbal: Verbal, at: int) -> Found:
    if "infinitive" not in verbal.verb.frames or at + 1 >= parts.size or parts.low[at] != "to":
        return None
    acts = parts.text[at + 1][0].islower() and parts.low[at + 1] not in words.DETERMINERS
    return (at, clause_end(parts, at), True) if acts or parts.bits[at + 1] & QUOTED else None


def _clause(parts: Parts, verbal: Verbal, at: int) -> Found:
    if "clause" not in verbal.verb.frames or parts.size - at < SHORT_CONTENT or parts.low[at] in words.PREPOSITIONS:
        return None
    end = clause_end(parts, at)
    return (at, end, True) if end - at >= SHORT_CONTENT and _is_told(parts, verbal, at, end) else None


def _noun(parts: Parts, verbal: Verbal, at: int) -> Found:
    first = verbal.after
    if "noun" not in verbal.verb.frames or at >= parts.size or clauses.is_break(parts, at):
        return None
    if parts.low[at] == "as":
        return at, object_end(parts, at + 1), True
    if parts.low[at] in _NO_OBJECT:
        return None
    if verbal.verb.naming and not _calls(parts, first, clause_end(parts, first)):
        return None
    return first, object_end(parts, first), _voices(verbal)


def _is_told(parts: Parts, verbal: Verbal, start: int, end: int) -> bool:
    """Whether a clause, or words of the source, stand there."""
    if any(bits & QUOTED for bits in parts.bits[start:end]):
        return True
    if verbal.verb.lemma in ("say", "tell"):
        return clauses.has_verb(parts, start, end)
    start += parts.bits[start] & MARK != 0
    over = _NO_MORE | words.CONJUNCTIONS if "noun" in verbal.verb.frames else _NO_MORE
    stop = next((index for index in range(start, end) if parts.low[index] in over), end)
    if clauses.has_verb(parts, start, stop):
        return True
    return start < stop < end and _names(parts, start) and clauses.has_verb(parts, stop + 1, end)


def _names(parts: Parts, at: int) -> bool:
    """Whether a word begins a subject for certain."""
    return parts.bits[at] & (CAPITAL | DETERMINER | NOMINATIVE) != 0


def _relative(parts: Parts, verbal: Verbal) -> Parts:
    """In a relative clause between commas ("Field, who said ..., left") the parts up to the comma that ends it."""
    start = verbal.group.start
    if start < 2 or parts.low[start - 1] not in ("who", "which") or parts.low[start - 2] != ",":
        return parts
    end = next((index for index in range(verbal.after + 1, parts.size) if parts.low[index] == ","), parts.size)
    return parts.until(end)


def _subordinate(parts: Parts, verbal: Verbal, subject: int) -> Parts:
    """In a clause that leads in to another ("While Field said ..., Ortiz left") the parts up to where the other begins."""
    if subject > verbal.at:
        return parts.until(max(verbal.after, subject - 1))
    if subject < 1 or parts.low[subject - 1] not in words.LEADING_IN:
        return parts
    if subject > 1 and parts.bits[subject - 2] & WORD and parts.low[subject - 2] not in words.CONJUNCTIONS | {"even", "just"}:
        return parts
    for index in range(verbal.after + 1, parts.size):
        if parts.low[index] == "," and _main_follows(parts, index + 1):
            return parts.until(index)
        if parts.bits[index] & QUOTED and ends_in_comma(parts, index) and _main_follows(parts, index + 1):
            return parts.until(index + 1)
    return parts


def _main_follows(parts: Parts, at: int) -> bool:
    """Whether a subject and a verb stand there."""
    if at >= parts.size or parts.low[at] in words.CONJUNCTIONS or parts.low[at] in words.RELATIVES or parts.low[at] == "not":
        return False
    if parts.low[at].endswith("ing") or parts.low[at] in words.PREPOSITIONS:
        return False
    for index in range(at + 1, min(parts.size, at + 12)):
        if clauses.looks_verbal(parts, index):
            return True
        if clauses.is_break(parts, index):
            return False
    return False


def _that(parts: Parts, at: int) -> int | None:
    """Index of a "that" which opens the content: at once, or after addressee and adjuncts without another verb."""
    aside = at + 1 if at < parts.size and parts.low[at] == "—" else parts.size
    at = next((index + 1 for index in range(aside, min(parts.size, aside + 16)) if parts.low[index] == "—"), at)
    for index in range(at, min(parts.size, at + 16)):
        low = parts.low[index]
        if low == "that":
            return index if parts.low[index - 1] not in words.PREPOSITIONS else None
        if parts.bits[index] & QUOTED or low in (".", ";", ":") or (low in words.NOMINATIVES and index > at):
            return None
        if (low in words.AUXILIARIES and low != "'s") or low in words.COMMON_VERBS or verbs.is_cue(parts, index):
            return None
    return None


def _quotation_at(parts: Parts, at: int) -> int | None:
    """Index of a quotation that opens right there, over a comma or a colon."""
    for index in range(at, min(parts.size, at + 3)):
        if parts.bits[index] & QUOTED:
            closes = index + 1 >= parts.size or clauses.is_break(parts, index + 1)
            return index if index > at or closes or parts.low[index] == SPOKEN else None
        if parts.low[index] not in (",", ":", "-", "—"):
            return None
    return None


def _voices(verbal: Verbal) -> bool:
    """Whether an object is worded by the source: what is claimed or demanded is, what is denied or reported need not be."""
    return verbal.verb.stance == "demands" or verbal.verb.lemma == "claim"


def _calls(parts: Parts, start: int, end: int) -> bool:
    """Whether somebody is called something, not a thing merely so named: "called it a lie" against "a town called Ash"."""
    opened = any(bits & (QUOTED | DETERMINER) for bits in parts.bits[start + 1 : min(end, start + 5)])
    named = parts.text[start][0].isupper() or parts.low[start] in words.PRONOUNS | words.DETERMINERS | {"him", "them", "her"}
    return opened and named


def _acts(parts: Parts, start: int, end: int) -> bool:
    return any(parts.low[index] in ("of", "to", "for", "against", "as", "on") for index in range(start + 1, end))
