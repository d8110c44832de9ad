"""Quarrels before a court: who sues whom, who pleads not guilty, who is kept from what by an injunction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from services.disputes.pairs import Pair, Side, rules
from services.disputes.parts import Span
from services.disputes.phrases import Phrases, called
from services.disputes.reading import Reading
from services.disputes.trails import Trails

#: How far after a suit its parties are looked for, in code points.
_REACH: Final = 90
#: How far before "sue" it is seen whether it is meant or done.
_BEFORE: Final = 40


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["legal"][name].replace(" ", r"\s+"), re.IGNORECASE)


def before_courts(reading: Reading, trails: Trails, phrases: Phrases, contested: bool) -> Iterator[Pair]:
    """Every suit, plea and injunction of a text whose parties it tells; where a charge is contested, also who stands trial."""
    if not contested and not trails.spans("legal"):
        return
    found = [
        pair for find in (_suing, _filing, _suits, _defendants, _pleas, _injunctions) for pair in find(reading, trails, phrases)
    ]
    yield from found
    if found or contested:
        yield from _tried(reading, trails, phrases)


def _pair(reading: Reading, at: int, first: str | None, second: str | None) -> Iterator[Pair]:
    """One side alone counts when it is called by a name: "a lawsuit against Norden Shipping"."""
    if first != second and ((first and second) or any(one and one[0].isupper() for one in (first, second))):
        sentence = reading.sentences[reading.sentence_number(at)]
        yield Pair("legal", Side(first, None) if first else None, Side(second, None) if second else None, sentence)


def _suing(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("sue"), "legal"):
        group, word = phrases.verb(found.start()), found[0].lower()
        first = max(0, found.start() - _BEFORE)
        before = reading.text[first : found.start()]
        intends = _pattern("intends").search(before)
        if group is None or group.negated or (group.infinitive and not intends) or _pattern("might").search(before):
            continue
        subject = _party(reading, phrases.subject(first + intends.start() if intends else found.start()))
        if group.passive and word == "sued":
            if _pattern("acted").search(before):
                yield from _pair(reading, found.start(), _after(reading, phrases, found.end(), "by"), subject)
        elif subject and (word != "suing" or group.passive):
            yield from _pair(reading, found.start(), subject, _party(reading, phrases.name(found.end() + 1)))


def _filing(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("file"), "legal"):
        subject = _party(reading, phrases.subject(found.start()))
        group = phrases.verb(found.start())
        second = _after(reading, phrases, found.end(), "against")
        if _between_states(reading, found, second):
            continue
        done = group is not None and not group.negated and not group.passive
        if done and (second or (subject and "complaint" not in found[0].lower())):
            yield from _pair(reading, found.start(), subject, second)


def _between_states(reading: Reading, found: re.Match[str], second: str | None) -> bool:
    """Whether a complaint is one of a state to a body of states: "lodged a complaint at the WTO against Sudland"."""
    rest = reading.text[found.end() : found.end() + _REACH]
    return second is not None and "complaint" in found[0].lower() and bool(_pattern("bodies").search(rest))


def _suits(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("suit"), "legal"):
        if _pattern("possible").search(reading.text, max(0, found.start() - _REACH), found.start()):
            continue
        first = _after(reading, phrases, found.end(), "by") or _pursuing(reading, phrases, found.start())
        second = _after(reading, phrases, found.end(), "against") or _after(reading, phrases, found.end(), "named")
        yield from _pair(reading, found.start(), first, second)


def _pursuing(reading: Reading, phrases: Phrases, at: int) -> str | None:
    """Who pursues a suit: "the firm will have to win legal claims"."""
    verb = _pattern("pursuing").search(reading.text, max(0, at - _BEFORE), at)
    return _party(reading, phrases.subject(verb.start())) if verb else None


def _defendants(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("defendants"), "legal"):
        yield from _pair(reading, found.start(), None, _party(reading, phrases.subject(found.start())))


def _pleas(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("plea"), "legal"):
        yield from _pair(reading, found.start(), None, _party(reading, phrases.subject(found.start())))


def _tried(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    """Who stands trial, where the charge is contested anyway."""
    for found in trails.find(_pattern("tried"), "legal"):
        yield from _pair(reading, found.start(), None, _party(reading, phrases.subject(found.start())))


def _injunctions(reading: Reading, trails: Trails, phrases: Phrases) -> Iterator[Pair]:
    for found in trails.find(_pattern("injunction"), "legal"):
        subject = _party(reading, phrases.subject(found.start()))
        second = _after(reading, phrases, found.end(), "stopping")
        yield from _pair(reading, found.start(), subject, second)


def _after(reading: Reading, phrases: Phrases, at: int, marker: str) -> str | None:
    """The party named after a word such as "against", in the same sentence and soon."""
    end = min(reading.sentences[reading.sentence_number(at - 1)][1], at + _REACH)
    found = _pattern(marker).search(reading.text[at:end])
    return _party(reading, phrases.name(at + found.end())) if found else None


def _party(reading: Reading, span: Span | None) -> str | None:
    return called(reading.text, span)
