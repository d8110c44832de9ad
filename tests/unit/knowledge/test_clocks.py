"""Clocks of places: hours that exist, codes that are countries."""

from __future__ import annotations

from services.knowledge import clocks, countries


def test_hours_exist() -> None:
    known = clocks.load()
    assert all(-12 <= hours <= 14 for hours in (*known.countries.values(), *known.cities.values()))
    assert set(known.countries) <= set(countries.load().by_code)


def test_far_east_and_far_west() -> None:
    known = clocks.load()
    assert (known.countries["JP"], known.countries["IN"], known.cities["los angeles"]) == (9, 5.5, -8)
