"""When an article came in. Two versions of one article never have the same time, so that the later one is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

_TICK = timedelta(milliseconds=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Arrivals:
    """A clock of milliseconds that moves on between two arrivals of the same id. Safe from several threads."""

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self._lock = Lock()
        self._recent: dict[str, datetime] = {}  # ids that came in this millisecond, or were put after it
        self._at = datetime.min.replace(tzinfo=UTC)

    def stamp(self, article_id: str) -> datetime:
        """The time of this arrival, UTC, in whole milliseconds."""
        now = self._clock()
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        with self._lock:
            if now != self._at:
                self._recent = {one: last for one, last in self._recent.items() if last >= now}
                self._at = now
            last = self._recent.get(article_id)
            stamp = now if last is None or last < now else last + _TICK
            self._recent[article_id] = stamp
        return stamp
