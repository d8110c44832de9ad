"""Topics on a broker, compared with the topology: what is missing, what differs, and making it so.

BrokerUnavailable   nobody answers at the address
TopicsRefused       the broker will not do as the topology says
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline import topology
from dateline.topology import Topic
from services.runtime.logs import silent
from services.runtime.settings import Settings

_SECONDS = 10.0
_SIZE = "max.message.bytes"
#: How long brokers may take to tell one another of a change.
_SETTLE_SECONDS = 5.0


class BrokerUnavailable(RuntimeError):
    """No broker answers; the message names the address and the setting."""


class TopicsRefused(RuntimeError):
    """The broker refused to make or change a topic; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a topic on the broker is not what the topology says."""

    topic: str
    what: str  #: `missing`, `partitions`, or the name of a topic configuration
    wanted: str
    found: str = ""

    @property
    def missing(self) -> bool:
        """The topic is not there at all."""
        return self.what == "missing"

    @property
    def prohibitive(self) -> bool:
        """No service can work with it: the topic is not there, or refuses records that it must take."""
        return self.missing or (self.what == _SIZE and int(self.found or 0) < int(self.wanted))

    def __str__(self) -> str:
        if self.missing:
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.what} is {self.found}, should be {self.wanted}"


class Topics:
    """The topics of one installation on its broker. Blocking: call it from a thread when a loop is running."""

    def __init__(self, settings: Settings) -> None:
        from confluent_kafka.admin import AdminClient  # loaded when needed: a worker without it is smaller

        self._settings = settings
        config: dict[str, str | int | float | bool] = {"bootstrap.servers": settings.kafka_bootstrap}
        self._admin = AdminClient(config, logger=silent())

    def present(self) -> dict[str, int]:
        """Partitions of every topic on the broker, by name. Raises BrokerUnavailable."""
        from confluent_kafka import KafkaException

        try:
            listed = self._admin.list_topics(timeout=_SECONDS / 2)
        except KafkaException as error:
            raise BrokerUnavailable(
                f"no Kafka broker answers at {self._settings.kafka_bootstrap} (DATELINE_KAFKA_BOOTSTRAP): {error.args[0].str()}"
            ) from error
        return {name: len(topic.partitions) for name, topic in listed.topics.items() if topic.error is None}

    def check(self, topics: Iterable[Topic] = topology.all_topics()) -> list[Difference]:
        """What is missing or differs, in the order of the topology. Raises BrokerUnavailable."""
        present = self.present()
        wanted = {self._settings.topic(topic): topic for topic in topics}
        found = [name for name in wanted if name in present]
        configs = self._configs(found)
        differences: list[Difference] = []
        for name, topic in wanted.items():
            if name in present:
                differences += self._compare(name, topic, present[name], configs[name])
            else:
                differences.append(Difference(name, "missing", "present"))
        return differences

    def apply(self) -> list[Difference]:
        """Make the topics that are missing and change those that differ; returns what was done.

        Partitions are never taken away, and existing records stay. Raises BrokerUnavailable and TopicsRefused.
        """
        differences = self.check()
        self._create([one for one in differences if one.missing])
        self._grow([one for one in differences if one.what == "partitions"])
        self._configure([one for one in differences if one.what not in ("missing", "partitions")])
        deadline = time.monotonic() + _SETTLE_SECONDS
        while differences and self.check() and time.monotonic() < deadline:
            time.sleep(0.2)
        return differences

    def members(self, group: str) -> int:
        """How many members a consumer group has now."""
        described = self._admin.describe_consumer_groups([group], request_timeout=_SECONDS)[group]
        return len(described.result(timeout=_SECONDS).members)

    def _configs(self, names: list[str]) -> dict[str, dict[str, str]]:
        from confluent_kafka.admin import ConfigResource, ResourceType

        if not names:
            return {}
        futures = self._admin.describe_configs([ConfigResource(ResourceType.TOPIC, name) for name in names])
        return {
            resource.name: {key: entry.value for key, entry in self._result(resource.name, future).items()}
            for resource, future in futures.items()
        }

    def _compare(self, name: str, topic: Topic, partitions: int, configs: dict[str, str]) -> list[Difference]:
        wanted = {"partitions": str(self._settings.kafka_partitions), **_configuration(topic, self._settings)}
        found = {"partitions": str(partitions), **configs}
        return [Difference(name, key, value, found.get(key, "")) for key, value in wanted.items() if found.get(key) != value]

    def _create(self, missing: list[Difference]) -> None:
        from confluent_kafka.admin import NewTopic

        by_name = {self._settings.topic(topic): topic for topic in topology.all_topics()}
        new = [
            NewTopic(
                one.topic,
                self._settings.kafka_partitions,
                self._settings.kafka_replication,
                config=_configuration(by_name[one.topic], self._settings),
            )
            for one in missing
        ]
        self._all(self._admin.create_topics(new, operation_timeout=_SECONDS) if new else {})

    def _grow(self, differences: list[Difference]) -> None:
        from confluent_kafka.admin import NewPartitions

        fewer = [NewPartitions(one.topic, int(one.wanted)) for one in differences if int(one.found) < int(one.wanted)]
        self._all(self._admin.create_partitions(fewer, operation_timeout=_SECONDS) if fewer else {})

    def _configure(self, differences: list[Difference]) -> None:
        from confluent_kafka.admin import AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

        entries: dict[str, list[Any]] = {}
        for one in differences:
            entry = ConfigEntry(one.what, one.wanted, incremental_operation=AlterConfigOpType.SET)
            entries.setdefault(one.topic, []).append(entry)
        resources = [ConfigResource(ResourceType.TOPIC, name, incremental_configs=found) for name, found in entries.items()]
        self._all(self._admin.incremental_alter_configs(resources) if resources else {})

    def _all(self, futures: dict[Any, Any]) -> None:
        for what, future in futures.items():
            self._result(getattr(what, "name", str(what)), future)

    def _result(self, name: str, future: Any) -> Any:
        from confluent_kafka import KafkaError, KafkaException

        try:
            return future.result(timeout=2 * _SECONDS)
        except KafkaException as error:
            if error.args[0].code() == KafkaError.TOPIC_ALREADY_EXISTS:  # somebody else applied at the same moment
                return None
            raise TopicsRefused(f"{name}: {error.args[0].str()}") from error


def _configuration(topic: Topic, settings: Settings) -> dict[str, str]:
    wanted = {
        "retention.ms": str(topic.retention_ms),
        _SIZE: str(topic.max_message_bytes),
        "message.timestamp.type": topic.timestamp_type,
    }
    if settings.kafka_replication > 2:  # Kafka's own is 1: what one broker alone has acknowledged goes with that broker
        wanted["min.insync.replicas"] = str(settings.kafka_replication // 2 + 1)
    return wanted
