"""SQLite in trouble: each kind is told as what it is, and the same store goes on once it is over."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.sink.errors import StoreError, StoreOutdated, StoreRefused, StoreUnavailable
from services.sink.store import Store
from tests.records import record


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A migrated store with one article."""
    path = tmp_path / "folder" / "store.db"
    store = Store.open(f"sqlite:///{path}")
    store.migrate()
    store.save([record("first")])
    store.close()
    return path


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_passes(file: Path) -> None:
    store = Store.open(f"sqlite:///{file}")
    many = [record(f"a{number}", text=f"{number} " + "word " * 20_000) for number in range(10)]
    with files_no_larger_than(200_000), pytest.raises(StoreUnavailable, match=r"store\.db: .*disk"):
        store.save(many)
    assert store.ids() == ["first"]
    assert not any(isinstance(one, StoreRefused) for one in store.save(many))
    assert len(store.ids()) == 11
    store.close()


def test_a_read_only_store_can_be_read(file: Path) -> None:
    store = Store.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert store.check()
    with pytest.raises(StoreUnavailable, match="readonly"):
        store.save([record("second")])
    assert store.ids() == ["first"]
    store.close()


def test_a_locked_store_passes(file: Path) -> None:
    store = Store.open(f"sqlite:///{file}?timeout=0.05")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        store.save([record("second")])
    assert store.ids() == ["first"], "who reads does not wait for who writes"
    other.close()
    store.save([record("second")])
    assert store.ids() == ["first", "second"]
    store.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("something else " * 100)
    store = Store.open(f"sqlite:///{path}")
    for step in (store.migrate, store.check, store.ids):
        with pytest.raises(StoreUnavailable, match="not a database"):
            step()
    store.close()
    assert path.read_text().startswith("something else")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store.open(f"sqlite:///{tmp_path / 'file' / 'store.db'}")
    with pytest.raises(StoreUnavailable, match="folder cannot be made"):
        store.migrate()


def test_to_check_creates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with pytest.raises(StoreOutdated, match="not there yet: run `dateline store migrate`"):
        Store.open(f"sqlite:///{path}").check()
    assert not path.exists()


def set_version(file: Path, version: str) -> Store:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()
    return Store.open(f"sqlite:///{file}")


def test_newer_tables_are_left_alone(file: Path) -> None:
    store = set_version(file, "9999")
    for step in (store.migrate, store.check):
        with pytest.raises(StoreOutdated, match=r"store\.db is at version 9999, newer than this program's"):
            step()
    store.close()


def test_older_tables_are_to_be_migrated(file: Path) -> None:
    store = set_version(file, "0000")
    with pytest.raises(StoreOutdated, match=r"is at version 0000, this program needs .* run `dateline store migrate`"):
        store.check()
    store.close()


def test_a_store_without_tables_takes_nothing(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    with pytest.raises(StoreUnavailable, match="no such table"):
        store.save([record()])
    store.close()


def test_what_was_saved_survives_a_crash(file: Path) -> None:
    program = """
import os, sys
from services.sink.store import Store
from tests.records import record
Store.open(sys.argv[1]).save([record("second")])
os._exit(0)  # nothing is closed
"""
    url = f"sqlite:///{file}"
    subprocess.run([sys.executable, "-c", program, url], check=True, cwd=Path(__file__).parents[3])
    store = Store.open(url)
    assert store.ids() == ["first", "second"]
    store.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("var/store.db", "cannot be read"),
        ("", "cannot be read"),
        ("mysql://localhost/x", "mysql cannot be a store"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_urls_that_are_no_store(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Store.open(url)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in Store.open("postgresql://me:secret@localhost/x").place


def test_a_store_that_is_up_to_date_is_opened_without_what_it_does_not_use(file: Path) -> None:
    probe = (
        "import sys; from services.sink.store import Store; store = Store.open(sys.argv[1]); store.migrate(); store.close();"
        "sys.exit(' '.join({'alembic', 'psycopg'}.intersection(sys.modules)) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", probe, f"sqlite:///{file}"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0 and not ended.stderr, "20 MB that a process has for nothing"
