"""A processor at work on batches: its pure step for each record, in a thread of its own, a slice of time at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import Executor

from dateline.codec import CodecError
from services.runtime import metrics
from services.runtime.consume import Desk
from services.runtime.deadletters import Reason
from services.runtime.guard import Guard
from services.runtime.headers import CloudEvent, cloud_event
from services.runtime.processor import Annotate, Processor, Step, advance
from services.runtime.records import Incoming, Outgoing
from services.runtime.settings import Settings

#: Seconds of text work after which the results so far go to the broker, together: each request costs as much as a record.
SLICE = 0.15

Result = Step | Reason


class StageHandler:
    """Takes each record one stage further. What cannot be read is set aside; what a rule broke on goes on, and is copied."""

    last = False

    def __init__(self, processor: Processor, settings: Settings, executor: Executor, guard: Guard | None = None) -> None:
        self._processor = processor
        self._annotate: Annotate | None = None
        self._building = asyncio.Lock()
        self._target = settings.topic(processor.stage.target)
        self._executor = executor
        self._guard = guard or Guard()
        self._seconds = metrics.STEP_SECONDS.labels(processor.name)

    async def prepare(self) -> None:
        """Load rules and knowledge, once."""
        async with self._building:
            if self._annotate is None:
                self._annotate = await asyncio.get_running_loop().run_in_executor(self._executor, self._processor.load)

    async def __call__(self, batch: Sequence[Incoming], desk: Desk) -> None:
        await self.prepare()
        loop = asyncio.get_running_loop()
        rest = batch
        while rest:
            results = await loop.run_in_executor(self._executor, self._slice, rest)
            done = list(zip(rest, results, strict=False))
            for record, result in done:
                await self._set_aside(record, result, desk)
            await desk.send_all(self._outgoing(record, result) for record, result in done if isinstance(result, Step))
            rest = rest[len(results) :]

    def _slice(self, records: Sequence[Incoming]) -> list[Result]:
        """Results for the first records: as many as fit into a slice of time, at least one."""
        results: list[Result] = []
        started = before = time.monotonic()
        for record in records:
            results.append(self._step(record))
            now = time.monotonic()
            self._seconds.observe(now - before)
            before = now
            if now - started > SLICE:
                break
        return results

    def _step(self, record: Incoming) -> Result:
        assert self._annotate is not None, "rules are loaded before the first record"
        if verdict := self._guard.verdict(record):
            return verdict
        try:
            with self._guard.working(record):
                return advance(self._processor, self._annotate, record.value, record.timestamp)
        except CodecError as error:
            return Reason.of(error.code, error)
        except Exception as error:  # what no rule foresaw must not stop the records behind it
            return Reason.of("RULE_ERROR", error)

    async def _set_aside(self, record: Incoming, result: Result, desk: Desk) -> None:
        """Put a record among the dead letters when it goes no further, and a copy of it when its layer failed."""
        if isinstance(result, Reason):
            await desk.set_aside(record, result.code, result)
        elif (failure := result.failure) is not None:
            metrics.FAILED_LAYERS.labels(self._processor.name).inc()
            await desk.set_aside(record, failure.code, Reason(failure.code, failure.exception, failure.message))

    def _outgoing(self, record: Incoming, step: Step) -> Outgoing:
        stage = self._processor.stage
        event = CloudEvent(stage.target, stage.name, step.article_id, step.value, step.received_at)
        return Outgoing(self._target, step.article_id.encode("utf-8"), step.value, cloud_event(event, record.headers), record)
