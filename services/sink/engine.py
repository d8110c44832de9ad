"""Connections to SQLite and PostgreSQL, and whose fault a database error is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

from services.sink.errors import StoreError, StoreUnavailable

#: Seconds to wait for a lock on the SQLite file, for a PostgreSQL server to answer, and for a connection of the pool.
_WAIT = 10
#: Milliseconds that one PostgreSQL statement may take, and that sent bytes may stay without an answer of the network.
_STATEMENT_MS = 60_000
_NETWORK_MS = 20_000
#: SQLite pages (4 KB) between two checkpoints of the write-ahead log.
_CHECKPOINT_PAGES = 4_000

#: SQLSTATE classes and codes that lie in the data: bad value, broken constraint, a value too long for an index.
_DATA_STATES = ("22", "23", "54")


def open_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; connects to nothing yet. Raises StoreError for a URL that is no store's."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"the store URL cannot be read: expected sqlite:///PATH or postgresql://..., got {url!r}") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        return _sqlite(parsed)
    if kind in ("postgresql", "postgres"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise StoreError(f"{kind} cannot be a store: use sqlite:///PATH or postgresql://USER@HOST/DATABASE")


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise StoreError("a SQLite store needs a file: sqlite:///PATH")
    engine = create_engine(url, connect_args={} if "timeout" in url.query else {"timeout": _WAIT})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions by itself: _begin_sqlite does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"wal_autocheckpoint={_CHECKPOINT_PAGES}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _postgresql(url: URL) -> Engine:
    from services.sink.timed import TimedConnection  # with psycopg's 9 MB, which SQLite does without

    arguments = {"connect_timeout": _WAIT, "tcp_user_timeout": _NETWORK_MS, "application_name": "dateline"}
    unsaid = {name: value for name, value in arguments.items() if name not in url.query}
    engine = create_engine(url, connect_args=unsaid, pool_pre_ping=True, pool_size=4, max_overflow=4, pool_timeout=_WAIT)
    event.listen(engine, "do_connect", lambda dialect, record, args, options: TimedConnection.connect(*args, **options))
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {_STATEMENT_MS}")


def place(engine: Engine) -> str:
    """The store's URL as it may be shown: without its password."""
    return engine.url.render_as_string(hide_password=True)


def make_room(engine: Engine) -> None:
    """Create the folder of a SQLite file. Raises StoreUnavailable when that cannot be done."""
    file = _file(engine)
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{place(engine)}: the folder cannot be made: {error.strerror}") from error


def is_missing(engine: Engine) -> bool:
    """Whether it is a SQLite file that does not exist; to connect would create it."""
    file = _file(engine)
    return file is not None and not file.exists()


def _file(engine: Engine) -> Path | None:
    name = engine.url.database or ""
    return Path(name) if engine.url.get_backend_name() == "sqlite" and not name.startswith("file:") else None


def is_data_error(error: Exception) -> bool:
    """Whether the record is at fault rather than the database; in doubt it is the database."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return isinstance(error, DataError | IntegrityError) or _in_data(error.orig)
    return isinstance(error, OverflowError | UnicodeError) or _in_data(error)


def _driver_errors() -> tuple[type[Exception], ...]:
    """What PostgreSQL's driver raises where it is used past SQLAlchemy; nothing until it is loaded."""
    psycopg = sys.modules.get("psycopg")
    return (psycopg.Error,) if psycopg else ()


def _errors() -> tuple[type[Exception], ...]:
    return (SQLAlchemyError, *_driver_errors())


def _in_data(error: BaseException) -> bool:
    if not isinstance(error, _driver_errors()):
        return False
    return (getattr(error, "sqlstate", None) or "").startswith(_DATA_STATES) or _is_of_data(error)


def _is_of_data(error: BaseException) -> bool:
    import psycopg

    return isinstance(error, psycopg.DataError | psycopg.IntegrityError)


def reason(error: Exception) -> str:
    """What the database said, in a line, without the statement and its parameters."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return " ".join(str(original).split())[:500] or type(original).__name__


@contextmanager
def transaction(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """A transaction, committed at the end. Raises StoreUnavailable for trouble of the database, and the driver's own
    error for bad data (see `is_data_error`)."""
    try:
        options = engine.execution_options(sqlite_begin="IMMEDIATE" if write else "DEFERRED")
        with options.begin() as connection:
            yield connection
    except _errors() as error:
        if is_data_error(error):
            raise
        raise StoreUnavailable(f"{place(engine)}: {reason(error)}") from error
