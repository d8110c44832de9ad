"""Waiting between attempts: longer each time, up to a limit, with a word in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from services.runtime import metrics
from services.runtime.logs import Logger

FIRST_SECONDS = 0.2
LONGEST_SECONDS = 5.0


def delays() -> Iterator[float]:
    """Seconds to wait after the first, second, ... failure, without end."""
    delay = FIRST_SECONDS
    while True:
        yield delay
        delay = min(2 * delay, LONGEST_SECONDS)


class Backoff:
    """The pauses of one operation that is tried until it works. `what` is in trouble, `service` is held up by it."""

    def __init__(self, service: str, what: str, log: Logger) -> None:
        self._service = service
        self._what = what
        self._log = log
        self._delays = delays()
        self.attempts = 0

    async def pause(self, error: BaseException) -> None:
        """Log, count and wait after a failed attempt."""
        self.attempts += 1
        delay = next(self._delays)
        metrics.RETRIES.labels(self._service, self._what).inc()
        self._log.warning(f"{self._what} is in trouble, trying again", error=str(error) or repr(error), seconds=delay)
        await asyncio.sleep(delay)
