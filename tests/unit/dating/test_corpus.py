"""The cases beside the rules: what must be found with its value, and what must not be taken for a time."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from dateline.article import Article
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator
from services.dating.lang import en
from services.dating.lang.en import named
from services.knowledge import named_times

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in files("services.dating.lang.en").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
]
ANNOTATE = DatingAnnotator()


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    article = Article(id="case", text=case["text"], published_at=case["today"])
    layer = ANNOTATE(article, Layers())
    found = [
        [case["text"][one.start : one.end], one.type, one.value] + ([one.mod] if one.mod else []) for one in layer.expressions
    ]
    assert found == case["found"]


def test_every_rule_has_a_case() -> None:
    grammar = en.grammar()
    used = {match.rule for case in CASES for match in grammar.find(grammar.alphabet.lex(case["text"]))}
    assert {rule.name for rule in en.RULES} - used == set()


def test_every_rule_has_a_near_miss() -> None:
    """`without` names the rules that must not match in a text that is close to what they speak of."""
    grammar = en.grammar()
    missed = set()
    for case in CASES:
        if spared := set(case.get("without", ())):
            assert not spared & {match.rule for match in grammar.find(grammar.alphabet.lex(case["text"]))}, case["text"]
            missed |= spared
    assert missed == {rule.name for rule in (*en.RULES, *named.rules())}


def test_every_named_time_can_be_found() -> None:
    grammar, times = en.grammar(), named_times.load()
    for name in (*times.days, *times.periods, *times.feasts):
        for text in (f"since {name.title()}", f"since the {name.title()}"):
            rules = {match.rule for match in grammar.find(grammar.alphabet.lex(text.replace("'S", "'s")))}
            assert rules & {"named.day", "named.period"}, text
