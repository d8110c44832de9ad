"""Annotate articles without a broker."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from services.commands._articles import FILES, read_articles


@click.command()
@click.argument("files", nargs=-1, type=FILES, metavar="[FILE]...")
@click.option("--out", metavar="FILE", help="Write JSON lines there; the file appears when all is done.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Use N processes.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal too.")
def command(files: tuple[str, ...], out: str | None, jobs: int, as_json: bool) -> int:
    """Annotate articles from files or standard input, without a broker.

    FILE holds one Article per line (JSON lines); a .txt file is one article, a .json file one article or an array of them.
    Without FILE, or with -, standard input is read as JSON lines.

    On a terminal each record is shown to be read; in a pipe and with --out it is a line of JSON, in the order of the
    input. There is no clock: what "today" is, only the article can tell. An article that cannot be read is named on
    standard error with its file and line, the others still come out, and the exit code is 1.
    """
    from services.commands._output import json_lines
    from services.commands._progress import progress
    from services.standalone.batch import annotate_all

    readable = out is None and not as_json and sys.stdout.isatty()
    _explain_waiting(files)
    done = failed = 0
    with _orderly_end(), json_lines(out) as write_line, progress("articles", shown=not _to_terminal(out)) as report:
        write = _reader_view() if readable else write_line
        for outcome in annotate_all(read_articles(files), jobs):
            if outcome.problem is not None:
                failed += 1
                report.say(f"{outcome.where}: {outcome.problem}")
            if outcome.record is not None:
                done += 1
                write(outcome.record)
            report.step()
    return _conclude(done, failed)


@contextmanager
def _orderly_end() -> Iterator[None]:
    """SIGTERM ends the command as an exception does, so that workers and half-written files go with it."""

    def end(*_: object) -> NoReturn:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _to_terminal(out: str | None) -> bool:
    return out in (None, "-") and sys.stdout.isatty()


def _explain_waiting(files: tuple[str, ...]) -> None:
    if (not files or "-" in files) and sys.stdin.isatty():
        click.echo("Reading articles from the terminal: one JSON object per line, Ctrl-D ends. Else give a FILE.", err=True)


def _reader_view() -> Callable[[bytes], None]:
    from rich.console import Console
    from rich.rule import Rule

    from dateline import decode_enriched
    from services.views.record import render

    console = Console(highlight=False)
    return lambda record: console.print(Rule(style="dim"), render(decode_enriched(record)))


def _conclude(done: int, failed: int) -> int:
    if failed and not done:
        click.echo("No article could be read. Expected one JSON object per line, a .txt file, or a .json file.", err=True)
    return 1 if failed else 0
