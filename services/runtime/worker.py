"""The life of one Faust worker: wait for broker and topics, start, watch, stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

import faust
from faust.contrib.asgi import bind_to_running_loop

from dateline import topology
from dateline.topology import Topic
from services.runtime import app as apps
from services.runtime import health, logs, memory, metrics, process
from services.runtime.backoff import Backoff
from services.runtime.consume import Batches
from services.runtime.logs import Logger, logger
from services.runtime.reach import reachable
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable, Topics, TopicsRefused
from services.runtime.wiring import CannotStart, Wiring

#: Exit code of a service that was told something it cannot do.
WRONG_USE = 2
#: Seconds between two looks at a running worker; a tenth of it while it waits for its partitions.
_LOOK = 1.0
#: Seconds between two questions whether all that the work needs is still there.
_ASK = 5.0
#: Seconds without partitions after which the group is asked whether it has more members than partitions.
_IDLE = 5.0
#: Seconds with records waiting, nothing in work and nothing done, after which the worker ends to be started anew.
_STUCK = 120.0
#: Seconds without partitions, though there are enough for everybody, after which it does the same.
_FORGOTTEN = 60.0
#: Seconds that a batch may be in work before the worker counts as not ready.
_SLOW = 60.0


def source_of(service: str) -> Topic:
    """The topic that a service reads. Raises KeyError when it reads none."""
    return topology.sink_source() if service == "sink" else topology.stage(service).source


@dataclass
class Worker:
    """One service on Faust. `run` returns its exit code."""

    service: str
    wiring: Wiring
    app: faust.App = field(init=False)
    batches: Batches = field(init=False)
    _log: Logger = field(init=False)
    _starting: asyncio.Future[None] = field(init=False)

    def __post_init__(self) -> None:
        self._log = logger(self.service)
        self.app = apps.create(self.service, self.wiring.settings, self.wiring.timeouts)
        self.batches = import_module(f"services.{self.service}.agent").attach(self.app, self.wiring)
        self._trouble("starting")

    async def run(self, stop: asyncio.Event) -> int:
        """Live until `stop` is set: 0, or until there is no way on: 1."""
        if not await first(stop, wait_for_topics(self.service, self.wiring)):
            return 0
        return await self.serve(stop)

    async def serve(self, stop: asyncio.Event) -> int:
        """The same, with broker and topics known to be there."""
        self._starting = asyncio.ensure_future(self._start())
        # Nothing was read yet, so a start that is not wanted any more may be left as it is; Faust cannot be cancelled in it.
        if not await first(stop, asyncio.shield(self._starting)):
            return 0
        self._log.info("started", reads=self.wiring.settings.topic(source_of(self.service)))
        asking = asyncio.create_task(self._ask_again())
        code = await Watch(self).until(stop)
        asking.cancel()
        self._trouble("stopping")
        if not self.app.crashed:
            await self.app.stop()
        self._log.info("stopped", records=self.batches.done)
        return code

    async def _start(self) -> None:
        self._trouble("joining its group")
        bind_to_running_loop(self.app)
        self.app.finalize()
        await asyncio.gather(self.app.maybe_start(), self.batches.handler.prepare())

    async def _ask_again(self) -> None:
        bootstrap = self.wiring.settings.kafka_bootstrap
        while True:
            await asyncio.sleep(_ASK)
            away = None if await reachable(bootstrap) else f"no Kafka broker answers at {bootstrap} (DATELINE_KAFKA_BOOTSTRAP)"
            self.wiring.health.trouble("broker", away)
            await self.batches.handler.prepare()

    def _trouble(self, what: str | None) -> None:
        self.wiring.health.trouble(self.service, what)


async def first(stop: asyncio.Event, work: Any) -> bool:
    """Whether `work` was finished before `stop` was set; else it is cancelled. What it raises is raised."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        return False
    working.result()
    return True


def needed(service: str) -> Iterable[Topic]:
    """The topics that a service reads and writes."""
    source = source_of(service)
    written = (topology.ENRICHED, topology.EVENTS) if service == "sink" else (topology.stage(service).target,)
    return (source, *written, source.dead_letters())


async def wait_for_topics(service: str, wiring: Wiring) -> None:
    """Return once the broker answers and has the topics; says what it waits for, in the log and in /readyz."""
    log, trouble = logger(service), partial(wiring.health.trouble, service)
    backoff = Backoff(service, "broker", log)
    topics = Topics(wiring.settings)
    while True:
        try:
            differences = await asyncio.to_thread(topics.check, needed(service))
        except (BrokerUnavailable, TopicsRefused) as error:
            trouble(str(error))
            await backoff.pause(error)
            continue
        prohibitive = [str(one) for one in differences if one.prohibitive]
        if not prohibitive:
            break
        what = f"topics are not as they must be; put them right with `dateline topics apply`: {'; '.join(prohibitive)}"
        trouble(what)
        await backoff.pause(LookupError(what))
    for one in differences:
        log.warning(f"a topic is not as it should be: {one}; `dateline topics apply` changes what can be changed")


class Watch:
    """Looks at a running worker once a second: its partitions, its lag, and whether anything moves."""

    def __init__(self, worker: Worker, clock: Callable[[], float] = time.monotonic) -> None:
        self._worker = worker
        self._app = worker.app
        self._clock = clock
        self._assigned_at = self._moved_at = clock()
        self._done = 0
        self._partitions: frozenset[Any] = frozenset()
        self._forgotten = False
        self._asked_at = float("-inf")
        self._topics: Topics | None = None

    async def until(self, stop: asyncio.Event) -> int:
        """0 when told to stop, 1 when the worker crashed or is stuck."""
        while await first(stop, asyncio.sleep(_LOOK if self._partitions else _LOOK / 10)):
            self._look()
            await self._explain_idleness()
            reason = self._beyond_help()
            if reason is not None:
                self._worker._log.critical(f"ending, to be started anew: {reason}")
                self._worker.wiring.health.dead = reason
                return 1
        return 0

    def _look(self) -> None:
        service, now = self._worker.service, self._clock()
        partitions = frozenset(self._app.consumer.assignment())
        if partitions != self._partitions:
            self._worker._log.info("partitions", count=len(partitions))
            self._partitions = partitions
        if partitions:
            self._assigned_at, self._forgotten = now, False
            self._worker._trouble(self._slowness(now))
        lag = self._lag()
        if self._worker.batches.done != self._done or self._worker.batches.working_since is not None or not lag:
            self._moved_at, self._done = now, self._worker.batches.done
        metrics.PARTITIONS.labels(service).set(len(partitions))
        metrics.LAG.labels(service).set(lag)

    def _slowness(self, now: float) -> str | None:
        since = self._worker.batches.working_since
        return None if since is None or now - since < _SLOW else f"a batch has been in work for {now - since:.0f} s"

    def _lag(self) -> int:
        consumer: Any = self._app.consumer
        ends = {tp: consumer.highwater(tp) or 0 for tp in self._partitions}
        return sum(max(0, int(end) - (consumer._committed_offset.get(tp) or 0)) for tp, end in ends.items())

    async def _explain_idleness(self) -> None:
        now = self._clock()
        if self._partitions or now - self._assigned_at < _IDLE or now - self._asked_at < _ASK:
            return
        self._asked_at = now
        settings = self._worker.wiring.settings
        source = settings.topic(source_of(self._worker.service))
        self._topics = self._topics or Topics(settings)
        try:
            members = await asyncio.to_thread(self._topics.members, self._app.conf.id)
            partitions = (await asyncio.to_thread(self._topics.present)).get(source, 0)
        except Exception as error:  # the broker is away: the worker is not ready
            self._worker._trouble(f"no partitions, and the broker does not say why: {error}")
            return
        spare = members > partitions
        self._forgotten = not spare
        self._worker._trouble(None if spare else f"no partitions, with {members} workers for {partitions} of them")

    def _beyond_help(self) -> str | None:
        if self._app.crashed:
            return f"Faust crashed: {getattr(self._app, '_crash_reason', None)!r}"
        if overdue := self._worker.batches.guard.overdue():
            return overdue
        if self._clock() - self._moved_at > _STUCK and not self._app.rebalancing:
            return f"records wait, and nothing was done for {_STUCK:.0f} s"
        if self._forgotten and self._clock() - self._assigned_at > _FORGOTTEN:
            return f"no partitions for {_FORGOTTEN:.0f} s, and nobody else needs them"
        return None


def main(service: str) -> int:
    """Run one worker in this process until it is told to end; returns the exit code."""
    memory.frugal()
    settings = Settings()
    logs.configure(settings)
    return process.run(lambda stop: run(service, settings, stop))


async def run(service: str, settings: Settings, stop: asyncio.Event) -> int:
    """One worker with its health server."""
    wiring = Wiring(settings, ThreadPoolExecutor(1, thread_name_prefix=service))
    try:
        worker = Worker(service, wiring)
    except CannotStart as error:
        logger(service).critical(f"cannot start: {error}")
        return WRONG_USE
    async with health.serving(wiring.health, settings) as url:
        logger(service).info("health", url=f"{url}/readyz")
        return await worker.run(stop)
