"""A note on disk of the records that are in work, so that one that ends the process again and again is found out.

A rule that takes all memory, or crashes in native code, or never returns, leaves no exception behind. But the note stays:
the process that is started next finds it, and after the third such end the record is set aside instead of tried again.
Of records that were in work together each is tried alone from then on, so that only the one at fault is found out.
The note is written without fsync: it outlives the process, not the machine. Nothing is lost without it but the count.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from dateline.deadletter import REDRIVES, Code
from services.runtime.deadletters import Reason
from services.runtime.logs import Logger
from services.runtime.records import Incoming

#: How often a process may end over a record before the record is set aside.
MOST = 3
#: Seconds that a stage may take for one record before its process is ended; every known article takes less than two.
STEP_LIMIT = 120.0
#: Workers of one service that may share a host and a directory.
_SLOTS = 256
#: Records whose ends are remembered; beyond that the oldest are forgotten.
_REMEMBERED = 1_000


class Guard:
    """What is in work, and how often each record was when the process ended. Without a file it remembers nothing."""

    def __init__(self, file: int | None = None) -> None:
        self._file = file
        self._ends: dict[str, int] = {}
        self._codes: dict[str, Code] = {}
        self._since: float | None = None
        self._at: list[str] = []
        if file is not None:
            self._recall(file)

    @classmethod
    def open(cls, directory: Path, service: str, log: Logger) -> Guard:
        """The note of this worker, in a file that no other process has open. Without one where there is no writing."""
        try:
            directory.mkdir(parents=True, exist_ok=True)
            for slot in range(_SLOTS):
                path = directory / f"{service}-{socket.gethostname()}-{slot}.json"
                file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(file)
                    continue
                return cls(file)
        except OSError as error:
            log.warning(f"a record that ends the process will not be found out: cannot write in {directory}: {error.strerror}")
        return cls()

    @contextmanager
    def working(self, *records: Incoming) -> Iterator[None]:
        """The records are in work while inside; a process that ends there will be remembered."""
        places = [_identity(record) for record in records]
        self._at, self._since = places, time.monotonic()
        self._note()
        try:
            yield
        finally:
            for place in places:
                self._ends.pop(place, None)
                self._codes.pop(place, None)
            self.pardon()

    def pardon(self) -> None:
        """What is in work has nothing to answer for any more, should the process end: it only waits for somebody else."""
        self._at, self._since = [], None
        self._note()

    def groups(self, records: Sequence[Incoming]) -> Iterator[Sequence[Incoming]]:
        """The records in order: those that may have ended the process alone, the others together."""
        start = 0
        for at, record in enumerate(records if self._ends else ()):
            if _identity(record) in self._ends:
                if start < at:
                    yield records[start:at]
                yield records[at : at + 1]
                start = at + 1
        if start < len(records):
            yield records[start:]

    def verdict(self, record: Incoming) -> Reason | None:
        """Why a record must be set aside: it has ended the process too often. None: it may be tried."""
        if not self._ends:
            return None
        place = _identity(record)
        ends = self._ends.get(place, 0)
        if ends < MOST:
            return None
        code = self._codes.get(place, "POISON")
        what = f"was not done after {STEP_LIMIT:.0f} s" if code == "TIMEOUT" else "ended"
        return Reason(code, "ProcessEnded", f"the work on this record {what}, {ends} times, and the process with it", ends)

    def overdue(self) -> str | None:
        """What takes longer than any record may; None when nothing does. Once asked, the note says that time was the reason."""
        since, places = self._since, self._at
        if since is None or not places or time.monotonic() - since < STEP_LIMIT:
            return None
        self._codes.update(dict.fromkeys(places, "TIMEOUT"))
        self._note()
        return f"{', '.join(places)} has been in work for {STEP_LIMIT:.0f} s"

    def _recall(self, file: int) -> None:
        noted = _read(file)
        self._ends, self._codes = noted["ends"], noted["codes"]
        for place in noted["at"]:
            self._ends[place] = self._ends.pop(place, 0) + 1
        for place in list(self._ends)[:-_REMEMBERED]:
            del self._ends[place]
            self._codes.pop(place, None)
        self._note()

    def _note(self) -> None:
        if self._file is not None:
            text = orjson.dumps({"at": self._at, "ends": self._ends, "codes": self._codes})
            with suppress(OSError):  # a full disk costs the note, never the record
                os.pwrite(self._file, text + b"\n", 0)  # what stood there before may be longer: the first line counts


def _identity(record: Incoming) -> str:
    """The record by its topic and bytes: its offset is another one when it is sent again. Two with one sum share a count.

    Sent back from the dead letters it is another record, since whoever did so has mended what was wrong.
    """
    value = record.value or b""
    redriven = b"".join(sent or b"" for name, sent in record.headers if name == REDRIVES)
    return f"{record.topic} {len(value)} {zlib.crc32(value):08x} {redriven[:8].decode('ascii', 'replace')}".rstrip()


def _read(file: int) -> dict[str, Any]:
    """What a file says; one that was cut off, or is not ours, says nothing."""
    first, _, _ = os.pread(file, 1_048_576, 0).partition(b"\n")
    try:
        noted = orjson.loads(first)
        return {"at": list(noted["at"]), "ends": dict(noted["ends"]), "codes": dict(noted["codes"])}
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return {"at": [], "ends": {}, "codes": {}}
