"""Every passage of the corpus: what it must match, and what it must not."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import orjson
import pytest

from dateline.article import Article
from dateline.layers.disputes import DisputesLayer
from dateline.record import Layers
from dateline.span import Span
from services.disputes.annotate import Annotator

PASSAGES: list[dict[str, Any]] = [
    orjson.loads(line) for line in files("services.disputes").joinpath("lang/en/corpus.jsonl").read_bytes().splitlines()
]
annotate = Annotator()

Words = list[str]


def passages(key: str) -> pytest.MarkDecorator:
    chosen = [passage for passage in PASSAGES if key in passage]
    return pytest.mark.parametrize("passage", chosen, ids=[passage["text"][:60] for passage in chosen])


def layer_of(passage: dict[str, Any]) -> DisputesLayer:
    return annotate(Article(id="a", text=passage["text"]), Layers())


def first(text: str, spans: list[Span]) -> str | None:
    return text[spans[0].start : spans[0].end] if spans else None


@passages("claims")
def test_claims(passage: dict[str, Any]) -> None:
    text = passage["text"]
    found = [[first(text, c.source), first(text, c.cue), first(text, c.content), c.stance] for c in layer_of(passage).claims]
    if not passage["claims"]:
        assert found == []
    for expected in passage["claims"]:
        assert expected in found


@passages("toponyms")
def test_toponyms(passage: dict[str, Any]) -> None:
    text = passage["text"]
    found = [[text[one.start : one.end], one.registry, one.side, one.voice] for one in layer_of(passage).toponyms]
    assert found == passage["toponyms"]


@passages("active")
def test_registered_disputes(passage: dict[str, Any]) -> None:
    found = [[one.registry, [party.name for party in one.parties]] for one in layer_of(passage).disputes if one.registry]
    assert found == passage["active"]


@passages("mentions_only")
def test_mentions_only(passage: dict[str, Any]) -> None:
    assert layer_of(passage).mentions_only == passage["mentions_only"]


@passages("relations")
def test_differing_accounts(passage: dict[str, Any]) -> None:
    found = [[one.relation, [party.name for party in one.parties]] for one in layer_of(passage).disputes if one.relation]
    assert found == passage["relations"]


@passages("disputes")
def test_number_of_disputes(passage: dict[str, Any]) -> None:
    assert len(layer_of(passage).disputes) == passage["disputes"]


def test_a_third_of_the_passages_must_not_match() -> None:
    negatives = [one for one in PASSAGES if any(value == [] or value == 0 for value in one.values())]
    assert len(negatives) * 3 >= len(PASSAGES)
