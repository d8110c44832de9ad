"""The document's own time, from metadata, dateline, weekday and named years."""

from __future__ import annotations

import pytest

from tests.unit.dating.conftest import Read

# 12 March is a Thursday in 2009, 2015, 2020 and 2026.
UNDATED = """\
Harbour strike ends

BERGEN, March 12 (NPS) -- Dock workers ended their strike on Thursday, the port authority said.

The dispute began in January. A first strike in October 2019 had lasted two days; the contract runs to 2021.
"""


def test_day_of_dateline_with_a_year(read: Read) -> None:
    time = read("BERGEN, March 12, 2020 (NPS) -- Dock workers ended their strike.").document_time
    assert (time.edtf, time.earliest, time.latest) == ("2020-03-12", "2020-03-12", "2020-03-12")
    assert time.confidence > 0.9


def test_year_is_weighed_where_the_dateline_has_none(read: Read) -> None:
    time = read(UNDATED).document_time
    assert time.edtf == "2020-03-12"
    assert {"weekday.same_day", "year.named", "anchor.dateline"} <= {one.rule for one in time.evidence}
    assert all(UNDATED[one.start : one.end] for one in time.evidence if one.rule != "metadata.received_at")


@pytest.mark.parametrize("received", ["2020-03-12T18:00:00Z", "2020-11-02T00:00:00Z", "2027-08-01T00:00:00Z"])
def test_receipt_bounds_the_years(read: Read, received: str) -> None:
    time = read(UNDATED, received_at=received).document_time
    assert time.edtf == "2020-03-12"
    assert all(one.edtf <= received for one in time.alternatives)


def test_undecided_stays_a_set(read: Read) -> None:
    layer = read("BERGEN, March 12 (NPS) -- Dock workers ended their strike on Thursday.")
    time = layer.document_time
    assert time.edtf is not None and time.edtf.startswith("[") and "2020-03-12" in time.edtf and "2026-03-12" in time.edtf
    assert time.earliest is not None and time.latest is not None and time.earliest < time.latest
    monday = layer.expressions[-1]
    assert (monday.value, monday.earliest, monday.latest) == ("XXXX-WXX-4", None, None)


@pytest.mark.parametrize("published", ["2020-03-12", "2020-03-14"])
def test_metadata_gives_the_year(read: Read, published: str) -> None:
    time = read(UNDATED, published_at=published).document_time
    assert (time.edtf, time.conflicts) == (f"{published[:4]}-03-12", [])


def test_metadata_against_the_text_is_a_conflict(read: Read) -> None:
    time = read(UNDATED, published_at="2015-03-12").document_time
    assert time.edtf == "2015-03-12"
    assert [(one.between, UNDATED[one.start : one.end]) for one in time.conflicts] == [(["published_at", "text"], "October 2019")]


def test_metadata_is_not_believed_against_all_that_the_text_names(read: Read) -> None:
    item = """\
LISBON, March 12 (NPS) -- US President Barack Obama told President Dilma Rousseff of Brazil on Thursday that he would visit.

Secretary of State John Kerry had met Foreign Minister Frank-Walter Steinmeier in May 2014, before the war in eastern Ukraine.
"""
    time = read(item, published_at="2026-03-12T08:00:00Z").document_time
    assert time.edtf == "2015-03-12"
    assert [one.between for one in time.conflicts] == [["published_at", "text"]]


@pytest.mark.parametrize(
    ("place", "published", "day"),
    [
        ("TOKYO", "2020-03-11T22:30:00Z", "2020-03-12"),
        ("LOS ANGELES", "2020-03-12T03:00:00Z", "2020-03-11"),
        ("LONDON", "2020-03-12T22:30:00Z", "2020-03-12"),
        ("TOKYO", "2020-03-11T00:00:00Z", "2020-03-11"),
        ("TOKYO", "2020-03-11", "2020-03-11"),
    ],
)
def test_the_day_is_that_of_the_place(read: Read, place: str, published: str, day: str) -> None:
    time = read(f"{place} (NPS) -- Dock workers ended their strike, the port said.", published_at=published).document_time
    assert time.edtf == day


def test_url_against_published_is_a_conflict(read: Read) -> None:
    url = "https://news.example/2020/03/12/strike-ends"
    time = read("The strike ended.", published_at="2021-07-01", url=url).document_time
    assert [one.between for one in time.conflicts] == [["published_at", "url"]]


def test_metadata_against_dateline_is_a_conflict(read: Read) -> None:
    time = read("BERGEN, March 12, 2020 (NPS) -- The strike ended.", published_at="2021-07-01").document_time
    assert time.edtf == "2020-03-12"
    assert [one.between for one in time.conflicts] == [["published_at", "dateline"]]


def test_weekday_against_metadata_is_a_conflict(read: Read) -> None:
    time = read("BERGEN, Monday, March 12 (NPS) -- The strike ended.", published_at="2020-03-12").document_time
    assert [one.between for one in time.conflicts] == [["published_at", "weekday"]]


def test_published_after_received_is_a_conflict(read: Read) -> None:
    time = read("The strike ended.", published_at="2021-07-01", received_at="2021-06-01T00:00:00Z").document_time
    assert [one.between for one in time.conflicts] == [["published_at", "received_at"]]


@pytest.mark.parametrize(
    ("path", "edtf"),
    [
        ("/2020/03/12/strike-ends", "2020-03-12"),
        ("/2020/3/12/strike-ends", "2020-03-12"),
        ("/2020/mar/12/strike-ends", "2020-03-12"),
        ("/news/strike-ends-20200312.html", "2020-03-12"),
        ("/strike_2020-03-12", "2020-03-12"),
        ("/2020/03/strike-ends", "2020-03"),
    ],
)
def test_day_in_the_url(read: Read, path: str, edtf: str) -> None:
    time = read("The strike ended.", url=f"https://news.example{path}").document_time
    assert time.edtf == edtf
    assert time.evidence[0].rule == "metadata.url"


@pytest.mark.parametrize("path", ["/a/20201332/strike", "/id/120200312", "/2020/strike", "/top-2020-stories/45/"])
def test_no_day_in_the_url(read: Read, path: str) -> None:
    assert read("The strike ended.", url=f"https://news.example{path}").document_time.edtf is None


def test_nothing_known_invents_nothing(read: Read) -> None:
    layer = read("The strike ended yesterday. It began on Monday, September 14, two weeks ago.")
    assert (layer.document_time.edtf, layer.document_time.confidence) == (None, 0.0)
    assert all((one.earliest, one.latest) == (None, None) for one in layer.expressions)


def test_receipt_alone_is_a_bound(read: Read) -> None:
    time = read("The strike ended.", received_at="2020-03-13T00:00:00Z").document_time
    assert (time.edtf, time.earliest, time.latest) == ("../2020-03-13", None, "2020-03-13")


def test_other_languages_give_an_empty_layer(read: Read) -> None:
    layer = read("Der Streik endete am 12. März 2020.", language="de", published_at="2020-03-12")
    assert layer.status == "ok" and layer.expressions == [] and layer.events == []


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        (UNDATED, "2015-03", "2015-03-12"),
        ("Dock workers ended their strike.", "2015-03", "2015-03"),
        ("Dock workers ended their strike.", "2015", "2015"),
        ("BERGEN, March 12 (NPS) -- The strike ended.", "2015-06", "2015-06"),
    ],
)
def test_metadata_of_a_month_or_a_year_is_that_wide(read: Read, text: str, published: str, edtf: str) -> None:
    time = read(text, published_at=published).document_time
    assert time.edtf == edtf
    assert [one.between for one in time.conflicts] == ([["published_at", "dateline"]] if published == "2015-06" else [])


@pytest.mark.parametrize(
    "head",
    [
        "ST.  JOHN'S , March 12 (NPS) -- ",
        "March 12 (NPS) -- ",
        "12 March (NPS) - ",
        "PORT-LOUIS, March 12. /NPK/. ",
        "Oslo, 12 March -- ",
        "March 12 -- ",
    ],
)
def test_datelines_in_odd_forms(read: Read, head: str) -> None:
    time = read(f"{head}Dock workers ended a strike of October 2019 on Thursday, said Boris Johnson.").document_time
    assert time.edtf == "2020-03-12"


def test_news_without_a_day_takes_no_year_from_what_it_recalls(read: Read) -> None:
    text = "The dockers struck on Sunday, officials said. They had signed a truce in 2003. A meeting was due on 25 August."
    assert [one.value for one in read(text).expressions] == ["XXXX-WXX-7", "2003", "XXXX-08-25"]
    story = "The dockers signed a truce in 2003. A meeting followed on 25 August."
    assert read(story).expressions[-1].value == "2003-08-25"
