"""A broker in this process: librdkafka's mock cluster, a wire and not a store. Fixtures: import them into a conftest."""

import itertools
from collections.abc import Iterator

import pytest
from confluent_kafka import OFFSET_BEGINNING, TopicPartition
from confluent_kafka import Consumer as Reader
from confluent_kafka import Producer as Librdkafka

from dateline import EventRecord, topology

_numbers = itertools.count()


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Address of the broker; it lives as long as the handle does."""
    handle = Librdkafka({"test.mock.num.brokers": 1, "bootstrap.servers": "unused", "log_level": 0})
    yield str(next(iter(handle.list_topics(timeout=10).brokers.values()))).split("/")[0]
    handle.flush(1)


class Wire:
    """Puts values on a topic of its own, and says where it is."""

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap
        self.prefix = f"test{next(_numbers)}."
        self._client = Librdkafka({"bootstrap.servers": bootstrap, "log_level": 0})

    def create(self, topic: topology.Topic) -> None:
        """Make the topic, with the four partitions that this broker gives every topic."""
        name = topic.full_name(self.prefix)
        while not self._client.list_topics(name, timeout=10).topics[name].partitions:
            pass

    def put(self, topic: topology.Topic, *values: bytes | None, partition: int | None = None, timestamp: int = 1) -> None:
        """Write values, a millisecond apart, over the partitions in turn, and wait until they are there."""
        for number, value in enumerate(values):
            place = number % 4 if partition is None else partition
            self._client.produce(topic.full_name(self.prefix), value, partition=place, timestamp=timestamp + number)
        assert self._client.flush(10) == 0

    def values(self, topic: topology.Topic) -> dict[str, bytes]:
        """Every record that is on the topic now: value by key."""
        name = topic.full_name(self.prefix)
        reader = Reader({"bootstrap.servers": self.bootstrap, "group.id": self.prefix, "enable.partition.eof": True})
        reader.assign([TopicPartition(name, number, OFFSET_BEGINNING) for number in range(4)])
        found: dict[str, bytes] = {}
        ends = 0
        while ends < 4:
            message = reader.poll(10)
            assert message is not None, "the broker went quiet"
            if message.error() is not None:
                ends += 1
                continue
            found[(message.key() or b"").decode()] = message.value() or b""
        reader.close()
        return found

    def committed(self, topic: topology.Topic, group: str, partition: int) -> int:
        """Where the group would go on."""
        reader = Reader({"bootstrap.servers": self.bootstrap, "group.id": group})
        (place,) = reader.committed([TopicPartition(topic.full_name(self.prefix), partition)], timeout=10)
        reader.close()
        return place.offset


@pytest.fixture
def wire(broker: str) -> Wire:
    """A fresh set of topics on the broker."""
    return Wire(broker)


def event(number: int) -> EventRecord:
    """An event record that can be told from the others by its number."""
    span = {"start": 0, "end": 1}
    return EventRecord.model_validate(
        {
            "id": f"a#e{number}",
            "article": {"id": "a", "document_time": {}},
            "event": {
                "id": f"e{number}",
                "start": 0,
                "end": 1,
                "label": f"event {number}",
                "status": "occurred",
                "sentence": [0, 1],
            },
            "spans": [span],
        }
    )
