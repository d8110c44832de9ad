"""Articles from files to the raw topic: read in a thread, checked as at the door, sent and acknowledged a window at a time."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Protocol

from dateline.codec import CodecError, decode_object
from services.ingest.arrival import Arrivals
from services.ingest.intake import raw_entry, stamped
from services.ingest.kafka import RawProducer, raw_record
from services.ingest.outbox import Entry
from services.ingest.validate import admit_object
from services.runtime.deliver import Flight, Limits
from services.runtime.logs import logger
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable

#: Most articles that are sent before their acknowledgements are waited for, and most that are read ahead.
_WINDOW = 500
#: Seconds without an acknowledgement after which the broker counts as gone.
_STALL = 60.0
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Found(Protocol):
    """One article that was found, or why there is none, and where: `file:line`."""

    @property
    def where(self) -> str: ...
    @property
    def value(self) -> bytes: ...
    @property
    def problem(self) -> str | None: ...


class Report(Protocol):
    """Where to say how far it is, and what was refused."""

    def step(self) -> None: ...
    def say(self, message: str) -> None: ...


class Sending:
    """One run of `dateline produce`."""

    def __init__(self, settings: Settings, report: Report) -> None:
        self.sent = 0  #: acknowledged
        self.refused = 0
        self._settings = settings
        self._report = report
        self._arrivals = Arrivals()

    async def run(self, articles: Iterable[Found]) -> None:
        """Send them all, in order. Raises BrokerUnavailable, TopicMissing and Undeliverable."""
        producer = await RawProducer.connect(self._settings)
        try:
            reader = Reader(articles)
            while window := await reader.window():
                await self._deliver(producer, [entry for one in window if (entry := self.admitted(one)) is not None])
        finally:
            await producer.close()

    def summary(self) -> str:
        """How it went so far, in words."""
        return f"{self.sent} sent, {self.refused} refused"

    def admitted(self, found: Found) -> Entry | None:
        """The record for one article; None, counted and said, when it is none."""
        try:
            if found.problem is not None:
                raise CodecError("SCHEMA", found.problem)
            sent = decode_object(found.value.removeprefix(_BYTE_ORDER_MARK))
            return raw_entry(stamped(admit_object(sent, None), self._arrivals))
        except CodecError as error:
            self.refused += 1
            self._report.say(f"{found.where}: {error}")
            return None

    async def _deliver(self, producer: RawProducer, entries: list[Entry]) -> None:
        flight = Flight("produce", producer, Limits(self._settings), logger("produce"))
        try:
            async with asyncio.timeout(_STALL):
                for entry in entries:
                    await flight.send(raw_record(self._settings, entry))
                landed = await flight.landed()
        except TimeoutError as error:
            where = f"{self._settings.kafka_bootstrap} (DATELINE_KAFKA_BOOTSTRAP)"
            raise BrokerUnavailable(
                f"{where} acknowledged nothing for {_STALL:.0f} seconds; what was under way may be there"
            ) from error
        for record in landed:
            self.refused += record.dead
            self.sent += not record.dead
            self._report.step()


class Reader:
    """Takes items from a blocking iterator in a thread, so that what comes slowly is passed on at once."""

    def __init__(self, items: Iterable[Found]) -> None:
        self._loop = asyncio.get_running_loop()
        self._some = asyncio.Event()
        self._room = threading.Semaphore(_WINDOW)
        self._read: deque[Found] = deque()
        self._ended = False
        self._error: BaseException | None = None
        # A daemon: it may hang in a read from a terminal or a pipe when the command is interrupted.
        threading.Thread(target=self._work, args=(iter(items),), name="reader", daemon=True).start()

    async def window(self) -> list[Found]:
        """What has been read meanwhile, at least one; empty at the end. Raises what the iterator raises."""
        while not self._read and not self._ended:
            self._some.clear()
            await self._some.wait()
        if not self._read and self._error is not None:
            raise self._error
        window = [self._read.popleft() for _ in range(len(self._read))]
        self._room.release(max(1, len(window)))
        return window

    def _work(self, items: Iterator[Found]) -> None:
        try:
            for item in items:
                self._room.acquire()
                self._read.append(item)
                self._wake()
        except BaseException as error:  # raised where the items are used
            self._error = error
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody reads any more
            self._loop.call_soon_threadsafe(self._some.set)
