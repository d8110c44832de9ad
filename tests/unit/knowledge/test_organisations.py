"""The table of organisations agrees with itself and with the countries."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from services.knowledge import countries, organisations

TABLE = organisations.load()


def test_enough_of_each_kind() -> None:
    kinds = [one.kind for one in TABLE.organisations]
    assert TABLE.version and len(kinds) >= 300
    assert set(kinds) == set(get_args(organisations.OrganisationKind))
    assert all(kinds.count(kind) >= 30 for kind in ("international", "news", "ministry", "party", "bank"))


def test_ids_are_slugs_in_order_each_once() -> None:
    ids = [one.id for one in TABLE.organisations]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"org:[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)


def test_names_and_countries() -> None:
    codes = {*countries.load().by_code, None}
    for one in TABLE.organisations:
        assert all(name and name == name.strip() for name in one.names), one.id
        assert len(set(one.names)) == len(one.names), one.id
        assert one.ambiguous <= set(one.names), one.id
        assert one.country in codes, one.id
        assert (one.country is None) <= (one.kind not in ("ministry", "agency", "parliament")), one.id


def test_a_shared_name_is_marked_by_all_that_share_it() -> None:
    for name, found in TABLE.by_name.items():
        assert len(found) == 1 or all(name in one.ambiguous for one in found), name


def test_no_country_or_people_is_an_organisation() -> None:
    table = countries.load()
    peoples = {text for one in table.countries for text in (*one.names, *one.adjectives, *one.nouns)}
    assert not [name for name, found in TABLE.by_name.items() if name in peoples and name not in found[0].ambiguous]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("IAEA", "org:international-atomic-energy-agency"),
        ("U.N.", "org:united-nations"),
        ("Russian Defense Ministry", "org:russian-defence-ministry"),
        ("Al-Shabab", "org:al-shabaab"),
        ("People’s Daily", "org:people-s-daily"),
        ("IS", None),
        ("Supreme Court", None),
        ("Society of Odd Fellows of Nowhere", None),
    ],
)
def test_find(name: str, found: str | None) -> None:
    one = TABLE.find(name)
    assert (one.id if one else None) == found


def test_acronyms() -> None:
    assert TABLE.by_id["org:group-of-twenty"].acronyms == ("G20", "G-20")
