"""The sink at work on batches: into the store first, and onto the enriched topics after it has committed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from dateline import topology
from dateline.topology import Topic
from services.runtime import memory
from services.runtime.backoff import Backoff
from services.runtime.consume import Desk
from services.runtime.deadletters import Reason
from services.runtime.headers import CloudEvent, cloud_event
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.records import Incoming, Outgoing
from services.runtime.settings import Settings
from services.runtime.wiring import CannotStart
from services.sink.errors import StoreError, StoreUnavailable
from services.sink.service import Outcome, Sink
from services.sink.store import Store

SERVICE = "sink"
#: Bytes of records that are saved in one transaction: what they become in memory is many times as much.
_PART = 1_048_576


class SinkHandler:
    """Saves a batch, as often as it takes, then publishes it. What the store will never take is set aside."""

    last = True

    def __init__(self, settings: Settings, executor: Executor, health: Health) -> None:
        self._settings = settings
        self._executor = executor
        self._health = health
        self._log = logger(SERVICE)
        try:
            self._store = Store.open(settings.store())
        except StoreError as error:
            raise CannotStart(f"DATELINE_STORE_URL: {error}") from error
        self._sink = Sink(self._store)
        health.trouble("store", "not asked yet")

    async def prepare(self) -> None:
        """Return once the store answers and has the right tables."""
        backoff = Backoff(SERVICE, "store", self._log)
        while True:
            try:
                await asyncio.get_running_loop().run_in_executor(self._executor, self._store.check)
            except StoreError as error:
                self._health.trouble("store", str(error))
                await backoff.pause(error)
            else:
                self._health.trouble("store", None)
                memory.steady()
                return

    async def __call__(self, batch: Sequence[Incoming], desk: Desk) -> None:
        for part in _parts(batch):
            for record, outcome in zip(part, await self._commit(part), strict=True):
                await self._publish(record, outcome, desk)

    async def _publish(self, record: Incoming, outcome: Outcome, desk: Desk) -> None:
        if outcome.failure is not None:
            failure = outcome.failure
            await desk.set_aside(record, failure.code, Reason(failure.code, failure.exception, failure.message))
            return
        for outgoing in self._published(record, outcome):
            await desk.send(outgoing)

    async def _commit(self, batch: Sequence[Incoming]) -> list[Outcome]:
        loop, backoff = asyncio.get_running_loop(), Backoff(SERVICE, "store", self._log)
        values = [record.value for record in batch]
        while True:
            try:
                outcomes = await loop.run_in_executor(self._executor, self._sink.commit, values)
            except StoreUnavailable as error:
                self._health.trouble("store", str(error))
                await backoff.pause(error)
            else:
                self._health.trouble("store", None)
                return outcomes

    def _published(self, record: Incoming, outcome: Outcome) -> Iterator[Outgoing]:
        assert outcome.article_id is not None and outcome.record is not None, "only what was read can be saved"
        article_id, time = outcome.article_id, outcome.received_at
        whole = CloudEvent(topology.ENRICHED, SERVICE, article_id, outcome.record, time)
        yield self._outgoing(topology.ENRICHED, whole, record)
        for event in outcome.events:
            part = CloudEvent(topology.EVENTS, SERVICE, article_id, event.value, time, event.id)
            yield self._outgoing(topology.EVENTS, part, record)

    def _outgoing(self, topic: Topic, event: CloudEvent, record: Incoming) -> Outgoing:
        key = event.article_id.encode("utf-8")
        return Outgoing(self._settings.topic(topic), key, event.value, cloud_event(event, record.headers), record)


def _parts(batch: Sequence[Incoming]) -> Iterator[Sequence[Incoming]]:
    """The batch in order, in parts of about `_PART` bytes."""
    start = size = 0
    for at, record in enumerate(batch):
        size += len(record.value or b"")
        if size >= _PART:
            yield batch[start : at + 1]
            start, size = at + 1, 0
    if start < len(batch):
        yield batch[start:]
