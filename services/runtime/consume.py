"""Taking batches from a topic without losing a record: the one place that knows how Faust must be used.

What makes it safe, together with `app.create` and the `concurrency=1` of each agent:
a batch is given back to Faust, which then commits it, only after the broker has acknowledged everything that became of
it, dead letters included; nothing is ever raised into Faust, which would commit the batch; when there is no way on, the
process ends at once, before a commit, and reads the batch again when it is started anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol

from dateline.deadletter import Code
from services.runtime import metrics
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.deliver import Flight
from services.runtime.guard import Guard
from services.runtime.logs import Logger
from services.runtime.records import Headers, Incoming, Outgoing

#: Most records of a batch, and the seconds to wait for more of them.
BATCH = 100
WITHIN = 0.05

#: Bytes of one batch's results that may wait for their acknowledgement.
_MOST_IN_FLIGHT = 4_194_304
#: Bytes of results that are handed over together.
_MOST_AT_ONCE = 1_048_576
#: Exit code of a process that gave up.
GAVE_UP = 1


class Handler(Protocol):
    """The work of a service on one batch.

    It hands all that becomes of the batch to the desk, in order. It deals with bad data itself and repeats what fails for
    a while; what it raises ends the process.
    """

    last: bool  #: nothing reads on after this service: what it has published is finished

    async def prepare(self) -> None:
        """Return once everything that the work needs is there; called before the first batch, and now and then after."""

    async def __call__(self, batch: Sequence[Incoming], desk: Desk) -> None: ...


class Desk:
    """What a handler may do with the records of one batch."""

    def __init__(self, service: str, flight: Flight) -> None:
        self.service = service
        self.landed: list[tuple[Incoming, bool]] = []  #: causes of what was acknowledged, and whether it is a dead letter
        self._flight = flight
        self._bytes = 0

    async def send(self, record: Outgoing) -> None:
        """Put a record on its way; waits when many bytes are."""
        await self._flight.send(record)
        self._bytes += len(record.value or b"")
        if self._bytes > _MOST_IN_FLIGHT:
            await self.land()

    async def send_all(self, records: Iterable[Outgoing]) -> None:
        """The same for many records; those of one key stay in order."""
        some: list[Outgoing] = []
        size = 0
        for record in records:
            some.append(record)
            size += len(record.value or b"")
            if size > _MOST_AT_ONCE:
                await self._send_some(some, size)
                some, size = [], 0
        await self._send_some(some, size)

    async def _send_some(self, records: Sequence[Outgoing], size: int) -> None:
        await self._flight.send_all(records)
        self._bytes += size
        if self._bytes > _MOST_IN_FLIGHT:
            await self.land()

    async def land(self) -> None:
        """Wait until everything sent so far is acknowledged."""
        self.landed += [(record.cause, record.dead) for record in await self._flight.landed()]
        self._bytes = 0

    async def set_aside(self, record: Incoming, code: Code, error: BaseException | Reason) -> None:
        """Put a record among the dead letters of its topic."""
        reason = error if isinstance(error, Reason) else Reason.of(code, error)
        metrics.DEAD_LETTERS.labels(self.service, reason.code).inc()
        await self.send(dead_letter(record, self.service, reason))


class TooManyDeadLetters(RuntimeError):
    """So many records in a row were set aside that the service, not the data, must be wrong."""


class Batches:
    """One service's consumption: give it the events of `take_events`, and give the batch back when it returns."""

    def __init__(
        self,
        service: str,
        handler: Handler,
        flight: Callable[[], Flight],
        log: Logger,
        settle: Callable[[Headers], Awaitable[None]] | None = None,
        give_up: Callable[[int], Any] = os._exit,
        most_dead_letters: int = 0,
        guard: Guard | None = None,
    ) -> None:
        self.service = service
        self.handler = handler
        self._flight = flight
        self._log = log
        self._settle = settle
        self._give_up = give_up
        self._most_dead_letters = most_dead_letters
        self._dead_in_a_row = 0
        self.guard = guard or Guard()  #: knows which record is in work
        self.working_since: float | None = None  #: monotonic seconds while a batch is worked on, else None
        self.done = 0  #: records given back so far

    async def handle(self, events: Sequence[Any]) -> None:
        """Do all the work of one batch. Never raises: ends the process when there is no way on."""
        started = self.working_since = time.monotonic()
        try:
            batch = [Incoming.of(event.message) for event in events]
            metrics.RECEIVED.labels(self.service).inc(len(batch))
            await self._work(batch)
        except Exception as error:
            self._log.critical("giving up; the batch stays uncommitted and will be read again", error=str(error), exc_info=True)
            self._give_up(GAVE_UP)
        metrics.BATCH_SECONDS.labels(self.service).observe(time.monotonic() - started)
        self.working_since = None
        self.done += len(events)

    async def _work(self, batch: Sequence[Incoming]) -> None:
        desk = Desk(self.service, self._flight())
        await self.handler(batch, desk)
        await desk.land()
        self._count_dead(len(batch), sum(dead for _, dead in desk.landed))
        if self._settle is not None:
            for record in batch if self.handler.last else _ended(desk.landed):
                await self._settle(record.headers)

    def _count_dead(self, records: int, dead: int) -> None:
        self._dead_in_a_row = self._dead_in_a_row + dead if dead >= records else 0
        if self._most_dead_letters and self._dead_in_a_row >= self._most_dead_letters:
            raise TooManyDeadLetters(
                f"{self._dead_in_a_row} records in a row were set aside: look at the dead letters; "
                "DATELINE_DEAD_LETTER_LIMIT=0 lets them all pass"
            )


def _ended(landed: Sequence[tuple[Incoming, bool]]) -> list[Incoming]:
    """The records that only dead letters were made of: they go no further."""
    passed = {id(cause) for cause, dead in landed if not dead}
    return [cause for cause, dead in landed if dead and id(cause) not in passed]
