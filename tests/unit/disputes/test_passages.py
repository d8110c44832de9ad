"""Passages that tell of a dispute and passages that do not: exactly these disputes, with these parties, and no other."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import orjson
import pytest

from dateline.article import Article
from dateline.record import Layers
from services.disputes.annotate import Annotator

PASSAGES: list[dict[str, Any]] = [
    orjson.loads(line) for line in files("services.disputes").joinpath("lang/en/disputes.jsonl").read_bytes().splitlines()
]
annotate = Annotator()


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["text"][:60] for passage in PASSAGES])
def test_disputes_and_their_parties(passage: dict[str, Any]) -> None:
    layer = annotate(Article(id="a", text=passage["text"]), Layers())
    found = [[one.kind, one.registry or one.relation, sorted(party.name for party in one.parties)] for one in layer.disputes]
    expected = [[kind, which, sorted(parties)] for kind, which, parties in passage["disputes"]]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_half_of_them_tell_of_none() -> None:
    assert len(PASSAGES) >= 150
    assert sum(not passage["disputes"] for passage in PASSAGES) * 2 >= len(PASSAGES)
