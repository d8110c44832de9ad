"""Stretches of calendar time: TIMEX3 value, EDTF, first and last day. Gregorian, extended backwards; years are astronomical.

Years before 1 have no first and last `date`, only text: 490 BC is the year -489.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import Final

#: First month of each season (TimeML code), northern half; EDTF number of the season.
SEASONS: Final = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}


@dataclass(frozen=True, slots=True)
class Period:
    """Some days that follow one another. `first` and `last` are None where open or outside of the years 1-9999."""

    value: str
    edtf: str | None
    first: date | None
    last: date | None
    grain: str
    earliest: str | None = None
    latest: str | None = None

    @property
    def year(self) -> int | None:
        """The astronomical year in which it begins, also before the year 1; None where it is open."""
        if self.first:
            return self.first.year
        return int(self.earliest[: self.earliest.index("-", 1)]) if self.earliest else None

    def bounds(self) -> tuple[str | None, str | None]:
        """ISO dates of the first and the last day."""
        first = self.earliest or (self.first.isoformat() if self.first else None)
        last = self.latest or (self.last.isoformat() if self.last else None)
        return first, last


def iso_year(year: int) -> str:
    """Four digits, with a sign before the year 0."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def timex_year(year: int) -> str:
    """As TIMEX3 writes it: `1956`, `BC0490`."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def _known(year: int) -> bool:
    return MINYEAR <= year <= MAXYEAR


@lru_cache(4096)
def day(one: date) -> Period:
    """One day."""
    text = one.isoformat()
    return Period(text, text, one, one, "day", text, text)


def day_of(year: int, month: int, number: int) -> Period | None:
    """A day given by its numbers; None where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    if not _known(year):
        text = f"{iso_year(year)}-{month:02d}-{number:02d}"
        return Period(f"{timex_year(year)}-{month:02d}-{number:02d}", text, None, None, "day", text, text)
    if number > monthrange(year, month)[1]:
        return None
    return day(date(year, month, number))


@lru_cache(4096)
def month(year: int, number: int) -> Period:
    """A calendar month."""
    text, value = f"{iso_year(year)}-{number:02d}", f"{timex_year(year)}-{number:02d}"
    if not _known(year):
        return Period(value, text, None, None, "month", f"{text}-01", f"{text}-{monthrange(2001, number)[1]:02d}")
    return Period(value, text, date(year, number, 1), _month_end(year, number), "month")


def _month_end(year: int, number: int) -> date:
    return date(year, number, monthrange(year, number)[1])


@lru_cache(4096)
def year(number: int) -> Period:
    """A calendar year."""
    text = iso_year(number)
    if not _known(number):
        return Period(timex_year(number), text, None, None, "year", f"{text}-01-01", f"{text}-12-31")
    return Period(timex_year(number), text, date(number, 1, 1), date(number, 12, 31), "year")


def fiscal(period: Period) -> Period:
    """A fiscal year, or a part of one, by the calendar's name: nobody says when it begins, but it begins or ends in that year."""
    year_number = period.year
    if year_number is None or not 1 < year_number < MAXYEAR:
        return period
    first, last = f"{year_number - 1:04d}-01-01", f"{year_number + 1:04d}-12-31"
    return replace(period, edtf=f"{iso_year(year_number)}~", earliest=first, latest=last)


def decade(first_year: int, mod: str | None = None) -> Period:
    """The ten years from a round one: 1990 is the 1990s. Their first half with START, their second with END."""
    if first_year <= 0:
        number = (1 - first_year) // 10
        low, high = iso_year(first_year - 9), iso_year(first_year)
        return Period(f"BC{number:03d}", f"{low}/{high}", None, None, "decade", f"{low}-01-01", f"{high}-12-31")
    stem = f"{first_year // 10:03d}"
    begin, finish = first_year + (5 if mod == "END" else 0), first_year + (4 if mod == "START" else 9)
    edtf = f"{stem}X" if finish - begin == 9 else f"{begin:04d}/{finish:04d}"
    return Period(stem, edtf, date(max(1, begin), 1, 1), date(finish, 12, 31), "decade")


def century(number: int, before_christ: bool = False) -> Period:
    """A century by its ordinal: 20 is 1900-1999, as EDTF's `19XX` has it."""
    if before_christ:
        low, high = iso_year(1 - number * 100), iso_year(-(number - 1) * 100)
        return Period(f"BC{number - 1:02d}", f"{low}/{high}", None, None, "century", f"{low}-01-01", f"{high}-12-31")
    stem = f"{number - 1:02d}"
    first = max(1, (number - 1) * 100)
    return Period(stem, f"{stem}XX", date(first, 1, 1), date((number - 1) * 100 + 99, 12, 31), "century")


def millennium(number: int, before_christ: bool = False) -> Period:
    """A millennium by its ordinal: 2 is 1000-1999."""
    if before_christ:
        low, high = iso_year(1 - number * 1000), iso_year(-(number - 1) * 1000)
        return Period(f"BC{number - 1}", f"{low}/{high}", None, None, "millennium", f"{low}-01-01", f"{high}-12-31")
    first, last = max(1, (number - 1) * 1000), (number - 1) * 1000 + 999
    return Period(f"{number - 1}", f"{number - 1}{'X' * 3}", date(first, 1, 1), date(last, 12, 31), "millennium")


def quarter(year_number: int, number: int) -> Period:
    """A quarter of a calendar year; EDTF numbers it 33-36."""
    first, last = date(year_number, 3 * number - 2, 1), _month_end(year_number, 3 * number)
    return Period(f"{year_number:04d}-Q{number}", f"{year_number:04d}-{32 + number}", first, last, "quarter")


def half(year_number: int, number: int) -> Period:
    """Half of a calendar year; EDTF numbers it 40-41."""
    first, last = date(year_number, 6 * number - 5, 1), _month_end(year_number, 6 * number)
    return Period(f"{year_number:04d}-H{number}", f"{year_number:04d}-{39 + number}", first, last, "half")


def season(year_number: int, code: str) -> Period:
    """A season by TimeML code, in whole months; the winter of a year begins in its December."""
    start, number = SEASONS[code]
    value, edtf = f"{timex_year(year_number)}-{code}", f"{iso_year(year_number)}-{number}"
    if not _known(year_number) or year_number == MAXYEAR:
        return Period(value, edtf, None, None, "season")
    end_year, end_month = (year_number + 1, 2) if code == "WI" else (year_number, start + 2)
    return Period(value, edtf, date(year_number, start, 1), _month_end(end_year, end_month), "season")


def week(inside: date) -> Period:
    """The ISO week that holds a day."""
    iso = inside.isocalendar()
    first = add_days(inside, -(iso.weekday - 1))
    last = add_days(first, 6)
    return Period(f"{iso.year:04d}-W{iso.week:02d}", f"{first}/{last}", first, last, "week")


def weekend(inside: date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    iso = inside.isocalendar()
    first = add_days(inside, 6 - iso.weekday)
    last = add_days(first, 1)
    return Period(f"{iso.year:04d}-W{iso.week:02d}-WE", f"{first}/{last}", first, last, "weekend")


def add_days(one: date, count: int) -> date:
    """A day later or earlier; stays inside of the years 1-9999."""
    number = min(max(one.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(number)


def add_months(one: date, count: int) -> date:
    """The same day some months later; the last of the month where that month is shorter. Stays inside of the years 1-9999."""
    index = min(max(one.year * 12 + one.month - 1 + count, 12), MAXYEAR * 12 + 11)
    year_number, number = divmod(index, 12)
    return date(year_number, number + 1, min(one.day, monthrange(year_number, number + 1)[1]))


def around(inside: date, grain: str) -> Period:
    """The period of a grain that holds a day. Raises KeyError for a grain that the calendar has not."""
    makers = {
        "day": lambda: day(inside),
        "week": lambda: week(inside),
        "weekend": lambda: weekend(inside),
        "month": lambda: month(inside.year, inside.month),
        "quarter": lambda: quarter(inside.year, (inside.month + 2) // 3),
        "half": lambda: half(inside.year, 1 if inside.month < 7 else 2),
        "year": lambda: year(inside.year),
        "decade": lambda: decade(inside.year // 10 * 10),
        "century": lambda: century(inside.year // 100 + 1),
    }
    return makers[grain]()


_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def move(one: date, grain: str, count: int) -> date:
    """A day moved by so many units. Raises KeyError for a grain that the calendar has not."""
    if grain in _DAYS:
        return add_days(one, _DAYS[grain] * max(min(count, 10**7), -(10**7)))
    return add_months(one, _MONTHS[grain] * max(min(count, 10**5), -(10**5)))


def qualified(edtf: str | None, approximate: bool, doubtful: bool) -> str | None:
    """EDTF with its mark: `~` approximate, `?` uncertain, `%` both; at both ends of an interval. Sets and open ends stay."""
    mark = "%" if approximate and doubtful else "~" if approximate else "?" if doubtful else ""
    if not mark or not edtf or edtf[0] == "[" or ".." in edtf or edtf[-1] in "~?%":
        return edtf
    return "/".join(part + mark for part in edtf.split("/"))


def set_of(days: list[date]) -> Period:
    """One of several days, which one is not known: EDTF set, from the first to the last of them."""
    low, high = min(days), max(days)
    return Period("[" + ",".join(map(str, sorted(days))) + "]", "[" + ",".join(map(str, sorted(days))) + "]", low, high, "set")
