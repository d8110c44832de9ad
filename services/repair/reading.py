"""Everything that is on a topic now, read once from its beginning, with nothing committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dateline.topology import ENRICHED
from services.runtime.logs import silent
from services.runtime.records import Incoming
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable, Topics

if TYPE_CHECKING:
    from confluent_kafka import Consumer

_SECONDS = 15.0
_LARGEST = ENRICHED.dead_letters().max_message_bytes + 1_048_576


#: First offset and the one behind the last, of each partition that holds anything.
Bounds = dict[int, tuple[int, int]]


def bounds(settings: Settings, topics: Iterable[str]) -> dict[str, Bounds]:
    """Where each partition of these topics begins and ends now. Raises BrokerUnavailable; LookupError when one is missing."""
    from confluent_kafka import TopicPartition

    present, found = Topics(settings).present(), dict[str, Bounds]()
    with _consumer(settings) as consumer:
        for topic in topics:
            if topic not in present:
                raise LookupError(f"the broker has no topic {topic}: make it with `dateline topics apply`")
            marks = {
                number: consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=_SECONDS) or (0, 0)
                for number in range(present[topic])
            }
            found[topic] = {number: (first, end) for number, (first, end) in marks.items() if first < end}
    return found


def read(settings: Settings, topic: str, within: Bounds) -> Iterator[Incoming]:
    """The records of a topic inside of these bounds, partition by partition. Raises BrokerUnavailable."""
    from confluent_kafka import TopicPartition

    if not within:
        return
    with _consumer(settings) as consumer:
        for number, (first, end) in within.items():
            consumer.assign([TopicPartition(topic, number, first)])
            yield from _until(consumer, end, settings)


@contextmanager
def _consumer(settings: Settings) -> Iterator[Consumer]:
    from confluent_kafka import Consumer

    consumer = Consumer(_configuration(settings), logger=silent())
    try:
        yield consumer
    finally:
        consumer.close()


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "bootstrap.servers": settings.kafka_bootstrap,
        "group.id": settings.topic_prefix + "repair",
        "enable.auto.commit": False,
        "enable.partition.eof": True,
        "fetch.max.bytes": 2 * _LARGEST,
        "message.max.bytes": _LARGEST,
        "receive.message.max.bytes": 3 * _LARGEST,
    }


def _until(consumer: Consumer, end: int, settings: Settings) -> Iterator[Incoming]:
    from confluent_kafka import KafkaError

    while True:
        message = consumer.poll(_SECONDS)
        if message is None:
            raise BrokerUnavailable(f"the broker at {settings.kafka_bootstrap} went quiet (DATELINE_KAFKA_BOOTSTRAP)")
        error = message.error()
        if error is not None:
            if error.code() == KafkaError._PARTITION_EOF:
                return
            raise BrokerUnavailable(f"the broker at {settings.kafka_bootstrap} refuses: {error.str()}")
        record = _incoming(message)
        yield record
        if record.offset + 1 >= end:
            return


def _incoming(message: Any) -> Incoming:
    kind, stamp = message.timestamp()
    return Incoming(
        topic=message.topic(),
        partition=message.partition(),
        offset=message.offset(),
        timestamp_ms=stamp if kind else None,
        key=message.key(),
        value=message.value(),
        headers=tuple(message.headers() or ()),
    )
