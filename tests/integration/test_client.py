"""`dateline.client` on a real Kafka: where it starts, and what a group remembers when one of its members falls."""

import asyncio
import itertools
import time
from collections import Counter

import pytest
from confluent_kafka import Producer as Librdkafka

from dateline import Article, encode, topology
from dateline.client import TopicMissing, producer, subscribe
from deploy.kafka.node import Node
from services.runtime.settings import Settings
from services.runtime.topics import Topics
from tests.wire import event

pytestmark = pytest.mark.real

RECORDS = 600
PARTITIONS = 3
_numbers = itertools.count()


@pytest.fixture
def prefix(kafka: Node) -> str:
    """Topics of this test's own, with events on them: a millisecond apart, over all partitions in turn."""
    settings = Settings(kafka_bootstrap=kafka.bootstrap, topic_prefix=f"client{next(_numbers)}.", kafka_partitions=PARTITIONS)
    Topics(settings).apply()
    wire = Librdkafka({"bootstrap.servers": kafka.bootstrap})
    now = time.time_ns() // 1_000_000  # older than its retention, a topic is emptied at the broker's next look
    for number in range(RECORDS):
        place, stamp = number % PARTITIONS, now + number
        wire.produce(settings.topic(topology.EVENTS), encode(event(number)), partition=place, timestamp=stamp)
    assert wire.flush(30) == 0
    return settings.topic_prefix


async def test_reads_all_the_last_and_the_new(kafka: Node, prefix: str) -> None:
    async with subscribe("events", bootstrap=kafka.bootstrap, prefix=prefix, start="beginning", follow=False) as stream:
        assert len({record.id async for record in stream}) == RECORDS
    async with subscribe("events", bootstrap=kafka.bootstrap, prefix=prefix, start=-10, follow=False) as stream:
        assert [record.id async for record in stream] == [f"a#e{number}" for number in range(RECORDS - 10, RECORDS)]


async def test_a_group_goes_on_where_a_member_fell(kafka: Node, prefix: str) -> None:
    handled: Counter[str] = Counter()

    async def work(until: int) -> None:
        async with subscribe("events", bootstrap=kafka.bootstrap, prefix=prefix, start="beginning", group="readers") as stream:
            async for record in stream:
                if len(handled) == until:
                    raise RuntimeError("this member falls with a record in hand")
                handled[record.id] += 1
                if len(handled) == RECORDS:
                    break

    async with asyncio.timeout(60):
        for until in (100, 200):
            with pytest.raises(RuntimeError, match="with a record in hand"):
                await work(until)
        await work(RECORDS)
    assert len(handled) == RECORDS, "the record in hand came again"
    assert handled.total() == RECORDS, "what was handled before the fall was committed"


async def test_articles_are_on_the_topic_when_send_returns(kafka: Node, prefix: str) -> None:
    async with producer(bootstrap=kafka.bootstrap, prefix=prefix) as articles:
        ids = await asyncio.gather(*(articles.send(Article(text=f"Item {number}.")) for number in range(50)))
    assert len(set(ids)) == 50


async def test_a_missing_topic_is_named(kafka: Node) -> None:
    with pytest.raises(TopicMissing, match=r"no topic elsewhere\.events"):
        async with subscribe("events", bootstrap=kafka.bootstrap, prefix="elsewhere."):
            pass
