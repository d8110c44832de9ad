"""The relay: order, credit, and what becomes of rows when the broker is away or will not take them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError, UnknownProducerId
from confluent_kafka import Producer as Librdkafka

from dateline.topology import RAW
from services.ingest.kafka import RawProducer, TopicMissing
from services.ingest.outbox import Entry, Outbox
from services.ingest.relay import OUTBOX_HEADER, Relay
from services.runtime import backoff
from services.runtime.health import Health
from services.runtime.records import Outgoing
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable
from tests.wire import Wire

SETTINGS = Settings(kafka_bootstrap="unused:9")
TOPIC = SETTINGS.topic(RAW)


class Broker:
    """Stands in for a producer: notes what is sent, and fails as it is told to."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.faults: list[Callable[[Outgoing], BaseException | None]] = []
        self.connections = 0
        self.closed = 0
        self.says: str | None = None

    async def connect(self, _: Settings) -> Any:
        self.connections += 1
        if self.faults and (error := self.faults[0](CONNECTING)):
            self.faults.pop(0)
            raise error
        return self

    async def send(self, record: Outgoing) -> Awaitable[Any]:
        future = asyncio.get_running_loop().create_future()
        if self.faults and (error := self.faults[0](record)):
            self.faults.pop(0)
            if isinstance(error, MessageSizeTooLargeError):
                raise error  # the client looks at the size itself, before it sends
            future.set_exception(error)
        else:
            self.sent.append(record)
            future.set_result(None)
        return future

    async def trouble(self) -> str | None:
        return self.says

    async def close(self) -> None:
        self.closed += 1

    def values(self) -> list[str]:
        return [(record.value or b"").decode() for record in self.sent]


CONNECTING: Any = object()


def fails(what: Any, error: BaseException) -> Callable[[Outgoing], BaseException | None]:
    """Trouble with the record of that value, or with connecting."""
    return lambda record: error if record is what or getattr(record, "value", None) == what else None


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backoff, "FIRST_SECONDS", 0.0)


@asynccontextmanager
async def running(outbox: Outbox, broker: Broker, **more: Any) -> AsyncIterator[Relay]:
    relay = Relay(outbox, SETTINGS, Health(), **{"credit": 1 << 20, "connect": broker.connect, **more})
    task = asyncio.create_task(relay.run())
    yield relay
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)


def sent(broker: Broker, number: int) -> bool:
    return len(broker.sent) >= number


def entries(*texts: str, key: str = "a1") -> list[Entry]:
    return [Entry(key, text.encode(), (("ce_id", f"é/{text}"),)) for text in texts]


async def test_rows_are_sent_in_order_and_settled_when_acknowledged(outbox: Outbox) -> None:
    broker = Broker()
    await outbox.append(entries("one", "two"))
    async with running(outbox, broker) as relay:
        await until(lambda: len(broker.sent) == 2)
        await outbox.append(entries("three"))
        await until(lambda: outbox.rows == 0)
        assert relay.health.troubles() == {}
    assert broker.values() == ["one", "two", "three"]
    assert broker.sent[0].topic == TOPIC
    assert broker.sent[0].key == b"a1"
    assert broker.sent[0].headers == (("ce_id", "é/one".encode()),)
    assert broker.closed == 1


async def test_a_broker_that_is_absent_is_waited_for(outbox: Outbox) -> None:
    broker = Broker()
    broker.faults = [fails(CONNECTING, BrokerUnavailable("nobody")), fails(CONNECTING, TopicMissing("no topic"))]
    await outbox.append(entries("one"))
    relay = Relay(outbox, SETTINGS, Health(), credit=100, connect=broker.connect)
    assert relay.health.troubles() == {"broker": "not connected yet"}
    async with running(outbox, broker):
        await until(lambda: outbox.rows == 0)
    assert broker.connections == 3
    assert broker.values() == ["one"]


async def test_what_fails_for_a_while_is_sent_again_and_nothing_overtakes_it(outbox: Outbox) -> None:
    broker = Broker()
    broker.faults = [fails(b"two", KafkaTimeoutError()), fails(b"two", KafkaTimeoutError())]
    await outbox.append(entries("one", "two", "three"))
    async with running(outbox, broker):
        await until(lambda: outbox.rows == 0)
    assert broker.values()[-2:] == ["two", "three"]
    assert broker.values().count("one") == 1


async def test_a_producer_in_a_state_of_no_return_is_replaced(outbox: Outbox) -> None:
    broker = Broker()
    broker.faults = [fails(b"two", UnknownProducerId())]
    await outbox.append(entries("one", "two"))
    async with running(outbox, broker):
        await until(lambda: outbox.rows == 0)
    assert broker.connections == 2
    assert broker.values() == ["one", "one", "two"]


async def test_what_the_broker_never_takes_becomes_a_dead_letter(outbox: Outbox) -> None:
    broker = Broker()
    broker.faults = [fails(b"two", MessageSizeTooLargeError())]
    await outbox.append(entries("one", "two", "three"))
    async with running(outbox, broker, wait_for_store=True) as relay:
        await until(lambda: outbox.rows == 2)
        assert relay.in_flight == 2 * entries("one")[0].size + 4
    dead = next(record for record in broker.sent if record.dead)
    assert (dead.topic, dead.value) == (TOPIC + ".dlq", b"two")
    assert ("errors.code", b"TOO_LARGE") in dead.headers
    assert ("ce_id", "é/two".encode()) in dead.headers


async def test_rows_wait_for_the_store_where_the_broker_forgets(outbox: Outbox) -> None:
    broker = Broker()
    ids = await outbox.append(entries("one", "two"))
    async with running(outbox, broker, wait_for_store=True) as relay:
        await until(lambda: len(broker.sent) == 2)
        assert [dict(record.headers)[OUTBOX_HEADER] for record in broker.sent] == [str(one).encode() for one in ids]
        await relay.settle(broker.sent[1].headers)
        await relay.settle(broker.sent[1].headers)
        await relay.settle((("other", b"1"), (OUTBOX_HEADER, b"x"), (OUTBOX_HEADER, None)))
        await outbox.check()
        assert [row.id for row in await outbox.read(0, 10, 1000)] == ids[:1]

    async with running(outbox, broker, wait_for_store=True):
        await until(lambda: len(broker.sent) == 3)  # at the next start it goes again
    assert broker.values() == ["one", "two", "one"]


async def test_no_more_than_the_credit_is_on_its_way(outbox: Outbox) -> None:
    broker = Broker()
    texts = [f"{number}" * 100 for number in range(6)]
    size = entries(texts[0])[0].size
    await outbox.append(entries(*texts))
    async with running(outbox, broker, wait_for_store=True, credit=2 * size + 10) as relay:
        for done in range(6):
            expected = min(done + 2, 6)
            await until(partial(sent, broker, expected))
            assert relay.in_flight <= 2 * size
            assert len(broker.sent) == expected
            await relay.settle(broker.sent[done].headers)
        await until(lambda: outbox.rows == 0)
    assert broker.values() == texts


async def test_a_row_larger_than_the_credit_goes_alone(outbox: Outbox) -> None:
    broker = Broker()
    await outbox.append(entries("x" * 500, "y" * 500))
    async with running(outbox, broker, wait_for_store=True, credit=10) as relay:
        await until(lambda: len(broker.sent) == 1)
        await relay.settle(broker.sent[0].headers)
        await until(lambda: len(broker.sent) == 2)


async def test_a_window_that_failed_does_not_use_up_the_credit(outbox: Outbox) -> None:
    broker = Broker()
    broker.faults = [fails(b"one", UnknownProducerId())]
    await outbox.append(entries("one"))
    async with running(outbox, broker, wait_for_store=True, credit=10):
        await until(lambda: broker.values() == ["one"])


async def test_a_silent_broker_makes_the_service_unready(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    broker = Broker()
    silent: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(record: Outgoing) -> Awaitable[Any]:
        return silent

    monkeypatch.setattr(broker, "send", send)
    monkeypatch.setattr("services.ingest.relay._SILENCE", 0.0)
    async with running(outbox, broker) as relay:
        await outbox.append(entries("one"))
        await until(lambda: "delivery" in relay.health.troubles())
        assert "no acknowledgement from unused:9" in relay.health.troubles()["delivery"]
        silent.set_result(None)
        await until(lambda: not relay.health.troubles() and outbox.rows == 0)


async def test_with_nothing_to_send_the_broker_is_looked_after(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    broker = Broker()
    monkeypatch.setattr("services.ingest.relay._LOOK", 0.01)
    async with running(outbox, broker) as relay:
        await until(lambda: not relay.health.troubles())
        broker.says = "gone"
        await until(lambda: relay.health.troubles() == {"broker": "gone"})
        await outbox.append(entries("one"))
        broker.says = None
        await until(lambda: not relay.health.troubles() and outbox.rows == 0)


async def test_a_broker_that_went_away_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    handle = Librdkafka({"test.mock.num.brokers": 1, "bootstrap.servers": "unused", "log_level": 0})
    wire = Wire(str(next(iter(handle.list_topics(timeout=10).brokers.values()))).split("/")[0])
    wire.create(RAW)
    producer = await RawProducer.connect(Settings(kafka_bootstrap=wire.bootstrap, topic_prefix=wire.prefix))
    assert await producer.trouble() is None
    del handle, wire
    assert "does not answer" in str(await producer.trouble())
    await producer.close()


async def test_over_a_real_wire(outbox: Outbox, wire: Wire) -> None:
    settings = Settings(kafka_bootstrap=wire.bootstrap, topic_prefix=wire.prefix)
    wire.create(RAW)
    await outbox.append([Entry(f"id-{number}", f"value {number}".encode()) for number in range(50)])
    relay = Relay(outbox, settings, Health(), credit=1000)
    task = asyncio.create_task(relay.run())
    await until(lambda: outbox.rows == 0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    found = await asyncio.to_thread(wire.values, RAW)
    assert found == {f"id-{number}": f"value {number}".encode() for number in range(50)}


async def test_connecting_says_what_is_wrong(wire: Wire, tmp_path: Path) -> None:
    with pytest.raises(TopicMissing, match="dateline topics apply"):
        await RawProducer.connect(Settings(kafka_bootstrap=wire.bootstrap, topic_prefix="nobody."))
    with pytest.raises(BrokerUnavailable, match=r"127\.0\.0\.1:9 \(DATELINE_KAFKA_BOOTSTRAP\)"):
        await RawProducer.connect(Settings(kafka_bootstrap="127.0.0.1:9"))
