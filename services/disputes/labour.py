"""Quarrels at work: strikes, lockouts and refused offers, with the workers and who employs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from services.disputes.pairs import Pair, Side, rules
from services.disputes.phrases import called
from services.disputes.reading import Reading, Span
from services.disputes.sources import Sources

#: How many sentences around the quarrel its sides are looked for.
_REACH = 1


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["labour"][name].replace("WORKERS", "|".join(rules()["labour"]["workers"])).replace(" ", r"\s+"))


def at_work(reading: Reading, low: str, sources: Sources) -> Iterator[Pair]:
    """Sentences that tell of a strike, a lockout or a refused offer, with workers in them or beside them."""
    if not any(word in low for word in rules()["labour"]["triggers"]):
        return
    seen: set[int] = set()
    for found in _pattern("quarrel").finditer(reading.text):
        number = reading.sentence_number(found.start())
        if number in seen or _pattern("not").search(reading.text, *reading.sentences[number]):
            continue
        seen.add(number)
        sentence = reading.sentences[number]
        around = reading.window(number, _REACH)
        workers = _workers(reading.text, sentence) or _workers(reading.text, around)
        if workers:
            employer = _employer(reading, sentence, workers, sources) or _employer(reading, around, workers, sources)
            yield Pair("labour", Side(workers[0], None), Side(employer, None) if employer else None, sentence)


def _workers(text: str, span: Span) -> tuple[str, Span] | None:
    for found in _pattern("group").finditer(text, *span):
        name = called(text, found.span())
        if name and not _pattern("no_union").search(name):
            return name, found.span()
    return None


def _employer(reading: Reading, span: Span, workers: tuple[str, Span], sources: Sources) -> str | None:
    """An owner of the workers ("Norden's miners", "miners at Norden"), an organisation, or "the company"."""
    owners = (found for pattern in ("owner", "at") for found in _pattern(pattern).finditer(reading.text, *span))
    spans = [*(found.span("who") for found in owners), *sources.organisations(*span)]
    for place in spans:
        name = called(reading.text, place)
        if name and not _overlap(place, workers[1]) and not _pattern("no_employer").search(name):
            return name
    bare = _pattern("bare").search(reading.text, *span)
    return bare["who"] if bare else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
