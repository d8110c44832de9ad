"""Intervals drawn beside each other: each in its columns, so that what overlaps is seen to overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from dateline.layers.dates import Interval

#: A day, a stretch, and open ends.
_DAY, _FROM, _TO, _LINE, _BEFORE, _AFTER = "●", "├", "┤", "─", "◄", "►"


class Lanes:
    """A scale over the days that begin or end an interval, in order and evenly: a day and a century take the same room."""

    def __init__(self, intervals: Iterable[Interval], width: int) -> None:
        days = {day for one in intervals for day in (one.earliest, one.latest) if day is not None}
        self._days = sorted(days, key=_order)
        self._keys = [_order(day) for day in self._days]
        self._width = max(1, min(width, len(self._days)))

    @property
    def width(self) -> int:
        """Columns of a bar, open ends included."""
        return self._width + 2

    def bar(self, one: Interval) -> str:
        """The interval on the scale; blank when it has no days."""
        if one.earliest is None and one.latest is None:
            return " " * self.width
        first = self._column(one.earliest) if one.earliest else 0
        last = self._column(one.latest) if one.latest else self._width - 1
        middle = _DAY if first == last else _FROM + _LINE * (last - first - 1) + _TO
        if one.earliest is None:
            middle = _BEFORE + _LINE * (last - first) + _TO
        elif one.latest is None:
            middle = _FROM + _LINE * (last - first) + _AFTER
        first -= one.earliest is None
        return (" " * (first + 1) + middle).ljust(self.width)

    def _column(self, day: str) -> int:
        place = bisect_left(self._keys, _order(day))
        return place if len(self._days) <= self._width else place * self._width // len(self._days)


def _order(day: str) -> tuple[int, str]:
    """ISO dates in order, those before the year 0 too."""
    negative = day.startswith("-")
    year, _, rest = day.lstrip("-").partition("-")
    return (-int(year) if negative else int(year)), rest
