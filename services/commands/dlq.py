"""Dead letters: `dateline dlq ls` lists them, `show` prints one, `redrive` sends them back to their topics."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dateline.deadletter import CODES
from dateline.topology import RAW

if TYPE_CHECKING:
    from services.repair.boxes import Box
    from services.repair.letters import Letter, Wanted
    from services.runtime.settings import Settings

#: Bytes of a value that `show` prints.
_SHOWN = 4_000


@click.group()
def command() -> None:
    """Look at dead letters, and send them back when mended.

    The broker is that of DATELINE_KAFKA_BOOTSTRAP; where that is not set, the letters are those that `dateline run` has
    kept in DATELINE_DATA_DIR, if there are any. A dead letter keeps its bytes, key and headers; further headers say why
    it was set aside.
    """


def filters(function: Callable[..., int]) -> Callable[..., int]:
    """The options that `ls` and `redrive` share."""
    for option in (
        click.option("--until", metavar="TIME", help="Set aside at that time or before."),
        click.option("--since", metavar="TIME", help="Set aside at that time or later: 2026-03-01 or 2026-03-01T12:00:00Z."),
        click.option("--stage", metavar="NAME", help="Only those that this service set aside."),
        click.option("--code", type=click.Choice(CODES), help="Only those of this kind."),
        click.option("--topic", metavar="TOPIC", help=f"Only those of this topic, such as {RAW.name}."),
    ):
        function = option(function)
    return function


@command.command()
@filters
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N letters.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each letter, on a terminal too.")
def ls(limit: int | None, as_json: bool, **wanted: Any) -> int:
    """List dead letters, one a line: place, time, code, stage, key and message. In a pipe they are JSON lines."""
    from itertools import islice

    with _explained() as settings:
        found = islice(_box(settings).letters(_wanted(wanted)), limit)
        if as_json or not sys.stdout.isatty():
            for letter in found:
                _write(_row(letter))
        else:
            _table(found)
    return 0


@command.command()
@click.argument("place", metavar="PLACE")
@click.option("--raw", is_flag=True, help="The value's bytes as they came and nothing else.")
def show(place: str, raw: bool) -> int:
    """Show one dead letter: why it was set aside, its key, headers and value.

    PLACE is TOPIC[PARTITION]@OFFSET, as `dateline dlq ls` prints it.
    """
    with _explained() as settings:
        letter = _box(settings).letter_at(place)
    if raw:
        sys.stdout.buffer.write(letter.record.value or b"")
        return 0
    for name, value in letter.said.items():
        click.echo(f"{name:20} {' '.join(value.split())}")
    click.echo(f"{'key':20} {_readable(letter.record.key)}")
    for name, header in letter.original:
        click.echo(f"{'header ' + name:20} {_readable(header)}")
    click.echo()
    click.echo(_readable(letter.record.value))
    return 0


@command.command()
@filters
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send at most N letters.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def redrive(limit: int | None, dry_run: bool, **wanted: Any) -> int:
    """Send dead letters back to their topics, each once.

    A letter that was sent back before is not sent again; one that has come back three times stays. Each is noted in the topic
    redrives.v1 (those of `dateline run` in its file), and a line of JSON is printed for it. Those of `dateline run` are
    sent by it, at its next start when it does not run.
    """
    from services.commands._progress import progress
    from services.repair.redrive import Tally, due, portions

    tally = Tally()
    with _explained() as settings, progress("dead letters", shown=True) as report:
        where = _box(settings)
        waiting = due(where.letters(_wanted(wanted)), where.accounted(), tally)
        for portion in portions(waiting, limit):
            rows = [_row(one) for one in portion] if dry_run else [one.model_dump() for one in where.redrive(portion)]
            for row in rows:
                tally.sent += 1
                report.step()
                _write(row)
    click.echo(f"would be: {tally}" if dry_run else str(tally), err=True)
    return 0


def _box(settings: Settings) -> Box:
    from services.repair.boxes import box

    found = box(settings)
    click.echo(f"dead letters of {found.place}", err=True)
    return found


def _wanted(options: dict[str, Any]) -> Wanted:
    from services.repair.letters import Wanted

    return Wanted(**options)


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter.place,
        "set_aside_at": letter.record.timestamp,
        "code": letter.code,
        "stage": letter.stage,
        "key": _readable(letter.record.key),
        "bytes": len(letter.record.value or b""),
        "redrives": letter.redrives,
        "message": letter.message,
    }


def _write(row: dict[str, Any]) -> None:
    import orjson

    sys.stdout.buffer.write(orjson.dumps(row) + b"\n")
    sys.stdout.buffer.flush()


def _table(found: Iterator[Letter]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from services.repair.letters import count

    kept = list(found)
    table = Table("letter", "set aside", "code", "stage", "key", "message", box=None, header_style="bold")
    for letter in kept:
        row = _row(letter)
        cells = (row["letter"], row["set_aside_at"] or "", row["code"], row["stage"], row["key"], row["message"])
        table.add_row(*(Text(cell, overflow="fold" if at == 0 else "ellipsis") for at, cell in enumerate(cells)))
    console = Console(highlight=False)
    if kept:
        console.print(table)
    for (topic, stage, code), number in count(kept).items():
        console.print(f"{number} x {code} in {stage}, from {topic}", markup=False)
    console.print(f"{len(kept)} dead letters")


def _readable(value: bytes | None) -> str:
    """Text on one line for any bytes: what is not text, or would move the cursor, is escaped."""
    if value is None:
        return "null"
    text = value[:_SHOWN].decode("utf-8", "backslashreplace")
    shown = "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text)
    return shown + (f" ... ({len(value)} bytes in all)" if len(value) > _SHOWN else "")


@contextmanager
def _explained() -> Iterator[Settings]:
    from services.runtime.settings import Settings
    from services.runtime.topics import BrokerUnavailable, TopicsRefused

    try:
        yield Settings()
    except (BrokerUnavailable, TopicsRefused, LookupError, sqlite3.Error) as error:
        raise click.ClickException(str(error.args[0])) from error
