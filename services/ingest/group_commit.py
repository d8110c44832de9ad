"""One thread, one SQLite connection: what waits for the disk at the same time is written in one transaction, with one fsync."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Run = Callable[[sqlite3.Connection], T]

#: Most jobs that share one transaction.
_GROUP = 1024
#: Seconds after which what nobody waits for, and could not be written, is tried again.
_AGAIN_SECONDS = 1.0


class File(Protocol):
    """What the thread works on. All methods are called in the thread; any may raise sqlite3.Error or OSError."""

    def connect(self) -> sqlite3.Connection:
        """Open the file; called again after a failure."""

    def begun(self) -> None:
        """A transaction starts."""

    def committed(self) -> None:
        """The transaction is on disk."""

    def failed(self, error: Exception) -> Exception:
        """The transaction is undone and the connection closed; returns what those who wait are told."""


@dataclass(frozen=True, slots=True)
class _Job:
    run: Run[Any]
    answer: Callable[[Any, BaseException | None], None]
    writes: bool
    refusal: type[Exception]  # raised by `run` before it writes: concerns this job alone
    owed: bool = False  # nobody waits for it, so it is done again until it is done


class GroupCommit:
    """The thread. `ask` from one event loop, `tell` from anywhere."""

    def __init__(self, file: File, refusal: type[Exception]) -> None:
        self._file = file
        self._refusal = refusal
        self._closed = False
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._owed: list[_Job] = []
        self._later: threading.Timer | None = None
        self._connection: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)
        self._thread.start()

    async def ask(self, run: Run[T], writes: bool = True) -> T:
        """Run a job and wait for its result; a job that writes is on disk then."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def resolve(result: T, error: BaseException | None) -> None:
            if future.done():
                return
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)

        def answer(result: T, error: BaseException | None) -> None:
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
                loop.call_soon_threadsafe(resolve, result, error)

        if self._closed:
            raise self._file.failed(sqlite3.ProgrammingError("it is closed"))
        self._jobs.put(_Job(run, answer, writes, self._refusal))
        return await future

    def tell(self, run: Run[None]) -> None:
        """Queue a job that writes and that nobody waits for; it is tried again until it is on disk."""
        if not self._closed:
            self._jobs.put(_Job(run, lambda _result, _error: None, True, self._refusal, owed=True))

    async def close(self) -> None:
        """Finish what is queued and close the file."""
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        while self._turn():
            pass
        self._disconnect()

    def _turn(self) -> bool:
        """Do the jobs of one group; false when it was the last. A method of its own, so that it holds nothing while it waits."""
        group = self._group()
        jobs = [job for job in group if job is not None]
        owed, self._owed = self._owed, []
        self._write(owed + [job for job in jobs if job.writes])
        for job in jobs:
            if not job.writes:
                self._read(job)
        return group[-1] is not None

    def _group(self) -> list[_Job | None]:
        group = [self._jobs.get()]
        with suppress(queue.Empty):
            while group[-1] is not None and len(group) < _GROUP:
                group.append(self._jobs.get_nowait())
        return group

    def _write(self, jobs: list[_Job]) -> None:
        if not jobs:
            return
        answers: list[tuple[Any, BaseException | None]] = []
        try:
            connection = self._connected()
            self._file.begun()
            connection.execute("BEGIN IMMEDIATE")
            answers = [_attempt(job, connection) for job in jobs]
            connection.execute("COMMIT")
            self._file.committed()
        except Exception as error:  # whatever it is, no job of this group was done, and each is told so
            told = self._failed(error)
            answers = [(None, told)] * len(jobs)
            self._owe([job for job in jobs if job.owed])
        for job, (result, refused) in zip(jobs, answers, strict=True):
            job.answer(result, refused)

    def _owe(self, jobs: list[_Job]) -> None:
        """Come back to these later, should nothing else come before."""
        self._owed = jobs
        if jobs and self._later is None:
            self._later = threading.Timer(_AGAIN_SECONDS, self._remind)
            self._later.daemon = True
            self._later.start()

    def _remind(self) -> None:
        self._later = None
        self._jobs.put(_Job(lambda _: None, lambda _result, _error: None, True, self._refusal))

    def _read(self, job: _Job) -> None:
        try:
            job.answer(job.run(self._connected()), None)
        except Exception as error:
            job.answer(None, self._failed(error))

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._file.connect()
        return self._connection

    def _failed(self, error: Exception) -> Exception:
        """Drop the connection, so that the next job starts afresh on a disk that may be well again."""
        self._disconnect()
        return self._file.failed(error)

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _attempt(job: _Job, connection: sqlite3.Connection) -> tuple[Any, BaseException | None]:
    try:
        return job.run(connection), None
    except job.refusal as refused:
        return None, refused
