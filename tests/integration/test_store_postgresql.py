"""The store on a real PostgreSQL: many writers at once, and a server in trouble."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from sqlalchemy import inspect, select

from services.sink.delivery import Delivery
from services.sink.engine import open_engine, transaction
from services.sink.errors import StoreError, StoreRefused, StoreUnavailable
from services.sink.schema import VERSION, articles, metadata
from services.sink.store import Store
from services.sink.upsert import upsert
from tests.integration.postgres import PostgresServer, postgres_server, postgres_url, running
from tests.records import entities, record, rows

__all__ = ["postgres_server", "postgres_url"]

pytestmark = pytest.mark.real


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = Store.open(postgres_url)
    opened.migrate()
    yield opened
    opened.close()


def deliveries(writer: int) -> list[dict[str, Any]]:
    """Versions of the same articles by several writers: each of another content, clock or pipeline."""
    made = []
    for number in range(30):
        one = record(f"a{number}", title=f"Title {writer % 2}", version=f"1.{writer}.0")
        one["article"]["received_at"] = f"2026-03-{1 + (writer * 7 + number) % 5:02}T00:00:00Z"
        one["layers"]["entities"] = entities(f"by {writer}")
        made.append(one)
    return made


def save_in_batches(url: str, records: list[dict[str, Any]], size: int) -> None:
    store = Store.open(url)
    for start in range(0, len(records), size):
        answers = store.save(records[start : start + size])
        assert not any(isinstance(one, StoreRefused) for one in answers)
    store.close()


def test_many_writers_leave_what_one_would(postgres_server: PostgresServer, store: Store, postgres_url: str) -> None:
    everything = [one for writer in range(4) for one in deliveries(writer)]
    shuffled = []
    for seed in range(4):
        mine = everything.copy()
        random.Random(seed).shuffle(mine)
        shuffled.append(mine)
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda mine: save_in_batches(postgres_url, mine, 25), shuffled))
    with postgres_server.database() as alone:
        only = Store.open(alone)
        only.migrate()
        only.save(everything)
        only.close()
        assert rows(postgres_url) == rows(alone)
    assert store.counts()["articles"] == 30


def wait_for_a_lock(server: PostgresServer) -> None:
    """Return once some connection of the server waits for a lock that another holds."""
    deadline = time.monotonic() + 30
    while not server.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
        assert time.monotonic() < deadline, "nobody waits"


def test_a_writer_waits_for_another_at_a_new_article(postgres_server: PostgresServer, store: Store, postgres_url: str) -> None:
    older, newer = record(version="1.1.0"), record(version="1.2.0")
    engine = open_engine(postgres_url)
    with ThreadPoolExecutor(1) as threads:
        with transaction(engine, write=True) as connection:
            upsert(connection, [Delivery.of(newer)])
            saving = threads.submit(store.save, [older])
            wait_for_a_lock(postgres_server)
        answers = saving.result()
    engine.dispose()
    assert [orjson.loads(one.value) for one in answers if isinstance(one, Delivery)] == [newer]
    assert store.read("a1") == newer


def test_a_writer_waits_for_another_that_has_only_begun(postgres_server: PostgresServer, store: Store, postgres_url: str) -> None:
    store.save([record(version="1.0.0")])
    older, newer = record(version="1.1.0"), record(version="1.2.0")
    older["layers"]["entities"], newer["layers"]["entities"] = entities("older"), entities("newer")
    engine = open_engine(postgres_url)
    with ThreadPoolExecutor(1) as threads:
        with transaction(engine, write=True) as connection:
            connection.execute(select(articles.c.id).where(articles.c.id == "a1").with_for_update())
            saving = threads.submit(store.save, [older])
            wait_for_a_lock(postgres_server)
            upsert(connection, [Delivery.of(newer)])
        answers = saving.result()
    engine.dispose()
    assert [orjson.loads(one.value) for one in answers if isinstance(one, Delivery)] == [newer]
    assert store.read("a1") == newer


def test_several_threads_may_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda number: store.save([record(f"a{number % 5}"), record(f"b{number}")]), range(30)))
    assert len(store.ids()) == 35


def test_migrations_may_start_at_the_same_time(postgres_url: str) -> None:
    stores = [Store.open(postgres_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(Store.migrate, stores)) == {VERSION}
    for one in stores:
        one.close()


def test_the_tables_are_those_of_the_schema(store: Store, postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    assert names == {*metadata.tables, "alembic_version"}


def test_a_value_too_long_for_an_index_is_the_records_fault(store: Store) -> None:
    bad = record("bad")
    bad["layers"]["entities"]["entities"][0]["id"] = "per:" + "".join(random.Random(1).choices("abcdefghijklmnop", k=9_000))
    answers = store.save([record("a"), bad])
    assert isinstance(answers[1], StoreRefused)
    assert "index row" in answers[1].reason
    assert store.ids() == ["a"]


def test_a_number_out_of_range_is_the_records_fault(store: Store) -> None:
    bad = record("bad")
    bad["layers"]["entities"]["mentions"][0]["end"] = 2**40
    answers = store.save([bad, record("a")])
    assert isinstance(answers[0], StoreRefused)
    assert store.ids() == ["a"]


def test_a_read_only_database_passes(postgres_server: PostgresServer, store: Store, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres_server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.close()
    with pytest.raises(StoreUnavailable, match="read-only"):
        store.save([record()])
    assert store.ids() == []
    postgres_server.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    store.close()
    store.save([record()])
    assert store.ids() == ["a1"]


def test_a_server_that_stops_and_comes_back() -> None:
    with running() as server, server.database() as url:
        store = Store.open(url)
        store.migrate()
        store.save([record("before")])
        for end in (server.stop, server.crash):
            end()
            for step in (store.ids, store.check, store.counts):
                with pytest.raises(StoreUnavailable):
                    step()
            with pytest.raises(StoreUnavailable, match=r"postgres@127\.0\.0\.1"):
                store.save([record("during")])
            server.start()
            assert store.ids() == ["before"]
        store.save([record("during")])
        assert store.ids() == ["before", "during"]
        store.close()


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as server, server.database() as url:
        store = Store.open(f"{url}?connect_timeout=2")
        store.migrate()
        store.save([record("before")])
        monkeypatch.setattr("services.sink.timed.PATIENCE", 0.3)
        with server.frozen():
            for _ in range(2):
                with pytest.raises(StoreUnavailable, match=r"not answered|timeout"):
                    store.save([record("during")])
        monkeypatch.undo()
        store.save([record("during")])
        assert store.ids() == ["before", "during"]
        store.close()


def test_a_lost_connection_is_not_the_records_fault(postgres_server: PostgresServer, store: Store, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    with ThreadPoolExecutor(1) as threads:
        saving = threads.submit(store.save, [record(f"a{number}", text="word " * 9_000) for number in range(300)])
        killed = False
        while not saving.done():
            postgres_server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            killed = True
    assert killed
    try:
        answers = saving.result()
    except StoreUnavailable:
        assert store.ids() == []
        answers = store.save([record("a0")])
    assert not any(isinstance(one, StoreRefused) for one in answers)


def test_a_database_that_does_not_exist(postgres_server: PostgresServer) -> None:
    store = Store.open(postgres_server.url("nowhere"))
    with pytest.raises(StoreError, match="nowhere"):
        store.check()
