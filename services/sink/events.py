"""One self-contained record per event of an article. Pure: same record in, same event records out, in the article's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.record import EnrichedArticle, EventRecord
from services.sink.overlaps import Overlaps

_Json = Mapping[str, Any]
_FILLED = ("when", "place", "type")


def event_records(record: EnrichedArticle) -> list[EventRecord]:
    """The events of an identified article as models; see `event_objects`."""
    return [EventRecord.model_validate(one) for one in event_objects(record.model_dump(mode="json"))]


def event_objects(record: _Json) -> list[dict[str, Any]]:
    """The events of an identified article, mentions of the same event folded into its first one; none without dates.

    The record is the JSON of an EnrichedArticle with every field filled in, and each result that of an EventRecord:
    a model for each event would cost more than all else that the sink does.

    A claim touches an event when its content lies in a sentence of the event. A dispute touches it when its evidence
    does, when one of its parties' claims touches it, or when the event happens at or to what is contested.
    """
    dates = record["layers"]["dates"]
    if not dates:
        return []
    known = _Known(record)
    return [known.event_record(mentions) for mentions in folded(dates["events"])]


def folded(events: Iterable[_Json]) -> list[list[_Json]]:
    """Mentions of the same event together: the one that others point to first, then the others as they stand."""
    by_id = {event["id"]: event for event in events}
    groups: dict[str, list[_Json]] = {}
    for event in by_id.values():
        groups.setdefault(_first_id(event, by_id), []).append(event)
    return [sorted(group, key=lambda one: (one["id"] != first, one["start"], one["end"])) for first, group in groups.items()]


def _first_id(event: _Json, by_id: Mapping[str, _Json]) -> str:
    """Follow `same_as` to its end. What points nowhere, or in a circle, ends where it can."""
    first: str = event["id"]
    seen = {first}
    while (pointed := by_id[first]["same_as"]) in by_id:
        if pointed in seen:
            return min(seen)
        seen.add(pointed)
        first = pointed
    return first


def _headline(text: str, entities: _Json) -> str | None:
    """The item's own headline, on one line, for an article that came without a title."""
    zone = next((one for one in entities.get("zones", ()) if one["zone"] == "headline"), None)
    return " ".join(text[zone["start"] : zone["end"]].split()) or None if zone else None


class _Known:
    """What the other layers of the record say, looked up by event."""

    def __init__(self, record: _Json) -> None:
        entities, disputes = record["layers"]["entities"] or {}, record["layers"]["disputes"] or {}
        article, length = record["article"], len(record["article"]["text"])
        self._article = {name: article[name] for name in ("id", "title", "url", "source")}
        self._article["title"] = article["title"] or _headline(article["text"], entities)
        # Its evidence is characters of the text, and the text stands in the article's own record.
        self._article["document_time"] = {**record["layers"]["dates"]["document_time"], "evidence": []}
        self._provenance: Sequence[_Json] = record["provenance"]
        self._entities: dict[str, _Json] = {entity["id"]: entity for entity in entities.get("entities", ())}
        self._claims: Sequence[_Json] = disputes.get("claims", ())
        self._disputes: Sequence[_Json] = disputes.get("disputes", ())
        numbered = list(enumerate(self._disputes))
        self._claim_words = Overlaps(((number, claim["content"]) for number, claim in enumerate(self._claims)), length)
        self._evidence = Overlaps(((number, dispute["evidence"]) for number, dispute in numbered), length)
        self._by_claim = _index((claim, number) for number, one in numbered for claim in _claims_of(one))
        self._by_object = _index((thing, number) for number, one in numbered for thing in one["objects"])

    def event_record(self, mentions: Sequence[_Json]) -> dict[str, Any]:
        """The record of one event, from all its mentions, the first one first; fields in the order of the contract."""
        event = _merged(mentions)
        participants = {(one["entity"], one["role"]): one for mention in mentions for one in mention["participants"]}
        claims = self._touching_claims(mentions)
        things = {entity for entity, _ in participants} | {mention["place"] for mention in mentions}
        return {
            "id": f"{self._article['id']}#{event['id']}",
            "article": self._article,
            "event": event,
            "spans": [{"start": mention["start"], "end": mention["end"]} for mention in mentions],
            "participants": [self._named(one) for one in participants.values()],
            "place": self._place(event["place"]),
            "disputes": self._touching_disputes(mentions, claims, things),
            "claims": claims,
            "provenance": self._provenance,
        }

    def _touching_claims(self, mentions: Sequence[_Json]) -> list[_Json]:
        found = {number for mention in mentions for number in self._claim_words.find(*mention["sentence"])}
        return [self._claims[number] for number in sorted(found)]

    def _touching_disputes(self, mentions: Sequence[_Json], claims: Sequence[_Json], things: set[Any]) -> list[_Json]:
        if not self._disputes:
            return []
        found = {number for mention in mentions for number in self._evidence.find(*mention["sentence"])}
        found |= {number for claim in claims for number in self._by_claim.get(claim["id"], ())}
        found |= {number for thing in things for number in self._by_object.get(thing, ())}
        return [self._disputes[number] for number in sorted(found)]

    def _named(self, part: _Json) -> _Json:
        entity = self._entities.get(part["entity"], {})
        name = entity.get("name", part["entity"])
        return {"entity": part["entity"], "name": name, "type": entity.get("type"), "role": part["role"]}

    def _place(self, place: str | None) -> _Json | None:
        if place is None:
            return None
        entity = self._entities.get(place, {})
        name = entity.get("name", place)
        return {"entity": place, "name": name, "country": entity.get("country"), "claimants": entity.get("claimants")}


def _merged(mentions: Sequence[_Json]) -> _Json:
    """The first mention, with time, place and type from later ones where it has none."""
    if len(mentions) == 1:
        return mentions[0]
    found = {name: next((one[name] for one in mentions if one[name] is not None), None) for name in _FILLED}
    return {**mentions[0], **found}


def _claims_of(dispute: _Json) -> Iterable[str]:
    return (claim for party in dispute["parties"] for claim in party["claims"])


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        index[key].append(number)
    return dict(index)
