"""Quarrels over a vote: who calls it rigged, who does not accept its result, who is said to have won."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from services.disputes.pairs import Pair, Side, rules
from services.disputes.parts import Span
from services.disputes.phrases import Phrases, called
from services.disputes.reading import Reading
from services.disputes.sources import Sources
from services.disputes.told import Told, is_name, party
from services.disputes.trails import Trails

#: How many sentences around the quarrel the winner is looked for, and how far into an accusation the accused, in code points.
_REACH, _TARGET = 2, 60
#: Patterns in which upper case counts.
_CASED: Final = frozenset(("winner", "owned", "polled", "speaking"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["electoral"][name].replace(" ", r"\s+"), 0 if name in _CASED else re.IGNORECASE)


def over_votes(reading: Reading, told: Sequence[Told], sources: Sources, phrases: Phrases, trails: Trails) -> Iterator[Pair]:
    """Accusations that a vote was not fair, and results that a side does not accept."""
    if not any(word in trails.low for word in rules()["electoral"]["triggers"]):
        return
    for one in told:
        if one.statement.source and _unfair(reading, one):
            yield from _claimed(reading, one)
    for found in trails.find(_pattern("refused"), "electoral"):
        if phrases.supposed(found.start()):
            continue
        if subject := called(reading.text, phrases.subject(found.start())):
            after = called(reading.text, phrases.name(found.end("to") + 1)) if found["to"] else None
            yield _pair(reading, found.start(), Side(subject, None), after)
    for found in trails.find(_pattern("owned"), "electoral"):
        if is_name(found["who"]):
            yield _pair(reading, found.start(), Side(found["who"], None), None)


def _unfair(reading: Reading, told: Told) -> bool:
    if told.statement.stance not in ("accuses", "rejects"):
        return False
    said = " ".join(reading.text[start : min(end, start + 300)] for start, end in told.statement.content)
    worded = told.statement.worded
    if worded and not _pattern("speaking").search(" ".join(reading.text[start:end] for start, end in told.speaker)):
        return False  # reports and experts tell of a fraud, they do not quarrel over it
    said = _pattern("polled").sub("", said)
    return bool(_pattern("unfair").search(said)) and not _pattern("not").search(said)


def _claimed(reading: Reading, told: Told) -> Iterator[Pair]:
    first = party(reading, told, "accuser")
    if not is_name(first.name):
        return
    start, end = told.statement.content[0]
    accused = (
        re.match(r"[^,;.]{2,60}?(?=,| of )", reading.text[start:end])
        if told.statement.stance == "accuses" and not told.statement.worded
        else None
    )
    name = called(reading.text, (start, start + accused.end())) if accused else None
    yield _pair(reading, told.statement.cue[0], Side(first.name, first.entity, told.id), name)


def _pair(reading: Reading, at: int, first: Side, second: str | None) -> Pair:
    number = reading.sentence_number(at)
    second = second or _winner(reading, number, first.name)
    return Pair("electoral", first, Side(second, None) if second else None, reading.sentences[number])


def _winner(reading: Reading, number: int, but: str) -> str | None:
    """Who is said near it to have won."""
    around: Span = reading.window(number, _REACH)
    for found in _pattern("winner").finditer(reading.text, *around):
        name = " ".join((found["who"] or found["whom"] or found["whose"]).split())
        if is_name(name) and name.split()[-1] != but.split()[-1]:
            return name
    return None
