"""The outbox: what was answered 202, on disk until it has arrived where it belongs.

A SQLite file in WAL mode with synchronous=FULL: what is acknowledged survives kill -9 and a power cut.

OutboxError             what the outbox cannot do
├── OutboxFull          it holds as much as it may; room comes back as rows are settled
└── OutboxUnavailable   the disk is full, read-only or broken, or another process has the file
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from services.ingest.group_commit import GroupCommit

_FORMAT = 1
#: Ids are the order of arrival, and none is used twice, so that a late settle cannot hit a new row.
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS record (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        headers BLOB NOT NULL,
        value BLOB NOT NULL,
        size INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, tries INTEGER NOT NULL);
"""
#: Bytes that a row takes on disk besides key, headers and value, about.
_ROW_OVERHEAD = 64


class OutboxError(Exception):
    """Something that the outbox cannot do now."""


class OutboxFull(OutboxError):
    """The outbox holds as many bytes as its limit allows."""


class OutboxUnavailable(OutboxError):
    """The file cannot be written or read; nothing that was waiting has been kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A Kafka record to be: key, headers (text) and value."""

    key: str
    value: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that it counts for."""
        return len(self.key) + len(self.value) + sum(len(name) + len(text) for name, text in self.headers) + _ROW_OVERHEAD


@dataclass(frozen=True, slots=True)
class Row:
    """An entry that is kept, with its place in the order of arrival."""

    id: int
    entry: Entry


class Outbox:
    """An outbox file in use by this process alone. Made by `open`; everything but `settle` belongs to one event loop."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path = path
        self.limit = limit  #: bytes
        self.rows = 0  #: not settled yet
        self.bytes = 0  #: of those rows
        self.problem: str | None = None  #: why the last transaction failed; None when it did not
        self.arrived = asyncio.Event()  #: set when rows have been added
        self._change = [0, 0]  # of rows and bytes, by the transaction under way
        self._disk = GroupCommit(self, refusal=OutboxFull)

    @classmethod
    async def open(cls, path: Path, limit: int) -> Outbox:
        """Open or make the file; `limit` is in bytes. Raises OutboxUnavailable."""
        outbox = cls(path, limit)
        try:
            await outbox.check()
        except OutboxError:
            await outbox.close()
            raise
        return outbox

    async def append(self, entries: Sequence[Entry]) -> list[int]:
        """Keep entries, all or none; when this returns their row ids they are on disk. Raises OutboxError."""
        ids = await self._disk.ask(lambda connection: self._insert(connection, entries))
        self.arrived.set()
        return ids

    async def read(self, after: int, max_rows: int, max_bytes: int) -> list[Row]:
        """The rows that follow id `after`, oldest first: at most so many rows and bytes, yet one if there is any."""
        return await self._disk.ask(lambda connection: _select(connection, after, max_rows, max_bytes), writes=False)

    def settle(self, ids: Iterable[int]) -> None:
        """Forget rows that have arrived. Safe from any thread; unknown ids are ignored.

        Returns at once, and is tried again as long as the disk is in trouble: a settle that is lost in a crash means that
        a row is sent twice, which is harmless.
        """
        wanted = tuple(ids)
        self._disk.tell(lambda connection: self._delete(connection, wanted))

    async def check(self) -> None:
        """Write and sync a few bytes. Raises OutboxUnavailable when that cannot be done."""
        await self._disk.ask(_probe)

    async def close(self) -> None:
        """Finish what is waiting and close the file."""
        await self._disk.close()

    def connect(self) -> sqlite3.Connection:
        """Open the file and count what it holds. (For GroupCommit.)"""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=1)
        try:
            self.rows, self.bytes = _prepare(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def begun(self) -> None:
        """Nothing is changed yet. (For GroupCommit.)"""
        self._change = [0, 0]

    def committed(self) -> None:
        """Count what the transaction changed. (For GroupCommit.)"""
        self.rows, self.bytes = self.rows + self._change[0], self.bytes + self._change[1]
        self.problem = None

    def failed(self, error: Exception) -> OutboxUnavailable:
        """Remember why. (For GroupCommit.)"""
        self.problem = str(error) if isinstance(error, OutboxUnavailable) else f"{self.path}: {error}"
        return OutboxUnavailable(self.problem)

    def _insert(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[int]:
        size = sum(entry.size for entry in entries)
        held = self.bytes + self._change[1]
        if held + size > self.limit:
            raise OutboxFull(f"the outbox holds {held} bytes of at most {self.limit}; there is no room for {size} more")
        sql = "INSERT INTO record (key, headers, value, size) VALUES (?, ?, ?, ?)"
        rows = ((entry.key, orjson.dumps(entry.headers), entry.value, entry.size) for entry in entries)
        ids = [connection.execute(sql, row).lastrowid or 0 for row in rows]
        self._change = [self._change[0] + len(ids), self._change[1] + size]
        return ids

    def _delete(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        for one in ids:
            for (size,) in connection.execute("DELETE FROM record WHERE id = ? RETURNING size", (one,)).fetchall():
                self._change = [self._change[0] - 1, self._change[1] - size]


def _prepare(connection: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """Take the file for this process alone; returns how many rows and bytes it holds."""
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise OutboxUnavailable(f"{path}: another process is using this outbox; give each its own data directory") from error
        raise
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found not in (0, _FORMAT):
        raise OutboxUnavailable(f"{path}: an outbox of format {found}, and this version reads {_FORMAT}")
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version = {_FORMAT}")
    rows, size = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM record").fetchone()
    return rows, size


def _probe(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET tries = tries + 1")


def _select(connection: sqlite3.Connection, after: int, max_rows: int, max_bytes: int) -> list[Row]:
    found: list[Row] = []
    room = max_bytes
    sql = "SELECT id, key, headers, value, size FROM record WHERE id > ? ORDER BY id LIMIT ?"
    for one, key, headers, value, size in connection.execute(sql, (after, max_rows)):
        room -= size
        if found and room < 0:
            break
        found.append(Row(one, Entry(key, value, tuple((name, text) for name, text in orjson.loads(headers)))))
    return found
