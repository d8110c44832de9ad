"""A broker that does what a test tells it, in place of a Kafka producer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from dateline import topology
from services.runtime.deliver import Flight, Limits
from services.runtime.logs import logger
from services.runtime.records import Incoming, Outgoing
from services.runtime.settings import Settings


@dataclass
class FakeBroker:
    """Takes records; `refuse` and `fail` hold errors for the next sends, None among them being success."""

    refuse: list[Exception | None] = field(default_factory=list)  #: raised by `send`
    fail: list[Exception | None] = field(default_factory=list)  #: results of the acknowledgements
    taken: list[Outgoing] = field(default_factory=list)  #: acknowledged, in order

    async def send(self, record: Outgoing) -> Awaitable[Any]:
        """As a producer does."""
        if self.refuse and (refusal := self.refuse.pop(0)) is not None:
            raise refusal
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.fail and (failure := self.fail.pop(0)) is not None:
            future.set_exception(failure)
        else:
            self.taken.append(record)
            future.set_result(None)
        return future

    async def partition(self, record: Outgoing) -> int:
        """One for each first letter of a key."""
        return (record.key or b"a")[0]

    async def send_batch(self, records: Sequence[Outgoing], partition: int) -> tuple[int, Awaitable[Any]]:
        """Takes two at once, which are acknowledged together."""
        assert {await self.partition(record) for record in records} == {partition}
        assert len({record.topic for record in records}) == 1
        futures = [await self.send(record) for record in records[:2]]
        return len(futures), asyncio.gather(*futures)

    def flight(self) -> Flight:
        """A flight to this broker."""
        return Flight("test", self, Limits(Settings()), logger("test"))


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> FakeBroker:
    """A broker that takes everything; nobody waits between attempts."""
    monkeypatch.setattr("services.runtime.backoff.FIRST_SECONDS", 0.0)
    return FakeBroker()


def incoming(value: bytes | None = b"{}", *, topic: topology.Topic = topology.RAW, **more: Any) -> Incoming:
    """A record of a topic."""
    fields = {"partition": 2, "offset": 7, "timestamp_ms": 1_600_000_000_000, "key": b"k", "headers": (), **more}
    return Incoming(Settings().topic(topic), value=value, **fields)


def outgoing(name: str, value: bytes = b"{}", cause: Incoming | None = None) -> Outgoing:
    """A record on its way to the first stage's target, told by its key."""
    target = Settings().topic(topology.STAGES[0].target)
    return Outgoing(target, name.encode(), value, (), cause or incoming(key=name.encode()))
