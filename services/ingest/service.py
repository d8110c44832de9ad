"""The ingest service: outbox, relay and HTTP in one event loop, alone or beside the other services."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import uvicorn

from services.ingest.app import Door, create
from services.ingest.kafka import RawProducer
from services.ingest.outbox import Outbox, OutboxUnavailable
from services.ingest.relay import Relay
from services.ingest.settings import IngestSettings
from services.runtime.deliver import EMBEDDED_COMPRESSION, Keep
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.records import Headers

#: Seconds for requests that are being answered when the service is told to end.
_GRACE = 3
_BACKLOG = 1024


class CannotListen(RuntimeError):
    """The address or port cannot be had; the message names it and the setting."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """A running door."""

    url: str  #: where it listens, with the port that it got
    outbox: Outbox
    relay: Relay
    ended: asyncio.Task[None]  #: done when the door or the relay ended by itself, which is a fault

    async def settle(self, headers: Headers) -> None:
        """Say that a record with these headers goes no further: it is in the store or among the dead letters."""
        await self.relay.settle(headers)


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: who runs the service listens to signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def running(
    settings: IngestSettings, health: Health | None = None, *, embedded: bool = False, keep: Keep | None = None
) -> AsyncIterator[Ingest]:
    """Open the outbox, relay what is in it and serve HTTP while inside.

    With `embedded` a row of the outbox is settled by `Ingest.settle` alone, and little is in flight at once; otherwise it
    is settled when the broker has acknowledged it. `keep` is given the dead letters. A broker that is away is waited for.
    Raises OutboxUnavailable and CannotListen.
    """
    health = health or Health()
    listening = listen(settings)
    try:
        outbox = await Outbox.open(settings.outbox(), settings.outbox_limit)
    except BaseException:
        listening.close()
        raise
    credit = settings.embedded_credit if embedded else settings.relay_credit
    connect = partial(RawProducer.connect, compression=EMBEDDED_COMPRESSION) if embedded else RawProducer.connect
    relay = Relay(outbox, settings, health, credit, wait_for_store=embedded, connect=connect, keep=keep)
    server = _Server(_configuration(Door(outbox, health, settings)))
    serving = asyncio.create_task(server.serve(sockets=[listening]), name="ingest http")
    relaying = asyncio.create_task(relay.run(), name="ingest relay")
    url = _url(listening)
    logger("ingest").info("listening", url=url, waiting=outbox.rows)
    ended = asyncio.create_task(_first(serving, relaying))
    try:
        yield Ingest(url, outbox, relay, ended)
    finally:
        ended.cancel()
        server.should_exit = True
        await asyncio.wait({serving})
        while not relaying.done():  # more than once: a library under it may swallow a cancellation
            relaying.cancel()
            await asyncio.wait({relaying}, timeout=0.5)
        await outbox.close()


async def serve(settings: IngestSettings, stop: asyncio.Event, health: Health | None = None, *, embedded: bool = False) -> int:
    """Run until `stop` is set; returns the exit code: 0, or 1 when it could not start or a part of it ended by itself."""
    log = logger("ingest")
    try:
        async with running(settings, health, embedded=embedded) as ingest:
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait((stopping, ingest.ended), return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not ingest.ended.done():
                return 0
            log.critical("a part of the service ended by itself", error=repr(ingest.ended.exception()))
    except (CannotListen, OutboxUnavailable) as error:
        log.critical(f"cannot start: {error}")
    return 1


def listen(settings: IngestSettings) -> socket.socket:
    """A listening socket at the address of the settings. Raises CannotListen."""
    host, port = settings.http_host, settings.http_port
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        where = "DATELINE_HTTP_HOST, DATELINE_HTTP_PORT"
        raise CannotListen(f"cannot listen on {host}:{port} ({where}): {error.strerror or error}") from error


def _configuration(door: Door) -> uvicorn.Config:
    return uvicorn.Config(
        create(door),
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


async def _first(*tasks: asyncio.Task[None]) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
