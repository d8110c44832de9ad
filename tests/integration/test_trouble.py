"""Processes killed, brokers away, databases down: nothing is lost, and nothing stands in the store twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType
from sqlalchemy import text

from dateline.topology import ENRICHED, RAW, STAGES
from services.runtime.topics import Topics
from services.sink.engine import open_engine
from services.sink.store import Store
from tests.integration.kafka import PARTITIONS, SERVICES, Chain, Headers, Service, article, broker, until
from tests.integration.postgres import running as postgres

pytestmark = pytest.mark.real

NO_HEADERS: Headers = []


def send(chain: Chain, numbers: range) -> set[str]:
    """Articles onto the raw topic, acknowledged; their ids."""
    chain.produce(RAW, [(f"a{number}".encode(), article(number), NO_HEADERS) for number in numbers])
    return {f"a{number}" for number in numbers}


def rows(chain: Chain) -> Counter[str]:
    """How often each article stands in the store."""
    engine = open_engine(chain.settings.store())
    with engine.connect() as connection:
        found = Counter(connection.execute(text("SELECT article_id FROM article_versions")).scalars())
    engine.dispose()
    return found


def test_each_service_killed_in_the_middle(chain: Chain) -> None:
    services: dict[str, Service] = {one.name: one for one in chain.start(*SERVICES)}
    expected: set[str] = set()
    for step, name in enumerate(SERVICES):
        expected |= send(chain, range(step * 150, step * 150 + 150))
        until(f"{name} is at work", lambda step=step: len(chain.keys(ENRICHED)) > step * 150)  # type: ignore[misc]
        services[name].kill()
        [services[name]] = chain.start(name, wait=False)

    until("all are published", lambda: set(chain.keys(ENRICHED)) >= expected)
    assert set(chain.keys(ENRICHED)) == expected
    assert rows(chain) == dict.fromkeys(expected, 1)
    assert chain.records(RAW.dead_letters()) == []


def test_a_broker_that_is_absent_then_without_topics_then_restarted_then_gone(tmp_path: Path) -> None:
    with broker(tmp_path / "kafka") as node, postgres() as database:
        chain = Chain(node.bootstrap, database.url(), tmp_path)
        store = Store.open(database.url())
        store.migrate()
        store.close()
        node.stop()

        services = chain.start(*SERVICES, wait=False)
        for one in services:
            until(f"{one.name} tells that the broker is away", lambda one=one: one.said("no Kafka broker answers at"))  # type: ignore[misc]
            assert "no Kafka broker answers" in (one.trouble() or {})[one.name]
        node.start()
        for one in services:
            until(f"{one.name} asks for topics", lambda one=one: one.said("dateline topics apply"))  # type: ignore[misc]
        chain.apply()
        for one in services:
            until(f"{one.name} is ready", one.is_ready)

        expected = send(chain, range(300))
        until("the first are published", lambda: chain.keys(ENRICHED))
        node.kill()
        node.start()
        expected |= send(chain, range(300, 400))
        until("all are published", lambda: set(chain.keys(ENRICHED)) >= expected)
        assert rows(chain) == dict.fromkeys(expected, 1)

        node.kill()
        for one in services:
            until(f"{one.name} is not ready", lambda one=one: not one.is_ready())  # type: ignore[misc]
        lines = [one.log.read_text("utf-8").splitlines() for one in services]
        assert all("Traceback" not in line for log in lines for line in log)
        assert all(len(log) < 300 for log in lines), "a storm of lines"
        for one in services:
            one.end()
        chain.stop()


def test_a_store_that_is_away_for_a_while(chain: Chain, tmp_path: Path) -> None:
    with postgres() as database:
        chain.settings = chain.settings.model_copy(update={"store_url": database.url()})
        services = chain.start(*SERVICES, wait=False)
        sink = services[-1]
        until("the sink asks for its tables", lambda: sink.said("dateline store migrate"))
        assert "dateline store migrate" in (sink.trouble() or {})["store"]
        store = Store.open(database.url())
        store.migrate()
        store.close()
        until("the sink is ready", sink.is_ready)

        expected = send(chain, range(200))
        until("the first are published", lambda: chain.keys(ENRICHED))
        database.crash()
        expected |= send(chain, range(200, 300))
        until("the sink says so", lambda: "store" in (sink.trouble() or {}))
        database.start()
        until("all are published", lambda: set(chain.keys(ENRICHED)) == expected)
        assert rows(chain) == dict.fromkeys(expected, 1)


def test_a_spare_worker_is_ready_and_takes_over(chain: Chain) -> None:
    workers = chain.start(*["dating"] * (PARTITIONS + 1))
    assert all(one.is_ready() for one in workers), "one has no partitions, and that is as it should be"
    idle = next(one for one in workers if not one.said("count=1"))
    next(one for one in workers if one.said("count=1")).kill()
    until("the spare one has taken over", lambda: idle.said("count=1"))


def test_topics_are_made_compared_and_put_right(chain: Chain) -> None:
    topics = Topics(chain.settings)
    assert topics.check() == []
    smaller = chain.settings.model_copy(update={"kafka_partitions": 2})
    assert {one.what for one in Topics(smaller).check()} == {"partitions"}
    more = Topics(chain.settings.model_copy(update={"kafka_partitions": 4}))
    assert {(one.found, one.wanted) for one in more.apply()} == {("3", "4")}
    until("the partitions are there", lambda: more.check() == [])


def test_a_topic_that_is_too_small_is_told_before_anything_is_refused(chain: Chain) -> None:
    small = chain.settings.topic(STAGES[0].target)
    admin = AdminClient({"bootstrap.servers": chain.settings.kafka_bootstrap})
    entry = ConfigEntry("max.message.bytes", "20000", incremental_operation=AlterConfigOpType.SET)
    resource = ConfigResource(ResourceType.TOPIC, small, incremental_configs=[entry])
    for done in admin.incremental_alter_configs([resource]).values():
        done.result()

    [entities] = chain.start("entities", wait=False)
    until(
        "it tells which topic", lambda: f"{small}: max.message.bytes is 20000" in (entities.trouble() or {}).get("entities", "")
    )
    chain.apply()
    until("it is ready", entities.is_ready)
    sent = send(chain, range(100))
    until("all are there", lambda: set(chain.keys(STAGES[0].target)) == sent)
    assert chain.records(RAW.dead_letters()) == []
