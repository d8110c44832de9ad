"""What a service is connected with: settings, a thread for heavy work, health, and who hears that a record is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

import faust

from services.runtime import app as apps
from services.runtime.consume import Batches, Handler
from services.runtime.deliver import EmbeddedLimits, Flight, Keep, Limits
from services.runtime.guard import Guard
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.processor import Processor
from services.runtime.producer import FaustProducer
from services.runtime.records import Headers
from services.runtime.settings import Settings
from services.runtime.stage import StageHandler


class CannotStart(RuntimeError):
    """A service that can never work as it is told to; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """Given to `attach` of every service."""

    settings: Settings
    executor: Executor  #: one thread: text work, or the store
    health: Health = field(default_factory=Health)
    #: Called with the headers of each record that goes no further.
    settle: Callable[[Headers], Awaitable[None]] | None = None
    timeouts: apps.Timeouts = apps.REAL
    #: Keeps dead letters where the broker does not.
    keep: Keep | None = None

    def stage(self, app: faust.App, processor: Processor) -> Batches:
        """The consumption of a processor; loads its rules and knowledge."""
        guard = self.guard(processor.name)
        return self.batches(app, processor.name, StageHandler(processor, self.settings, self.executor, guard), guard)

    def guard(self, service: str) -> Guard:
        """A note of what this worker has in work, in the data directory."""
        return Guard.open(self.settings.data_dir / "guard", service, logger(service))

    def batches(self, app: faust.App, service: str, handler: Handler, guard: Guard | None = None) -> Batches:
        """The consumption of any service whose records go out through the app's own producer."""
        log = logger(service)
        producer = FaustProducer(lambda: app.producer)
        limits = EmbeddedLimits(self.settings) if self.timeouts is apps.EMBEDDED else Limits(self.settings)
        return Batches(
            service,
            handler,
            lambda: Flight(service, producer, limits, log, self.keep),
            log,
            settle=self.settle,
            most_dead_letters=self.settings.dead_letter_limit,
            guard=guard,
        )
