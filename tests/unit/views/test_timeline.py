"""Records as rows of a table on a terminal."""

import io

import pytest
from rich.console import Console

from dateline import EnrichedArticle, EventRecord
from services.views.timeline import (
    ARTICLE_COLUMNS,
    EVENT_COLUMNS,
    Timeline,
    article_cells,
    event_cells,
    in_words,
    plain,
)
from tests.wire import event

CELLS = ("2025-03-04", "scheduled", "meet in Sapporo", "Sapporo", "kuril-islands", "Talks on fishing to be resumed")


def printed(width: int, *rows: tuple[str, ...], colour: bool = False) -> list[str]:
    """What a terminal of that width shows."""
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colour, color_system="standard" if colour else None)
    timeline = Timeline(console, EVENT_COLUMNS)
    timeline.heading()
    for row in rows:
        timeline.row(row)
    return file.getvalue().splitlines()


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, None),
        ("2025-03-04", "2025-03-04"),
        ("2025-03", "2025-03"),
        ("2025-23", "autumn 2025"),
        ("2025-03-04/2025-03-17", "2025-03-04/17"),
        ("2025-03-30/2025-04-02", "2025-03-30/04-02"),
        ("2024-12-30/2025-01-02", "2024-12-30/2025-01-02"),
        ("1945/..", "from 1945"),
        ("../1945", "until 1945"),
        ("2024-22/", "from summer 2024"),
        ("2018/2019", "2018/2019"),
        ("[2020-08-31,2026-08-31]", "XXXX-08-31"),
        ("[2020-08,2021-03]", "2020-08 or 2021-03"),
        ("[1999,2003]", "1999 or 2003"),
        ("-0489", "-0489"),
    ],
)
def test_intervals_are_short(edtf: str | None, words: str | None) -> None:
    assert in_words(edtf) == words


def test_a_wide_terminal_shows_every_column_and_each_row_fits() -> None:
    heading, row = printed(120, CELLS)
    assert heading.split() == ["date", "status", "event", "place", "dispute", "article"]
    assert all(word in row for word in CELLS[:5])
    assert len(row) <= 120 and row.endswith("…")


def test_a_narrow_terminal_keeps_date_status_and_event() -> None:
    heading, row = printed(60, CELLS)
    assert heading.split() == ["date", "status", "event"]
    assert row.split("  ")[0] == "2025-03-04" and "meet in Sapporo" in row and "kuril" not in row


def test_a_terminal_of_no_width_is_no_reason_to_break() -> None:
    assert len(printed(1, CELLS)) == 2


def test_wide_characters_keep_the_columns_in_place() -> None:
    _, wide, narrow = printed(
        120, ("2025", "occurred", "東京で会談", "Tokyo", "-", "-"), ("2025", "occurred", "x", "Tokyo", "-", "-")
    )
    assert wide.index("Tokyo") == narrow.index("Tokyo") - 5  # five characters that take two cells each


def test_no_colour_in_a_file_and_a_colour_for_the_status_on_a_terminal() -> None:
    assert "\x1b" not in "".join(printed(120, CELLS))
    assert "\x1b[36mscheduled" in "".join(printed(120, CELLS, colour=True))


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b[2Jb\r\nc\u202ed") == "a [2Jb c d"
    assert "\x1b" not in "".join(printed(120, (*CELLS[:5], "\x1b]0;title\x07"))), "an escape got through"


def test_an_event_in_cells() -> None:
    record = EventRecord.model_validate(
        event(1).model_dump()
        | {
            "article": {"id": "a", "title": "Talks", "document_time": {}},
            "place": {"entity": "loc:sapporo", "name": "Sapporo"},
            "disputes": [
                {"id": "d1", "kind": "territorial", "registry": "kuril-islands", "confidence": 1},
                {"id": "d2", "kind": "factual", "confidence": 1},
                {"id": "d3", "kind": "factual", "confidence": 1},
            ],
        }
    )
    assert event_cells(record) == ("-", "occurred", "event 1", "Sapporo", "kuril-islands, factual", "Talks")
    assert event_cells(event(1)) == ("-", "occurred", "event 1", "-", "-", "a")


def test_an_article_in_cells() -> None:
    article = {"id": "a", "text": "URGENT\n\nQuake shakes towns\n\nLA PAZ, April 9 (LNS) - A quake struck."}
    entities = {"zones": [{"zone": "site_label", "start": 0, "end": 6}, {"zone": "headline", "start": 8, "end": 26}]}
    record = EnrichedArticle.model_validate({"article": article, "layers": {"entities": entities, "dates": {}, "disputes": {}}})
    assert article_cells(record) == ("-", "-", "Quake shakes towns", "0", "0", "-", "a")
    bare = EnrichedArticle.model_validate({"article": article | {"source": "LNS"}})
    assert article_cells(bare) == ("-", "LNS", "URGENT", "0", "0", "-", "a")


def test_cells_and_columns_agree() -> None:
    assert len(event_cells(event(1))) == len(EVENT_COLUMNS)
    assert len(article_cells(EnrichedArticle.model_validate({"article": {"text": "x", "id": "a"}}))) == len(ARTICLE_COLUMNS)
