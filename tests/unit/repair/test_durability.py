"""Every file that a promise rests on is synced at each commit: asked of the very connections that are in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.ingest.outbox import Outbox
from services.repair.kept import Kept
from services.runtime.settings import Settings
from services.sink.engine import open_engine, transaction

#: What SQLite answers for FULL: fsync before a commit returns.
FULL = 2


def pragmas(ask: Any) -> tuple[object, object]:
    return ask("PRAGMA journal_mode").fetchone()[0], ask("PRAGMA synchronous").fetchone()[0]


def test_the_store(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    for _ in range(2):
        with transaction(engine, write=True) as connection:
            assert pragmas(connection.exec_driver_sql) == ("wal", FULL)
        engine.dispose()


async def test_the_outbox(tmp_path: Path) -> None:
    outbox = await Outbox.open(tmp_path / "outbox.db", 1_000_000)
    try:
        found = await outbox._disk.ask(lambda one: pragmas(one.execute), writes=False)
    finally:
        await outbox.close()
    assert found == ("wal", FULL)


def test_the_dead_letters_of_one_process(tmp_path: Path) -> None:
    with Kept(Settings(data_dir=tmp_path))._file() as connection:
        assert pragmas(connection.execute) == ("wal", FULL)
