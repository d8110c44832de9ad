"""A real Kafka of the tests' own, and the services on it as processes. Fixtures: import them into a conftest."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import orjson
import pytest
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, Message, Producer, TopicPartition

from dateline.topology import Topic
from deploy.kafka.jars import KafkaUnavailable
from deploy.kafka.node import Cluster, Node, free_port
from services.runtime.logs import silent
from services.runtime.settings import Settings
from services.runtime.topics import Topics

SERVICES = ("entities", "dating", "disputes", "sink")
#: Few, so that a test is quick; more than one, so that keys are spread.
PARTITIONS = 3
_PATIENCE = 90.0
AnyNode = TypeVar("AnyNode", bound=Node | Cluster)
#: As librdkafka takes and gives them.
Headers = list[tuple[str, str | bytes | None]]
_numbers = itertools.count()


@contextmanager
def broker(directory: Path) -> Iterator[Node]:
    """A broker of one's own, for a test that stops it."""
    with started(Node(directory)) as node:
        yield node


@contextmanager
def started(node: AnyNode) -> Iterator[AnyNode]:
    """A broker, or several that are one Kafka, while inside."""
    try:
        node.start()
    except KafkaUnavailable as error:
        pytest.fail(f"no real Kafka here: {error}")
    try:
        yield node
    finally:
        node.kill()


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The broker that all tests share; nobody stops it."""
    with broker(tmp_path_factory.mktemp("kafka")) as node:
        yield node


def until(what: str, true: Callable[[], Any], patience: float = _PATIENCE) -> Any:
    """Wait until something is true and return it; fail by name when it never is."""
    deadline = time.monotonic() + patience
    while not (found := true()):
        if time.monotonic() > deadline:
            pytest.fail(f"after {patience:.0f} s still not so: {what}")
        time.sleep(0.1)
    return found


class Service:
    """One service as a process, with a log of its own."""

    def __init__(
        self, name: str, environment: Mapping[str, str], directory: Path, command: Sequence[str] = ("services.cli", "service")
    ) -> None:
        self.name = name
        self.log = directory / f"{name}.{next(_numbers)}.log"
        port = environment["DATELINE_HTTP_PORT" if name == "ingest" else "DATELINE_HEALTH_PORT"]
        self.url = f"http://127.0.0.1:{port}"
        with self.log.open("wb") as log:
            module, *arguments = (*command, name)
            whole = [sys.executable, "-m", module, *arguments]
            self.process = subprocess.Popen(whole, env={**os.environ, **environment}, stdout=log, stderr=log)

    def said(self, words: str) -> bool:
        """Whether its log has these words."""
        return words in self.log.read_text("utf-8")

    def trouble(self) -> dict[str, str] | None:
        """What /readyz says is wrong: empty when it is ready, None when it does not answer."""
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False)
        except httpx.TransportError:
            return None
        troubles: dict[str, str] = answer.json()["troubles"]
        assert (answer.status_code == 200) == (not troubles)
        return troubles

    def is_ready(self) -> bool:
        """Whether /readyz says so."""
        return self.trouble() == {}

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; returns the exit code. Fails when it takes more than the ten seconds that are promised."""
        self.process.send_signal(how)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            pytest.fail(f"{self.name} did not end within 10 s:\n{self.log.read_text('utf-8')[-3000:]}")


class Chain:
    """One installation: its own topics on the broker, its own store, and whatever services were started."""

    def __init__(self, bootstrap: str, store_url: str, directory: Path, copies: int = 1, partitions: int = PARTITIONS) -> None:
        self.settings = Settings(
            kafka_bootstrap=bootstrap,
            topic_prefix=f"test{next(_numbers)}.",
            kafka_partitions=partitions,
            kafka_replication=copies,
            store_url=store_url,
            data_dir=directory,
        )
        self.directory = directory
        self.services: list[Service] = []
        self._producer: Producer | None = None

    def apply(self) -> None:
        """Make the topics."""
        Topics(self.settings).apply()

    def start(self, *names: str, wait: bool = True, **more: str) -> list[Service]:
        """Start services, `DATELINE_` settings added; returns when they are ready."""
        started = [Service(name, self.environment(**more), self.directory) for name in names]
        self.services += started
        if wait:
            for one in started:
                until(f"{one.name} is ready", one.is_ready)
        return started

    def stop(self) -> None:
        """End what still runs."""
        for one in self.services:
            if one.process.poll() is None:
                one.kill()

    def produce(self, topic: Topic, records: Sequence[tuple[bytes | None, bytes | None, Headers]]) -> None:
        """Put records (key, value, headers) on a topic and wait for the acknowledgements."""
        config = {"bootstrap.servers": self.settings.kafka_bootstrap, "acks": "all", "message.max.bytes": 40_000_000}
        self._producer = self._producer or Producer({**config, "compression.type": "zstd"}, logger=silent())
        for key, value, headers in records:
            self._producer.produce(self.settings.topic(topic), value, key, headers=headers)
            self._producer.poll(0)
        assert self._producer.flush(60) == 0

    def of(self, topic: Topic, *ids: str) -> list[Message]:
        """What is on a topic now with these keys, in the order of each."""
        return [message for message in self.records(topic) if (message.key() or b"").decode("utf-8", "replace") in ids]

    def records(self, topic: Topic) -> list[Message]:
        """Everything that is on a topic now."""
        name = self.settings.topic(topic)
        reader = Consumer(
            {
                "bootstrap.servers": self.settings.kafka_bootstrap,
                "group.id": "nobody",
                "enable.partition.eof": True,
                "fetch.max.bytes": 80_000_000,
                "message.max.bytes": 80_000_000,
            },
            logger=silent(),
        )
        partitions = self.settings.kafka_partitions
        reader.assign([TopicPartition(name, number, OFFSET_BEGINNING) for number in range(partitions)])
        found, ends = list[Message](), 0
        while ends < partitions:
            message = reader.poll(30)
            assert message is not None, "the broker went quiet"
            error = message.error()
            if error is None:
                found.append(message)
            else:
                ends += error.code() == KafkaError._PARTITION_EOF
        reader.close()
        return found

    def keys(self, topic: Topic) -> Counter[str]:
        """How often each key stands on a topic."""
        return Counter((message.key() or b"").decode("utf-8", "replace") for message in self.records(topic))

    def environment(self, **more: str) -> dict[str, str]:
        """What a service or a command is told by `DATELINE_` settings."""
        ours = {
            "KAFKA_BOOTSTRAP": self.settings.kafka_bootstrap,
            "TOPIC_PREFIX": self.settings.topic_prefix,
            "KAFKA_PARTITIONS": str(self.settings.kafka_partitions),
            "KAFKA_REPLICATION": str(self.settings.kafka_replication),
            "STORE_URL": self.settings.store(),
            "DATA_DIR": str(self.directory),
            "HTTP_PORT": str(free_port()),
            "HEALTH_PORT": str(free_port()),
            **more,
        }
        return {f"DATELINE_{name}": value for name, value in ours.items()}


def article(number: int | str, **more: Any) -> bytes:
    """A short article whose id tells which it is."""
    text = (
        f"MOSCOW, March {int(str(number), 36) % 28 + 1}. /Agency/. Russia and Japan held talks on the Kuril Islands on Monday, "
        f'the Foreign Ministry said. "We shall meet again on June 2, 2021," spokesman number {number} told reporters.'
    )
    return orjson.dumps({"id": f"a{number}", "text": text, "source": "tests", "published_at": "2021-03-01", **more})
