"""The registry of disputes holds together: every fact has its parties, its names and its sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from services.knowledge import countries, disputes
from services.knowledge.disputes import NEUTRAL, Dispute

REGISTRY = disputes.load()
WHEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
PARTY = re.compile(r"gpe:[a-z]{2}|(loc|org|norp):[a-z0-9]+(-[a-z0-9]+)*")
PLACE = re.compile(r"loc:[a-z0-9]+(-[a-z0-9]+)*")

every_dispute = pytest.mark.parametrize("dispute", REGISTRY.disputes, ids=lambda one: one.slug)


def test_slugs_are_unique_and_sorted() -> None:
    slugs = [one.slug for one in REGISTRY.disputes]
    assert slugs == sorted(set(slugs))


@every_dispute
def test_has_at_least_two_parties(dispute: Dispute) -> None:
    ids = [party.id for party in dispute.parties]
    assert len(ids) >= 2
    assert len(ids) == len(set(ids))
    assert all(PARTY.fullmatch(one) for one in ids)


@every_dispute
def test_somebody_contests_it(dispute: Dispute) -> None:
    roles = [party.role for party in dispute.parties]
    assert set(roles) <= {"holder", "claimant", "challenger", "party"}
    assert roles.count("holder") <= 1
    assert roles != ["holder"] * len(roles)


@every_dispute
def test_names_belong_to_a_party_or_to_nobody(dispute: Dispute) -> None:
    sides = set(REGISTRY.parties.values()) | {NEUTRAL}
    assert dispute.names
    assert all(name.side in sides and name.text.strip() == name.text for name in dispute.names)
    assert {name.place for name in dispute.names} == set(dispute.objects)
    assert all(PLACE.fullmatch(place) for place in dispute.objects)


@every_dispute
def test_is_dated_and_sourced(dispute: Dispute) -> None:
    assert dispute.since and WHEN.fullmatch(dispute.since)
    assert dispute.until is None or dispute.since < dispute.until
    assert dispute.sources
    assert dispute.administered_by is None or dispute.administered_by in REGISTRY.parties


@every_dispute
def test_whoever_holds_it_administers_it(dispute: Dispute) -> None:
    holders = {party.id for party in dispute.parties if party.role == "holder"}
    assert dispute.administered_by is None or dispute.administered_by in holders


@every_dispute
def test_parent_is_registered(dispute: Dispute) -> None:
    assert dispute.parent is None or dispute.parent in REGISTRY.by_slug


def test_no_name_stands_for_two_disputes_unless_marked_ambiguous() -> None:
    owners = defaultdict(set)
    for one in REGISTRY.disputes:
        for name in one.names:
            if not name.ambiguous:
                owners[name.text].add((one.slug, name.place, name.side))
    assert {text: where for text, where in owners.items() if len(where) > 1} == {}


def test_no_place_belongs_to_two_disputes() -> None:
    places = [place for one in REGISTRY.disputes for place in one.objects]
    assert sorted(places) == sorted(set(places))


def test_party_names_are_unique() -> None:
    assert len(set(REGISTRY.parties.values())) == len(REGISTRY.parties)


def test_claimants_of_a_place() -> None:
    assert REGISTRY.claimants("loc:iturup") == ("gpe:jp", "gpe:ru")
    assert REGISTRY.claimants("loc:senkaku-islands") == ("gpe:cn", "gpe:jp", "gpe:tw")
    assert REGISTRY.claimants("loc:nowhere") == ()


def test_a_settled_dispute_leaves_no_claimants() -> None:
    assert REGISTRY.by_slug["aouzou-strip"].until
    assert REGISTRY.claimants("loc:aouzou-strip") == ()


def test_states_are_named_by_known_codes() -> None:
    known = {country.id for country in countries.load().countries}
    assert {party for party in REGISTRY.parties if party.startswith("gpe:")} <= known


def test_every_party_of_the_table_is_used() -> None:
    sides = {name.side for one in REGISTRY.disputes for name in one.names}
    used = {party.name for one in REGISTRY.disputes for party in one.parties} | sides
    assert set(REGISTRY.parties.values()) <= used


def test_holds_many_disputes_of_each_sort() -> None:
    kinds = Counter(one.kind for one in REGISTRY.disputes)
    assert len(REGISTRY.disputes) >= 120
    assert min(kinds[kind] for kind in ("territorial", "maritime", "border", "recognition")) >= 8


def test_each_side_has_its_name_for_the_islands() -> None:
    sides = {name.text: name.side for name in REGISTRY.by_slug["kuril-islands"].names}
    assert sides["Southern Kuril Islands"] == "Russia"
    assert sides["Northern Territories"] == "Japan"
    assert sides["Kuril Islands"] == NEUTRAL
