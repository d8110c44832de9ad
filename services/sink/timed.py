"""A PostgreSQL connection that does not wait forever: a server may hold the line and never answer."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

#: Seconds without any answer after which a connection is given up; more than a statement may take on the server.
PATIENCE = 90.0

R = TypeVar("R")


class TimedConnection(psycopg.Connection[Any]):
    """psycopg's own, with an end to each wait for the server. Raises OperationalError, and is closed then."""

    def wait(self, gen: Generator[Any, Any, R], *arguments: Any, **options: Any) -> R:
        """Drive one exchange with the server, as psycopg does for every statement."""
        return super().wait(self._limited(gen), *arguments, **options)

    def _limited(self, gen: Generator[Any, Any, R]) -> Generator[Any, Any, R]:
        """The same exchange; psycopg asks ten times a second even when nothing has come."""
        deadline = time.monotonic() + PATIENCE
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    deadline = time.monotonic() + PATIENCE
                elif time.monotonic() > deadline:
                    self.close()
                    raise psycopg.OperationalError(f"the server has not answered for {PATIENCE:.0f} s")
                wanted = gen.send(ready)
        except StopIteration as done:
            result: R = done.value
            return result
