"""Dead letters in one process: kept on disk before their records count as finished, and sent back when somebody asks."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial

from services.ingest.relay import OUTBOX_HEADER
from services.repair.kept import Kept
from services.repair.letters import Letter
from services.repair.redrive import headers as redriven_headers
from services.repair.sending import Sender
from services.runtime.backoff import Backoff
from services.runtime.deliver import EMBEDDED_COMPRESSION
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.records import Headers, Outgoing
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable

#: Header that carries a letter's number through the chain: it is done when its record goes no further.
LETTER_HEADER = "dateline-letter"
SERVICE = "redrive"
#: Seconds between two looks for letters that are to be sent back.
_LOOK = 1.0
#: Bytes that may be on their way, as the embedded broker forgets what is more; one letter at least.
_CREDIT = 262_144


class Letters:
    """Keeps dead letters, and sends them back. `run` it as a task; it ends only by being cancelled."""

    def __init__(self, settings: Settings, health: Health) -> None:
        self._settings = settings
        self._kept = Kept(settings)
        self._health = health
        self._log = logger(SERVICE)
        self._flying: set[int] = set()
        self._landed = asyncio.Event()

    async def keep(self, records: Sequence[Outgoing]) -> None:
        """Return when the letters are on disk: a disk that is full is waited for."""
        await self._written(partial(self._kept.keep, records))

    async def settle(self, headers: Headers) -> None:
        """A record with these headers goes no further: its letter, if it names one, is done. A full disk is waited for."""
        for name, value in headers:
            if name == LETTER_HEADER and value is not None and value.isdigit() and int(value) in self._flying:
                number = int(value)
                await self._written(partial(self._kept.arrived, number))
                self._flying.discard(number)
                self._landed.set()

    async def _written(self, write: Callable[[], None]) -> None:
        backoff = Backoff(SERVICE, "dead letters", self._log)
        while True:
            try:
                await asyncio.to_thread(write)
            except (sqlite3.Error, OSError) as error:
                self._health.trouble("dead letters", f"{self._kept.path}: {error}")
                await backoff.pause(error)
            else:
                self._health.trouble("dead letters", None)
                return

    async def run(self) -> None:
        """Send back what is due, little at once; what a crash leaves unfinished is due after the next start."""
        sender = Sender(self._settings, compression=EMBEDDED_COMPRESSION)
        backoff = Backoff(SERVICE, "dead letters", self._log)
        while True:
            try:
                if not await self._send_some(sender):
                    await asyncio.sleep(_LOOK)
                backoff = Backoff(SERVICE, "dead letters", self._log)
            except (BrokerUnavailable, sqlite3.Error, OSError) as error:
                await backoff.pause(error)

    async def _send_some(self, sender: Sender) -> bool:
        portion = _portion(await asyncio.to_thread(self._kept.due))
        self._flying = {one.record.offset for one in portion}
        if portion:
            await asyncio.to_thread(
                sender.deliver, [(one.topic, one.record.key, one.record.value, _headers(one)) for one in portion]
            )
        while self._flying:
            self._landed.clear()
            await self._landed.wait()
        return bool(portion)


def _portion(letters: Sequence[Letter]) -> list[Letter]:
    portion: list[Letter] = []
    size = 0
    for one in letters:
        size += len(one.record.value or b"")
        if portion and size > _CREDIT:
            break
        portion.append(one)
    return portion


def _headers(letter: Letter) -> Headers:
    """Those of a redriven record; the row of the outbox that it once was is done."""
    kept = tuple(pair for pair in redriven_headers(letter) if pair[0] not in (OUTBOX_HEADER, LETTER_HEADER))
    return (*kept, (LETTER_HEADER, str(letter.record.offset).encode()))
