"""Days of the calendar, by month and number."""

from __future__ import annotations

from datetime import date

from services.dating import calendar
from services.dating.calendar import Period
from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.parts import (
    DAY,
    ERA,
    MONTH_PART,
    RANGE,
    WEEKDAY_PART,
    day_number,
    possible,
    weekday_of,
    with_era,
    year_of,
)
from services.dating.lang.en.words import EARLY_PART, daypart, integer, load, modifier
from services.dating.senses import Fixed, InMonth, InYear, Pair, Sense


def month_day(found: Found) -> Sense | None:
    """ "August 31", "Aug. 31, 2020", "Monday, 31st of August"."""
    if not context.is_month(found, "month"):
        return None
    month, number = load().month(found.word("month").rstrip(" .")), day_number(found)
    year = year_of(found)
    if year is None:
        if not possible(month, number):
            return None
        direction = {"last": -1, "next": 1, "this": 0}[found.word("which")] if found.has("which") else None
        return InYear(month=month, day=number, weekday=weekday_of(found), time=daypart(found), direction=direction)
    period = calendar.day_of(with_era(found, year), month, number)
    return Fixed(period, time=daypart(found)) if period else None


def days_of_month(found: Found) -> Sense | None:
    """ "September 3-5", "from 3 to 5 May 2019": two days of one month."""
    if not context.is_month(found, "month"):
        return None
    month, year = load().month(found.word("month").rstrip(" .")), year_of(found)
    days = [integer(found.word("day")), integer(found.word("until"))]  # also "13th"
    if not days[0] < days[1] or not possible(month, days[1]):
        return None
    senses: list[Sense] = []
    for number in days:
        period = calendar.day_of(year, month, number) if year else None
        senses.append(Fixed(period) if period else InYear(month=month, day=number))
    (start, middle), (second, _) = found.parts["day"], found.parts["until"]
    if found.parts["month"][0] < start:
        return Pair(senses[0], (found.first, middle), senses[1], (second, found.last))
    return Pair(senses[0], (start, middle), senses[1], (second, found.last))


def iso_day(found: Found) -> Sense | None:
    """ "2020-08-31", "2020/08/31": year first."""
    period = calendar.day_of(integer(found.word("year")), integer(found.word("month")), integer(found.word("day")))
    return Fixed(period) if period else None


def iso_month(found: Found) -> Sense | None:
    """ "2020-05": year first; "2003-04" may be two years and is not read as one month."""
    year, month = integer(found.word("year")), integer(found.word("month"))
    after = found.pieces.word(found.last)
    if not 1 <= month <= min(12, year % 100) or len(found.word("month")) != 2 or not context.is_years(found, "year"):
        return None
    return None if after in ("-", "/", "–") else Fixed(calendar.month(year, month))


def figures(found: Found) -> Sense | None:
    """ "31/08/2020", "8/31/2020", "31.08.2020": the day is the number that cannot be a month; else both readings stay."""
    first, second, year = integer(found.word("first")), integer(found.word("second")), integer(found.word("year"))
    if len(found.word("year")) not in (2, 4) or not context.is_figure(found, "first"):
        return None  # a score, a version, an address of the network
    if len(found.word("year")) == 2:
        year += 2000 if year < 40 else 1900
    day_first, month_first = calendar.day_of(year, second, first), calendar.day_of(year, first, second)
    if found.word("mark") == ".":
        month_first = None
    days = {one.first for one in (day_first, month_first) if one and one.first}
    return Fixed(_one_of(days)) if days else None


def _one_of(days: set[date]) -> Period:
    return calendar.day(min(days)) if len(days) == 1 else calendar.set_of(list(days))


def of_that_year(found: Found) -> Sense | None:
    """ "August of that year", "July 25 of the same year"."""
    if not context.is_month(found, "month"):
        return None
    month, number = load().month(found.word("month").rstrip(" .")), day_number(found) if found.has("day") else 0
    return InYear(month=month, day=number, narrative=True, mod=modifier(found)) if not number or possible(month, number) else None


def day_alone(found: Found) -> Sense | None:
    """ "on the 14th": a day of the month that is spoken of; "the 14th Infantry", "the 14th floor" are none."""
    pieces = found.pieces
    before, after = pieces.word(found.first - 1), pieces.word(found.last)
    if before not in ("on", "by", "until", "since", "from", "to", "through", "before", "after") or (
        after.isalpha() and after not in ("and", "in", "at", "of", "to", "when", "but")
    ):
        return None
    return InMonth(integer(found.word("day")))


_DAYPART_OF = "( the? EARLY? daypart:DAYPART ( hours )? of )?"
_YEAR = f'( ","? ( year:( YEAR | YEAR_SHORT ) {ERA}? | year:NUMBER {ERA} ) )?'
_MARK = 'mark:( "/" | "." | "-" )'
_THAT_YEAR = "( of | in ) ( that | the same | that same ) year"
RULES: list[Rule] = [
    Rule(
        "date.month_day",
        f"{_DAYPART_OF} {WEEKDAY_PART} which:( last | next | this )? {MONTH_PART} the? {DAY} {_YEAR}",
        month_day,
    ),
    Rule(
        "date.day_month",
        f"{_DAYPART_OF} {WEEKDAY_PART} the? {DAY} of? {MONTH_PART} {_YEAR}",
        month_day,
    ),
    Rule("date.month_ordinal", f'{WEEKDAY_PART} {MONTH_PART} the? day:ORDINAL ( ","? year:YEAR )?', month_day),
    Rule("date.ordinal_month", f'the day:ORDINAL of {MONTH_PART} ( ","? year:YEAR )?', month_day),
    Rule("date.month_days", f'{MONTH_PART} day:DAYNUM {RANGE} until:DAYNUM ( ","? year:YEAR )?', days_of_month),
    Rule(
        "date.days_month",
        f'the? day:( DAYNUM | NTH ) {RANGE} the? until:( DAYNUM | NTH ) of? {MONTH_PART} ( ","? year:YEAR )?',
        days_of_month,
    ),
    Rule("date.iso", 'year:YEAR ( "-" | "/" ) month:MONTHNUM ( "-" | "/" ) day:DAYNUM', iso_day, glued=True),
    Rule("date.iso_month", 'year:YEAR "-" month:MONTHNUM', iso_month, glued=True),
    Rule(
        "date.figures",
        f"first:DAYNUM {_MARK} second:DAYNUM {_MARK.replace('mark:', '')} year:( YEAR | MINUTE )",
        figures,
        glued=True,
    ),
    Rule("date.month_of_that_year", f"{EARLY_PART}? {MONTH_PART} {_THAT_YEAR}", of_that_year),
    Rule("date.day_of_that_year", f"( {MONTH_PART} {DAY} | {DAY} {MONTH_PART} ) {_THAT_YEAR}", of_that_year),
    Rule("date.day_of_month", "the day:NTH", day_alone),
]
