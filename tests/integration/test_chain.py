"""The whole chain on a real Kafka and a real PostgreSQL, each service a process of its own."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest
from confluent_kafka import TIMESTAMP_LOG_APPEND_TIME, Message, Producer

from dateline import decode_enriched, decode_event, topology
from dateline.deadletter import CODES
from dateline.topology import ENRICHED, EVENTS, RAW
from services.sink.store import Store
from tests.integration.kafka import Chain, Headers, article, until

pytestmark = pytest.mark.real

NO_HEADERS: Headers = []


def headers_of(message: Any) -> dict[str, bytes]:
    return dict(message.headers() or [])


def stored(chain: Chain, *ids: str) -> set[str]:
    store = Store.open(chain.settings.store())
    found = {one for one in ids if store.read(one) is not None}
    store.close()
    return found


def published(chain: Chain, *ids: str) -> dict[str, Any]:
    """Wait until each of these articles is on the enriched topic; the message of each."""

    def all_there() -> dict[str, Any] | None:
        messages = {(message.key() or b"").decode(): message for message in chain.of(ENRICHED, *ids)}
        return messages if len(messages) == len(ids) else None

    messages: dict[str, Any] = until(f"{len(ids)} articles are published", all_there)
    return messages


def test_articles_from_any_producer_end_in_the_store_and_on_the_topics(running_chain: Chain) -> None:
    trace = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    foreign: Headers = [("traceparent", trace), ("tenant", b"x"), ("tenant", b"y"), ("empty", None), ("ce_id", b"theirs")]
    articles = [(None, article(1), NO_HEADERS), (b"\xff\x00", article(2), foreign), (b"a3", article(3), NO_HEADERS)]
    running_chain.produce(RAW, articles)

    messages = published(running_chain, "a1", "a2", "a3")
    assert stored(running_chain, "a1", "a2", "a3") == {"a1", "a2", "a3"}
    records = [decode_enriched(message.value()) for message in messages.values()]
    assert all(record.layers.entities and record.layers.dates and record.layers.disputes for record in records)
    assert all(record.article.received_at for record in records)
    events = [decode_event(message.value()) for message in running_chain.of(EVENTS, "a1", "a2", "a3")]
    assert {event.article.id for event in events} == {"a1", "a2", "a3"}

    said = messages["a2"].headers()
    assert [value for key, value in said if key == "tenant"] == [b"x", b"y"], "a repeated header is passed on as it was"
    assert ("empty", None) in said
    assert headers_of(messages["a2"])["traceparent"] == trace
    assert headers_of(messages["a2"])["ce_id"].startswith(b"a2/sink/")


def test_every_record_is_a_cloudevent(running_chain: Chain) -> None:
    running_chain.produce(RAW, [(b"a4", article(4), NO_HEADERS)])
    published(running_chain, "a4")

    written = [(stage.target, stage.name) for stage in topology.STAGES] + [(ENRICHED, "sink"), (EVENTS, "sink")]
    messages = [(topic, stage, one) for topic, stage in written for one in running_chain.of(topic, "a4")]
    assert len(messages) > len(written)
    for topic, stage, message in messages:
        said = headers_of(message)
        assert said["ce_specversion"] == b"1.0"
        assert said["ce_source"] == f"/dateline/{stage}".encode()
        assert said["ce_type"] == f"dateline.{topic.name}".encode()
        assert said["ce_subject"] == b"a4"
        assert said["ce_dataschema"] == topic.schema_name().encode()
        assert said["content-type"] == b"application/json"
        assert said["traceparent"].count(b"-") == 3
    assert len({headers_of(message)["ce_time"] for _, _, message in messages}) == 1, "the time is that of the article's receipt"
    assert len({headers_of(message)["ce_id"] for _, _, message in messages}) == len(messages)


BAD: dict[str, tuple[bytes | None, bytes | None, str]] = {
    "no JSON": (b"k1", b"{nonsense", "INVALID_JSON"),
    "no object": (b"k2", b"[1, 2]", "SCHEMA"),
    "no text": (b"k3", b'{"id": "k3"}', "SCHEMA"),
    "empty text": (b"k4", b'{"text": " "}', "SCHEMA"),
    "wrong types": (b"k5", b'{"text": 5}', "SCHEMA"),
    "impossible date": (b"k6", b'{"text": "x", "published_at": "2021-02-30"}', "SCHEMA"),
    "not UTF-8": (b"\xfe\xff", b'{"text": "\xff"}', "NOT_UTF8"),
    "tombstone": (b"k8", None, "TOMBSTONE"),
    "neither key nor value": (None, None, "TOMBSTONE"),
    "empty value": (b"k10", b"", "INVALID_JSON"),
    "deep nesting": (b"k11", b"[" * 100_000 + b"]" * 100_000, "INVALID_JSON"),
    "too long": (b"k12", orjson.dumps({"text": "x" * 1_100_000}), "TOO_LARGE"),
    "lone surrogate": (b"k13", b'{"text": "\\ud800"}', "INVALID_JSON"),
}


def test_what_cannot_be_read_is_set_aside_untouched_and_the_rest_goes_on(running_chain: Chain) -> None:
    sent: Headers = [("who", b"a"), ("who", b"b"), ("raw", b"\x00\xff"), ("none", None)]
    running_chain.produce(RAW, [(key, value, sent) for key, value, _ in BAD.values()])
    good = [f"a{number}" for number in range(10, 20)]
    running_chain.produce(RAW, [(one.encode(), article(one[1:]), NO_HEADERS) for one in good])
    published(running_chain, *good)

    until("all are set aside", lambda: len(running_chain.records(RAW.dead_letters())) >= len(BAD))
    letters: dict[Any, Any] = {(letter.key(), letter.value()): letter for letter in running_chain.records(RAW.dead_letters())}
    for what, (key, value, code) in BAD.items():
        said: Headers = list(letters[key, value].headers())
        assert said[: len(sent)] == sent, what
        errors = {name: text.decode() for name, text in said[len(sent) :] if isinstance(text, bytes)}
        assert errors["errors.code"] == code, (what, errors)
        assert code in CODES
        assert errors["errors.topic"] == running_chain.settings.topic(RAW)
        assert errors["errors.stage"] == "entities"
        assert errors["errors.partition"].isdigit() and errors["errors.offset"].isdigit()
        assert errors["errors.message"] and errors["errors.exception"] and errors["errors.timestamp"].endswith("Z")
    assert len(letters) == len(BAD), "each once"


def test_records_that_no_stage_wrote_are_set_aside_by_every_service(running_chain: Chain) -> None:
    read = [*(stage.source for stage in topology.STAGES[1:]), topology.sink_source()]
    for topic in read:
        running_chain.produce(topic, [(b"k", b'{"article": {"text": "no id"}}', NO_HEADERS), (b"k", b"nothing", NO_HEADERS)])
    for topic in read:
        letters = topic.dead_letters()
        until(f"{topic.name} set aside", lambda letters=letters: len(running_chain.of(letters, "k")) == 2)  # type: ignore[misc]
        assert [headers_of(one)["errors.code"] for one in running_chain.of(letters, "k")] == [b"SCHEMA", b"INVALID_JSON"]


def test_a_producers_old_clock_neither_dates_an_article_nor_lets_kafka_delete_it(running_chain: Chain) -> None:
    topic = running_chain.settings.topic(RAW)
    wire = Producer({"bootstrap.servers": running_chain.settings.kafka_bootstrap})
    wire.produce(topic, article(8), b"a8", timestamp=1_262_304_000_000)  # 2010, long past the topic's retention
    assert wire.flush(30) == 0
    [record] = running_chain.of(RAW, "a8")
    assert record.timestamp()[0] == TIMESTAMP_LOG_APPEND_TIME
    enriched = decode_enriched(published(running_chain, "a8")["a8"].value())
    assert str(enriched.article.received_at) >= "2026"


def test_versions_of_an_article_stay_in_order(running_chain: Chain) -> None:
    titles = [f"Version {number:02d}" for number in range(60)]
    received = [f"2021-03-01T12:00:{title[-2:]}Z" for title in titles]  # of two of the same moment, neither is the later
    versions = [article(7, title=title, received_at=moment) for title, moment in zip(titles, received, strict=True)]
    running_chain.produce(RAW, [(b"a7", version, NO_HEADERS) for version in versions])
    until("the last is published", lambda: titles_of(running_chain.of(ENRICHED, "a7"))[-1:] == titles[-1:])
    # Before the store the order is that of the topic; the store decides which content is current.
    assert titles_of(running_chain.of(topology.sink_source(), "a7")) == titles


def titles_of(messages: list[Message]) -> list[str | None]:
    return [decode_enriched(message.value()).article.title for message in messages]


def test_ingest_hands_over_what_it_has_accepted(running_chain: Chain) -> None:
    ingest = running_chain.services[0]
    body = b"\n".join(article(number) for number in range(100, 150))
    headers = {"content-type": "application/x-ndjson"}
    answer = httpx.post(f"{ingest.url}/v1/articles", content=body, headers=headers, trust_env=False)
    assert answer.status_code == 202
    accepted = answer.json()["accepted"]
    assert len(accepted) == 50
    published(running_chain, *accepted)
    assert stored(running_chain, *accepted) == set(accepted)


def test_services_end_in_time_while_they_work(running_chain: Chain) -> None:
    many = [f"a{number}" for number in range(1000, 1400)]
    running_chain.produce(RAW, [(one.encode(), article(one[1:]), NO_HEADERS) for one in many])
    until("the first have come through", lambda: running_chain.of(ENRICHED, *many))
    assert [(one.name, one.end()) for one in running_chain.services] == [(one.name, 0) for one in running_chain.services]
