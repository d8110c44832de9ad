"""What the integration tests share: a broker, a database server, and an installation for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.kafka.node import Node
from services.sink.store import Store
from tests.integration.kafka import SERVICES, Chain, kafka
from tests.integration.postgres import PostgresServer, postgres_server, postgres_url

__all__ = ["kafka", "postgres_server", "postgres_url"]


@contextmanager
def installation(bootstrap: str, postgres: PostgresServer, directory: Path) -> Iterator[Chain]:
    """Topics and tables are made; no service runs yet."""
    with postgres.database() as url:
        store = Store.open(url)
        store.migrate()
        store.close()
        made = Chain(bootstrap, url, directory)
        made.apply()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def chain(kafka: Node, postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Chain]:
    """An installation for one test, without services."""
    with installation(kafka.bootstrap, postgres_server, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def running_chain(kafka: Node, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """An installation with every service, for all tests of a module: each works with articles of its own."""
    with installation(kafka.bootstrap, postgres_server, tmp_path_factory.mktemp("chain")) as made:
        made.start("ingest", *SERVICES)
        yield made
