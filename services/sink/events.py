"""One self-contained record per event of an article. Pure: same record in, same event records out, in the article's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.layers import DisputesLayer, EntitiesLayer
from dateline.layers.dates import DatesLayer, Event, Participant
from dateline.layers.disputes import Claim, Dispute
from dateline.layers.entities import Entity
from dateline.record import ArticleRef, EnrichedArticle, EventRecord, NamedParticipant, Place
from dateline.span import Span
from services.sink.overlaps import Overlaps


def event_records(record: EnrichedArticle) -> list[EventRecord]:
    """The events of an identified article, mentions of the same event folded into its first one; none without dates.

    A claim touches an event when its content lies in a sentence of the event. A dispute touches it when its evidence
    does, when one of its parties' claims touches it, or when the event happens at or to what is contested.
    """
    layer = record.layers.dates or DatesLayer()
    known = _Known(record)
    return [known.event_record(mentions) for mentions in folded(layer.events)]


def folded(events: Iterable[Event]) -> list[list[Event]]:
    """Mentions of the same event together: the one that others point to first, then the others as they stand."""
    by_id = {event.id: event for event in events}
    groups: dict[str, list[Event]] = {}
    for event in by_id.values():
        groups.setdefault(_first_id(event, by_id), []).append(event)
    return [sorted(mentions, key=lambda one: (one.id != first, one.start, one.end)) for first, mentions in groups.items()]


def _first_id(event: Event, by_id: dict[str, Event]) -> str:
    """Follow `same_as` to its end. What points nowhere, or in a circle, ends where it can."""
    seen = {event.id}
    while event.same_as in by_id and event.same_as not in seen:
        seen.add(event.same_as)
        event = by_id[event.same_as]
    return event.id if event.same_as not in seen else min(seen)


class _Known:
    """What the other layers of the record say, looked up by event."""

    def __init__(self, record: EnrichedArticle) -> None:
        entities = record.layers.entities or EntitiesLayer()
        disputes = record.layers.disputes or DisputesLayer()
        dates = record.layers.dates or DatesLayer()
        article, length = record.article, len(record.article.text)
        self._article = ArticleRef(
            id=article.id or "",
            title=article.title,
            url=article.url,
            source=article.source,
            document_time=dates.document_time,
        )
        self._provenance = record.provenance
        self._entities: dict[str, Entity] = {entity.id: entity for entity in entities.entities}
        self._claims = disputes.claims
        self._disputes = disputes.disputes
        self._claim_words = Overlaps(((number, claim.content) for number, claim in enumerate(disputes.claims)), length)
        self._evidence = Overlaps(((number, dispute.evidence) for number, dispute in enumerate(disputes.disputes)), length)
        self._by_claim = _index((claim, number) for number, one in enumerate(self._disputes) for claim in _claims_of(one))
        self._by_object = _index((thing, number) for number, one in enumerate(self._disputes) for thing in one.objects)

    def event_record(self, mentions: list[Event]) -> EventRecord:
        """The record of one event, from all its mentions, the first one first."""
        event = _merged(mentions)
        participants = list({(one.entity, one.role): one for mention in mentions for one in mention.participants}.values())
        claims = self._touching_claims(mentions)
        places = {mention.place for mention in mentions}
        return EventRecord(
            id=f"{self._article.id}#{event.id}",
            article=self._article,
            event=event,
            spans=[Span(start=mention.start, end=mention.end) for mention in mentions],
            participants=[self._named(one) for one in participants],
            place=self._place(event.place),
            disputes=self._touching_disputes(mentions, claims, places | {one.entity for one in participants}),
            claims=claims,
            provenance=self._provenance,
        )

    def _touching_claims(self, mentions: list[Event]) -> list[Claim]:
        found = {number for mention in mentions for number in self._claim_words.find(*mention.sentence)}
        return [self._claims[number] for number in sorted(found)]

    def _touching_disputes(self, mentions: list[Event], claims: list[Claim], things: set[str | None]) -> list[Dispute]:
        found = {number for mention in mentions for number in self._evidence.find(*mention.sentence)}
        found |= {number for claim in claims for number in self._by_claim.get(claim.id, ())}
        found |= {number for thing in things if thing is not None for number in self._by_object.get(thing, ())}
        return [self._disputes[number] for number in sorted(found)]

    def _named(self, part: Participant) -> NamedParticipant:
        entity = self._entities.get(part.entity)
        if entity is None:
            return NamedParticipant(entity=part.entity, name=part.entity, role=part.role)
        return NamedParticipant(entity=part.entity, name=entity.name, type=entity.type, role=part.role)

    def _place(self, place: str | None) -> Place | None:
        entity = self._entities.get(place or "")
        if place is None or entity is None:
            return None if place is None else Place(entity=place, name=place)
        return Place(entity=place, name=entity.name, country=entity.country, claimants=entity.claimants)


def _merged(mentions: list[Event]) -> Event:
    """The first mention, with time, place and type from later ones where it has none."""
    if len(mentions) == 1:
        return mentions[0]
    fields = ("when", "place", "type")
    found = {name: next((value for one in mentions if (value := getattr(one, name)) is not None), None) for name in fields}
    return mentions[0].model_copy(update=found)


def _claims_of(dispute: Dispute) -> Iterable[str]:
    return (claim for party in dispute.parties for claim in party.claims)


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        index[key].append(number)
    return dict(index)
