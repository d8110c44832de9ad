"""The sink as a Faust agent."""

from __future__ import annotations

from typing import Any

import faust

from dateline.topology import sink_source
from services.runtime.app import EMBEDDED, source
from services.runtime.consume import BATCH, WITHIN, Batches
from services.runtime.wiring import Wiring
from services.sink.publish import SERVICE, SinkHandler


def attach(app: faust.App, wiring: Wiring) -> Batches:
    """Read the last stage's topic with this app; opens the store, which connects when it is first used."""
    guard = wiring.guard(SERVICE)
    # A broker that forgets when it ends may have lost what the store says was published.
    handler = SinkHandler(wiring.settings, wiring.executor, wiring.health, guard, drop_repeats=wiring.timeouts is not EMBEDDED)
    batches = wiring.batches(app, SERVICE, handler, guard)

    @app.agent(source(app, wiring.settings, sink_source()), concurrency=1)
    async def sink(stream: Any) -> None:
        async for events in stream.take_events(BATCH, within=WITHIN):
            await batches.handle(events)

    return batches
