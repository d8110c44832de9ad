"""Fiscal years: known states have theirs, and the data can be read."""

from __future__ import annotations

import pytest

from services.knowledge import fiscal_years


@pytest.mark.parametrize(
    ("owner", "name", "begins", "expected"),
    [
        ("federal", 2019, False, "2018-10-01 2019-09-30"),
        ("japan", 2019, False, "2019-04-01 2020-03-31"),
        ("india", 2020, False, "2019-04-01 2020-03-31"),
        ("india", 2019, True, "2019-04-01 2020-03-31"),
        ("australia", 2020, False, "2019-07-01 2020-06-30"),
    ],
)
def test_days(owner: str, name: int, begins: bool, expected: str) -> None:
    first, last = fiscal_years.load()[owner].days(name, begins)
    assert f"{first} {last}" == expected


def test_all_owners_are_lower_case_and_have_a_year() -> None:
    known = fiscal_years.load()
    assert all(name == name.lower() and year.days(2020)[0] < year.days(2020)[1] for name, year in known.items())
