"""Terms of office: the data can be read, and no office of one state is held twice at a time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from services.knowledge import terms


def test_terms_of_one_name_are_in_order() -> None:
    held = terms.load().by_surname[("president", "putin")]
    assert [one.since for one in held] == [date(1999, 12, 31), date(2012, 5, 7)]


def test_one_holder_at_a_time() -> None:
    every = [one for held in terms.load().by_surname.values() for one in held]
    offices: dict[tuple[str, str], list[terms.Term]] = {}
    for one in every:
        offices.setdefault((one.country, one.title), []).append(one)
    for held in offices.values():
        held.sort(key=lambda one: one.since)
        for left, right in pairwise(held):
            same = left.since == right.since  # two spellings of one person
            overlap = left.until is None or (left.until - right.since).days > 120
            assert same or not overlap, (left, right)


def test_regnal_names_are_kept_whole() -> None:
    assert terms.surname("John Paul II") == "john paul ii"
    assert terms.surname("Shinzo Abe") == "abe"
