"""Names of an era: the data can be read, every name is somebody's or something's alone, and lives are long enough."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from services.knowledge import eras, spans


def test_every_name_stands_once() -> None:
    counts = Counter(name for one in eras.load() for name in one.names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_names_are_words() -> None:
    for name in (name for one in eras.load() for name in one.names):
        assert name == name.strip() and len(name) >= 2 and name.isprintable(), name


def test_persons_act_as_adults() -> None:
    for one in eras.load():
        if one.born:
            first = one.spans[0].since
            assert 12 <= first.year - one.born.year <= 80, one.names


def test_spans_do_not_overlap() -> None:
    for one in eras.load():
        assert all(left.until < right.since for left, right in zip(one.spans, one.spans[1:], strict=False)), one.names


def test_every_era_begins_or_ends() -> None:
    assert [one.names for one in eras.load() if (one.spans[0].since, one.spans[0].until) == (spans.FIRST, spans.LAST)] == []


def test_gap_is_signed() -> None:
    (span,) = spans.read("2001-09-11/2003-03")
    assert [span.gap(date(*day)) for day in ((2001, 9, 10), (2002, 1, 1), (2003, 4, 2))] == [-1, 0, 2]


@pytest.mark.parametrize("text", ["", "2003/2001", "soon", "2005 2001"])
def test_spans_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        spans.read(text)
