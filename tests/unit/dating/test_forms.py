"""The lists of verbs and nouns, and what is built from them."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from services.dating.forms import GERUND, KINDS, NOUN, PARTICIPLE, forms


def test_the_list_of_nouns_is_in_order_and_names_each_once() -> None:
    raw = json.loads(files("services.dating.lang.en").joinpath("nouns.json").read_text("utf-8"))
    names = [entry.split()[0] for entry in raw["nouns"]]
    assert names == sorted(set(names))
    assert not set(names) & {entry.split()[0] for entry in raw["only"]}
    assert not set(names) & set(raw["no_happenings"])
    assert raw["version"] and raw["source"]


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("negotiations", "negotiate"),
        ("departure", "depart"),
        ("flights", "fly"),
        ("decision", "decide"),
        ("ceasefire", "ceasefire"),
    ],
)
def test_a_noun_leads_to_the_verb_behind_it(noun: str, verb: str) -> None:
    assert KINDS[noun] & NOUN
    assert forms().lemmas[noun] == verb


@pytest.mark.parametrize("word", ["government", "station", "information", "table", "total"])
def test_what_only_looks_like_a_noun_of_a_verb_is_none(word: str) -> None:
    assert not KINDS[word] & NOUN


def test_endings_that_are_none() -> None:
    assert not KINDS["morning"] & GERUND
    assert not KINDS["hundred"] & PARTICIPLE
    assert KINDS["demoing"] & GERUND
