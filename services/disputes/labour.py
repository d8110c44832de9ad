"""Quarrels at work: strikes, lockouts and refused offers, with the workers and who employs them."""

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
from services.disputes.trails import Trails

#: How many sentences around the quarrel its sides are looked for.
_REACH: Final = 1
#: What stands before a group of workers and is no part of it.
_LEAD: Final = re.compile(r"(?:(?:[Ff]or|[Bb]y|[Ww]ith|[Ff]rom|[Aa]mong|[Tt]o|of|as|What|Why|How|When|Which|If|While)\s)*")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["labour"][name].replace("WORKERS", "|".join(rules()["labour"]["workers"])).replace(" ", r"\s+"))


def at_work(reading: Reading, trails: Trails, sources: Sources, phrases: Phrases) -> Iterator[Pair]:
    """Sentences that tell of a strike, a lockout or a refused offer, with workers in them or beside them."""
    seen: set[int] = set()
    for found in trails.find(_pattern("quarrel"), "labour"):
        number = reading.sentence_number(found.start())
        if number in seen or _pattern("not").search(reading.text, *reading.sentences[number]):
            continue
        seen.add(number)
        sentence = reading.sentences[number]
        around = reading.window(number, _REACH)
        workers = _workers(reading.text, sentence) or _workers(reading.text, around)
        if workers:
            employer = _refusing(reading, found, phrases) or _employer(reading, sentence, workers, sources)
            employer = employer or _employer(reading, around, workers, sources)
            side = Side(employer, None) if employer else None
            yield from (Pair("labour", Side(name, None), side, sentence) for name, _ in workers)


def _refusing(reading: Reading, found: re.Match[str], phrases: Phrases) -> str | None:
    """The subject of "rejected", "turned down", when it is not the workers."""
    name = called(reading.text, phrases.subject(found.start())) if _pattern("refusal").match(found[0]) else None
    return None if name is None or _pattern("group").search(name) or _pattern("no_employer").search(name) else name


def _workers(text: str, span: Span) -> list[tuple[str, Span]]:
    """Unions by their names, else the first group of workers."""
    found = [*_pattern("named").finditer(text, *span)] or [*_pattern("group").finditer(text, *span)][:1]
    every = [(called(text, (_after_lead(text, one.span()), one.end())), one.span()) for one in found]
    return [(name, place) for name, place in every if name and not _pattern("no_union").search(name)]


def _after_lead(text: str, span: Span) -> int:
    lead = _LEAD.match(text, *span)
    return lead.end() if lead else span[0]


def _employer(reading: Reading, span: Span, workers: Sequence[tuple[str, Span]], sources: Sources) -> str | None:
    """An owner of the workers ("Norden's miners", "miners at Norden"), an organisation, or "the company"."""
    owners = [found.span("who") for found in _pattern("owner").finditer(reading.text, *span)]
    places = [found.span("who") for found in _pattern("at").finditer(reading.text, *span)]
    lands = {(one.start, one.end) for one in sources.powers_in(*span)}
    employers = [place for place in places if place not in lands]  # "at Norden copper mines": a land is where, not who employs
    spans = [*owners, *employers, *sources.organisations(*span)]
    for place in spans:
        name = called(reading.text, place)
        if name and not any(_overlap(place, one) for _, one in workers) and not _pattern("no_employer").search(name):
            return name
    bare = _pattern("bare").search(reading.text, *span)
    return bare["who"] if bare else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
