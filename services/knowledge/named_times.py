"""Days and periods that have names: holidays, fixed or movable, and periods of history.

Data: `data/named_times.json`, and `data/feasts.json` for what follows the moon, with a date for each year of a table.

A day's rule is `MM-DD`; `MM-N-W` the Nth weekday W (ISO) of a month, N `L` the last, `E` the one after the first Monday;
`easter+N` or `easter-N` days from Easter Sunday of the Gregorian calendar, `orthodox+N` from that of the Julian.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedTimes:
    """Names in lower case: of days to their rules, of periods to their EDTF."""

    days: Mapping[str, str]
    periods: Mapping[str, str]
    feasts: Mapping[str, Feast]
    reigns: Mapping[str, Reign]


@dataclass(frozen=True, slots=True)
class Reign:
    """An era whose years are counted from its first day; `last` is None while it goes on, `begins` the first year known."""

    first: date
    last: date | None
    begins: int = 1

    def year(self, number: int) -> tuple[date, date] | None:
        """First and last day of a year of it by its number; None where it has no such year."""
        gregorian = self.first.year + number - 1
        end = self.last or date(self.first.year + _LONGEST_REIGN, 12, 31)
        if not self.begins <= number or gregorian > end.year:
            return None
        return max(self.first, date(gregorian, 1, 1)), min(end, date(gregorian, 12, 31))


#: Years of an era that goes on which may be spoken of: none has been longer.
_LONGEST_REIGN = 64


@dataclass(frozen=True, slots=True)
class Feast:
    """What begins on another day each year: the first days by year, how many days it takes, and whether the moon is sighted."""

    dates: Mapping[int, date]
    days: int = 1
    sighted: bool = False


@cache
def load() -> NamedTimes:
    """The data, read once. Raises ValueError when a rule or a period cannot be read."""
    raw = json.loads(files("services.knowledge").joinpath("data/named_times.json").read_text("utf-8"))
    more = json.loads(files("services.knowledge").joinpath("data/feasts.json").read_text("utf-8"))
    days = {name: entry["rule"] for entry in (*raw["days"], *more["days"]) for name in entry["names"]}
    periods = {name: entry["edtf"] for entry in raw["periods"] for name in entry["names"]}
    for rule in days.values():
        day_in(2024, rule)
    for edtf in periods.values():
        bounds(edtf)
    feasts = {name: _feast(entry) for entry in more["feasts"] for name in entry["names"]}
    reigns = {name: _reign(entry) for entry in raw["reigns"] for name in entry["names"]}
    return NamedTimes(days, periods, feasts, reigns)


def _reign(entry: Mapping[str, Any]) -> Reign:
    first, _, last = entry["edtf"].partition("/")
    return Reign(date.fromisoformat(first), None if last == ".." else date.fromisoformat(last), entry.get("from", 1))


def _feast(entry: Mapping[str, Any]) -> Feast:
    years = enumerate(entry["dates"].split(), start=entry["from"])
    dates = {year: date.fromisoformat(f"{year}-{text}") for year, text in years}
    return Feast(dates, entry.get("days", 1), entry.get("sighted", False))


def easter(year: int) -> date:
    """Easter Sunday, Gregorian, by the anonymous algorithm of 1876 (Meeus/Jones/Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, odd = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * leaps - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, number + 1)


def easter_orthodox(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian date, by Meeus; from 1583 on."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, number = divmod(moon + weekday + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, number + 1) + timedelta(days=behind)


def day_in(year: int, rule: str) -> date:
    """The day that a rule gives in a year. Raises ValueError when the rule cannot be read."""
    if rule.startswith("orthodox"):
        return easter_orthodox(year) + timedelta(days=int(rule[len("orthodox") :]))
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[len("easter") :]))
    parts = rule.split("-")
    if len(parts) == 2:
        return date(year, int(parts[0]), int(parts[1]))
    month, nth, weekday = int(parts[0]), parts[1], int(parts[2])
    if nth == "L":
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    if nth == "E":
        return _nth(year, month, 1, 1) + timedelta(days=weekday - 1)
    return _nth(year, month, int(nth), weekday)


def _nth(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?")


def bounds(edtf: str) -> tuple[date, date]:
    """First and last day of an EDTF date or interval. Raises ValueError when it is neither."""
    first, _, last = edtf.partition("/")
    return _edge(first, False), _edge(last or first, True)


def _edge(text: str, end: bool) -> date:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"named period: cannot read {text!r}")
    year, month = int(found[1]), int(found[2] or (12 if end else 1))
    return date(year, month, int(found[3] or (monthrange(year, month)[1] if end else 1)))
