"""From the outbox to the raw topic, in the order of arrival, and how a row is known to have arrived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from services.ingest.kafka import RawProducer, TopicMissing, raw_record
from services.ingest.outbox import Outbox, OutboxError, Row
from services.runtime.backoff import Backoff
from services.runtime.deliver import EmbeddedLimits, Flight, Keep, Limits, Undeliverable
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.records import Headers, Outgoing
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable

#: Header that carries the row id through the chain, where a row is done only when the store has it.
OUTBOX_HEADER = "dateline-outbox"
SERVICE = "ingest"

#: Most rows that are sent before their acknowledgements are waited for.
_WINDOW = 500
#: Seconds without an acknowledgement after which the broker counts as away.
_SILENCE = 10.0
#: Seconds without anything to send after which the broker is asked whether it is there.
_LOOK = 5.0

Connect = Callable[[Settings], Awaitable[RawProducer]]


@dataclass
class Relay:
    """Sends what waits in the outbox. `run` it as a task; it ends only by being cancelled.

    On a durable Kafka a row is settled when the broker has acknowledged it. With `wait_for_store`, for a broker that
    forgets, it is settled when `settle` is called with the headers of its record: by the sink once the store has
    committed, or by whoever made a dead letter of it. At most `credit` bytes are sent and not settled, or one row.
    """

    outbox: Outbox
    settings: Settings
    health: Health
    credit: int
    wait_for_store: bool = False
    connect: Connect = RawProducer.connect
    keep: Keep | None = None  #: keeps dead letters where the broker does not
    _flying: dict[int, int] = field(default_factory=dict)  # bytes by row, sent and not settled
    _landed: asyncio.Event = field(default_factory=asyncio.Event)
    _cursor: int = 0
    _sending_since: float | None = None

    def __post_init__(self) -> None:
        self._log = logger(SERVICE)
        self._limits = EmbeddedLimits(self.settings) if self.wait_for_store else Limits(self.settings)
        self.health.trouble("broker", "not connected yet")
        self.health.watch("delivery", self._silence)

    @property
    def in_flight(self) -> int:
        """Bytes sent and not settled."""
        return sum(self._flying.values())

    async def run(self) -> None:
        """Connect, send, and begin again after whatever happens."""
        backoff = Backoff(SERVICE, "broker", self._log)
        while True:
            try:
                producer = await self.connect(self.settings)
                self._log.info("connected", broker=self.settings.kafka_bootstrap)
                self.health.trouble("broker", None)
                backoff = Backoff(SERVICE, "broker", self._log)
                try:
                    await self._send_all(producer)
                finally:
                    await producer.close()
            except (BrokerUnavailable, TopicMissing, Undeliverable, OutboxError) as error:
                self.health.trouble("broker", str(error))
                await backoff.pause(error)

    async def settle(self, headers: Headers) -> None:
        """A record with these headers goes no further: its row, if it names one of ours, is done."""
        for name, value in headers:
            if name == OUTBOX_HEADER and value is not None and value.isdigit():
                self._settle([int(value)])

    def _settle(self, ids: list[int]) -> None:
        for one in ids:
            self._flying.pop(one, None)
        self.outbox.settle(ids)
        self._landed.set()

    async def _send_all(self, producer: RawProducer) -> None:
        while True:
            self.outbox.arrived.clear()
            self._landed.clear()
            room = self.credit - self.in_flight
            rows = await self.outbox.read(self._cursor, _WINDOW, max(room, 1))
            fits = bool(rows) and (rows[0].entry.size <= room or not self._flying)
            if fits:
                await self._send(producer, rows)
            elif rows:
                await self._landed.wait()
            else:
                await self._idle(producer)

    async def _idle(self, producer: RawProducer) -> None:
        """Wait for rows, and look after the broker meanwhile."""
        try:
            async with asyncio.timeout(_LOOK):
                await self.outbox.arrived.wait()
        except TimeoutError:
            self.health.trouble("broker", await producer.trouble())

    async def _send(self, producer: RawProducer, rows: list[Row]) -> None:
        """Send rows and wait until the broker has them; the cursor moves only then, so that order survives trouble."""
        self._sending_since = time.monotonic()
        self._flying.update((row.id, row.entry.size) for row in rows)
        flight = Flight(SERVICE, producer, self._limits, self._log, self.keep)
        try:
            for row in rows:
                await flight.send(self._outgoing(row))
            landed = await flight.landed()
        except BaseException:
            for row in rows:  # they are read and sent again, so they do not count against the credit twice
                self._flying.pop(row.id, None)
            raise
        finally:
            self._sending_since = None
        self._cursor = rows[-1].id
        self.health.trouble("broker", None)
        if not self.wait_for_store:
            self._settle([row.id for row in rows])
        for record in landed:
            if record.dead:
                await self.settle(record.headers)

    def _outgoing(self, row: Row) -> Outgoing:
        more: Headers = ((OUTBOX_HEADER, str(row.id).encode()),) if self.wait_for_store else ()
        return raw_record(self.settings, row.entry, more)

    def _silence(self) -> str | None:
        if self._sending_since is None or (waited := time.monotonic() - self._sending_since) < _SILENCE:
            return None
        return f"no acknowledgement from {self.settings.kafka_bootstrap} for {waited:.0f} s"
