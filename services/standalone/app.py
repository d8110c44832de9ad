"""Everything in one process and one event loop: the embedded broker, ingest, the processors, the sink and the store.

What is accepted is in the outbox until the store has it; the broker only carries it from service to service.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass

from dateline import topology
from services.ingest.service import Ingest
from services.ingest.service import running as ingest_running
from services.ingest.settings import IngestSettings
from services.runtime.app import EMBEDDED
from services.runtime.broker import embedded
from services.runtime.health import Health
from services.runtime.records import Headers
from services.runtime.wiring import Wiring
from services.runtime.worker import Worker
from services.sink.store import Store
from services.standalone.letters import Letters

#: Services on Faust, in the order of the chain.
SERVICES = (*(stage.name for stage in topology.STAGES), "sink")


@dataclass(frozen=True, slots=True)
class Standalone:
    """The running whole."""

    bootstrap: str  #: of the embedded broker, for subscribers on this machine
    store: str  #: where the store lies
    ingest: Ingest
    health: Health
    ended: asyncio.Task[None]  #: done when a service ended by itself, which is a fault

    async def ready(self) -> None:
        """Return once every service reads its partitions."""
        while self.health.troubles() and not self.ended.done():
            await asyncio.sleep(0.05)


@asynccontextmanager
async def running(settings: IngestSettings, health: Health | None = None) -> AsyncIterator[Standalone]:
    """Start everything; stop it on leaving. What is not finished then is finished after the next start.

    Raises StoreError, OutboxUnavailable and CannotListen.
    """
    health = health or Health()
    store = Store.open(settings.store())
    place = store.place
    await asyncio.to_thread(store.migrate)
    store.close()
    with embedded(settings) as bootstrap:
        settings = settings.model_copy(update={"kafka_bootstrap": bootstrap})
        letters = Letters(settings, health)
        async with (
            ingest_running(settings, health, embedded=True, keep=letters.keep) as ingest,
            _services(settings, health, ingest, letters) as ended,
        ):
            yield Standalone(bootstrap, place, ingest, health, ended)


@asynccontextmanager
async def _services(
    settings: IngestSettings, health: Health, ingest: Ingest, letters: Letters
) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()

    async def settle(headers: Headers) -> None:
        await ingest.settle(headers)
        await letters.settle(headers)

    with ThreadPoolExecutor(1, "text") as text, ThreadPoolExecutor(1, "store") as saving:
        workers = [
            Worker(name, Wiring(settings, saving if name == "sink" else text, health, settle, EMBEDDED, letters.keep))
            for name in SERVICES
        ]
        # All at once: each takes seconds to join its group, and they do not wait for one another.
        running = [asyncio.create_task(worker.serve(stop), name=worker.service) for worker in workers]
        redriving = asyncio.create_task(letters.run(), name="redrive")
        ended = asyncio.create_task(_first([*running, ingest.ended, redriving]))
        try:
            yield ended
        finally:
            ended.cancel()
            redriving.cancel()
            stop.set()
            await asyncio.wait([*running, redriving])


async def _first(tasks: list[asyncio.Task[int] | asyncio.Task[None]]) -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
