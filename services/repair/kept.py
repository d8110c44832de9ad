"""Dead letters of `dateline run`, whose broker forgets: a SQLite file in its data directory, beside the outbox.

`dateline run` keeps a letter before it says that the record goes no further, and sends back the letters that somebody
has asked for; any process may read them and ask. Every method opens the file anew, since letters are rare, and raises
sqlite3.Error or OSError for trouble with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from dateline import topology
from dateline.article import rfc3339
from dateline.deadletter import Redrive
from services.repair.letters import Letter, Wanted, dead_letter_topics, read_place
from services.repair.redrive import account
from services.runtime.records import Headers, Incoming, Outgoing
from services.runtime.settings import Settings

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS letter (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kept_ms INTEGER NOT NULL,
        topic TEXT NOT NULL,
        key BLOB,
        value BLOB,
        headers BLOB NOT NULL,
        redriven_at TEXT,
        done INTEGER NOT NULL DEFAULT 0
    )
"""
#: How long letters stay, as on Kafka.
_RETENTION_MS = topology.RAW.dead_letters().retention_ms
#: Letters that are read at once.
_PAGE = 100


class Kept:
    """The letters of one data directory. The file is made for the first of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.path: Path = settings.data_dir / "deadletters.db"

    @property
    def place(self) -> str:
        """Where they lie, and how to mean others."""
        return f"`dateline run`, in {self.path}; a broker's where DATELINE_KAFKA_BOOTSTRAP names one"

    def there(self) -> bool:
        """Whether any letter was ever kept here."""
        return self.path.exists()

    def keep(self, records: Sequence[Outgoing]) -> None:
        """Write dead letters; on disk when this returns. Those that are older than their topic keeps them go."""
        now = round(datetime.now(UTC).timestamp() * 1000)
        rows = [(now, one.topic, one.key, one.value, _packed(one.headers)) for one in records]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._file() as file:
            file.executemany("INSERT INTO letter (kept_ms, topic, key, value, headers) VALUES (?, ?, ?, ?, ?)", rows)
            file.execute("DELETE FROM letter WHERE kept_ms < ?", (now - _RETENTION_MS,))

    def letters(self, wanted: Wanted) -> Iterator[Letter]:
        """Every wanted letter in the order of their coming. Raises LookupError for a topic that has none."""
        topics, last = dead_letter_topics(self._settings, wanted.topic), 0
        while page := self._select("id > ? ORDER BY id LIMIT ?", last, _PAGE):
            yield from (one for one in page if one.record.topic in topics and wanted.takes(one))
            last = page[-1].record.offset

    def letter_at(self, place: str) -> Letter:
        """The letter of that place. Raises LookupError."""
        topic, _, number = read_place(self._settings, place)
        for letter in self._select("id = ? AND topic = ?", number, topic):
            return letter
        raise LookupError(f"nothing stands at {place} in {self.path} (any more)")

    def accounted(self) -> set[str]:
        """Places of all letters that somebody has asked to send back."""
        return {one.place for one in self._select("redriven_at IS NOT NULL")}

    def redrive(self, portion: Sequence[Letter]) -> list[Redrive]:
        """Ask for letters to be sent back; on disk when this returns. `dateline run` does it, at its next start if need be."""
        now = rfc3339(datetime.now(UTC))
        with self._file() as file:
            ids = [(now, one.record.offset) for one in portion]
            file.executemany("UPDATE letter SET redriven_at = ? WHERE id = ? AND redriven_at IS NULL", ids)
        return [account(one, now) for one in portion]

    def due(self) -> list[Letter]:
        """Some letters that are to be sent back and whose records have not arrived yet, oldest first."""
        return self._select("redriven_at IS NOT NULL AND NOT done ORDER BY id LIMIT ?", _PAGE) if self.there() else []

    def arrived(self, number: int) -> None:
        """The record of a letter that was sent back goes no further: it is in the store, or a dead letter once more."""
        with self._file() as file:
            file.execute("UPDATE letter SET done = 1 WHERE id = ?", (number,))

    def _select(self, condition: str, *values: Any) -> list[Letter]:
        with self._file() as file:
            rows = file.execute(f"SELECT id, kept_ms, topic, key, value, headers FROM letter WHERE {condition}", values)
            return [_letter(*row) for row in rows]

    @contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            file.execute(_SCHEMA)
            with file:  # commits
                yield file


def _packed(headers: Headers) -> bytes:
    return orjson.dumps([(name, None if value is None else value.hex()) for name, value in headers])


def _letter(number: int, kept_ms: int, topic: str, key: bytes | None, value: bytes | None, packed: bytes) -> Letter:
    headers = tuple((name, None if text is None else bytes.fromhex(text)) for name, text in orjson.loads(packed))
    return Letter.of(Incoming(topic, 0, number, kept_ms, key, value, headers))
