"""Numbered meetings and games: numbers whose years are well known come out, and odd old ones are not computed."""

from __future__ import annotations

import pytest

from services.knowledge import editions


@pytest.mark.parametrize(
    ("name", "number", "years"),
    [
        ("un general assembly", 61, (2006, 2007)),
        ("congress", 109, (2005, 2006)),
        ("asian games", 15, (2006, 2006)),
        ("olympic games", 29, (2008, 2008)),
        ("national people's congress", 10, (2003, 2008)),
        ("cannes film festival", 50, (1997, 1997)),
        ("academy awards", 78, (2006, 2006)),
        ("congress", 19, None),
    ],
)
def test_years(name: str, number: int, years: tuple[int, int] | None) -> None:
    assert editions.load()[name].years(number) == years
