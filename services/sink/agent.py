"""The sink as a Faust agent."""

from __future__ import annotations

from typing import Any

import faust

from dateline.topology import sink_source
from services.runtime.app import source
from services.runtime.consume import BATCH, WITHIN, Batches
from services.runtime.wiring import Wiring
from services.sink.publish import SERVICE, SinkHandler


def attach(app: faust.App, wiring: Wiring) -> Batches:
    """Read the last stage's topic with this app; opens the store, which connects when it is first used."""
    batches = wiring.batches(app, SERVICE, SinkHandler(wiring.settings, wiring.executor, wiring.health))

    @app.agent(source(app, wiring.settings, sink_source()), concurrency=1)
    async def sink(stream: Any) -> None:
        async for events in stream.take_events(BATCH, within=WITHIN):
            await batches.handle(events)

    return batches
