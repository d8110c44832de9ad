"""The timeline of an article: what is drawn, what is left out, and how overlaps are seen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from dateline.layers.dates import Event, Interval
from services.views.happenings import Happenings
from services.views.lanes import Lanes
from services.views.timeline import told

NAMES = {"gpe:no": "Norway", "loc:hull": "Hull"}


def interval(first: str | None, last: str | None) -> Interval:
    return Interval(edtf=f"{first}/{last}", earliest=first, latest=last)


def event(number: int, label: str, day: str = "2026-03-03", **fields: Any) -> Event:
    when = {"edtf": day, "earliest": day, "latest": day, "basis": "same-clause"}
    given = {"start": 0, "end": 1, "sentence": [0, 9], "status": "occurred", "when": when, **fields}
    return Event.model_validate({"id": f"e{number}", "label": label, **given})


def shown(*events: Event, width: int = 100) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    console.print(Happenings(events, lambda entity: NAMES.get(entity or "", "")))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_intervals_that_overlap_share_columns() -> None:
    day, month, before, after = (
        interval("2026-03-03", "2026-03-03"), interval("2026-03-01", "2026-03-31"), interval(None, "2026-03-03"),
        interval("2026-03-31", None),
    )  # fmt: skip
    lanes = Lanes([day, month, before, after], 20)
    assert [lanes.bar(one) for one in (day, month, before, after)] == ["  ●  ", " ├─┤ ", "◄─┤  ", "   ├►"]


def test_a_day_of_no_calendar_has_no_bar() -> None:
    lanes = Lanes([interval("2026-03-03", "2026-03-03")], 20)
    assert lanes.bar(interval(None, None)) == "   "


@pytest.mark.parametrize("count", [3, 40, 1000])
def test_a_bar_is_never_wider_than_its_lane(count: int) -> None:
    intervals = [interval(f"{1000 + number}-01-01", f"{1000 + number}-12-31") for number in range(count)]
    lanes = Lanes([*intervals, interval(None, "1500-01-01"), interval("1000-01-01", None)], 16)
    assert {len(lanes.bar(one)) for one in intervals} == {lanes.width}
    assert lanes.width <= 18


def test_years_before_christ_are_in_order() -> None:
    first, second = interval("-0490-01-01", "-0490-12-31"), interval("-0044-03-15", "-0044-03-15")
    lanes = Lanes([second, first], 20)
    assert lanes.bar(first).strip() == "├┤" and lanes.bar(second).index("●") > lanes.bar(first).index("┤")


def test_the_news_stands_before_the_background_and_a_day_once() -> None:
    lines = shown(event(1, "signed", foreground=False), event(2, "left"), event(3, "met"))
    assert [line.split("  ")[-1].strip() for line in lines] == ["The news of the day", "left", "met", "Background", "signed"]
    assert sum("2026-03-03" in line for line in lines) == 2


def test_statements_stand_among_the_claims_and_further_mentions_with_the_first() -> None:
    lines = shown(event(1, "left"), event(2, "said so", type="statement", foreground=False), event(3, "leaving", same_as="e1"))
    assert [line.split("  ")[-1].strip() for line in lines] == ["The news of the day", "left"]


def test_a_statement_of_another_day_is_an_event_of_its_own() -> None:
    dated = {"edtf": "2019-05", "earliest": "2019-05-01", "latest": "2019-05-31", "basis": "same-clause", "expressions": ["t2"]}
    said = event(2, "said so", type="statement", foreground=False, when=dated)
    today = event(3, "said more", type="statement", foreground=False)
    out = io.StringIO()
    day = interval("2026-03-03", "2026-03-03")
    Console(file=out, width=100).print(Happenings([event(1, "left"), said, today], lambda entity: "", day))
    assert "said so" in out.getvalue() and "said more" not in out.getvalue()


def test_days_of_an_unknown_year_are_told_apart() -> None:
    unknown = [{"edtf": f"XXXX-08-{day}", "earliest": None, "latest": None, "basis": "same-clause"} for day in (25, 25, 26)]
    lines = shown(*(event(number, "met", when=when) for number, when in enumerate(unknown)))
    assert [line.count("XXXX") for line in lines[1:]] == [1, 0, 1]


def test_who_does_it_stands_in_front() -> None:
    agent: dict[str, Any] = {"participants": [{"entity": "gpe:no", "role": "agent"}], "place": "loc:hull"}
    assert shown(event(1, "elect the mayor", **agent))[1].endswith("Norway: elect the mayor (Hull)")
    assert told("was closed by Norway", ["Norway"]) == "was closed by Norway"
    assert told("met", ["A", "B", "C"]) == "A, B and others: met"


def test_a_narrow_terminal_goes_without_the_drawing() -> None:
    lines = shown(event(1, "left"), width=60)
    assert not any("●" in line for line in lines)
    assert max(map(len, lines)) <= 60
