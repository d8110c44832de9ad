"""The sink's step: what each value of a batch gets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codec import decode_event
from dateline.record import EnrichedArticle
from services.runtime.release import complete
from services.sink.delivery import Delivery
from services.sink.errors import StoreUnavailable
from services.sink.service import Sink, portions
from services.sink.store import Store
from tests.records import record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    opened.migrate()
    yield opened
    opened.close()


def test_the_bytes_that_came_in_go_out(store: Store) -> None:
    value = b" " + orjson.dumps(record(), option=orjson.OPT_INDENT_2) + b"\n"
    (outcome,) = Sink(store).commit([value])
    assert outcome.record == value
    assert (outcome.article_id, outcome.received_at, outcome.failure) == ("a1", "2026-03-04T08:00:00Z", None)
    (event,) = outcome.events
    assert (event.id, decode_event(event.value).event.id) == ("a1#e1", "e1")


def test_the_same_value_again_gives_the_same(store: Store) -> None:
    sink, value = Sink(store), orjson.dumps(record())
    assert sink.commit([value]) == sink.commit([value])


def test_what_counts_is_published_rather_than_an_older_record(store: Store) -> None:
    sink = Sink(store)
    newer, older = orjson.dumps(record(version="2.0.0")), orjson.dumps(record(version="1.0.0"))
    sink.commit([newer])
    assert [one.record for one in sink.commit([older, newer])] == [newer, newer]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (None, "TOMBSTONE", "null"),
        (b"", "INVALID_JSON", "not JSON"),
        (b"{", "INVALID_JSON", "not JSON"),
        (b'"\xff"', "NOT_UTF8", "not UTF-8"),
        (b"[]", "SCHEMA", "array"),
        (b"{}", "SCHEMA", "article"),
        (b'{"article":{"text":"no id"}}', "SCHEMA", "identified"),
        (b'{"article":{"id":"a","text":"t"},"layers":{"dates":{"events":[{}]}}}', "SCHEMA", "layers.dates.events.0.id"),
        (b'{"article":{"id":"a","text":"t"},"layers":[]}', "SCHEMA", "layers"),
        (b'{"article":{"id":"a","text":"t\\u0000"}}', "SCHEMA", "U+0000"),
        (b'{"article":{"id":"a","text":"t"},"layers":{"x":' + b"[" * 500 + b"]" * 500 + b"}}", "SCHEMA", "JSON"),
        (b'{"article":{"id":"a","text":"t","received_at":"2026-99-01"}}', "SCHEMA", "received_at"),
    ],
)
def test_what_cannot_be_read_fails_with_a_code_and_the_others_are_saved(
    store: Store, value: bytes | None, code: str, words: str
) -> None:
    first, bad, last = Sink(store).commit([orjson.dumps(record("first")), value, orjson.dumps(record("last"))])
    assert (first.failure, last.failure) == (None, None)
    assert bad.failure is not None
    assert bad.failure.code == code
    assert words in bad.failure.message
    assert (bad.article_id, bad.record, bad.events) == (None, None, ())
    assert store.ids() == ["first", "last"]


@given(st.lists(st.none() | st.integers(0, 40).map(bytes), max_size=12))
def test_portions_hold_every_value_in_order_and_few_bytes(values: list[bytes | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.sink.service.PORTION", 50)
        found = list(portions(values))
    assert [value for portion in found for value in portion] == values
    assert all(portion for portion in found)
    assert all(len(portion) == 1 or sum(len(value or b"") for value in portion) <= 50 for portion in found)


def test_a_batch_of_several_portions_is_answered_in_order(store: Store) -> None:
    values = [orjson.dumps(record(f"a{number}", text=f"{number} " + "word " * 100_000)) for number in range(6)]
    assert len(list(portions(values))) == 2
    assert [one.record for one in Sink(store).commit([*values, None])] == [*values, None]


def test_a_backslash_before_u0000_is_just_text(store: Store) -> None:
    (outcome,) = Sink(store).commit([orjson.dumps(record(text="an escape is written \\u0000 in JSON"))])
    assert outcome.failure is None


def test_a_refused_record_fails_with_its_reason(store: Store) -> None:
    bad = record("bad")
    bad["layers"]["disputes"]["claims"] *= 2
    outcomes = Sink(store).commit([orjson.dumps(record("good")), orjson.dumps(bad)])
    failure = outcomes[1].failure
    assert failure is not None
    assert failure.code == "STORE_REFUSED"
    assert "'bad'" in failure.message
    assert "claims" in failure.message
    assert outcomes[1].article_id == "bad"
    assert outcomes[0].failure is None


def test_an_unforeseen_error_of_one_record_is_its_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("a rule with a hole")

    monkeypatch.setattr("services.sink.delivery.event_objects", broken)
    (outcome,) = Sink(store).commit([orjson.dumps(record())])
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.failure.exception) == ("STORE_REFUSED", "ZeroDivisionError")


def test_trouble_of_the_store_is_raised(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'nowhere' / 'store.db'}")
    with pytest.raises(StoreUnavailable):
        Sink(store).commit([orjson.dumps(record())])


def test_a_record_that_only_says_that_no_field_is_left_out_is_filled_in() -> None:
    sparse = {**record("a"), "provenance": complete()._provenance}
    filled = EnrichedArticle.model_validate(sparse).model_dump(mode="json")
    made, wanted = Delivery.of(sparse), Delivery.of(filled)
    assert complete().wrote(made.value) and complete().wrote(wanted.value) and made.value != wanted.value
    assert (made.events, made.rows, made.article_row) == (wanted.events, wanted.rows, wanted.article_row)
