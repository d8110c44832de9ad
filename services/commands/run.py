"""Everything in one process, as a server that stays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from services.ingest.settings import IngestSettings
    from services.standalone.app import Standalone


@click.command()
def command() -> int:
    """Run every service and a broker in one process, until Ctrl-C.

    Articles come in at POST /v1/articles. What was accepted is on disk until it is in the store: what a stop or a crash
    leaves unfinished is finished after the next start. Settings: DATELINE_DATA_DIR, DATELINE_HTTP_PORT and others.
    """
    from services.ingest.settings import IngestSettings
    from services.runtime import logs, memory, process

    memory.frugal()
    settings = IngestSettings()
    logs.configure(settings)
    return process.run(lambda stop: serve(settings, stop))


async def serve(settings: IngestSettings, stop: asyncio.Event) -> int:
    """Run until `stop` is set; returns the exit code: 0, or 1 when it could not start or a service ended by itself."""
    from services.ingest.outbox import OutboxUnavailable
    from services.ingest.service import CannotListen
    from services.runtime.worker import first
    from services.sink.errors import StoreError
    from services.standalone.app import running

    try:
        async with running(settings) as whole:
            if not await first(stop, whole.ready()):
                return 0
            _greet(whole)
            ended = await first(stop, asyncio.shield(whole.ended))
            return 1 if ended else 0
    except (CannotListen, OutboxUnavailable, StoreError) as error:
        click.echo(f"dateline run: {error}", err=True)
        return 1


def _greet(whole: Standalone) -> None:
    url = whole.ingest.url
    click.echo(
        f"""\
articles   POST {url}/v1/articles
health     {url}/readyz
metrics    {url}/metrics
store      {whole.store}
broker     {whole.bootstrap}  (DATELINE_KAFKA_BOOTSTRAP for `dateline tail events`; embedded, it keeps nothing)
ready; Ctrl-C ends it"""
    )
