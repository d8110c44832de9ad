"""Named days and periods: the data can be read, and movable days fall where calendars have them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

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
        ("orthodox easter", 2013, "2013-05-05"),
        ("orthodox easter", 2017, "2017-04-16"),
        ("orthodox easter", 2024, "2024-05-05"),
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
    assert not set(times.feasts) & {*times.days, *times.periods}


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("eid al-fitr", 2021, "2021-05-13"),
        ("rosh hashanah", 2023, "2023-09-16"),
        ("lunar new year", 2000, "2000-02-05"),
        ("diwali", 2024, "2024-10-31"),
    ],
)
def test_feasts(name: str, year: int, expected: str) -> None:
    assert str(named_times.load().feasts[name].dates[year]) == expected


def test_feasts_keep_to_their_season_or_move_back_through_the_year() -> None:
    for name, feast in named_times.load().feasts.items():
        years = sorted(feast.dates)
        steps = {(feast.dates[right] - feast.dates[left]).days for left, right in pairwise(years)}
        assert steps <= set(range(352, 357)) | set(range(383, 386)) | set(range(707, 711)), name


@pytest.mark.parametrize("edtf", ["", "soon", "1939-9-1", "19XX"])
def test_a_bad_period_is_named(edtf: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        named_times.bounds(edtf)


@pytest.mark.parametrize(
    ("era", "number", "expected"),
    [
        ("heisei", 31, ("2019-01-01", "2019-04-30")),
        ("reiwa", 1, ("2019-05-01", "2019-12-31")),
        ("showa", 20, ("1945-01-01", "1945-12-31")),
        ("meiji", 6, ("1873-01-01", "1873-12-31")),
    ],
)
def test_years_of_a_reign(era: str, number: int, expected: tuple[str, str]) -> None:
    days = named_times.load().reigns[era].year(number)
    assert days is not None
    assert (str(days[0]), str(days[1])) == expected


@pytest.mark.parametrize(("era", "number"), [("heisei", 32), ("heisei", 0), ("meiji", 5), ("reiwa", 99)])
def test_a_reign_has_no_such_year(era: str, number: int) -> None:
    assert named_times.load().reigns[era].year(number) is None
