"""Named days and periods: the data can be read, and movable days fall where calendars have them."""

from __future__ import annotations

from datetime import date

import pytest

from services.knowledge import named_times


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter(year: int, expected: str) -> None:
    assert str(named_times.easter(year)) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("thanksgiving", 1999, "1999-11-25"),
        ("memorial day", 2021, "2021-05-31"),
        ("election day", 2020, "2020-11-03"),
        ("good friday", 2024, "2024-03-29"),
        ("christmas eve", 2005, "2005-12-24"),
    ],
)
def test_days(name: str, year: int, expected: str) -> None:
    assert str(named_times.day_in(year, named_times.load().days[name])) == expected


def test_periods_begin_before_they_end() -> None:
    periods = named_times.load().periods
    assert all(first <= last for first, last in map(named_times.bounds, periods.values()))
    assert named_times.bounds(periods["world war ii"]) == (date(1939, 9, 1), date(1945, 9, 2))


def test_names_are_in_lower_case_and_unique() -> None:
    times = named_times.load()
    assert all(name == name.lower() for name in (*times.days, *times.periods))
    assert not set(times.days) & set(times.periods)


@pytest.mark.parametrize("edtf", ["", "soon", "1939-9-1", "19XX"])
def test_a_bad_period_is_named(edtf: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        named_times.bounds(edtf)
