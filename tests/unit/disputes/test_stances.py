"""Stances by what is said: the words that must stand there for a match to be possible let every match through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from dateline.layers.disputes import Stance
from services.disputes import stances
from services.disputes.claims import read_claims
from services.disputes.cues import load
from services.disputes.reading import Reading
from services.disputes.trails import Trails

SAID = {
    "rejects": ["the union does not accept the terms", "the order was null and void", "they would never sign"],
    "denies": ["the charge was untrue", "the guards did not attack anyone", "it had nothing to do with the fire"],
    "accuses": ["the vote was rigged", "the council had broken the treaty", "tarn is responsible for the flood"],
    "demands": ["the gates must be opened", "it is time to leave", "the board has to resign"],
    "no_comment": ["he could not comment on that"],
}


@pytest.mark.parametrize(("stance", "said"), [(stance, said) for stance, every in SAID.items() for said in every])
def test_words_show_a_stance(stance: str, said: str) -> None:
    assert _told(said) == [(stance, True)]


@pytest.mark.parametrize("said", ["the ferry was late", "the harbour opens in spring", "the mustard fields are yellow"])
def test_plain_words_show_none(said: str) -> None:
    assert _told(said) == [("asserts", False)]


def test_the_data_are_of_the_contract() -> None:
    assert {stance for stance, _ in stances._patterns()} <= set(get_args(Stance))
    assert set(load().nouns.values()) <= set(get_args(Stance))


def _told(said: str) -> Sequence[tuple[str, bool]]:
    reading = Reading(f"Ella Holm said on Monday that {said}.")
    return [(one.stance, one.worded) for one in read_claims(reading, Trails(reading))][:1]
