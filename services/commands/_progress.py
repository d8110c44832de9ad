"""What a command says on standard error while it works: how far it is, and what went wrong."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self

import click


class Progress(Protocol):
    """Counts what is done, and says what is not right without disturbing the count."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def step(self) -> None:
        """One more is done."""

    def say(self, message: str) -> None:
        """A line of its own."""


def progress(of: str, shown: bool) -> Progress:
    """A live count of `of` ("articles") on a terminal; only the messages elsewhere, or when it is not to be shown."""
    return _Live(of) if shown and sys.stderr.isatty() else _Quiet()


class _Quiet:
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def step(self) -> None:
        pass

    def say(self, message: str) -> None:
        click.echo(message, err=True)


class _Live:
    def __init__(self, of: str) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} {task.description}"), TimeElapsedColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(of, total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def step(self) -> None:
        self._bar.advance(self._task)

    def say(self, message: str) -> None:
        self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)
