"""No side is preferred: over the whole registry, swapping the parties of a text swaps its record."""

from __future__ import annotations

from itertools import combinations

import pytest
from pydantic import BaseModel

from dateline.article import Article
from dateline.layers.disputes import Claim, Dispute, DisputesLayer, Party, Toponym
from dateline.record import Layers
from services.disputes.annotate import Annotator
from services.knowledge import disputes
from services.knowledge.disputes import NEUTRAL
from services.knowledge.disputes import Dispute as Registered

annotate = Annotator()
REGISTRY = disputes.load().disputes
#: Each party speaks in one of them first and in the other second, as {one} and {two} are swapped.
VOICES = {
    "claim": "{one} said that its sovereignty over {place} was certain. {two} rejected the claim and said {place} was its own.",
    "accusation": "{one} and {two} both claim {place}. {one} accused {two} of provocation near {place}.",
    "demand": "{one} demanded the return of {place}. {two} said that {place} would never be ceded.",
    "denial": "{one} said that {two} had annexed {place} illegally. {two} denied it.",
}


#: Parties that are named like a place of the registry: naming them names a place.
POLITIES = {name.text for one in REGISTRY for name in one.names}


def sides(dispute: Registered) -> list[str]:
    """Parties that are no place of the registry themselves, nor called by the place's name."""
    named = [party.name for party in dispute.parties if party.name not in POLITIES]
    return [party for party in named if not any(name.text in party for name in dispute.names)]


def place_of(dispute: Registered) -> str | None:
    """A name that surely means the place and holds no party's name."""
    parties = {party.name for party in dispute.parties}
    sure = (name.text for name in dispute.names if not name.ambiguous and not name.topic)
    return next((text for text in sure if not any(party in text or text in party for party in parties)), None)


def cases() -> list[tuple[Registered, str, str, str]]:
    found = []
    for dispute in REGISTRY:
        place = place_of(dispute)
        pair = next(((one, two) for one, two in combinations(sides(dispute), 2) if one not in two and two not in one), None)
        if place and pair:
            found.append((dispute, *pair, place))
    return found


def read(text: str) -> DisputesLayer:
    return annotate(Article(id="a", text=text), Layers())


def shape(layer: DisputesLayer, one: str, two: str) -> list[object]:
    """The layer without offsets, the two parties by their place in the template; roles are facts of the registry."""
    parts = {one: "one", two: "two"}
    found: list[object] = [(claim.stance, claim.voice, len(claim.source), len(claim.content)) for claim in layer.claims]
    for dispute in layer.disputes:
        members = sorted((parts.get(party.name, party.name), tuple(party.claims)) for party in dispute.parties)
        found.append((dispute.kind, dispute.registry, dispute.active, dispute.relation, dispute.confidence, members))
    return [*found, sorted(one.side for one in layer.toponyms), sorted(one.voice for one in layer.toponyms)]


@pytest.mark.parametrize("voice", VOICES)
def test_swapping_the_parties_swaps_the_record(voice: str) -> None:
    for _, one, two, place in cases():
        straight = shape(read(VOICES[voice].format(one=one, two=two, place=place)), one, two)
        swapped = shape(read(VOICES[voice].format(one=two, two=one, place=place)), two, one)
        assert straight == swapped, (one, two, place)


@pytest.mark.parametrize("voice", VOICES)
def test_both_parties_stand_in_the_dispute(voice: str) -> None:
    for dispute, one, two, place in cases():
        for first, second in ((one, two), (two, one)):
            layer = read(VOICES[voice].format(one=first, two=second, place=place))
            [found] = [each for each in layer.disputes if each.registry == dispute.matter and each.kind != "diplomatic"]
            assert {one, two} <= {party.name for party in found.parties}, (dispute.slug, first, second, place)


def test_a_party_is_found_whoever_is_named_first() -> None:
    for dispute in REGISTRY:
        names = [party.name for party in dispute.parties[:2]]
        place = next((name.text for name in dispute.names if not name.topic), "")
        texts = [f"{one} and {two} have rival claims to {place}." for one, two in (names, names[::-1])]
        straight, swapped = (
            [(one.registry, sorted(p.name for p in one.parties)) for one in read(text).disputes] for text in texts
        )
        assert straight == swapped, dispute.slug
        assert any(registry == dispute.matter and set(names) <= set(parties) for registry, parties in straight), dispute.slug


def test_each_party_has_its_own_names_and_no_other() -> None:
    for dispute in REGISTRY:
        everyone = " and ".join(party.name for party in dispute.parties)
        for name in dispute.names:
            if name.topic:
                continue
            text = f"{everyone} spoke about {name.text}."
            here = [one for one in read(text).toponyms if text[one.start : one.end] == name.text]
            assert {one.side for one in here if one.registry == dispute.slug} == {name.side}, (dispute.slug, name.text)


def test_most_of_the_registry_is_walked() -> None:
    assert len(cases()) * 10 >= len(REGISTRY) * 8
    assert any(name.side != NEUTRAL for dispute, *_ in cases() for name in dispute.names)


@pytest.mark.parametrize("model", [DisputesLayer, Claim, Dispute, Party, Toponym])
def test_no_field_gives_a_verdict(model: type[BaseModel]) -> None:
    assert not set(model.model_fields) & {"owner", "sovereign", "country", "verdict", "true", "truth", "winner", "rightful"}
