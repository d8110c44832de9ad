"""The disputes processor as a Faust agent."""

from __future__ import annotations

from typing import Any

import faust

from services.disputes import PROCESSOR
from services.runtime.app import source
from services.runtime.consume import BATCH, WITHIN, Batches
from services.runtime.wiring import Wiring


def attach(app: faust.App, wiring: Wiring) -> Batches:
    """Read the stage's source topic with this app; loads the processor's rules."""
    batches = wiring.stage(app, PROCESSOR)

    @app.agent(source(app, wiring.settings, PROCESSOR.stage.source), concurrency=1)
    async def disputes(stream: Any) -> None:
        async for events in stream.take_events(BATCH, within=WITHIN):
            await batches.handle(events)

    return batches
