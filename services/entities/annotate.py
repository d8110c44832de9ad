"""Entities of one article: zones, names with one reading each through the text, and the entities behind them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from dateline.article import Article
from dateline.layers.entities import EntitiesLayer, Mention
from dateline.layers.entities import Zone as WireZone
from dateline.record import Layers
from services.entities import lexicon as lexicons
from services.entities import offices
from services.entities.acronyms import acronyms
from services.entities.candidates import Reader
from services.entities.context import read_context
from services.entities.gazetteer import Gazetteer
from services.entities.headings import capitalised_zones, read_heading, spellings_of
from services.entities.names import Name
from services.entities.profile import Profiler
from services.entities.readings import Document, Named
from services.entities.resolve import Resolver
from services.entities.words import Word, Words
from services.knowledge import countries, disputes, organisations, places, terms
from services.language.sentences import sentences
from services.language.zones import Zone, find_zones


class EntitiesAnnotator:
    """Construct once (reads the knowledge), then call: pure and deterministic. Offsets are code points of the text."""

    def __init__(self) -> None:
        self._lexicon = lexicons.load()
        self._gazetteer = Gazetteer(countries.load(), disputes.load(), places.load(), organisations.load(), self._lexicon)
        self._words = Words(self._lexicon, self._gazetteer.joined)
        self._resolve = Resolver(self._gazetteer, self._lexicon, terms.load())
        self._profile = Profiler(offices.load(self._lexicon), self._gazetteer)

    def __call__(self, article: Article, layers: Layers) -> EntitiesLayer:
        """The layer of the article; texts that are not English get an empty one."""
        if not article.language.lower().startswith("en"):
            return EntitiesLayer()
        text = article.text
        zones = find_zones(text)
        named = self._read(text, zones)
        found = self._resolve(text, zones, named, acronyms(text, named), _year(article.published_at))
        return EntitiesLayer(
            zones=[WireZone(zone=zone.zone, start=zone.start, end=zone.end) for zone in zones],
            entities=self._profile(text, found, zones),
            mentions=[_mention(one) for one in found.names],
        )

    def _read(self, text: str, zones: list[Zone]) -> list[Named]:
        starts = _starts(text, sentences(text, zones))
        reader = Reader(text, self._gazetteer.find(text), self._lexicon, starts)
        headings = capitalised_zones(text, zones)
        runs, titled = _apart(self._words.runs(text, starts), headings)
        found = [one for run in runs for one in reader.read(run)]
        context = partial(read_context, self._lexicon, text)
        document = Document(found, acronyms(text, found), context, self._lexicon)
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


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdecimal() else None


def _mention(name: Name) -> Mention:
    return Mention(start=name.start, end=name.end, type=name.type, entity=name.key, nominal=name.nominal)


def _starts(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Where sentences begin: their first letter, quotation marks aside."""
    found = set()
    for start, end in spans:
        while start < end and not text[start].isalnum():
            start += 1
        found.add(start)
    return found
