"""The sink at work on batches: into the store first, and onto the enriched topics after it has committed.

What comes again after a crash, here or in an earlier stage, is not published again when the store knows that the same was
published last: that is noted once the broker has acknowledged it. A crash before the note means one repetition.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from dateline import topology
from services.runtime import memory, metrics
from services.runtime.backoff import Backoff
from services.runtime.consume import Desk
from services.runtime.deadletters import Reason
from services.runtime.guard import Guard
from services.runtime.headers import REPLAY, CloudEvent, cloud_events
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
#: Articles that are published before that is noted: as many as a crash may publish once more.
_NOTED = 20
#: Seconds after which a save is waiting for the database, and no record can be at fault.
_OWN_WORK = 5.0

#: Article id and fingerprint of what is to be published.
_Known = set[tuple[str, str]]


class SinkHandler:
    """Saves a batch, as often as it takes, then publishes it. What the store will never take is set aside."""

    last = True

    def __init__(
        self, settings: Settings, executor: Executor, health: Health, guard: Guard | None = None, *, drop_repeats: bool = True
    ) -> None:
        self._settings = settings
        self._executor = executor
        self._health = health
        self._log = logger(SERVICE)
        try:
            self._store = Store.open(settings.store())
        except StoreError as error:
            raise CannotStart(f"DATELINE_STORE_URL: {error}") from error
        self._sink = Sink(self._store)
        self._guard = guard or Guard()
        self._drop_repeats = drop_repeats
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
            for group in self._guard.groups(part):
                if verdict := self._guard.verdict(group[0]):
                    await desk.set_aside(group[0], verdict.code, verdict)
                else:
                    await self._save_and_publish(group, desk)

    async def _save_and_publish(self, group: Sequence[Incoming], desk: Desk) -> None:
        outcomes, known = await self._commit(group)
        sent: list[tuple[Incoming, Outcome]] = []
        for record, outcome in zip(group, outcomes, strict=True):
            if outcome.failure is not None:
                failure = outcome.failure
                await desk.set_aside(record, failure.code, Reason(failure.code, failure.exception, failure.message))
            elif not self._drop_repeats or self._is_news(record, outcome, known):
                sent.append((record, outcome))
            if len(sent) >= _NOTED:
                await self._publish(sent, desk)
                sent = []
        await self._publish(sent, desk)

    async def _publish(self, sent: Sequence[tuple[Incoming, Outcome]], desk: Desk) -> None:
        await desk.send_all(outgoing for record, outcome in sent for outgoing in self._published(record, outcome))
        if self._drop_repeats and sent:
            await self._mark(sent, desk)

    def _is_news(self, record: Incoming, outcome: Outcome, known: _Known) -> bool:
        """Whether it must be published: the same was not published last, or somebody wants it again."""
        what = (outcome.article_id or "", outcome.fingerprint)
        if what in known and not any(name == REPLAY for name, _ in record.headers):
            metrics.REPEATED.inc()
            return False
        known.add(what)
        return True

    async def _mark(self, sent: Sequence[tuple[Incoming, Outcome]], desk: Desk) -> None:
        """Note what was published, once it is acknowledged; what became a dead letter instead was not."""
        await desk.land()
        dead = {id(cause) for cause, was_dead in desk.landed if was_dead}
        marks = [outcome for record, outcome in sent if id(record) not in dead]
        await asyncio.get_running_loop().run_in_executor(self._executor, self._sink.mark, marks)

    async def _commit(self, group: Sequence[Incoming]) -> tuple[list[Outcome], _Known]:
        backoff = Backoff(SERVICE, "store", self._log)
        while True:
            try:
                with self._guard.working(*group):
                    saved = await self._attempt([record.value for record in group])
            except StoreUnavailable as error:
                self._health.trouble("store", str(error))
                await backoff.pause(error)
            else:
                self._health.trouble("store", None)
                return saved

    async def _attempt(self, values: Sequence[bytes | None]) -> tuple[list[Outcome], _Known]:
        loop = asyncio.get_running_loop()
        waiting = loop.call_later(_OWN_WORK, self._guard.pardon)
        try:
            return await loop.run_in_executor(self._executor, self._save, values)
        finally:
            waiting.cancel()

    def _save(self, values: Sequence[bytes | None]) -> tuple[list[Outcome], _Known]:
        outcomes = self._sink.commit(values)
        return outcomes, self._sink.published(outcomes) if self._drop_repeats else set()

    def _published(self, record: Incoming, outcome: Outcome) -> Iterator[Outgoing]:
        assert outcome.article_id is not None and outcome.record is not None, "only what was read can be saved"
        article_id, time = outcome.article_id, outcome.received_at
        yield from self._outgoing([CloudEvent(topology.ENRICHED, SERVICE, article_id, outcome.record, time)], record)
        parts = [CloudEvent(topology.EVENTS, SERVICE, article_id, one.value, time, one.id) for one in outcome.events]
        yield from self._outgoing(parts, record)

    def _outgoing(self, events: Sequence[CloudEvent], record: Incoming) -> Iterator[Outgoing]:
        """The records of one article on one topic."""
        for event, headers in zip(events, cloud_events(events, record.headers), strict=True):
            yield Outgoing(self._settings.topic(event.topic), event.article_id.encode("utf-8"), event.value, headers, record)


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
