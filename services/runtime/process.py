"""A process that is told to end and does: by SIGTERM or Ctrl-C, within a hard deadline, in whatever state it is."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from types import FrameType

#: Seconds from the signal until the process ends by force. Supervisors and people wait ten.
DEADLINE = 8.0

Main = Callable[[asyncio.Event], Awaitable[int]]


def run(main: Main, deadline: float = DEADLINE) -> int:
    """Run `main` until it returns its exit code; a signal sets the event that it was given.

    What is not done by the deadline is left: nothing of it was committed, so it is done at the next start. A second
    signal ends the process at once.
    """
    return asyncio.run(_run(main, deadline))


async def _run(main: Main, deadline: float) -> int:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def stopped(number: int, _: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)
        _arm(deadline)
        loop.call_soon_threadsafe(stop.set)

    # Not the loop's own handlers: those never run while a callback of the loop hangs.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopped)
    code = await main(stop)
    # Before the loop would end: it cancels what still starts, and Faust takes that for a crash.
    _leave(code)
    return code


def _arm(deadline: float) -> None:
    timer = threading.Timer(deadline, _force)
    timer.daemon = True
    timer.start()


def _force() -> None:
    logging.getLogger("dateline").warning("ending by force, since the time is up; what was not committed is done again")
    _leave(1)


def _leave(code: int) -> None:
    """End without waiting for threads that may hang in a call to a broker that is gone."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
