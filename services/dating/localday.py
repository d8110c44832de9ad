"""The day of a moment where the item was written: late in the evening by UTC it is the next day already in Tokyo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from dateline.article import parse_when
from dateline.layers.entities import EntitiesLayer
from services.knowledge import clocks, countries


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a dateline, its code points, and how many hours its clocks are ahead of UTC."""

    start: int
    end: int
    hours: float


def find_seat(text: str, datelines: list[tuple[int, int]], entities: EntitiesLayer | None) -> Seat | None:
    """The place that a dateline names: a city of a country with several zones, else a capital, else what entities knows."""
    for start, end in datelines:
        name = text[start:end].split(",")[0].split("(")[0].strip()
        at = text.find(name, start) if name else -1
        hours = _hours(name) if name else None
        if hours is None:
            hours = _country_hours(start, end, entities)
        if hours is not None:
            return Seat(max(at, start), max(at, start) + len(name), hours)
    return None


def _hours(name: str) -> float | None:
    known = clocks.load()
    own = known.cities.get(name.lower())
    return own if own is not None else known.countries.get(_capitals().get(name.lower(), ""))


@cache
def _capitals() -> dict[str, str]:
    """Country by the name of its capital in lower case."""
    return {
        name.lower(): country.code
        for country in countries.load().countries
        for capital in country.capitals
        for name in (capital.name, *capital.aliases)
    }


def _country_hours(start: int, end: int, entities: EntitiesLayer | None) -> float | None:
    if entities is None:
        return None
    inside = {one.entity for one in entities.mentions if start <= one.start and one.end <= end}
    codes = [one.country for one in entities.entities if one.id in inside and one.country]
    return next((hours for code in codes if (hours := clocks.load().countries.get(code)) is not None), None)


def day_at(stamp: str | None, seat: Seat | None) -> date | None:
    """The day of an ISO date or moment; of a moment with its offset, the day at the seat. None where it cannot be read."""
    if not stamp:
        return None
    try:
        when = parse_when(stamp)
    except ValueError:
        return None
    if not isinstance(when, datetime):
        return when
    if seat is None or when.tzinfo is None or when.time() == time():  # midnight sharp is a day that became a moment
        return when.date()
    return _shifted(when, seat.hours)


def _shifted(when: datetime, hours: float) -> date:
    try:
        return when.astimezone(timezone(timedelta(hours=hours))).date()
    except OverflowError:  # the first or last day of the calendar
        return when.date()
