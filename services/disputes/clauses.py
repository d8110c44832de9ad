"""Reading clauses without a parser: verb groups, subjects before them, names after them, adjuncts, ends of clauses.

All functions take the parts of a unit and indices into them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.disputes.cues import load
from services.disputes.kinds import (
    ADVERB,
    AUXILIARY,
    BREAK,
    BREAKS,
    CAPITAL,
    CLITIC,
    CONJUNCTION,
    CUE,
    DASH,
    DETERMINER,
    FINITE,
    MARK,
    NOMINATIVE,
    OWNER,
    PREPOSITION,
    QUOTED,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    VERBAL,
    WORD,
)
from services.disputes.lang.en import words
from services.disputes.parts import Parts
from services.disputes.verbs import is_adverb, is_auxiliary, is_cue

#: What may begin or end a noun phrase.
_EDGE: Final = BREAKS | SUBORDINATOR | AUXILIARY | CONJUNCTION | CUE
_END: Final = BREAKS | SUBORDINATOR | AUXILIARY | TIME | PREPOSITION | CUE | ADVERB | RELATIVE | NOMINATIVE | VERB | DETERMINER
#: Words that no list of speakers runs over.
_NO_LIST: Final = words.AUXILIARIES | words.SUBORDINATORS | words.COMMON_VERBS
_EACH: Final = ("both", "all", "each")
#: What leads a clause in before its subject.
_LEADS: Final = ADVERB | CONJUNCTION | TIME
#: How far back a shared subject is looked for, in parts.
_FAR: Final = 60


class Group(NamedTuple):
    """A verb group: index of its first part, and what its auxiliaries say."""

    start: int
    negated: bool
    passive: bool
    infinitive: bool


def verb_group(parts: Parts, at: int) -> Group:
    """The verb group that ends at the verb `at`: "has repeatedly said"."""
    start, negated, be, infinitive = at, False, False, False
    while start > 0:
        low = parts.low[start - 1]
        if low in words.NEGATIONS:
            negated = True
        elif low in words.BE and not (low == "'s" and start == at):
            be = True
        elif low == "to":
            infinitive = True
        elif not is_auxiliary(parts, start - 1) and not is_adverb(parts, start - 1):
            break
        start -= 1
        if infinitive:
            break
    if start > 2 and parts.low[start - 1] == "turn" and parts.low[start - 2] == "in":
        start -= 3 if parts.low[start - 3] == "," else 2
    while start < at and (is_adverb(parts, start) or parts.low[start] in _EACH):
        start += 1
    return Group(start, negated, be, infinitive)


def is_break(parts: Parts, at: int) -> bool:
    """Whether a mark or a full stop breaks the phrase there; hyphens and abbreviations do not."""
    bits = parts.bits[at]
    if not bits & BREAKS or bits & BREAK:
        return bits & BREAK != 0
    if bits & DASH:
        joins = at > 0 and parts.ends[at - 1] == parts.starts[at] and at + 1 < parts.size
        return not (joins and parts.starts[at + 1] == parts.ends[at])
    return ends_sentence(parts, at)


def ends_sentence(parts: Parts, at: int) -> bool:
    """Whether the full stop at that index ends a sentence."""
    if at + 1 >= parts.size:
        return True
    before = parts.low[at - 1] if at else ""
    if len(before) < 2 or before in words.TITLES:
        return False
    return parts.starts[at + 1] > parts.ends[at] and parts.text[at + 1][0].isupper()


def noun_phrase_start(parts: Parts, end: int, floor: int = 0) -> int:
    """Where the noun phrase begins that ends before `end`; `end` itself when there is none."""
    at = end
    while at > floor:
        bits = parts.bits[at - 1]
        if not bits & _EDGE:
            at -= 1
            continue
        low = parts.low[at - 1]
        if low == ")":
            opening = _opening(parts, at - 1, floor)
            if opening is None:
                break
            at = opening
            continue
        if is_break(parts, at - 1) or bits & SUBORDINATOR or (bits & AUXILIARY and not bits & OWNER):
            break
        if bits & CONJUNCTION and not _joins_names(parts, at - 1, floor):
            break
        if bits & CUE and is_cue(parts, at - 1) and not _reduced(parts, at - 1, end):
            break
        at -= 1
    return _trim(parts, at, end)


def _reduced(parts: Parts, at: int, end: int) -> bool:
    """Whether a participle carries the noun phrase on: "the minister accused of fraud"."""
    return load().verbs[parts.low[at]][1] == "past" and at + 1 < end and parts.low[at + 1] in ("of", "by", "in", "with")


def _opening(parts: Parts, at: int, floor: int) -> int | None:
    for index in range(at - 1, max(floor, at - 12) - 1, -1):
        if parts.low[index] == "(":
            return index
    return None


def _joins_names(parts: Parts, at: int, floor: int) -> bool:
    """Whether "and" joins two subjects: nothing like a verb stands before it in its clause."""
    for index in range(at - 1, max(floor, at - 12) - 1, -1):
        bits = parts.bits[index]
        if not bits & (BREAKS | SUBORDINATOR | VERBAL):
            continue
        if bits & SUBORDINATOR or is_break(parts, index):
            return parts.low[index] == "," and index == floor
        if looks_verbal(parts, index):
            return False
    return at > floor


def _trim(parts: Parts, at: int, end: int) -> int:
    """Leave out what leads the clause in: "On Monday the ministry" is "the ministry"."""
    while at < end and parts.bits[at] & _LEADS and not (at == end - 1 and parts.low[at] in ("each", "all", "both")):
        at += 1
    if at < end and parts.bits[at] & PREPOSITION:
        return next((index for index in range(at + 2, end) if _starts_afresh(parts, index)), at)
    return at


def _starts_afresh(parts: Parts, at: int) -> bool:
    """Whether a noun phrase of its own begins there: at a determiner or pronoun, or after a time."""
    before, low = parts.low[at - 1], parts.low[at]
    if low in words.DETERMINERS or low in words.NOMINATIVES:
        return before not in words.PREPOSITIONS
    timed = before in words.TIMES or before.isdigit()
    return timed and low not in words.TIMES and low not in words.PREPOSITIONS and not low.isdigit()


def subject_before(parts: Parts, end: int, floor: int = 0) -> tuple[int, int] | None:
    """The subject of a verb group that begins at `end`: indices of its first part and of the one after its last."""
    if end <= floor:
        return None
    low = parts.low[end - 1]
    if low in ("whom", "which") and end - 3 >= floor and parts.low[end - 2] == "of":
        return end - 3, end
    if low in ("who", "which", "that"):
        last = end - 2 if end - 2 >= floor and parts.low[end - 2] == "," else end - 1
        return _span(noun_phrase_start(parts, last, floor), end)
    if low in words.CONJUNCTIONS or (low == "," and end - 2 >= floor and parts.low[end - 2] in words.CONJUNCTIONS):
        return shared_subject(parts, end - 1, floor) or clause_subject(parts, end - 1, floor) or first_subject(parts, end - 1)
    if low == "," or set(low) <= set("-–—"):
        return _with_apposition(parts, end - 1, floor)
    last = end
    while last > floor and (is_adverb(parts, last - 1) or parts.low[last - 1] in _EACH):
        last -= 1
    if last > floor + 2 and parts.bits[last - 1] & TIME:
        early = last - 1 - (parts.bits[last - 2] & PREPOSITION != 0)
        last = early if parts.low[early - 1] == "," else last
    if floor < last < end and parts.low[last - 1] == "," and (aside := _with_apposition(parts, last - 1, floor)):
        return aside  # "Field, the mayor, also said"
    end = last if last > floor and not is_break(parts, last - 1) else end
    start = noun_phrase_start(parts, end, floor)
    if start == end and end > floor and parts.low[end - 1] in _EACH:
        return end - 1, end
    return _span(_list_start(parts, start, floor) if start < end else start, end)


def shared_subject(parts: Parts, before: int, floor: int) -> tuple[int, int] | None:
    """The subject that a verb shares with one before it: "the mayor, who is ill, shook her head and said"."""
    for index in range(before - 1, max(floor, before - _FAR) - 1, -1):
        if parts.low[index] == ";" or (parts.low[index] == "." and ends_sentence(parts, index)):
            return None
        if not _finite(parts, index):
            continue
        start = verb_group(parts, index).start
        if start == floor or parts.low[start - 1] in words.CONJUNCTIONS or parts.bits[start - 1] & QUOTED:
            continue
        subject = subject_before(parts, start, floor)
        if subject and not _embedded(parts, subject, floor, parts.bits[before - 1] & WORD != 0):
            return subject
    return None


def _finite(parts: Parts, at: int) -> bool:
    """Whether a verb stands there that is likely the verb of a clause."""
    low = parts.low[at]
    if low in words.PASTS or (low in load().verbs and load().verbs[low][1] in ("past", "s") and is_cue(parts, at)):
        return True
    if low.endswith("ed") and at and parts.low[at - 1] in words.NOMINATIVES:
        return True
    return is_auxiliary(parts, at) and low not in ("'s", "be", "been", "being", "having")


def _embedded(parts: Parts, subject: tuple[int, int], floor: int, close: bool) -> bool:
    """Whether a subject is that of a subordinate clause; without a comma, "after she left and said" goes on with "she"."""
    start, end = subject
    if parts.low[end - 1] in words.RELATIVES or parts.low[start] in words.SUBORDINATORS:
        return True
    before = parts.low[start - 1] if start > floor else ","
    if close and before in words.LEADING_IN:
        return False
    return before in words.SUBORDINATORS or before in load().verbs or before in words.PREPOSITIONS


def _span(start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if start < end else None


def _list_start(parts: Parts, start: int, floor: int) -> int:
    """Back over a list: "Anna, the mayor and the council said" has three speakers."""
    at, joined = start, start > floor and parts.low[start] not in words.NOMINATIVES and parts.low[start - 1] in ("and", "or")
    while joined and at > floor:
        low = parts.low[at - 1]
        if parts.bits[at - 1] & QUOTED or low in (".", ";", ":") or low in _NO_LIST:
            break
        if looks_verbal(parts, at - 1):
            break
        at -= 1
    if at == start or parts.low[at] in (",", "and", "or") or not _commas(parts, at, start):
        return start
    trimmed = _trim(parts, at, start)
    while trimmed < start and parts.bits[trimmed] & MARK:
        trimmed = _trim(parts, trimmed + 1, start)
    return trimmed if parts.low[trimmed] not in words.PREPOSITIONS and parts.bits[trimmed] & WORD else start


def _commas(parts: Parts, start: int, end: int) -> bool:
    """Whether a comma divides a list there, rather than one clause from another: "..., and Norden"."""
    return any(parts.low[index] == "," and parts.low[index + 1] not in words.CONJUNCTIONS for index in range(start, end))


def _with_apposition(parts: Parts, comma: int, floor: int) -> tuple[int, int] | None:
    """ "Tom Field, the head of the club, said": back over what stands between two commas or dashes."""
    for index in range(comma - 1, max(floor, comma - 30) - 1, -1):
        low = parts.low[index]
        if parts.bits[index] & QUOTED or (low == "." and ends_sentence(parts, index)):
            return None
        if low == parts.low[comma]:
            start = noun_phrase_start(parts, index, floor)
            if start < index:
                return _earliest_apposition(parts, start, comma, floor)
    if parts.low[comma - 1] == ")" and (start := noun_phrase_start(parts, comma, floor)) < comma:
        return start, comma
    return None


def _earliest_apposition(parts: Parts, start: int, comma: int, floor: int) -> tuple[int, int]:
    """Where apposition follows apposition ("Field, 40, a lawyer, said"), go back to the name."""
    if start - 1 > floor and parts.low[start - 1] == "," and not parts.text[start][0].isupper():
        first = noun_phrase_start(parts, start - 1, floor)
        if first < start - 1 and parts.text[first][0].isupper():
            return first, comma
    return start, comma


def clause_subject(parts: Parts, before: int, floor: int = 0) -> tuple[int, int] | None:
    """The subject of the clause that leads to `before`: the first noun phrase after its opening adjuncts."""
    start = floor
    for index in range(before - 1, floor - 1, -1):
        if parts.low[index] == ";" or (parts.low[index] == "." and ends_sentence(parts, index)) or parts.bits[index] & QUOTED:
            start = index + 1
            break
    while start < before and (is_adverb(parts, start) or parts.low[start] in words.CONJUNCTIONS or is_break(parts, start)):
        start += 1
    if start < before and (
        parts.low[start] in words.PREPOSITIONS or parts.low[start] in words.SUBORDINATORS or parts.low[start] in words.TIMES
    ):
        start = next((index + 1 for index in range(start, before) if parts.low[index] == ","), start)
    end = start
    while (
        end < before and not looks_verbal(parts, end) and parts.low[end] not in (",", ";", ":") and not parts.bits[end] & QUOTED
    ):
        end += 1
    while end > start and is_adverb(parts, end - 1):
        end -= 1
    return _span(start, end)


def first_subject(parts: Parts, before: int) -> tuple[int, int] | None:
    """The first noun phrase of the unit outside its quotations: who goes on, in '"...," she said, adding ...'."""
    start = next((index for index in range(before) if parts.bits[index] & WORD), before)
    end = start
    while end < before and not looks_verbal(parts, end) and not is_break(parts, end):
        end += 1
    return _span(start, end)


def looks_verbal(parts: Parts, at: int) -> bool:
    """Whether the word is an auxiliary, a known verb, or one in -ed by its looks."""
    bits = parts.bits[at]
    if not bits & VERBAL:
        return False
    if bits & AUXILIARY and not bits & OWNER and is_auxiliary(parts, at):
        return True
    if at > 0 and bits & CAPITAL:
        return False
    return bits & VERB != 0 or (bits & CUE != 0 and is_cue(parts, at))


def has_verb(parts: Parts, start: int, end: int) -> bool:
    """Whether something between the two indices looks like a finite verb."""
    for index in range(start, end):
        bits = parts.bits[index]
        if bits & CLITIC or (index > start and bits & FINITE) or (bits & VERBAL and looks_verbal(parts, index)):
            return True
    return False


def looks_finite(parts: Parts, at: int) -> bool:
    """Whether the word may be a verb in -s by its looks."""
    return parts.bits[at] & FINITE != 0


def name_after(parts: Parts, start: int) -> int:
    """Where the noun phrase ends that begins at `start`; `start` itself when there is none."""
    at = start
    while at < parts.size:
        bits = parts.bits[at]
        if bits & _END and _ends_name(parts, at, start, bits):
            break
        at += 1
    return at


def _ends_name(parts: Parts, at: int, start: int, bits: int) -> bool:
    """Whether the noun phrase that began at `start` ends before `at`."""
    low = parts.low[at]
    if is_break(parts, at) or (low in ("that", "who", "which") and at > start) or (bits & SUBORDINATOR and low != "that"):
        return True
    if (bits & AUXILIARY and not bits & OWNER) or (
        bits & TIME and at > start and low not in ("may", "march") and not (bits & CAPITAL and low == "times")
    ):
        return True
    if bits & PREPOSITION and (at == start or low not in ("of", "for", "from", "with", "at")):
        return True
    if at == start:
        return False
    if bits & DETERMINER and not bits & RELATIVE and low not in ("one", "two", "her", "his"):
        return parts.bits[at - 1] & CAPITAL != 0  # "sued Tarn Shipping | several years ago"
    listed = low in words.COMMON_VERBS
    return bits & (ADVERB | NOMINATIVE) != 0 or listed or (bits & CUE != 0 and is_cue(parts, at))
