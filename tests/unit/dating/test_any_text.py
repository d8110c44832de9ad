"""Any text and any earlier layers give a layer, the same one each time, in time that grows with the text only."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.layers.dates import DatesLayer
from dateline.layers.entities import EntitiesLayer
from dateline.record import Layers
from services.dating import grammar as grammar_module
from services.dating.annotate import DatingAnnotator
from services.dating.clues import find_content
from services.dating.lang.en import grammar
from services.dating.reading import MOST_SENTENCES
from services.language.sentences import sentences

ANNOTATE = DatingAnnotator()
WORDS = [
    "May",
    "march",
    "31",
    "31st",
    "1990s",
    "'90s",
    "2020",
    "0000",
    "9999",
    "2,020",
    "4.6",
    "the",
    "of",
    "last",
    "next",
    "past",
    "year",
    "years",
    "century",
    "BC",
    "A.D.",
    "a.m.",
    "10",
    ":",
    "-",
    "–",
    "/",
    ".",
    ",",
    "Monday",
    "ago",
    "later",
    "early",
    "mid-",
    "first",
    "second",
    "quarter",
    "half",
    "two",
    "hundred",
    "thousand",
    "million",
    "every",
    "per",
    "today",
    "tomorrow",
    "not",
    "will",
    "would",
    "have",
    "been",
    "to",
    "be",
    "said",
    "99999999999999999999",
    "00",
    "1/0",
    "December",
    "Feb",
    "(AFP)",
    "--",
    "MOSCOW,",
    "“",
    "é",
    "𝟘𝟙",
    "٣",
    "²",
    "490",
    "-1",
    "24",
    "T10",
    "\n",
    "\n\n",
    "\u2028",
]
TEXTS = st.one_of(st.text(min_size=1, max_size=200), st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
ZONES = st.lists(st.tuples(st.sampled_from(["dateline", "body"]), st.integers(0, 300), st.integers(0, 300)), max_size=4)
DAYS = st.one_of(st.none(), st.dates().map(str))


def annotate(text: str, published: str | None, received: str | None, layers: Layers) -> DatesLayer | None:
    fields: dict[str, Any] = {"id": "item", "text": text, "published_at": published, "received_at": received}
    return ANNOTATE(Article.model_validate(fields), layers) if text.strip() else None


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DAYS, DAYS)
def test_any_text_gives_a_layer(text: str, published: str | None, received: str | None) -> None:
    layer = annotate(text, published, received, Layers())
    if layer is None:
        return
    assert layer == annotate(text, published, received, Layers())
    for one in (*layer.expressions, *layer.events):
        assert 0 <= one.start < one.end <= len(text)
    for expression in layer.expressions:
        if expression.earliest and expression.latest and not expression.earliest.startswith("-"):
            assert expression.earliest <= expression.latest


@settings(max_examples=60, deadline=None)
@given(
    TEXTS,
    st.lists(st.tuples(st.sampled_from(["dateline", "body", "headline"]), st.integers(0, 300), st.integers(0, 300)), max_size=4),
)
def test_any_earlier_layer_will_do(text: str, zones: list[tuple[str, int, int]]) -> None:
    raw = {
        "status": "ok",
        "zones": [{"zone": name, "start": start, "end": end} for name, start, end in zones],
        "mentions": [{"start": start, "end": end, "type": "LOC", "entity": None} for _, start, end in zones],
    }
    entities = EntitiesLayer.model_validate(raw)
    assert annotate(text, "2020-03-12", None, Layers(entities=entities)) is not None or not text.strip()
    assert annotate(text, "2020-03-12", None, Layers(entities=EntitiesLayer(status="failed"))) is not None or not text.strip()


def test_no_pieces_no_layer_trouble() -> None:
    assert grammar().find(grammar().alphabet.lex("_")) == []


def test_work_grows_with_the_text_alone() -> None:
    """The lexer reads each code point at most a few times, however hostile the text."""
    rules = grammar()
    for hostile in ("1." * 20_000, "twenty-" * 10_000, "the the " * 20_000, "\n \n" * 30_000, "1,000" * 20_000):
        pieces = rules.alphabet.lex(hostile)
        assert len(pieces.words) <= len(hostile)
        assert all(match.end - match.start < 200 for match in rules.find(pieces))


#: What a text is pumped up with: a pattern that looks again and again at one place would run for minutes on what fits it.
PUMPS = (" ", "\t", "\u2028", "_", ".", '."', "(", "'", "-", "1", "1.", "1/", "a.", "A. ", "é", "\n ", "$1 ", "1 million ")


@pytest.mark.parametrize("pump", PUMPS)
def test_no_pattern_looks_twice_at_a_place(pump: str) -> None:
    stretch = pump * (25_000 // len(pump))
    for text in (f"x{stretch}", f"x\n\n{stretch}\n\ny"):
        assert sentences(text)
        assert grammar().alphabet.lex(text).words
        assert isinstance(find_content(text, 0), list)


@pytest.mark.parametrize("unit", ["1/2/", "May 5, ", "1998 1999 ", "the end of the "])
def test_the_places_looked_at_have_a_bound(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = grammar()
    pieces = rules.alphabet.lex(unit * 2000 + "on 3 June 2001")
    last = rules.find(pieces)[-1]
    monkeypatch.setattr(grammar_module, "MOST_TRIES", 300)
    bounded = rules.find(pieces)
    assert len(bounded) <= 300
    assert last not in bounded
    monkeypatch.setattr(grammar_module, "MOST_MATCHES", 200)
    assert rules.find(pieces) == bounded[:200]


def test_no_news_of_the_largest_size_comes_near_the_bounds() -> None:
    """Every sentence of this one has a time, and all of them are read."""
    unit = "The ministers met on Monday in Oslo to talk about grain. They will meet again in May 2019, the host said.\n\n"
    text = unit * (1_048_576 // 6 // len(unit))
    rules = grammar()
    found = 6 * len(rules.find(rules.alphabet.lex(text)))
    assert found == 6 * 2 * (len(text) // len(unit))
    assert found < grammar_module.MOST_MATCHES
    assert 6 * len(sentences(text)) < MOST_SENTENCES


@pytest.mark.parametrize("unit", ["he said on May 5 that ", "In 1999 the plan was made, and ", "“We met on Monday,” he said, "])
def test_a_sentence_without_an_end_is_read_in_stretches(unit: str) -> None:
    text = unit * 1000
    layer = annotate(text, "2020-03-12", None, Layers())
    assert layer is not None
    assert len(layer.expressions) == 1000
    assert all(one.sentence[1] - one.sentence[0] < 10_000 for one in layer.events)


def test_a_layer_says_where_the_reading_of_a_text_ended() -> None:
    """All is read of news; of a list of more times than any book has, the layer says where it ends."""
    text = "1999 " * (grammar_module.MOST_MATCHES + 50)
    layer = annotate(text, "2020-03-12", None, Layers())
    assert layer is not None and layer.read_to is not None
    assert layer.read_to == layer.expressions[-1].end < len(text)
    short = annotate("He left in 1999.", "2020-03-12", None, Layers())
    assert short is not None and short.read_to is None
