"""An article moved by some days moves every relative day by as many; no system clock has a say."""

from __future__ import annotations

import ast
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import services.dating
from dateline.article import Article
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator
from tests.unit.dating.conftest import Read

ANNOTATE = DatingAnnotator()
#: Counts of days move with any number of days, weekdays and weeks with whole weeks.
BY_DAYS = "He left yesterday, came back today and will go tomorrow. Ten days ago it rained; it will rain the day after tomorrow."
BY_WEEKS = "It will rain on Friday; last Monday it did. Last week was dry, this weekend is not. Tuesday night was cold."


def days(text: str, published: date) -> list[date | None]:
    layer = ANNOTATE(Article(id="item", text=text, published_at=str(published)), Layers())
    return [date.fromisoformat(one.earliest) if one.earliest else None for one in layer.expressions]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([(BY_DAYS, 1), (BY_WEEKS, 7)]), st.dates(date(100, 1, 1), date(9900, 1, 1)), st.integers(-3500, 3500))
@example((BY_DAYS, 1), date(2000, 2, 28), 1)
@example((BY_DAYS, 1), date(1900, 2, 28), 1)
@example((BY_DAYS, 1), date(1582, 10, 4), 1)
@example((BY_DAYS, 1), date(2019, 12, 31), 1)
@example((BY_WEEKS, 7), date(2019, 12, 30), 1)
@example((BY_WEEKS, 7), date(1582, 10, 4), 2)
def test_days_move_with_the_article(words: tuple[str, int], published: date, count: int) -> None:
    text, unit = words
    moved = timedelta(days=count * unit)
    before = days(text, published)
    assert len(before) == 5
    assert None not in before
    assert days(text, published + moved) == [one + moved if one else None for one in before]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("May 2, 490 BC", "-0489-05-05"),
        ("December 30, 490 BC", "-0488-01-02"),
        ("February 27, 489 BC", "-0488-03-01"),
        ("December 30, 1 BC", "0001-01-02"),
    ],
)
def test_days_move_before_christ_as_well(read: Read, told: str, expected: str) -> None:
    layer = read(f"The fleet sailed on {told}; three days later it was lost.")
    assert [one.earliest for one in layer.expressions][1] == expected


def test_no_clock_moves_the_layer(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "MOSCOW, August 31 (AP) - The court ruled on Monday. It will sit again next month, two years after it opened in May."
    layers = []
    for second in (1.0, 1.6e9, 1.63e9, 1.79e9):
        monkeypatch.setattr(time, "time", lambda second=second: second)
        layers.append(read(text).model_dump_json())
    assert len(set(layers)) == 1


def test_no_module_of_the_room_asks_for_the_time() -> None:
    asked = {"today", "now", "utcnow", "time", "localtime", "gmtime", "monotonic"}
    room = Path(services.dating.__file__).parent
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                assert not (node.func.attr in asked and node.func.value.id in ("date", "datetime", "time")), path
