"""The embedded broker: librdkafka's in-process cluster. A wire between services, not a place where records are kept.

It speaks the Kafka protocol on a loopback port of its own choice, keeps 5 MiB a partition in memory, drops what is older
without a word, and forgets everything when the process ends. A record that leaves no room in its partition for the one
before it is itself lost. Who uses it writes down what it accepts elsewhere, lets only so many bytes be on their way at
once, compresses what it sends, and holds to `deliver.EmbeddedLimits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from dateline import topology
from dateline.topology import Topic
from services.runtime.logs import silent
from services.runtime.settings import Settings

_SECONDS = 10.0


@contextmanager
def embedded(settings: Settings, topics: Iterable[Topic] = topology.all_topics()) -> Iterator[str]:
    """A broker with these topics while inside; gives its address, host:port."""
    from confluent_kafka import Producer

    config: dict[str, Any] = {"bootstrap.servers": "embedded", "test.mock.num.brokers": 1, "allow.auto.create.topics": True}
    cluster = Producer(config, logger=silent())
    try:
        for topic in topics:
            cluster.list_topics(settings.topic(topic), timeout=_SECONDS)  # asking for a topic makes it
        broker = next(iter(cluster.list_topics(timeout=_SECONDS).brokers.values()))
        yield f"{broker.host}:{broker.port}"
    finally:
        del cluster  # ends it
