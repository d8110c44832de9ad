"""Whole agency items of our own writing: the day they give for themselves, their expressions, and their happenings."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.layers.dates import DatesLayer
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator

#: 9 November is a Monday in 2009, 2015, 2020 and 2026.
ITEM = """\
World news

Norland and Estmark agree to reopen the Sund ferry

OSTHAVEN, November 9. /NPK/. Ministers of Norland and Estmark signed an agreement on Monday to reopen the ferry over the Sund, \
Norland's transport ministry said.

The line was closed in March 2018 after two collisions. Talks resumed on October 26 and will continue on November 23, \
when both sides meet in Osthaven. Inspectors did not find faults on the older ship last week.

Background

The two countries have quarrelled over fishing in the strait since the late 1970s. A treaty of 1983 lapsed three years ago. \
In May 2019, Estmark's government fined six crews. If the inspection fails, the opening would move to early spring.
"""
ANNOTATE = DatingAnnotator()


def read(received: str | None = None) -> DatesLayer:
    return ANNOTATE(Article(id="ferry", text=ITEM, received_at=received), Layers())


@pytest.mark.parametrize("received", [None, "2020-11-10T06:00:00Z", "2021-03-01T00:00:00Z", "2026-12-24T00:00:00Z"])
def test_the_year_that_the_dateline_leaves_out(received: str | None) -> None:
    time = read(received).document_time
    assert (time.edtf, time.earliest, time.latest) == ("2020-11-09", "2020-11-09", "2020-11-09")
    assert time.confidence > 0.5
    rules = {one.rule for one in time.evidence}
    assert {"anchor.dateline", "weekday.same_day", "year.named"} <= rules
    if received:
        assert all(one.edtf < received for one in time.alternatives)
    else:
        assert "2026-11-09" in {one.edtf for one in time.alternatives}


def test_expressions_as_a_reader_dates_them() -> None:
    found = {ITEM[one.start : one.end]: (one.value, one.mod, one.earliest, one.latest) for one in read().expressions}
    assert found == {
        "November 9": ("2020-11-09", None, "2020-11-09", "2020-11-09"),
        "Monday": ("2020-11-09", None, "2020-11-09", "2020-11-09"),
        "March 2018": ("2018-03", None, "2018-03-01", "2018-03-31"),
        "October 26": ("2020-10-26", None, "2020-10-26", "2020-10-26"),
        "November 23": ("2020-11-23", None, "2020-11-23", "2020-11-23"),
        "last week": ("2020-W45", None, "2020-11-02", "2020-11-08"),
        "the late 1970s": ("197", "END", "1975-01-01", "1979-12-31"),
        "1983": ("1983", None, "1983-01-01", "1983-12-31"),
        "three years ago": ("2017", None, "2017-01-01", "2017-12-31"),
        "May 2019": ("2019-05", None, "2019-05-01", "2019-05-31"),
        "early spring": ("2021-SP", "START", "2021-03-01", "2021-05-31"),
    }


def test_happenings_in_order_of_the_text() -> None:
    wanted = {
        "signed": ("occurred", "2020-11-09"),
        "closed": ("occurred", "2018-03"),
        "resumed": ("occurred", "2020-10-26"),
        "continue": ("scheduled", "2020-11-23"),
        "find": ("denied", "2020-11-02/2020-11-08"),
        "lapsed": ("occurred", "2017"),
        "fined": ("occurred", "2019-05"),
        "move": ("conditional", "2021-21"),
    }
    layer = read()
    found = {ITEM[one.start : one.end]: (one.status, one.when.edtf if one.when else None) for one in layer.events}
    assert {word: found.get(word) for word in wanted} == wanted
    assert "said" not in found
    assert [one.start for one in layer.events] == sorted(one.start for one in layer.events)
