"""The system under test: a real Kafka, a real PostgreSQL, services that a supervisor starts again, and a ledger."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy import create_engine, text

from dateline.topology import ENRICHED, RAW
from deploy.kafka.node import Cluster, Node
from services.sink.store import Store
from tests.chaos.ledger import Broken, Ledger, Row
from tests.integration.kafka import PARTITIONS, SERVICES, Chain, Headers, Service, article, started
from tests.integration.postgres import PostgresServer
from tests.integration.postgres import running as postgres

#: Seconds without any progress after which a row counts as broken.
PATIENCE = 180.0
NO_HEADERS: Headers = []


class System:
    """One installation; every wait looks after its services, as a supervisor does."""

    def __init__(self, chain: Chain, node: Node | Cluster, database: PostgresServer) -> None:
        self.chain, self.node, self.database = chain, node, database
        self.ledger = Ledger()
        self.services: list[Service] = []
        self.commands: dict[str, Sequence[str]] = {}
        self.restarts = 0
        self._engine = create_engine(chain.settings.store())

    def start(self, *names: str, fault: str | None = None) -> None:
        """Start services and wait until they are ready; with a fault in each."""
        self.launch(*names, fault=fault)
        self.until("all services are ready", lambda: all(one.is_ready() for one in self.services))

    def launch(self, *names: str, fault: str | None = None) -> None:
        """Start services."""
        for name in names:
            self.commands[name] = ("tests.chaos.faulty", fault) if fault else ("services.cli", "service")
            self.services.append(self._spawn(name))

    def _spawn(self, name: str) -> Service:
        return Service(name, self.chain.environment(), self.chain.directory, self.commands[name])

    def end(self, *names: str) -> None:
        """End services for good."""
        for one in [one for one in self.services if not names or one.name in names]:
            self.services.remove(one)
            one.end()

    def supervise(self) -> None:
        """Start what has died again."""
        for place, one in enumerate(self.services):
            if one.process.poll() is not None:
                self.restarts += 1
                self.services[place] = self._spawn(one.name)

    def until(self, what: str, true: Callable[[], Any], progress: Callable[[], Any] = lambda: None) -> None:
        """Wait until something is true. Raises Broken when that is not so and nothing moves."""
        moved, last = time.monotonic(), progress()
        while not true():
            self.supervise()
            time.sleep(0.2)
            if (now := progress()) != last:
                moved, last = time.monotonic(), now
            if time.monotonic() - moved > PATIENCE:
                raise Broken(f"after {PATIENCE:.0f} s without progress still not so: {what}")

    def send(self, numbers: range, **more: Any) -> None:
        """Articles onto the raw topic, acknowledged."""
        self.chain.produce(RAW, [(f"a{number}".encode(), article(number, **more), NO_HEADERS) for number in numbers])
        self.ledger.good |= {f"a{number}" for number in numbers}

    def send_poison(self, numbers: range) -> None:
        """Values that are no articles onto the raw topic, acknowledged."""
        values = (b"{no json", b'{"text": 5}', b"\xff\xfe", b"[]")
        keys = [f"p{number}" for number in numbers]
        self.chain.produce(RAW, [(key.encode(), values[at % len(values)], NO_HEADERS) for at, key in enumerate(keys)])
        self.ledger.poison |= set(keys)

    def post(self, client: httpx.Client, numbers: range) -> None:
        """Articles to the HTTP door, as often as it takes: only what was answered 202 counts, and all of it does."""
        ingest = next(one for one in self.services if one.name == "ingest")
        body = b"\n".join(article(number) for number in numbers)
        while True:
            self.supervise()
            ingest = next(one for one in self.services if one.name == "ingest")
            try:
                answer = client.post(f"{ingest.url}/v1/articles", content=body, headers={"content-type": "application/x-ndjson"})
            except httpx.TransportError:
                time.sleep(0.2)
                continue
            if answer.status_code == 202:
                self.ledger.good |= set(answer.json()["accepted"])
                return
            time.sleep(0.5)

    def stored(self) -> Counter[str]:
        """How often each article stands in the store."""
        with self._engine.connect() as connection:
            return Counter(connection.execute(text("SELECT article_id FROM article_versions")).scalars())

    def count(self) -> int:
        """Articles in the store; -1 while the database is away."""
        try:
            with self._engine.connect() as connection:
                return int(connection.execute(text("SELECT count(*) FROM articles")).scalar_one())
        except Exception:  # whatever it is, it is not there
            return -1

    def rate(self, seconds: float) -> float:
        """Articles a second that come into the store, over some seconds."""
        before, started = self.count(), time.monotonic()
        while time.monotonic() - started < seconds:
            self.supervise()
            time.sleep(0.2)
        return max(0, self.count() - before) / (time.monotonic() - started)

    def settle(self) -> None:
        """Wait until everything is in the store, on the topic and among the dead letters."""
        expected = len(self.ledger.good)
        self.until("all articles are in the store", lambda: self.count() >= expected, self.count)
        self.until("all are published", lambda: self.ledger.good <= self.chain.keys(ENRICHED).keys())
        self.until("all poison is set aside", lambda: self.ledger.poison <= self.chain.keys(RAW.dead_letters()).keys())

    def compare(self, row: Row) -> None:
        """What became of everything. Raises Broken."""
        self.ledger.compare(row, self.stored(), self.chain.keys(ENRICHED), self.chain.keys(RAW.dead_letters()).elements())

    def command(self, *arguments: str) -> list[dict[str, Any]]:
        """Run the `dateline` command; the JSON lines that it prints. Raises Broken when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "services.cli", *arguments],
            capture_output=True,
            env={**os.environ, **self.chain.environment()},
        )
        if done.returncode:
            raise Broken(f"dateline {' '.join(arguments)}: {done.stderr.decode()[-500:]}")
        return [orjson.loads(line) for line in done.stdout.splitlines()]

    def kill_one(self, chance: random.Random) -> str:
        """kill -9 of any service."""
        victim = chance.choice(self.services)
        victim.kill()
        return victim.name

    def close(self) -> None:
        """End everything."""
        for one in self.services:
            if one.process.poll() is None:
                one.kill()
        self._engine.dispose()


@contextmanager
def system(directory: Path, kafka: Node | Cluster | None = None, partitions: int = PARTITIONS) -> Iterator[System]:
    """A fresh installation with a broker (or what is given) and a database server of its own."""
    try:
        with started(kafka or Node(directory / "kafka")) as node, postgres() as database:
            chain = Chain(node.bootstrap, database.url(), directory, 3 if isinstance(node, Cluster) else 1, partitions)
            store = Store.open(database.url())
            store.migrate()
            store.close()
            chain.apply()
            made = System(chain, node, database)
            try:
                yield made
            finally:
                made.close()
    except pytest.fail.Exception as error:
        raise Broken(str(error)) from error


ALL = ("ingest", *SERVICES)
