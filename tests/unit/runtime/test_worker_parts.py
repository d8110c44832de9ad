"""The small parts around a worker: health, logs, addresses, backoff, settings of the Faust app."""

from __future__ import annotations

import asyncio
import itertools
import logging
from typing import Any

import aiohttp
import pytest

from dateline import topology
from services.runtime import app as apps
from services.runtime import health, topics
from services.runtime.backoff import LONGEST_SECONDS, delays
from services.runtime.health import Health
from services.runtime.logs import RepeatFilter
from services.runtime.reach import addresses, reachable
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable, Difference, Topics
from services.runtime.worker import first, needed


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


async def test_ready_when_nothing_is_wrong() -> None:
    state = Health()
    state.watch("clock", lambda: None)
    async with health.serving(state, Settings(health_port=0)) as url:
        assert await get(f"{url}/readyz") == (200, '{"ready": true, "troubles": {}}')
        state.trouble("store", "it is away")
        status, said = await get(f"{url}/readyz")
        assert status == 503 and "it is away" in said
        assert (await get(f"{url}/livez"))[0] == 200, "it may get better by itself"
        state.trouble("store", None)
        state.watch("clock", lambda: "it stands still")
        assert "it stands still" in (await get(f"{url}/readyz"))[1]
        state.dead = "nothing moves"
        assert (await get(f"{url}/livez"))[0] == 503


async def test_metrics_are_served() -> None:
    async with health.serving(Health(), Settings(health_port=0)) as url:
        status, said = await get(f"{url}/metrics")
    assert status == 200 and "# HELP dateline_records_received_total" in said


async def test_a_port_that_is_taken_is_replaced_by_a_free_one() -> None:
    async with health.serving(Health(), Settings(health_port=0)) as url:
        taken = int(url.rpartition(":")[2])
        async with health.serving(Health(), Settings(health_port=taken)) as other:
            assert other != url
            assert (await get(f"{other}/livez"))[0] == 200


def test_a_storm_becomes_a_line_and_a_count() -> None:
    now = 0.0
    repeats = RepeatFilter(10, clock=lambda: now)

    def record(message: str, *arguments: object) -> logging.LogRecord:
        return logging.LogRecord("aiokafka.conn", logging.ERROR, "", 0, message, arguments, None)

    assert [repeats.filter(record("no connection to %s", number)) for number in range(1000)] == [True] + [False] * 999
    assert repeats.filter(record("something else"))
    now = 11.0
    again = record("no connection to %s", 7)
    assert repeats.filter(again)
    assert again.getMessage() == "no connection to 7 (and 999 more like it)"


def test_delays_grow_to_a_limit() -> None:
    found = list(itertools.islice(delays(), 12))
    assert found == sorted(found)
    assert found[-1] == LONGEST_SECONDS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a:1", [("a", 1)]),
        ("a:1, b:2", [("a", 1), ("b", 2)]),
        ("a", [("a", 9092)]),
        ("[::1]:9", [("::1", 9)]),
    ],
)
def test_addresses(text: str, found: list[tuple[str, int]]) -> None:
    assert addresses(text) == found


async def test_reachable() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert await reachable(f"127.0.0.1:1,127.0.0.1:{port}")
    server.close()
    assert not await reachable("127.0.0.1:1")


def test_no_broker_is_told_with_address_and_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.runtime.topics._SECONDS", 1.0)
    with pytest.raises(BrokerUnavailable, match=r"127\.0\.0\.1:1 .*DATELINE_KAFKA_BOOTSTRAP"):
        Topics(Settings(kafka_bootstrap="127.0.0.1:1")).present()


def test_differences_read_well() -> None:
    assert str(Difference("t", "missing", "present")) == "t: missing"
    assert str(Difference("t", "max.message.bytes", "2", "1")) == "t: max.message.bytes is 1, should be 2"


def test_topics_that_refuse_what_they_must_take_are_prohibitive() -> None:
    assert Difference("t", "missing", "present").prohibitive
    assert Difference("t", "max.message.bytes", "20", "10").prohibitive
    assert not Difference("t", "max.message.bytes", "10", "20").prohibitive
    assert not Difference("t", "partitions", "12", "3").prohibitive


def test_where_there_are_three_copies_two_must_have_a_record() -> None:
    assert topics._configuration(topology.RAW, Settings(kafka_replication=3))["min.insync.replicas"] == "2"
    assert "min.insync.replicas" not in topics._configuration(topology.RAW, Settings()), "with one copy it is left alone"


def test_every_service_needs_what_it_reads_and_writes() -> None:
    assert [topic.name for topic in needed("dating")] == [
        topology.stage("dating").source.name,
        topology.stage("dating").target.name,
        topology.stage("dating").source.dead_letters().name,
    ]
    assert {topology.ENRICHED, topology.EVENTS} < set(needed("sink"))


async def test_first_of_stop_and_work() -> None:
    stop = asyncio.Event()
    assert await first(stop, asyncio.sleep(0))
    stop.set()
    never = asyncio.get_running_loop().create_future()
    assert not await first(stop, never)
    assert never.cancelled()


async def test_the_app_reads_as_the_recipe_says() -> None:
    app = apps.create("entities", Settings(kafka_bootstrap="a:1,b:2", topic_prefix="news."))
    conf = app.conf
    assert conf.id == "news.entities", "the group"
    assert [str(url) for url in conf.broker] == ["kafka://a:1", "kafka://b:2"]
    assert (conf.broker_session_timeout, conf.broker_heartbeat_interval, conf.broker_rebalance_timeout) == (10, 2, 20)
    assert conf.consumer_metadata_max_age_ms == 5_000
    assert conf.stream_wait_empty, "or unfinished work is committed at the end"
    assert not conf.web_enabled and not conf.topic_allow_declare and conf.topic_disable_leader
    assert conf.producer_acks == -1
    producer: Any = app.transport.create_producer()
    assert producer._settings_extra() == {"enable_idempotence": True}
    assert producer.max_request_size > topology.ENRICHED.dead_letters().max_message_bytes
