"""Which delivery counts: the rules one by one, and that order and repetition do not matter."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings

from services.sink.delivery import Delivery
from services.sink.merge import History, release_key
from tests.deliveries import replays
from tests.records import entities, record


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
        ],
        ["0.9.9", "0.10.0", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-rc.1", "2.0.0", "10.0.0"],
        ["2025.12", "2026.9", "2026.11", "2026.11.1"],
        ["1", "99999999999999999999", "x"],
    ],
)
def test_versions_have_their_order(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=release_key) == ordered


def test_build_metadata_does_not_count() -> None:
    assert release_key("1.0.0+a") == release_key("1.0.0+b")


@pytest.mark.parametrize("odd", ["", "-", "+", ".", "²", "1..2", "v1", "1.0.0-", "\x00"])
def test_any_text_has_a_place(odd: str) -> None:
    assert sorted([release_key("1.0.0"), release_key(odd)])


def history(*records: dict[str, Any]) -> History:
    return reduce(lambda found, one: found.joined(Delivery.of(one).version), records, History({}))


def test_a_known_receipt_counts_before_an_unknown_one() -> None:
    unknown, known = record(received_at=None), record()
    assert (
        history(unknown, known).current.received_at == history(known, unknown).current.received_at == "2026-03-04T08:00:00.000Z"
    )


def test_content_with_a_known_receipt_is_current_rather_than_one_without() -> None:
    unknown, known = record(title="A", received_at=None), record(title="B")
    assert history(known, unknown).current.same(Delivery.of(known).version)


def test_of_the_same_pipeline_a_layer_that_did_not_fail_counts() -> None:
    failed, good = record(), record()
    failed["layers"]["entities"] = {"status": "failed"}
    for number in range(8):  # whichever layer has the greater digest
        good["layers"]["entities"] = entities(f"good {number}")
        assert history(failed, good).current.same(history(good, failed).current)
        assert history(failed, good).current.layers["entities"].status == "ok"


def test_a_newer_pipeline_that_failed_still_counts() -> None:
    newer = record(version="2.0.0")
    newer["layers"]["entities"] = {"status": "failed"}
    assert history(newer, record()).current.layers["entities"].status == "failed"


def test_of_the_same_pipeline_the_layer_made_with_the_earlier_clock_counts() -> None:
    early, late = record(received_at="2026-03-01T00:00:00Z"), record(received_at="2026-03-02T00:00:00Z")
    for number in range(8):
        early["layers"]["entities"], late["layers"]["entities"] = entities(f"early {number}"), entities(f"late {number}")
        assert history(late, early).current.same(Delivery.of(early).version)


@settings(max_examples=100, deadline=None)
@given(replays())
def test_order_and_repetition_do_not_matter(replay: tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]) -> None:
    once, batches = replay
    for article_id in {one["article"]["id"] for one in once}:
        first = history(*(one for one in once if one["article"]["id"] == article_id))
        again = history(*(one for batch in batches for one in batch if one["article"]["id"] == article_id))
        assert first == again
        assert first.current == again.current
