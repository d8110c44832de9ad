"""Explanations: every id of a record has one, with the characters it stands on; what there is none of is said."""

from __future__ import annotations

import io
import re
from typing import Any, get_args

import orjson
import pytest
from rich.console import Console

from dateline.layers.dates import EventStatus, When
from dateline.record import EnrichedArticle
from services.views.bases import BASES, STATUSES
from services.views.explain import Explanation, Unknown, explain
from services.views.explanation import as_json, render
from tests.records import record, span


@pytest.fixture
def sent() -> dict[str, Any]:
    """A record of which each layer has something."""
    return record()


def one(sent: dict[str, Any], value: str) -> Explanation:
    (found,) = explain(EnrichedArticle.model_validate(sent), value)
    return found


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("t1", "expression", "Tuesday"),
        ("e1", "event", "elected"),
        ("c1", "claim", "the Harbour Union"),
        ("d1", "dispute", "Gull Island, which Norland calls Northholm"),
        ("gull-island", "dispute", "Gull Island, which Norland calls Northholm"),
        ("per:ida-berg", "entity", "Ida Berg"),
    ],
)
def test_a_value_stands_on_its_characters(sent: dict[str, Any], value: str, kind: str, words: str) -> None:
    found = one(sent, value)
    first = found.characters[0]
    assert (found.kind, first.text) == (kind, words)
    assert sent["article"]["text"][first.start : first.end] == words
    assert found.made_by


def test_the_document_time_comes_with_all_its_evidence(sent: dict[str, Any]) -> None:
    sent["layers"]["dates"]["document_time"] |= {
        "alternatives": [{"edtf": "2020-03-03", "confidence": 0.06}],
        "evidence": [{"rule": "weekday", **span("Tuesday"), "says": "3 March is a Tuesday in 2026"}],
        "conflicts": [{"between": ["dateline", "published_at"], "says": "the metadata says 4 March"}],
    }
    found = one(sent, "document_time")
    assert [(reason.says, reason.text) for reason in found.reasons] == [
        ("weekday: 3 March is a Tuesday in 2026", "Tuesday"),
        ("it could also be 2020-03-03 (6%)", ""),
        ("conflict of dateline and published_at: the metadata says 4 March", ""),
    ]


def test_an_event_says_why_it_is_when_it_is(sent: dict[str, Any]) -> None:
    found = one(sent, "e2")
    assert found.rule == "same-clause"
    assert found.reasons[0].says.startswith("time by same-clause: an expression of time")
    assert (found.reasons[1].text, found.reasons[1].says) == ("Tuesday", "t1, rule weekday, says 2026-03-03")
    assert ("e1", "its first mention") in found.related


def test_what_belongs_together_points_to_each_other(sent: dict[str, Any]) -> None:
    assert ("d1", "position of Harbour Union") in one(sent, "c1").related
    assert ("c1", "position of Harbour Union") in one(sent, "d1").related
    assert ("e1", "patient of “elect Ida Berg as mayor”") in one(sent, "per:ida-berg").related


def test_characters_give_all_that_is_said_of_them(sent: dict[str, Any]) -> None:
    found = explain(EnrichedArticle.model_validate(sent), f"{span('Northholm')['start']}")
    assert [explanation.kind for explanation in found] == ["dispute", "toponym"]


@pytest.mark.parametrize(
    ("value", "words"),
    [("e9", "it has document_time, expressions t1, events e1 … e2"), ("99999", "not in the text"), ("5-5", "not in the text")],
)
def test_what_is_not_there_is_told_with_what_there_is(sent: dict[str, Any], value: str, words: str) -> None:
    with pytest.raises(Unknown, match=words):
        explain(EnrichedArticle.model_validate(sent), value)


def test_a_bare_record_has_a_document_time_and_nothing_else() -> None:
    bare = EnrichedArticle.model_validate({"article": {"id": "a", "text": "No layers."}})
    assert explain(bare, "document_time")[0].says == "not known, 0% sure"
    with pytest.raises(Unknown, match="no layer says anything"):
        explain(bare, "0-5")


def test_every_status_has_a_sentence() -> None:
    assert set(STATUSES) == set(get_args(EventStatus))


def test_it_is_readable_and_harmless_and_the_same_as_json(sent: dict[str, Any]) -> None:
    sent["layers"]["dates"]["events"][0]["label"] = "elect\x1b[31m her"
    found = explain(EnrichedArticle.model_validate(sent), "e1")
    out = io.StringIO()
    Console(file=out, width=100, highlight=False).print(render(found))
    assert "\x1b" not in out.getvalue() and "Characters" in out.getvalue() and "See also" in out.getvalue()
    told = orjson.loads(orjson.dumps(as_json("a1", found)))["explanations"][0]
    assert told["related"][0] == {"id": "per:ida-berg", "how": "patient: Ida Berg"}
    assert told["fields"]["status"] == "occurred"


def test_every_basis_of_the_contract_has_a_sentence() -> None:
    described = str(When.model_fields["basis"].description)
    assert set(re.findall(r"`([a-z-]+)`", described)) == set(BASES)
