"""No side is preferred: whoever speaks first, the record holds both parties, and swapping them swaps the record."""

from __future__ import annotations

from itertools import permutations

import pytest
from pydantic import BaseModel

from dateline.article import Article
from dateline.layers.disputes import Claim, Dispute, DisputesLayer, Party, Toponym
from dateline.record import Layers
from services.disputes.annotate import Annotator
from services.knowledge import disputes
from services.knowledge.disputes import Dispute as Registered

annotate = Annotator()
TEMPLATES = (
    "{one} said that its sovereignty over {place} was beyond doubt. {two} rejected the claim and said {place} was its own.",
    "{one} and {two} both claim {place}. {one} accused {two} of provocation near {place}.",
)


#: Parties that are named like a place of the registry: naming them names a place.
POLITIES = {name.text for one in disputes.load().disputes for name in one.names} & set(disputes.load().parties.values())


def cases() -> list[tuple[Registered, str, str, str]]:
    found = []
    for dispute in disputes.load().disputes:
        parties = [party.name for party in dispute.parties if party.id.startswith("gpe:") and party.name not in POLITIES]
        names = [
            name.text
            for name in dispute.names
            if not (name.ambiguous or name.topic) and not any(one in name.text for one in POLITIES)
        ]
        if len(parties) >= 2 and names:
            found += [(dispute, one, two, names[0]) for one, two in permutations(parties[:2])]
    return found


def read(template: str, one: str, two: str, place: str) -> DisputesLayer:
    return annotate(Article(id="a", text=template.format(one=one, two=two, place=place)), Layers())


def shape(layer: DisputesLayer, one: str, two: str) -> list[object]:
    """The layer without offsets, the two parties by their place in the template; roles are facts of the registry."""
    parts = {one: "one", two: "two"}
    found: list[object] = [(claim.stance, claim.voice, len(claim.source), len(claim.content)) for claim in layer.claims]
    for dispute in layer.disputes:
        members = sorted((parts.get(party.name, party.name), tuple(party.claims)) for party in dispute.parties)
        found.append((dispute.kind, dispute.registry, dispute.active, dispute.relation, dispute.objects, members))
    return [*found, sorted(one.side for one in layer.toponyms), sorted(one.voice for one in layer.toponyms)]


@pytest.mark.parametrize("template", TEMPLATES, ids=["claim", "accusation"])
def test_swapping_the_parties_swaps_the_record(template: str) -> None:
    for _, one, two, place in cases():
        assert shape(read(template, one, two, place), one, two) == shape(read(template, two, one, place), two, one), (
            one,
            two,
            place,
        )


@pytest.mark.parametrize("template", TEMPLATES, ids=["claim", "accusation"])
def test_both_parties_stand_in_the_dispute(template: str) -> None:
    for dispute, one, two, place in cases():
        found = [each for each in read(template, one, two, place).disputes if each.registry == dispute.matter]
        assert len(found) == 1, (dispute.slug, one, two, place)
        assert {one, two} <= {party.name for party in found[0].parties}, (dispute.slug, one, two, place)


@pytest.mark.parametrize("model", [DisputesLayer, Claim, Dispute, Party, Toponym])
def test_no_field_gives_a_verdict(model: type[BaseModel]) -> None:
    assert not set(model.model_fields) & {"owner", "sovereign", "country", "verdict", "true", "truth", "winner", "rightful"}
