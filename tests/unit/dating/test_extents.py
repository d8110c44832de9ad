"""What the words around a time make of it: open, or a range; and what is neither."""

from __future__ import annotations

import pytest

from tests.unit.dating.conftest import Read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has been shut since 1998.", ["1998/.."]),
        ("It is shut until 2025.", ["../2025"]),
        ("It stood before 1990.", ["../1989-12-31"]),
        ("It grew after May 2019.", ["2019-06-01/.."]),
        ("It has been shut since the mid-20th century.", ["19XX/.."]),
        ("They have traded since the late 2010s.", ["2015/.."]),
        ("The fair runs from 3 to 5 May 2022.", ["2022-05-03/2022-05-05"] * 2),
        ("The war of 1939-45 ended.", ["1939/1945"] * 2),
        ("It ran between 1998 and 2003.", ["1998/2003"] * 2),
        ("It is open from Monday to Friday.", ["2021-06-14/2021-06-18"] * 2),
        ("It was built in 1998.", [None]),
        ("They met in 1999 and 2003.", [None, None]),
        ("They moved the vote from Monday to Friday.", [None, None]),
        ("They sailed two days after a storm; before long, it sank.", [None]),
        ("It ran from 2003 to 1998.", [None, None]),
    ],
)
def test_extent(read: Read, text: str, expected: list[str | None]) -> None:
    layer = read(text, published_at="2021-06-16")
    assert [one.extent.edtf if one.extent else None for one in layer.expressions] == expected


def test_ends_that_are_open_are_null_and_before_leaves_the_time_out(read: Read) -> None:
    since, before = read("It has stood since 1998, not before May 2019.", published_at="2021-06-16").expressions
    assert since.extent is not None and (since.extent.earliest, since.extent.latest) == ("1998-01-01", None)
    assert before.extent is not None and (before.extent.earliest, before.extent.latest) == (None, "2019-04-30")
    assert (before.earliest, before.latest) == ("2019-05-01", "2019-05-31")
