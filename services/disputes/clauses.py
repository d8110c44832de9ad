"""Reading clauses without a parser: verb groups, subjects before them, names after them, adjuncts, ends of clauses.

All functions take the parts of a unit and indices into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
    FINITE,
    NOMINATIVE,
    OWNER,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    VERBAL,
)
from services.disputes.lang.en import words
from services.disputes.reading import Part
from services.disputes.verbs import is_adverb, is_auxiliary, is_cue

Parts = Sequence[Part]
#: What may begin or end a noun phrase.
_EDGE = BREAKS | SUBORDINATOR | AUXILIARY | CONJUNCTION | CUE
_END = BREAKS | SUBORDINATOR | AUXILIARY | TIME | PREPOSITION | CUE | ADVERB | RELATIVE | NOMINATIVE | VERB
#: Words that no list of speakers runs over.
_NO_LIST = words.AUXILIARIES | words.SUBORDINATORS | words.COMMON_VERBS
_EACH = ("both", "all", "each")
#: What leads a clause in before its subject.
_LEADS = ADVERB | CONJUNCTION | TIME
#: How far back a shared subject is looked for, in parts.
_FAR = 60


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
        low = parts[start - 1].low
        if low in words.NEGATIONS:
            negated = True
        elif low in words.BE and not (low == "'s" and start == at):
            be = True
        elif low == "to":
            infinitive = True
        elif not is_auxiliary(parts, start - 1) and not is_adverb(parts[start - 1]):
            break
        start -= 1
        if infinitive:
            break
    if start > 2 and parts[start - 1].low == "turn" and parts[start - 2].low == "in":
        start -= 3 if parts[start - 3].low == "," else 2
    while start < at and (is_adverb(parts[start]) or parts[start].low in _EACH):
        start += 1
    return Group(start, negated, be, infinitive)


def is_break(parts: Parts, at: int) -> bool:
    """Whether a mark or a full stop breaks the phrase there; hyphens and abbreviations do not."""
    part = parts[at]
    bits = part.bits
    if not bits & BREAKS or bits & BREAK:
        return bits & BREAK != 0
    if bits & DASH:
        return not (at > 0 and parts[at - 1].end == part.start and at + 1 < len(parts) and parts[at + 1].start == part.end)
    return ends_sentence(parts, at)


def ends_sentence(parts: Parts, at: int) -> bool:
    """Whether the full stop at that index ends a sentence."""
    if at + 1 >= len(parts):
        return True
    before = parts[at - 1].low if at else ""
    return (
        before not in words.TITLES and len(before) > 1 and parts[at + 1].start > parts[at].end and parts[at + 1].text[0].isupper()
    )


def noun_phrase_start(parts: Parts, end: int, floor: int = 0) -> int:
    """Where the noun phrase begins that ends before `end`; `end` itself when there is none."""
    at = end
    while at > floor:
        bits = parts[at - 1].bits
        if not bits & _EDGE:
            at -= 1
            continue
        low = parts[at - 1].low
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
    return load().verbs[parts[at].low][1] == "past" and at + 1 < end and parts[at + 1].low in ("of", "by", "in", "with")


def _opening(parts: Parts, at: int, floor: int) -> int | None:
    for index in range(at - 1, max(floor, at - 12) - 1, -1):
        if parts[index].low == "(":
            return index
    return None


def _joins_names(parts: Parts, at: int, floor: int) -> bool:
    """Whether "and" joins two subjects: nothing like a verb stands before it in its clause."""
    for index in range(at - 1, max(floor, at - 12) - 1, -1):
        bits = parts[index].bits
        if not bits & (BREAKS | SUBORDINATOR | VERBAL):
            continue
        if bits & SUBORDINATOR or is_break(parts, index):
            return parts[index].low == "," and index == floor
        if looks_verbal(parts, index):
            return False
    return at > floor


def _trim(parts: Parts, at: int, end: int) -> int:
    """Leave out what leads the clause in: "On Monday the ministry" is "the ministry"."""
    while at < end and parts[at].bits & _LEADS and not (at == end - 1 and parts[at].low in ("each", "all", "both")):
        at += 1
    if at < end and parts[at].bits & PREPOSITION:
        return next((index for index in range(at + 2, end) if _starts_afresh(parts, index)), at)
    return at


def _starts_afresh(parts: Parts, at: int) -> bool:
    """Whether a noun phrase of its own begins there: at a determiner or pronoun, or after a time."""
    before, low = parts[at - 1].low, parts[at].low
    if low in words.DETERMINERS or low in words.NOMINATIVES:
        return before not in words.PREPOSITIONS
    timed = before in words.TIMES or before.isdigit()
    return timed and low not in words.TIMES and low not in words.PREPOSITIONS and not low.isdigit()


def subject_before(parts: Parts, end: int, floor: int = 0) -> tuple[int, int] | None:
    """The subject of a verb group that begins at `end`: indices of its first part and of the one after its last."""
    if end <= floor:
        return None
    low = parts[end - 1].low
    if low in ("whom", "which") and end - 3 >= floor and parts[end - 2].low == "of":
        return end - 3, end
    if low in ("who", "which", "that"):
        last = end - 2 if end - 2 >= floor and parts[end - 2].low == "," else end - 1
        return _span(noun_phrase_start(parts, last, floor), end)
    if low in words.CONJUNCTIONS or (low == "," and end - 2 >= floor and parts[end - 2].low in words.CONJUNCTIONS):
        return shared_subject(parts, end - 1, floor) or clause_subject(parts, end - 1, floor) or first_subject(parts, end - 1)
    if low == "," or set(low) <= set("-–—"):
        return _with_apposition(parts, end - 1, floor)
    last = end
    while last > floor and (is_adverb(parts[last - 1]) or parts[last - 1].low in _EACH):
        last -= 1
    end = last if last > floor and not is_break(parts, last - 1) else end
    start = noun_phrase_start(parts, end, floor)
    if start == end and end > floor and parts[end - 1].low in _EACH:
        return end - 1, end
    return _span(_list_start(parts, start, floor) if start < end else start, end)


def shared_subject(parts: Parts, before: int, floor: int) -> tuple[int, int] | None:
    """The subject that a verb shares with one before it: "the mayor, who is ill, shook her head and said"."""
    for index in range(before - 1, max(floor, before - _FAR) - 1, -1):
        if parts[index].low == ";" or (parts[index].low == "." and ends_sentence(parts, index)):
            return None
        if not _finite(parts, index):
            continue
        start = verb_group(parts, index).start
        if start == floor or parts[start - 1].low in words.CONJUNCTIONS or parts[start - 1].kind == "quotation":
            continue
        subject = subject_before(parts, start, floor)
        if subject and not _embedded(parts, subject, floor, parts[before - 1].kind == "word"):
            return subject
    return None


def _finite(parts: Parts, at: int) -> bool:
    """Whether a verb stands there that is likely the verb of a clause."""
    low = parts[at].low
    if low in words.PASTS or (low in load().verbs and load().verbs[low][1] in ("past", "s") and is_cue(parts, at)):
        return True
    if low.endswith("ed") and at and parts[at - 1].low in words.NOMINATIVES:
        return True
    return is_auxiliary(parts, at) and low not in ("'s", "be", "been", "being", "having")


def _embedded(parts: Parts, subject: tuple[int, int], floor: int, close: bool) -> bool:
    """Whether a subject is that of a subordinate clause; without a comma, "after she left and said" goes on with "she"."""
    start, end = subject
    if parts[end - 1].low in words.RELATIVES or parts[start].low in words.SUBORDINATORS:
        return True
    before = parts[start - 1].low if start > floor else ","
    if close and before in words.LEADING_IN:
        return False
    return before in words.SUBORDINATORS or before in load().verbs or before in words.PREPOSITIONS


def _span(start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if start < end else None


def _list_start(parts: Parts, start: int, floor: int) -> int:
    """Back over a list: "Anna, the mayor and the council said" has three speakers."""
    at, joined = start, start > floor and parts[start].low not in words.NOMINATIVES and parts[start - 1].low in ("and", "or")
    while joined and at > floor:
        low = parts[at - 1].low
        if parts[at - 1].kind == "quotation" or low in (".", ";", ":") or low in _NO_LIST:
            break
        if looks_verbal(parts, at - 1):
            break
        at -= 1
    if at == start or parts[at].low in (",", "and", "or") or sum(parts[index].low == "," for index in range(at, start)) < 1:
        return start
    trimmed = _trim(parts, at, start)
    while trimmed < start and parts[trimmed].kind == "mark":
        trimmed = _trim(parts, trimmed + 1, start)
    return trimmed if parts[trimmed].low not in words.PREPOSITIONS and parts[trimmed].kind == "word" else start


def _with_apposition(parts: Parts, comma: int, floor: int) -> tuple[int, int] | None:
    """ "Tom Field, the head of the club, said": back over what stands between two commas or dashes."""
    for index in range(comma - 1, max(floor, comma - 30) - 1, -1):
        part = parts[index]
        if part.kind == "quotation" or (part.low == "." and ends_sentence(parts, index)):
            return None
        if part.low == parts[comma].low:
            start = noun_phrase_start(parts, index, floor)
            if start < index:
                return _earliest_apposition(parts, start, comma, floor)
    if parts[comma - 1].low == ")" and (start := noun_phrase_start(parts, comma, floor)) < comma:
        return start, comma
    return None


def _earliest_apposition(parts: Parts, start: int, comma: int, floor: int) -> tuple[int, int]:
    """Where apposition follows apposition ("Field, 40, a lawyer, said"), go back to the name."""
    if start - 1 > floor and parts[start - 1].low == "," and not parts[start].text[0].isupper():
        first = noun_phrase_start(parts, start - 1, floor)
        if first < start - 1 and parts[first].text[0].isupper():
            return first, comma
    return start, comma


def clause_subject(parts: Parts, before: int, floor: int = 0) -> tuple[int, int] | None:
    """The subject of the clause that leads to `before`: the first noun phrase after its opening adjuncts."""
    start = floor
    for index in range(before - 1, floor - 1, -1):
        if (
            parts[index].low == ";"
            or (parts[index].low == "." and ends_sentence(parts, index))
            or parts[index].kind == "quotation"
        ):
            start = index + 1
            break
    while start < before and (is_adverb(parts[start]) or parts[start].low in words.CONJUNCTIONS or is_break(parts, start)):
        start += 1
    if start < before and (
        parts[start].low in words.PREPOSITIONS or parts[start].low in words.SUBORDINATORS or parts[start].low in words.TIMES
    ):
        start = next((index + 1 for index in range(start, before) if parts[index].low == ","), start)
    end = start
    while (
        end < before and not looks_verbal(parts, end) and parts[end].low not in (",", ";", ":") and parts[end].kind != "quotation"
    ):
        end += 1
    while end > start and is_adverb(parts[end - 1]):
        end -= 1
    return _span(start, end)


def first_subject(parts: Parts, before: int) -> tuple[int, int] | None:
    """The first noun phrase of the unit outside its quotations: who goes on, in '"...," she said, adding ...'."""
    start = next((index for index in range(before) if parts[index].kind == "word"), before)
    end = start
    while end < before and not looks_verbal(parts, end) and not is_break(parts, end):
        end += 1
    return _span(start, end)


def looks_verbal(parts: Parts, at: int) -> bool:
    """Whether the word is an auxiliary, a known verb, or one in -ed by its looks."""
    bits = parts[at].bits
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
        bits = parts[index].bits
        if bits & CLITIC or (index > start and bits & FINITE) or (bits & VERBAL and looks_verbal(parts, index)):
            return True
    return False


def looks_finite(parts: Parts, at: int) -> bool:
    """Whether the word may be a verb in -s by its looks."""
    return parts[at].bits & FINITE != 0


def name_after(parts: Parts, start: int) -> int:
    """Where the noun phrase ends that begins at `start`; `start` itself when there is none."""
    at = start
    while at < len(parts):
        bits = parts[at].bits
        if bits & _END and _ends_name(parts, at, start, bits):
            break
        at += 1
    return at


def _ends_name(parts: Parts, at: int, start: int, bits: int) -> bool:
    """Whether the noun phrase that began at `start` ends before `at`."""
    low = parts[at].low
    if is_break(parts, at) or (low in ("that", "who", "which") and at > start) or (bits & SUBORDINATOR and low != "that"):
        return True
    if (bits & AUXILIARY and not bits & OWNER) or (bits & TIME and at > start and low not in ("may", "march")):
        return True
    if bits & PREPOSITION and (at == start or low not in ("of", "for", "from", "with", "at")):
        return True
    if at == start:
        return False
    listed = low in words.COMMON_VERBS
    return bits & (ADVERB | NOMINATIVE) != 0 or listed or (bits & CUE != 0 and is_cue(parts, at))
