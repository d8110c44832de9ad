"""Texts of nothing but names: the work grows with their length, up to a bound, and the layer holds."""

import sys
from itertools import product
from types import FrameType
from typing import Any

import pytest

from dateline.article import Article
from dateline.record import Layers
from services.entities.annotate import EntitiesAnnotator
from services.entities.extent import blocks_until, readable, zones_until
from services.language.zones import Zone

ANNOTATE = EntitiesAnnotator()
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
NEW = ["".join(parts).capitalize() for parts in product(SYLLABLES, SYLLABLES, SYLLABLES)]


def lines_run(text: str) -> int:
    """How many lines of code it takes to annotate a text, each turn of a loop counted."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if not frame.f_globals.get("__name__", "").startswith("services."):
            return None
        count += event == "line"
        return trace

    article = Article(text=text)
    sys.settrace(trace)
    try:
        ANNOTATE(article, Layers())
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["President Ana Soto met President Ana Soto."] * 600, id="one person with an office"),
        pytest.param([f"Chancellor Ana {name} met the chancellor." for name in NEW[:600]], id="an office of many"),
        pytest.param([f"{name} Smith and {name} Jones came." for name in NEW[:600]], id="two surnames of many"),
        pytest.param([f"Ana {name} and Ivan {name} came." for name in NEW[:600]], id="two given names of many"),
    ],
)
def test_twice_the_text_is_twice_the_work(lines: list[str]) -> None:
    whole, half = "\n".join(lines), "\n".join(lines[: len(lines) // 2])
    lines_run(whole)  # what is kept of words and names is there for both
    assert lines_run(whole) <= 2.4 * lines_run(half)


def test_a_text_is_read_as_far_as_it_has_not_too_many_capitals() -> None:
    assert readable("The North and the South", limit=2) == len("The North and the ")
    assert readable("NATO and the WHO", limit=2) == len("NATO and the WHO")
    assert readable("Ñ " * 3, limit=2) == 4


def test_zones_and_paragraphs_end_where_the_reading_does() -> None:
    assert zones_until([Zone("headline", 0, 5), Zone("body", 7, 20), Zone("signature", 22, 30)], 12) == [
        Zone("headline", 0, 5),
        Zone("body", 7, 12),
    ]
    assert blocks_until([(0, 5), (7, 20), (22, 30)], 12) == [(0, 5), (7, 12)]


def test_what_lies_beyond_the_bound_is_a_zone_without_names() -> None:
    text = "Ministers of Norway and Denmark met on Friday to talk about Sweden and Finland."
    found = EntitiesAnnotator(limit=4)(Article(text=text), Layers())
    assert [text[one.start : one.end] for one in found.mentions] == ["Norway", "Denmark"]
    assert found.zones[-1].end == len(text)
