"""Follow enriched events or articles on Kafka."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from typing import Any, Literal, get_args

import click
from pydantic import BaseModel
from rich.console import Console

from dateline import CodecError, encode
from dateline.client import BrokerUnavailable, ClientError, subscribe
from dateline.layers.dates import EventStatus
from dateline.subscriber import Start, Subscriber
from services.commands._filters import Filter, PartialDate
from services.runtime.settings import Settings
from services.views.timeline import ARTICLE_COLUMNS, EVENT_COLUMNS, Timeline, article_cells, event_cells

Topic = Literal["events", "articles"]

_ANSWER_SECONDS = 5.0
_SILENCE_SECONDS = 30.0


class From(click.ParamType):
    """Where to begin: beginning, latest, or -N."""

    name = "place"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Start:
        """The place as the client takes it."""
        if value == "beginning":
            return "beginning"
        if value == "latest":
            return "latest"
        try:
            number = int(value)
        except ValueError:
            number = 0
        if number >= 0:
            self.fail(f"{value!r} is neither 'beginning' nor 'latest' nor a number like -10", param, ctx)
        return number


@click.command()
@click.argument("topic", type=click.Choice(["events", "articles"]))
@click.option(
    "--from", "start", type=From(), default="latest", metavar="PLACE", help="beginning, latest (default), or -N: the last N."
)
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal too.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N records.")
@click.option("--no-follow", is_flag=True, help="End where the topic ended at the start.")
@click.option("--entity", metavar="ID", help="Only with this entity, such as gpe:jp.")
@click.option("--dispute", metavar="SLUG", help="Only on this dispute, such as kuril-islands.")
@click.option("--status", type=click.Choice(get_args(EventStatus)), help="Only events of this status, or articles that have one.")
@click.option("--news", is_flag=True, help="Only the news of the day: no background, nothing that is only said or possible.")
@click.option("--since", type=PartialDate(), help="Only what may be on or after it: 2020, 2020-08 or 2020-08-31.")
@click.option("--until", type=PartialDate(), help="Only what may be on or before it.")
def command(topic: Topic, start: Start, as_json: bool, limit: int | None, no_follow: bool, **wanted: Any) -> None:
    """Follow enriched events or articles on Kafka.

    On a terminal each record is a row of a table, in a pipe a line of JSON. Nothing is committed, so everybody can look. The
    filters apply to what is read: `--from -10 --entity gpe:jp` looks at the last ten records and shows those with Japan.
    --since and --until look at an event's time, and at an article's own. Ctrl-C ends.

    The broker is that of DATELINE_KAFKA_BOOTSTRAP.
    """
    trouble = Trouble()
    logging.getLogger("aiokafka").addHandler(trouble)
    filters = Filter(**wanted)
    takes = filters.takes_event if topic == "events" else filters.takes_article
    view = Lines() if as_json or not sys.stdout.isatty() else Table(topic)

    def opened(bootstrap: str) -> None:
        trouble.connected_to(bootstrap)
        view.open()

    try:
        asyncio.run(follow(records(topic, start, not no_follow, opened), takes, view.show, limit))
    except BrokerUnavailable as error:
        raise click.ClickException(f"{error}{trouble.reason()}; DATELINE_KAFKA_BOOTSTRAP says where it is") from error
    except ClientError as error:
        raise click.ClickException(str(error)) from error
    finally:
        logging.getLogger("aiokafka").removeHandler(trouble)


async def records(topic: Topic, start: Start, to_come: bool, opened: Callable[[str], None]) -> AsyncGenerator[Any, None]:
    """Every record of the topic from the start, those to come too if wanted. Raises ClientError."""
    settings = Settings()
    stream: AbstractAsyncContextManager[Subscriber[Any]] = subscribe(
        topic,
        bootstrap=settings.kafka_bootstrap,
        prefix=settings.topic_prefix,
        start=start,
        follow=to_come,
        timeout=_ANSWER_SECONDS,
        on_unreadable=_say_unreadable,
    )
    async with stream as found:
        opened(settings.kafka_bootstrap)
        async for record in found:
            yield record


async def follow(
    source: AsyncGenerator[Any, None], takes: Callable[[Any], bool], show: Callable[[Any], None], limit: int | None
) -> None:
    """Show what is wanted, as it comes, until the limit."""
    shown = 0
    async with aclosing(source):
        async for record in source:
            if takes(record):
                show(record)
                shown += 1
            if shown == limit:
                return


class Lines:
    """Records as lines of JSON."""

    def open(self) -> None:
        """Nothing stands before the first line."""

    def show(self, record: BaseModel) -> None:
        """One record."""
        sys.stdout.buffer.write(encode(record) + b"\n")
        sys.stdout.buffer.flush()


class Table:
    """Records as rows of a table on the terminal."""

    def __init__(self, topic: Topic) -> None:
        self._of_events = topic == "events"
        self._timeline = Timeline(Console(), EVENT_COLUMNS if self._of_events else ARTICLE_COLUMNS)

    def open(self) -> None:
        """The heading."""
        self._timeline.heading()

    def show(self, record: Any) -> None:
        """One record."""
        self._timeline.row(event_cells(record) if self._of_events else article_cells(record))


def _say_unreadable(where: str, error: CodecError) -> None:
    click.echo(f"skipped {where}: {error}", err=True)


class Trouble(logging.Handler):
    """What aiokafka says, in moderation: kept as the reason while connecting, told now and then when the broker goes away."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._bootstrap: str | None = None
        self._last: str | None = None
        self._told_at = -_SILENCE_SECONDS

    def connected_to(self, bootstrap: str) -> None:
        """From now on trouble is worth telling."""
        self._bootstrap = bootstrap

    def reason(self) -> str:
        """The last trouble, in brackets."""
        return f" ({self._last})" if self._last else ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it, and tell it when nothing was told for a while."""
        self._last = record.getMessage()
        now = time.monotonic()
        if self._bootstrap and now - self._told_at >= _SILENCE_SECONDS:
            self._told_at = now
            click.echo(f"waiting for the broker at {self._bootstrap} to come back: {self._last}", err=True)
