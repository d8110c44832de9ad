"""What every store does: one suite, run on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from services.sink.delivery import Delivery
from services.sink.errors import StoreOutdated, StoreRefused
from services.sink.store import Store
from tests.integration.postgres import PostgresServer, postgres_server
from tests.records import dates, disputes, entities, provenance, record, rows

__all__ = ["postgres_server"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database() as address:
            yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    opened.migrate()
    yield opened
    opened.close()


def delivered(store: Store, *records: dict[str, Any]) -> list[Delivery]:
    """Save records of which none is refused."""
    answers = store.save(records)
    found = [one for one in answers if isinstance(one, Delivery)]
    assert len(found) == len(answers), answers
    return found


def test_a_new_store_says_how_to_make_its_tables(url: str) -> None:
    store = Store.open(url)
    with pytest.raises(StoreOutdated, match="dateline store migrate"):
        store.check()
    assert store.migrate() == store.check() == store.migrate()
    store.close()


def test_the_record_comes_back_as_it_was_published(store: Store) -> None:
    sent = record(title="Mayor \U0001f600 elected", url="https://example.org/1", source="Fjordpress")
    assert [one.value for one in delivered(store, sent)] == [orjson.dumps(sent)]
    found = store.read("a1")
    assert orjson.dumps(found) == orjson.dumps(sent)


def test_an_unknown_article_is_none(store: Store) -> None:
    assert store.read("nobody") is None


def test_every_table_gets_its_rows(store: Store) -> None:
    delivered(store, record(version="0.9.0"), record())
    assert store.counts() == {
        "article_versions": 1,
        "articles": 1,
        "claims": 1,
        "dispute_parties": 2,
        "disputes": 1,
        "entities": 3,
        "events": 2,
        "expressions": 1,
        "layers": 3,
        "mentions": 3,
        "participants": 1,
        "provenance": 3,
        "publications": 0,
        "replaced_layers": 3,
        "toponyms": 1,
    }


def test_the_same_record_again_changes_nothing(store: Store, url: str) -> None:
    delivered(store, record())
    before = rows(url)
    delivered(store, record(), record())
    assert rows(url) == before


def test_the_earliest_receipt_of_the_same_content_stays(store: Store) -> None:
    delivered(store, record(received_at="2026-03-04T08:00:00Z"))
    again = delivered(store, record(received_at="2026-03-05T08:00:00Z"), record(received_at="2026-03-03T08:00:00.500Z"))
    found = store.read("a1")
    assert found is not None
    assert found["article"]["received_at"] == "2026-03-03T08:00:00.500Z"
    assert [orjson.loads(one.value) for one in again] == [found, found]
    assert store.counts()["article_versions"] == 1


def test_new_content_is_a_new_version_of_the_same_article(store: Store, url: str) -> None:
    first, second = record(title="Draft"), record(title="Final", received_at="2026-03-04T09:00:00Z")
    second["layers"]["entities"] = entities("Ida M. Berg")
    delivered(store, first)
    delivered(store, second)
    assert store.read("a1") == second
    counts = store.counts()
    assert (counts["articles"], counts["article_versions"], counts["layers"], counts["entities"]) == (1, 2, 6, 3)
    assert ("a1", "per:ida-berg", "PERSON", None, "Ida M. Berg", "NO", None, 0.4) in rows(url)["entities"]


def test_a_late_delivery_of_former_content_does_not_win(store: Store) -> None:
    first, second = record(title="Draft"), record(title="Final", received_at="2026-03-04T09:00:00Z")
    delivered(store, second)
    (answer,) = delivered(store, first)
    assert store.read("a1") == second
    assert orjson.loads(answer.value) == second, "what is published is what counts"


def test_former_content_wins_when_the_other_turns_out_to_be_older(store: Store, url: str) -> None:
    first, second = record(title="Draft"), record(title="Final", received_at="2026-03-04T09:00:00Z")
    first["layers"]["entities"] = entities("I. Berg")
    delivered(store, first)
    delivered(store, second)
    delivered(store, {**second, "article": {**second["article"], "received_at": "2026-03-01T00:00:00Z"}})
    assert store.read("a1") == first
    assert ("a1", "per:ida-berg", "PERSON", None, "I. Berg", "NO", None, 0.4) in rows(url)["entities"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("1.9.0", "2026.11"), ("1.10.0", "2026.11")),
        (("1.10.0-rc.1", "2026.11"), ("1.10.0", "2026.11")),
        (("1.0.0", "2026.9"), ("1.0.0", "2026.11")),
    ],
)
def test_an_older_pipeline_never_overwrites_a_newer_one(
    store: Store, url: str, old: tuple[str, str], new: tuple[str, str]
) -> None:
    older = record(version=old[0], knowledge=old[1])
    older["layers"] |= {"entities": entities("Old Name"), "dates": dates("old label"), "disputes": disputes("asserts")}
    newer = record(version=new[0], knowledge=new[1])
    delivered(store, newer)
    before = rows(url)
    (answer,) = delivered(store, older)
    assert {**rows(url), "replaced_layers": []} == before, "it is kept beside the newer, and changes nothing"
    assert orjson.loads(answer.value) == newer
    other = {**older, "article": {**older["article"], "id": "a2"}}
    delivered(store, other)
    delivered(store, {**newer, "article": {**newer["article"], "id": "a2"}})
    assert store.read("a2") == {**newer, "article": {**newer["article"], "id": "a2"}}
    assert not any("Old Name" in row for row in rows(url)["entities"])


def test_what_the_release_before_said_is_kept_and_no_more(store: Store) -> None:
    for version, name in (("3.0.0", "C"), ("1.0.0", "A"), ("2.0.0", "B")):
        one = record(version=version)
        one["layers"]["entities"] = entities(name)
        delivered(store, one)
    kept = store.replaced("a1")
    assert {one["version"] for one in kept.values()} == {"2.0.0"}
    assert kept["entities"]["layer"] == entities("B")
    assert store.read("a1")["layers"]["entities"] == entities("C")  # type: ignore[index]
    assert store.replaced("nobody") == {}


def test_a_layer_made_from_newer_layers_counts_although_its_own_stage_is_the_same(store: Store) -> None:
    old, new = record(), record()
    new["provenance"][0]["version"] = "2.0.0"
    new["layers"] |= {"entities": entities("I. Berg"), "dates": dates("made from the newer entities")}
    for number in range(8):  # whichever layer has the greater digest
        for one in (old, new):
            one["layers"]["dates"]["events"][0]["label"] = f"{number} {one is new}"
            one["article"]["id"] = f"b{number}"
        delivered(store, new)
        delivered(store, old)
        assert store.read(f"b{number}") == new


def test_layers_of_two_deliveries_come_together(store: Store) -> None:
    whole = record()
    later = {**whole, "layers": {"quotes": {"status": "ok", "quotes": [1, 2]}}}
    later["provenance"] = [{"stage": "quotes", "version": "0.1.0", "knowledge": "2026.12"}]
    delivered(store, whole)
    delivered(store, later)
    found = store.read("a1")
    assert found is not None
    assert found["layers"] == whole["layers"] | later["layers"]
    assert sorted(one["stage"] for one in found["provenance"]) == ["dating", "disputes", "entities", "quotes"]


def test_a_failed_layer_is_kept_as_such(store: Store) -> None:
    failed = record()
    failed["layers"]["dates"] = {"status": "failed", "document_time": {}, "expressions": [], "events": []}
    delivered(store, failed)
    assert store.read("a1") == failed
    assert store.counts()["events"] == 0


def test_one_refused_record_does_not_hold_up_the_others(store: Store) -> None:
    bad = record("bad")
    bad["layers"]["dates"]["events"][1]["id"] = "e1"
    answers = store.save([record("a"), record("b"), bad, record("c"), record("d")])
    assert [type(one) for one in answers] == [Delivery, Delivery, StoreRefused, Delivery, Delivery]
    refused = answers[2]
    assert isinstance(refused, StoreRefused)
    assert refused.article_id == "bad"
    assert "events" in refused.reason
    assert "\n" not in refused.reason
    assert store.ids() == ["a", "b", "c", "d"]


def test_a_refused_change_leaves_the_article_as_it_was(store: Store, url: str) -> None:
    delivered(store, record())
    before = rows(url)
    bad = record(version="2.0.0")
    bad["layers"]["entities"]["entities"].append(bad["layers"]["entities"]["entities"][0])
    (answer,) = store.save([bad])
    assert isinstance(answer, StoreRefused)
    assert rows(url) == before


def test_ids_come_in_pages(store: Store) -> None:
    delivered(store, *(record(f"a{number}") for number in range(5)))
    assert store.ids(limit=2) == ["a0", "a1"]
    assert store.ids(after="a1", limit=10) == ["a2", "a3", "a4"]


def test_an_empty_batch_is_nothing(store: Store) -> None:
    assert store.save([]) == []


def test_odd_text_is_kept(store: Store) -> None:
    odd = record(text="x \U0001f9ff \u202e ‏ \x1b[31m \\u0000 ' \" \\ \t\r\n \ufffd", title="\\N \\. \t\n")
    odd["layers"] = {"other": [{"deep": [[[1e300, -0.0, 10**15, None, True, "\\N"]]]}]}
    delivered(store, odd)
    assert store.read("a1") == odd


def test_provenance_keeps_its_order(store: Store) -> None:
    sent = record()
    sent["provenance"] = [*reversed(provenance()), {"stage": "aaa", "version": "", "knowledge": ""}]
    delivered(store, sent)
    found = store.read("a1")
    assert found is not None
    assert found["provenance"] == sent["provenance"]


def test_it_may_be_used_again_after_it_was_closed(store: Store) -> None:
    delivered(store, record())
    store.close()
    assert store.ids() == ["a1"]
