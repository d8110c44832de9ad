"""Office holders named in a text speak for the years of their terms."""

from __future__ import annotations

import pytest

from services.dating.offices import find_offices
from tests.unit.dating.conftest import Read


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("President Bill Clinton spoke.", [[1993]]),
        ("US President Bush spoke.", [[1989, 2001]]),
        ("President George W. Bush spoke.", [[2001]]),
        ("British Prime Minister Tony Blair's aide met Pope John Paul II.", [[1997], [1978]]),
        ("UN Secretary-General Kofi Annan left.", [[1997]]),
        ("Former President Bill Clinton spoke.", []),
        ("Vice President Bush spoke.", []),
        ("President Nobody spoke; the president spoke.", []),
    ],
)
def test_terms(text: str, years: list[list[int]]) -> None:
    assert [[span.since.year for span in clue.spans] for clue in find_offices(text)] == years


def test_an_office_decides_between_years(read: Read) -> None:
    # 12 March is a Thursday in 1998, 2009, 2015, 2020 and 2026.
    item = "BERGEN, March 12 (NPS) -- Norway's king received {} on Thursday. The two spoke of fish."
    assert read(item.format("Prime Minister Boris Johnson")).document_time.edtf == "2020-03-12"
    undecided = read(item.format("a guest")).document_time
    assert undecided.edtf is not None and undecided.edtf.startswith("[")
