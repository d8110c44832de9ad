"""Entities of one article: zones, names with one reading each through the text, and the entities behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from dateline.article import Article
from dateline.layers.entities import EntitiesLayer, Mention
from dateline.layers.entities import Zone as WireZone
from dateline.record import Layers
from services.entities import lexicon as lexicons
from services.entities.candidates import Candidate, Reader
from services.entities.context import read_context
from services.entities.gazetteer import Gazetteer
from services.entities.headings import capitalised_zones, read_heading, spellings_of
from services.entities.nominal import nominals
from services.entities.profile import profiles
from services.entities.resolve import Document, Name
from services.entities.words import Word, Words
from services.knowledge import countries, disputes, places
from services.language.sentences import sentences
from services.language.zones import Zone, find_zones

_ACRONYM = re.compile(r" \(([A-Z][A-Za-z&+-]{1,9})(?:[,;)])")


class EntitiesAnnotator:
    """Construct once (reads the knowledge), then call: pure and deterministic. Offsets are code points of the text."""

    def __init__(self) -> None:
        self._lexicon = lexicons.load()
        self._gazetteer = Gazetteer(countries.load(), disputes.load(), places.load(), self._lexicon)
        self._words = Words(self._lexicon, self._gazetteer.joined)

    def __call__(self, article: Article, layers: Layers) -> EntitiesLayer:
        """The layer of the article; texts that are not English get an empty one."""
        if not article.language.lower().startswith("en"):
            return EntitiesLayer()
        text = article.text
        zones = find_zones(text)
        names = self._read(text, zones)
        return EntitiesLayer(
            zones=[WireZone(zone=zone.zone, start=zone.start, end=zone.end) for zone in zones],
            entities=profiles(text, names, zones),
            mentions=_mentions(names, nominals(text, names)),
        )

    def _read(self, text: str, zones: list[Zone]) -> list[Name]:
        starts = _starts(text, sentences(text, zones))
        reader = Reader(text, self._gazetteer.find(text), self._lexicon, starts)
        headings = capitalised_zones(text, zones)
        runs, titled = _apart(self._words.runs(text, starts), headings)
        found = [one for run in runs for one in reader.read(run)]
        context = partial(read_context, self._lexicon, text)
        document = Document(found, _acronyms(text, found), context, self._gazetteer.country, self._lexicon)
        if titled:
            spellings = spellings_of(found, document.shorts)
            found += [one for run in titled for one in read_heading(text, run, self._gazetteer.entries, spellings)]
            found.sort(key=lambda one: one.start)
        return document.names(found)


def _apart(runs: Iterable[list[Word]], headings: list[Zone]) -> tuple[list[list[Word]], list[list[Word]]]:
    """Runs outside and inside of the headings."""
    if not headings:
        return list(runs), []
    outside: list[list[Word]] = []
    inside: list[list[Word]] = []
    for run in runs:
        at = run[0].start
        (inside if any(zone.start <= at < zone.end for zone in headings) else outside).append(run)
    return outside, inside


def _mentions(names: list[Name], offices: list[Name]) -> list[Mention]:
    plain = [Mention(start=name.start, end=name.end, type=name.type, entity=name.key) for name in names]
    nominal = [Mention(start=name.start, end=name.end, type=name.type, entity=name.key, nominal=True) for name in offices]
    return sorted(plain + nominal, key=lambda mention: mention.start) if nominal else plain


def _starts(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Where sentences begin: their first letter, quotation marks aside."""
    found = set()
    for start, end in spans:
        while start < end and not text[start].isalnum():
            start += 1
        found.add(start)
    return found


def _acronyms(text: str, found: list[Candidate]) -> dict[str, str]:
    """ "Liberal Democratic Party (LDP)": short forms in brackets and what they stand for."""
    shorts = {}
    for one in found:
        match = _ACRONYM.match(text, one.end)
        if match and " " in one.text and one.type != "LOC" and match[1][0] == one.text[0]:
            shorts[match[1]] = one.text
    return shorts
