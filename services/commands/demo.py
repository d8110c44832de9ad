"""The whole chain on a few articles, in one process, with what to try next."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.commands._articles import FILES, read_articles

if TYPE_CHECKING:
    from services.commands.tail import Lines, Table
    from services.ingest.settings import IngestSettings
    from services.standalone.app import Standalone

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "articles"
INTERRUPTED = 130
#: Seconds after which something must be wrong: the examples take a few.
_PATIENCE = 120.0


@click.command()
@click.argument("files", nargs=-1, type=FILES)
def command(files: tuple[str, ...]) -> int:
    """See the whole chain at work: articles in, events on a timeline out.

    Starts a broker and every service in this process, posts FILES (else the examples) to the HTTP door, and prints the events
    as they come off the topic: a table on a terminal, JSON lines in a pipe. The store is made anew each time.
    """
    started = time.monotonic()
    from services.ingest.settings import IngestSettings
    from services.runtime import logs, process

    found = files or tuple(str(path) for path in sorted(EXAMPLES.glob("*.*")))
    if not found:
        raise click.UsageError(f"there are no examples in {EXAMPLES}: name files with articles")
    wanted = IngestSettings()
    settings = wanted.model_copy(
        update={
            "data_dir": wanted.data_dir / "demo",
            "store_url": None,
            "http_host": "127.0.0.1",
            "http_port": 0,
            "api_key": None,
        }
    )
    logs.configure(settings.model_copy(update={"log_level": "WARNING"}))
    _forget(settings.data_dir)
    return process.run(lambda stop: show(settings, found, started, stop))


def _forget(directory: Path) -> None:
    for path in directory.glob("*.db*"):
        path.unlink()


async def show(settings: IngestSettings, files: tuple[str, ...], started: float, stop: asyncio.Event) -> int:
    """Run it until every event is printed or `stop` is set; returns the exit code."""
    from services.ingest.outbox import OutboxUnavailable
    from services.ingest.service import CannotListen
    from services.runtime.worker import first
    from services.sink.errors import StoreError
    from services.standalone.app import running

    demo = Demo(settings, started)
    try:
        async with running(settings) as whole, asyncio.timeout(_PATIENCE):
            if not await first(stop, demo.play(whole, files)):
                return INTERRUPTED
    except (CannotListen, OutboxUnavailable, StoreError) as error:
        click.echo(f"dateline demo: {error}", err=True)
        return 1
    except TimeoutError:
        click.echo(f"dateline demo: not finished after {_PATIENCE:.0f} s; see what the services say above", err=True)
        return 1
    return 0


class Demo:
    """Posts articles and prints what becomes of them."""

    def __init__(self, settings: IngestSettings, started: float) -> None:
        self._settings = settings
        self._started = started
        self._first: float | None = None
        self._shown = 0
        self._news = 0

    async def play(self, whole: Standalone, files: tuple[str, ...]) -> None:
        """Return when all events of all articles are printed."""
        _say("starting a broker and every service in this process ...")
        articles = await self._post(whole.ingest.url, files)
        showing = asyncio.create_task(self._show(whole.bootstrap))
        while whole.ingest.outbox.rows and not whole.ended.done() and not showing.done():
            await asyncio.sleep(0.05)
        expected = await self._count(whole.bootstrap)
        while self._shown < expected and not showing.done():
            await asyncio.sleep(0.05)
        if showing.done():
            showing.result()
        showing.cancel()
        self._conclude(whole, articles)

    async def _post(self, url: str, files: tuple[str, ...]) -> list[str]:
        import aiohttp
        import orjson

        items = list(read_articles(files))
        for item in items:
            if item.problem:
                _say(f"left out {item.where}: {item.problem}")
        body = b"\n".join(bytes(item.value).replace(b"\n", b" ") for item in items if item.value)
        headers = {"content-type": "application/x-ndjson"}
        async with aiohttp.ClientSession() as client, client.post(f"{url}/v1/articles", data=body, headers=headers) as answer:
            told = orjson.loads(await answer.read())
        for refusal in told.get("refused", []):
            _say(f"refused article {refusal['index'] + 1}: {refusal['detail']}")
        if "accepted" not in told:
            raise click.ClickException(f"{url} refused the articles: {told.get('detail')}")
        accepted: list[str] = told["accepted"]
        return accepted

    async def _show(self, bootstrap: str) -> None:
        from dateline.client import subscribe

        view = _view()
        async with subscribe("events", bootstrap=bootstrap, prefix=self._settings.topic_prefix, start="beginning") as events:
            async for record in events:
                if self._first is None:
                    self._first = time.monotonic()
                    view.open()
                self._shown += 1
                if record.event.foreground or not sys.stdout.isatty():
                    self._news += record.event.foreground
                    view.show(record)

    async def _count(self, bootstrap: str) -> int:
        from dateline.client import subscribe

        prefix = self._settings.topic_prefix
        async with subscribe("events", bootstrap=bootstrap, prefix=prefix, start="beginning", follow=False) as events:
            return sum([1 async for _ in events])

    def _conclude(self, whole: Standalone, articles: list[str]) -> None:
        shown = ", which the table shows" if sys.stdout.isatty() else ""
        took = (self._first or time.monotonic()) - self._started
        _say(
            f"""
{self._shown} events of {len(articles)} articles, the first after {took:.1f} s, {self._news} of them the news of the day{shown}.
They are in {whole.store}.

Next:
  DATELINE_DATA_DIR={self._settings.data_dir} dateline show {articles[0]}    one article: timeline, claims, disputes
  dateline annotate FILE                      your own article, without a broker
  dateline run                                the same as a server that stays; then POST articles to it"""
        )


def _view() -> Lines | Table:
    from services.commands.tail import Lines, Table

    return Table("events") if sys.stdout.isatty() else Lines()


def _say(text: str) -> None:
    """To the reader: beside the table, and never between lines of JSON."""
    click.echo(text, err=not sys.stdout.isatty())
