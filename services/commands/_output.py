"""Where a command's records go: a file that appears whole or not at all, standard output, or a terminal."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

import click

Write = Callable[[bytes], None]


@contextmanager
def json_lines(out: str | None) -> Iterator[Write]:
    """A function that writes one record as a line: to a file, or to standard output when `out` is None or `-`.

    The file takes its name when the block ends well; until then, and after an exception, what was there stays.
    Raises ClickException when it cannot be written.
    """
    if out is None or out == "-":
        yield _to_stdout
        return
    with ExitStack() as opened:
        with _explained(out):
            file = opened.enter_context(_opened(Path(out)))

        def write(record: bytes) -> None:
            with _explained(out):
                file.write(record + b"\n")

        yield write
        with _explained(out):
            opened.close()


def _to_stdout(record: bytes) -> None:
    sys.stdout.buffer.write(record + b"\n")
    sys.stdout.buffer.flush()


def _opened(target: Path) -> AbstractContextManager[IO[bytes]]:
    """A device or a pipe is written to; anything else is replaced."""
    return _whole_file(target) if target.is_file() or not target.exists() else target.open("wb")


@contextmanager
def _whole_file(target: Path) -> Iterator[IO[bytes]]:
    real = target.resolve()
    with tempfile.NamedTemporaryFile(dir=real.parent, prefix=f".{real.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, _mode(real))
            os.replace(file.name, real)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(file.name)
            raise


def _mode(target: Path) -> int:
    """The mode of the file that is replaced; for a new one, what the umask leaves."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _explained(out: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"cannot write {out}: {error.strerror or error}") from error
