"""A text read by the rules, and what they and the gazetteer say of its tokens: what the recogniser starts from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from services.entities.acronyms import acronyms
from services.entities.candidates import Candidate, Reader, Readings
from services.entities.context import read_context
from services.entities.evidence import Signal, signals
from services.entities.gazetteer import Gazetteer
from services.entities.headings import capitalised_zones, read_heading, spellings_of
from services.entities.lexicon import Lexicon
from services.entities.page import Page
from services.entities.readings import Document
from services.entities.recogniser import Recogniser
from services.entities.words import Word, Words
from services.language.sentences import sentences
from services.language.zones import Zone


class Reading(NamedTuple):
    """What the rules made of a text, and the text as the recogniser is to see it."""

    candidates: list[Candidate]
    document: Document
    page: Page
    signals: list[Signal]


class RuleReader:
    """Construct once."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, recogniser: Recogniser) -> None:
        self._gazetteer, self._lexicon, self._recogniser = gazetteer, lexicon, recogniser
        self._words, self._readings = Words(lexicon, gazetteer.joined), Readings(lexicon)

    def __call__(self, text: str, zones: list[Zone], blocks: list[tuple[int, int]] | None = None) -> Reading:
        spans = sentences(text, zones, blocks)
        starts = _starts(text, spans)
        known = self._gazetteer.find(text)
        reader = Reader(text, known, self._readings, starts)
        raised = capitalised_zones(text, zones)
        runs, titled = _apart(self._words.runs(text, starts), raised)
        found = reader.read(runs)
        document = Document(found, acronyms(text, found), partial(read_context, self._lexicon, text), self._lexicon)
        if titled:
            spellings = spellings_of(found, document.shorts)
            found += [one for run in titled for one in read_heading(text, run, self._gazetteer.entries, spellings)]
            found.sort(key=lambda one: one.start)
        page = self._recogniser.page(text, [start for start, _ in spans])
        return Reading(found, document, page, signals(page, known, found, document, zones, raised))


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


def _starts(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Where sentences begin: their first letter, quotation marks aside."""
    found = set()
    for start, end in spans:
        while start < end and not text[start].isalnum():
            start += 1
        found.add(start)
    return found
