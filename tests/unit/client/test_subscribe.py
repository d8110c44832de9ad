"""Subscribing with `dateline.client`: against a broker in this process."""

import asyncio
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest

from dateline import Article, CodecError, EnrichedArticle, encode, topology
from dateline.client import BrokerUnavailable, MissingExtra, TopicMissing, producer, subscribe
from dateline.connection import library
from tests.wire import Wire, event

SECONDS = 20.0


async def take(stream: AsyncIterator[Any], count: int) -> list[str]:
    """Ids of the next records."""
    async with asyncio.timeout(SECONDS):
        return [(await anext(stream)).id for _ in range(count)]


async def test_reads_typed_events_from_the_beginning(wire: Wire) -> None:
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(8)))
    async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning", follow=False) as stream:
        records = [record async for record in stream]
    assert sorted(record.event.label for record in records) == [f"event {number}" for number in range(8)]


async def test_reads_typed_articles(wire: Wire) -> None:
    record = EnrichedArticle(article=Article(id="a", text="Rain fell."))
    wire.put(topology.ENRICHED, encode(record))
    async with subscribe("articles", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning") as stream:
        assert await anext(stream) == record


async def test_the_last_records_come_in_order_of_time_over_all_partitions_and_then_the_new_ones(wire: Wire) -> None:
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(11)))
    async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start=-5) as stream:
        assert await take(stream, 5) == [f"a#e{number}" for number in range(6, 11)]
        wire.put(topology.EVENTS, encode(event(99)), timestamp=100)
        assert await take(stream, 1) == ["a#e99"]


async def test_the_last_records_of_a_topic_that_has_fewer(wire: Wire) -> None:
    wire.put(topology.EVENTS, encode(event(0)), encode(event(1)))
    async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start=-50, follow=False) as stream:
        assert [record.id async for record in stream] == ["a#e0", "a#e1"]


async def test_latest_means_what_comes_after_the_block_was_entered(wire: Wire) -> None:
    wire.put(topology.EVENTS, encode(event(0)))
    async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix) as stream:
        wire.put(topology.EVENTS, encode(event(1)))
        assert await take(stream, 1) == ["a#e1"]


async def test_an_empty_topic_ends_at_once_without_follow(wire: Wire) -> None:
    wire.create(topology.EVENTS)
    async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start=-3, follow=False) as stream:
        assert [record async for record in stream] == []


async def test_skips_what_it_cannot_read_and_says_where_it_lies(wire: Wire) -> None:
    told: list[tuple[str, str]] = []
    wire.put(topology.EVENTS, b"{", None, b"[]", encode(event(1)), partition=2)

    def note(where: str, error: CodecError) -> None:
        told.append((where, error.code))

    async with subscribe(
        "events", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning", follow=False, on_unreadable=note
    ) as stream:
        assert [record.id async for record in stream] == ["a#e1"]
    place = f"{wire.prefix}events.enriched.v1 partition 2 offset"
    assert told == [(f"{place} 0", "INVALID_JSON"), (f"{place} 1", "TOMBSTONE"), (f"{place} 2", "SCHEMA")]


async def test_warns_in_the_log_about_what_it_skips(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    wire.put(topology.EVENTS, b"\xff")
    with caplog.at_level(logging.WARNING, "dateline"):
        async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning", follow=False) as stream:
            assert [record async for record in stream] == []
    assert "offset 0: NOT_UTF8" in caplog.text


async def test_a_group_remembers_the_last_record_whose_body_was_done(wire: Wire) -> None:
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(4)), partition=0)
    group = wire.prefix
    with pytest.raises(RuntimeError, match="the body broke"):
        async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning", group=group) as stream:
            assert await take(stream, 3) == ["a#e0", "a#e1", "a#e2"]
            raise RuntimeError("the body broke")
    assert wire.committed(topology.EVENTS, group, partition=0) == 2


async def test_without_a_group_nothing_is_remembered(wire: Wire) -> None:
    wire.put(topology.EVENTS, encode(event(0)))
    for _ in range(2):
        async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix, start="beginning") as stream:
            assert await take(stream, 1) == ["a#e0"]


async def test_says_which_topic_is_missing_and_what_to_do(wire: Wire) -> None:
    with pytest.raises(TopicMissing, match=rf"no topic {wire.prefix}events.enriched.v1: create .*dateline topics apply"):
        async with subscribe("events", bootstrap=wire.bootstrap, prefix=wire.prefix):
            pass


async def test_says_that_no_broker_answers() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(BrokerUnavailable, match=f"no Kafka broker answers at {address}"):
            async with subscribe("events", bootstrap=address):
                pass


async def test_gives_up_on_a_broker_that_accepts_and_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(BrokerUnavailable, match=r"waited 0.2 s"):
            async with subscribe("events", bootstrap=address, timeout=0.2):
                pass


@pytest.mark.parametrize("start", [0, 3, "end"])
def test_refuses_a_start_that_means_nothing(start: Any) -> None:
    with pytest.raises(ValueError, match="expected 'beginning'"):
        subscribe("events", start=start)


def test_refuses_options_that_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="leave one out"):
        subscribe("events", start=-3, group="g")
    with pytest.raises(ValueError, match="leave one out"):
        subscribe("events", follow=False, group="g")


def test_refuses_a_topic_that_is_not_public() -> None:
    topic: Any = "articles.raw.v1"
    with pytest.raises(ValueError, match="expected 'events' or 'articles'"):
        subscribe(topic)


def test_says_which_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("dateline.connection.import_module", absent)
    with pytest.raises(MissingExtra, match=r"pip install 'dateline\[kafka\]'"):
        library()


async def test_a_producer_sends_identified_articles(wire: Wire) -> None:
    wire.create(topology.RAW)
    async with producer(bootstrap=wire.bootstrap, prefix=wire.prefix) as articles:
        ids = await asyncio.gather(*(articles.send(Article(text=f"Item {number}.")) for number in range(3)))
    assert ids == [Article(text=f"Item {number}.").identified().id for number in range(3)]
    values = wire.values(topology.RAW)
    assert {key: Article.model_validate_json(value).id for key, value in values.items()} == {one: one for one in ids}


async def test_a_producer_says_that_the_topic_is_missing(wire: Wire) -> None:
    with pytest.raises(TopicMissing, match=r"articles\.raw\.v1"):
        async with producer(bootstrap=wire.bootstrap, prefix=wire.prefix):
            pass


def test_importing_the_client_loads_no_kafka_library() -> None:
    probe = "import sys, dateline.client; sys.exit('aiokafka' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
