"""Article and its entities to the layer `disputes`: claims, toponyms, what is at issue and what is only mentioned."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.article import Article
from dateline.layers.disputes import Dispute, DisputesLayer, Toponym
from dateline.layers.entities import EntitiesLayer
from dateline.record import Layers
from services.disputes.accounts import differing
from services.disputes.claims import read_claims, wire
from services.disputes.conduct import conduct
from services.disputes.inserts import without_links
from services.disputes.matters import Scene, Voiced, registered
from services.disputes.overlaps import settled
from services.disputes.parts import Span
from services.disputes.powers import PowerFinder
from services.disputes.quarrels import quarrels
from services.disputes.reading import Cover, Reading
from services.disputes.sources import Sources
from services.disputes.told import Told, spans_of
from services.disputes.toponyms import Place, ToponymFinder, voice
from services.disputes.trails import Trails
from services.knowledge import countries, disputes


class Annotator:
    """Built once with the registry and the countries; then a pure function of article and layers.

    It reads the layer `entities` when there is one, and gives sides and stances, never a verdict.
    """

    def __init__(self) -> None:
        registry = disputes.load()
        self._toponyms = ToponymFinder(registry)
        self._powers = PowerFinder(countries.load(), registry)

    def __call__(self, article: Article, layers: Layers) -> DisputesLayer:
        """The layer of any text; empty for languages other than English."""
        if not article.language.lower().startswith("en"):
            return DisputesLayer()
        entities = layers.entities if layers.entities and layers.entities.status == "ok" else None
        text = without_links(article.text)
        reading = Reading(text)
        powers = self._powers.find(text, entities)
        places = self._toponyms.find(text, _larger(entities), frozenset(power.id for power in powers))
        sources = Sources(text, entities, powers, reading.units)
        trails = Trails(reading)
        told = _told(reading, sources, trails)
        scene = Scene(reading, places, powers, [_voiced(one, sources) for one in told], _topics(places))
        active, idle = registered(scene)
        at_issue = [*active, *conduct(scene, active)]
        accounts, others = differing(reading, told, sources, trails), quarrels(reading, told, sources, trails)
        return DisputesLayer(
            claims=[wire(number, one.statement, one.entity) for number, one in enumerate(told, 1)],
            disputes=_numbered(settled(reading, at_issue, accounts, others)),
            toponyms=_wire_toponyms(reading, places, [one.statement.content for one in told if one.statement.speech]),
            mentions_only=idle,
        )


def _topics(places: Sequence[Place]) -> Cover:
    return Cover((place.start, place.end) for place in places if place.name.topic)


def _told(reading: Reading, sources: Sources, trails: Trails) -> list[Told]:
    statements = read_claims(reading, trails)
    resolved = zip(statements, sources.resolve(statements), strict=True)
    return [Told(f"c{number}", statement, *source) for number, (statement, source) in enumerate(resolved, 1)]


def _voiced(told: Told, sources: Sources) -> Voiced:
    sides = sources.together(told.statement, told.side)
    return Voiced(
        told.id, told.statement.cue[0], *spans_of(told.statement), sides, told.statement.stance in ("accuses", "rejects")
    )


def _larger(entities: EntitiesLayer | None) -> Cover:
    """Names that make a place name part of another name: persons, organisations, events."""
    mentions = entities.mentions if entities else []
    return Cover((one.start, one.end) for one in mentions if one.type in ("PERSON", "ORG", "EVENT") and not one.nominal)


def _numbered(found: Sequence[Dispute]) -> list[Dispute]:
    ordered = sorted(found, key=lambda one: (one.evidence[0].start, one.registry or "", one.kind))
    return [one.model_copy(update={"id": f"d{number}"}) for number, one in enumerate(ordered, 1)]


def _wire_toponyms(reading: Reading, places: Sequence[Place], contents: Sequence[Sequence[Span]]) -> list[Toponym]:
    told = Cover(span for content in contents for span in content)
    return [
        Toponym(
            start=place.start, end=place.end, registry=place.dispute.slug, side=place.name.side, voice=voice(reading, place, told)
        )
        for place in places
        if not place.inside and not place.name.topic
    ]
