"""Any order, repetition and batching of the same deliveries leaves the same rows in a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, delete

from services.sink.delivery import Delivery
from services.sink.engine import open_engine, transaction
from services.sink.schema import articles
from services.sink.store import Store
from tests.deliveries import replays
from tests.integration.postgres import postgres_server, postgres_url
from tests.records import rows

__all__ = ["postgres_server", "postgres_url"]

Replay = tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]
#: Replays that are tried; EXAMPLES=2000 is the long form.
EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
_SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    opened.migrate()
    yield opened
    opened.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(replay=replays())
def test_order_and_repetition_leave_the_same_rows(
    store: Store, engine: Engine, url: str, replay: tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]
) -> None:
    once, batches = replay
    found = []
    for round_ in ([[one] for one in once], batches):
        with transaction(engine, write=True) as connection:
            connection.execute(delete(articles))
        answers = [answer for batch in round_ for answer in store.save(batch)]
        found.append(rows(url))
        last = {answer.article_id: orjson.loads(answer.value) for answer in answers if isinstance(answer, Delivery)}
        assert last == {key: store.read(key) for key in last}, "the last that is published is what the store holds"
    assert found[0] == found[1]
