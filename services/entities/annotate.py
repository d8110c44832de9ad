"""Entities of one article: zones, names with one reading each through the text, and the entities behind them."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Protocol

from dateline.article import Article
from dateline.layers.entities import EntitiesLayer
from dateline.record import Layers
from services.entities import lexicon as lexicons
from services.entities import offices
from services.entities.acronyms import acronyms
from services.entities.extent import LIMIT, blocks_until, readable, zones_until
from services.entities.gazetteer import Gazetteer
from services.entities.lexicon import Lexicon
from services.entities.profile import Profiler
from services.entities.reader import RuleReader
from services.entities.readings import Named
from services.entities.recogniser import Recogniser, stored
from services.entities.resolve import Resolution, Resolver
from services.entities.settle import settle
from services.knowledge import countries, disputes, organisations, places, terms
from services.language.paragraphs import paragraphs
from services.language.zones import Zone, find_zones


class Finds(Protocol):
    """Finds the names of a text: in order, none overlapping, the same for the same text. `blocks`: its paragraphs."""

    version: str  #: of what is plugged in, in letters, digits, "." and "-"; empty for the built-in recogniser

    def __call__(self, text: str, zones: list[Zone], blocks: list[tuple[int, int]]) -> list[Named]: ...


class BuiltIn:
    """The recogniser of the package, with its rules."""

    version = ""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._recogniser = Recogniser(stored(), lexicon)
        self._read = RuleReader(gazetteer, lexicon, self._recogniser)

    def __call__(self, text: str, zones: list[Zone], blocks: list[tuple[int, int]]) -> list[Named]:
        """The names of a text."""
        reading = self._read(text, zones, blocks)
        return settle(text, reading, self._recogniser.spans(reading.page, reading.signals))


class EntitiesAnnotator:
    """Construct once (reads the knowledge), then call: pure and deterministic. Offsets are code points of the text.

    `find`: what finds the names, in the place of the built-in recogniser; `limit`: how many words with a capital are read.
    """

    def __init__(self, find: Finds | None = None, limit: int = LIMIT) -> None:
        lexicon = lexicons.load()
        gazetteer = Gazetteer(countries.load(), disputes.load(), places.load(), organisations.load(), lexicon)
        self._find, self._limit = find or BuiltIn(gazetteer, lexicon), limit
        self._resolve = Resolver(gazetteer, lexicon, terms.load())
        self._profile = Profiler(offices.load(lexicon), gazetteer)
        self.plugged = self._find.version

    def __call__(self, article: Article, layers: Layers) -> EntitiesLayer:
        """The layer of the article; texts that are not English get an empty one."""
        if not article.language.lower().startswith("en"):
            return EntitiesLayer()
        text = article.text
        blocks = paragraphs(text)
        zones = find_zones(text, blocks)
        found = self._resolution(text, zones, blocks, _year(article.published_at))
        # one validation of the whole: a tenth of the time that a model for each takes
        return EntitiesLayer.model_validate(
            {
                "zones": [{"zone": zone.zone, "start": zone.start, "end": zone.end} for zone in zones],
                "entities": self._profile(text, found, zones),
                "mentions": _mentions(found),
            }
        )

    def _resolution(self, text: str, zones: list[Zone], blocks: list[tuple[int, int]], year: int | None) -> Resolution:
        if (end := readable(text, self._limit)) < len(text):
            text, zones, blocks = text[:end], zones_until(zones, end), blocks_until(blocks, end)
        named = self._find(text, zones, blocks)
        return self._resolve(text, zones, named, acronyms(text, named), year)


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdecimal() else None


def _mentions(found: Resolution) -> list[dict[str, Any]]:
    mentions = [
        {"start": one.start, "end": one.end, "type": one.type, "entity": one.key, "nominal": one.nominal} for one in found.names
    ]
    if not found.groups:
        return mentions
    several = [
        {"start": one.start, "end": one.end, "type": one.type, "nominal": True, "members": one.members} for one in found.groups
    ]
    return sorted([*mentions, *several], key=itemgetter("start"))
