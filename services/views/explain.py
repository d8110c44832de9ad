"""Why a record says what it says: for any value of any layer its characters, its rule, its evidence and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.layers import DatesLayer, DisputesLayer, EntitiesLayer
from dateline.layers.dates import DocumentTime, Event, Expression, Interval, When
from dateline.layers.disputes import Claim, Dispute
from dateline.layers.entities import Entity
from dateline.record import EnrichedArticle
from dateline.span import Span, WireModel
from services.views.bases import BASES, STATUSES
from services.views.shares import share

#: Stages by the layer that they write.
_STAGES = {"entities": "entities", "dates": "dating", "disputes": "disputes"}


class Unknown(LookupError):
    """No layer of the record has such a value."""


@dataclass(slots=True)
class Reason:
    """One reason, with the characters that it rests on (none: it does not rest on the text)."""

    says: str
    start: int = 0
    end: int = 0
    text: str = ""


@dataclass(slots=True)
class Explanation:
    """One value: what it is, where it stands, why, and what else it rests on or belongs to."""

    value: str
    kind: str
    layer: str
    says: str  #: in a few words
    fields: dict[str, Any]  #: as the layer has it
    characters: list[Reason] = field(default_factory=list)
    rule: str | None = None
    reasons: list[Reason] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)  #: id, and how it belongs
    made_by: str | None = None


def explain(record: EnrichedArticle, value: str) -> list[Explanation]:
    """Everything that there is to say of a value: `document_time`, an id, or characters (`120`, `120-140`).

    Raises Unknown when the record has no such value, with what it has.
    """
    known = _Known(record)
    if value == "document_time":
        return [known.document_time()]
    first, dash, last = value.partition("-")
    if first.isdecimal() and (last.isdecimal() or not dash):
        start = int(first)
        return known.at(start, int(last) if dash else start + 1)
    found = known.named(value)
    if not found:
        raise Unknown(f"no {value!r} in this record; it has {known.inventory()}")
    return found


class _Known:
    """A record, its layers filled in, and its values by id."""

    def __init__(self, record: EnrichedArticle) -> None:
        self._text = record.article.text
        self._entities = record.layers.entities or EntitiesLayer()
        self._dates = record.layers.dates or DatesLayer()
        self._disputes = record.layers.disputes or DisputesLayer()
        self._names = {one.id: one.name for one in self._entities.entities}
        self._expressions = {one.id: one for one in self._dates.expressions}
        self._makers = {one.stage: f"{one.stage} {one.version}, knowledge {one.knowledge}" for one in record.provenance}

    def inventory(self) -> str:
        """Which values the record has, for a user who asked for another."""
        lists: tuple[tuple[str, Sequence[Any]], ...] = (
            ("expressions", self._dates.expressions), ("events", self._dates.events), ("claims", self._disputes.claims),
            ("disputes", self._disputes.disputes), ("entities", self._entities.entities),
        )  # fmt: skip
        ids = [f"{name} {_from_to([one.id for one in values])}" for name, values in lists if values]
        return ", ".join(["document_time", *ids, f"characters 0-{len(self._text)}"])

    def named(self, value: str) -> list[Explanation]:
        """The value with an id, or those of a disputed place's slug."""
        found = [self._expression(one) for one in self._dates.expressions if one.id == value]
        found += [self._event(one) for one in self._dates.events if one.id == value]
        found += [self._claim(one) for one in self._disputes.claims if one.id == value]
        found += [self._dispute(one) for one in self._disputes.disputes if value in (one.id, one.registry)]
        return found + [self._entity(one) for one in self._entities.entities if one.id == value]

    def at(self, start: int, end: int) -> list[Explanation]:
        """All that stands at these characters. Raises Unknown when they are outside of the text, or bare of values."""
        if start >= end or end > len(self._text):
            raise Unknown(f"characters {start}-{end} are not in the text, which has {len(self._text)}")
        here = {one.entity for one in self._entities.mentions if _touches(one, start, end)}
        found = [self._entity(one) for one in self._entities.entities if one.id in here]
        found += [self._expression(one) for one in self._dates.expressions if _touches(one, start, end)]
        found += [self._event(one) for one in self._dates.events if _touches(one, start, end)]
        found += [self._claim(one) for one in self._disputes.claims if _any_touches(_spans(one), start, end)]
        found += [self._dispute(one) for one in self._disputes.disputes if _any_touches(one.evidence, start, end)]
        for one in self._disputes.toponyms:
            if _touches(one, start, end):
                says = f"a name that {one.side} uses for {one.registry}, voice: {one.voice}"
                found.append(self._made("toponym", "toponym", "disputes", says, one, [self._words(one, "name")]))
        found += [self._zone(one.zone, one) for one in self._entities.zones if _touches(one, start, end)]
        if not found:
            raise Unknown(f"no layer says anything of characters {start}-{end} ({self._text[start:end]!r})")
        return found

    def document_time(self) -> Explanation:
        """When the item was written, with all the evidence, what else it allows, and what contradicts it."""
        time: DocumentTime = self._dates.document_time
        explained = self._made(
            "document_time", "document time", "dates", f"{time.edtf or 'not known'}, {share(time.confidence)} sure", time
        )
        explained.reasons = [self._words(Span(start=one.start, end=one.end), f"{one.rule}: {one.says}") for one in time.evidence]
        explained.reasons += [Reason(f"it could also be {one.edtf} ({share(one.confidence)})") for one in time.alternatives]
        for one in time.conflicts:
            says = f"conflict of {' and '.join(one.between)}: {one.says}"
            explained.reasons.append(self._words(Span(start=one.start, end=one.end), says))
        return explained

    def _expression(self, one: Expression) -> Explanation:
        mod = f", mod {one.mod}" if one.mod else ""
        says = f"{one.type} {one.value}{mod}: {_interval(one)}"
        explained = self._made(one.id, "expression", "dates", says, one, [self._words(one, "expression")])
        explained.rule = one.rule
        explained.reasons = [Reason(f"rule {one.rule} reads these words")]
        if one.extent is not None:
            explained.reasons.append(Reason(f"with the words around it: {_interval(one.extent)}"))
        if one.function == "document_time":
            explained.reasons.append(Reason("it is the day of the item itself: see document_time"))
        explained.related = [(event.id, f"dates “{event.label}”") for event in self._dates.events if one.id in _of(event.when)]
        return explained

    def _event(self, one: Event) -> Explanation:
        when = f"{_interval(one.when)}" if one.when else "at no time that is told"
        explained = self._made(one.id, "event", "dates", f"“{one.label}”, {one.status}, {when}", one, [self._words(one, "event")])
        sentence = Span(start=one.sentence[0], end=one.sentence[1])
        explained.characters.append(self._words(sentence, "sentence"))
        explained.rule = one.when.basis if one.when else None
        explained.reasons = list(self._why(one))
        explained.related = [(part.entity, f"{part.role}: {self._name(part.entity)}") for part in one.participants]
        explained.related += [(one.place, f"place: {self._name(one.place)}")] if one.place else []
        explained.related += [(one.same_as, "its first mention")] if one.same_as else []
        explained.related += [(other.id, "another mention of it") for other in self._dates.events if other.same_as == one.id]
        return explained

    def _why(self, one: Event) -> Iterator[Reason]:
        """Why an event has its time and its status, and why it is news or background."""
        if one.when is None:
            yield Reason("no time: nothing in the text places it")
        else:
            yield Reason(f"time by {one.when.basis}: {BASES.get(one.when.basis, 'a rule of the dating stage')}")
            for expression in (self._expressions[name] for name in one.when.expressions if name in self._expressions):
                yield self._words(expression, f"{expression.id}, rule {expression.rule}, says {_interval(expression)}")
            if not one.when.expressions:
                time = self._dates.document_time
                yield Reason(f"the document's own time is {time.edtf or 'not known'}: see document_time")
        yield Reason(f"status {one.status}: {STATUSES[one.status]}")
        yield Reason("it is the news of the day" if one.foreground else "it is background, not the news of the day")

    def _claim(self, one: Claim) -> Explanation:
        source = self._quote(one.source) or "nobody named"
        explained = self._made(one.id, "claim", "disputes", f"{source}: {one.stance.replace('_', ' ')}", one)
        for name, spans in (("source", one.source), ("cue", one.cue), ("content", one.content)):
            explained.characters += [self._words(span, name) for span in spans]
        explained.reasons = [self._words(span, f"the cue makes it “{one.stance}”, voice {one.voice}") for span in one.cue]
        explained.reasons += [Reason("the cue presents the content as true")] if one.factive else []
        explained.related = [(one.source_entity, f"source: {self._name(one.source_entity)}")] if one.source_entity else []
        for dispute in self._disputes.disputes:
            explained.related += [
                (dispute.id, f"position of {party.name}") for party in dispute.parties if one.id in party.claims
            ]
        return explained

    def _dispute(self, one: Dispute) -> Explanation:
        about = ", ".join(map(self._name, one.objects)) or one.registry or "what is said"
        says = f"{one.kind} dispute about {about}, {share(one.confidence)} sure"
        explained = self._made(one.id, "dispute", "disputes", says, one, [self._words(span, "evidence") for span in one.evidence])
        explained.rule = one.relation or (f"registry: {one.registry}" if one.registry else None)
        explained.reasons = [Reason(f"the accounts differ: {one.relation.replace('_', ' ')}")] if one.relation else []
        explained.reasons += [Reason(f"the registry of disputes has it as {one.registry}")] if one.registry else []
        for party in one.parties:
            explained.reasons.append(
                Reason(f"{party.name} is {party.role}" + ("" if party.claims else ", with no position here"))
            )
            explained.related += [(claim, f"position of {party.name}") for claim in party.claims]
        explained.related += [(entity, f"about: {self._name(entity)}") for entity in one.objects if entity in self._names]
        return explained

    def _entity(self, one: Entity) -> Explanation:
        roles = f", {', '.join(one.roles)}" if one.roles else ""
        explained = self._made(one.id, "entity", "entities", f"{one.name} ({one.type}{roles})", one)
        mentions = [mention for mention in self._entities.mentions if mention.entity == one.id]
        explained.characters = [self._words(span, "description" if span.nominal else "name") for span in mentions]
        if one.claimants:
            explained.reasons.append(Reason(f"a disputed place, claimed by {', '.join(map(self._name, one.claimants))}"))
        elif one.country:
            explained.reasons.append(Reason(f"country {one.country}"))
        for event in self._dates.events:
            roles_of = [part.role for part in event.participants if part.entity == one.id] + ["place"] * (event.place == one.id)
            explained.related += [(event.id, f"{role} of “{event.label}”") for role in roles_of]
        explained.related += [(claim.id, "its claim") for claim in self._disputes.claims if claim.source_entity == one.id]
        explained.related += [(dispute.id, "its dispute") for dispute in self._disputes.disputes if _concerns(dispute, one.id)]
        return explained

    def _zone(self, zone: str, span: Span) -> Explanation:
        return self._made(zone, "zone", "entities", f"part of the item: {zone}", span, [self._words(span, zone)])

    def _made(
        self, value: str, kind: str, layer: str, says: str, one: WireModel, characters: list[Reason] | None = None
    ) -> Explanation:
        maker = self._makers.get(_STAGES[layer])
        return Explanation(value, kind, layer, says, one.model_dump(mode="json"), characters or [], made_by=maker)

    def _words(self, span: Span, says: str) -> Reason:
        return Reason(says, span.start, span.end, self._text[span.start : span.end])

    def _quote(self, spans: Iterable[Span]) -> str:
        return " … ".join(self._text[span.start : span.end] for span in spans)

    def _name(self, entity: str) -> str:
        return self._names.get(entity, entity)


def _spans(claim: Claim) -> list[Span]:
    return [*claim.source, *claim.cue, *claim.content]


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _any_touches(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(_touches(span, start, end) for span in spans)


def _of(when: When | None) -> list[str]:
    return when.expressions if when else []


def _concerns(dispute: Dispute, entity: str) -> bool:
    return entity in dispute.objects or any(party.entity == entity for party in dispute.parties)


def _interval(one: Interval) -> str:
    if one.earliest is None and one.latest is None:
        return "no days of the calendar"
    if one.earliest == one.latest:
        return f"{one.earliest}"
    return f"{one.earliest or 'open'} to {one.latest or 'open'} ({one.edtf})"


def _from_to(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} … {ids[-1]}"
