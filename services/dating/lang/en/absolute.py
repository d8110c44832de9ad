"""Dates that say their year, month or day in so many words or figures."""

from __future__ import annotations

from datetime import date

from services.dating import calendar
from services.dating.calendar import Period
from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.words import EARLY_PART, daypart, integer, load, modifier, ordinal
from services.dating.senses import Fixed, InMonth, InYear, Pair, Sense

_WEEKDAY = '( weekday:( WEEKDAY | WEEKDAY_SHORT "."? ) ","? )?'
_MONTH = 'month:( MONTH_NAME | MONTH_SHORT "."? )'
_ERA = "era:( bc | bce | b.c. | b.c.e. | ad | ce | a.d. )"
_DAY = "day:( DAYNUM | NTH )"


def _year(found: Found, name: str = "year") -> int | None:
    """The part as a year; two figures after an apostrophe are of the last hundred years or the next ten."""
    if not found.has(name):
        return None
    word = found.word(name)
    value = integer(word)
    if word[0] in "'’`":
        return value + (2000 if value < 40 else 1900)
    return value


def month_day(found: Found) -> Sense | None:
    """ "August 31", "Aug. 31, 2020", "Monday, 31st of August"."""
    if not context.is_month(found, "month"):
        return None
    month, number = load().month(found.word("month").rstrip(" .")), _day(found)
    year = _year(found)
    if year is None:
        return InYear(month=month, day=number, weekday=_weekday(found), time=daypart(found)) if _possible(month, number) else None
    period = calendar.day_of(_with_era(found, year), month, number)
    return Fixed(period, time=daypart(found)) if period else None


def _day(found: Found) -> int:
    word = found.word("day")
    return integer(word) if word[0].isdecimal() else ordinal(word)


def _possible(month: int, number: int) -> bool:
    return calendar.day_of(2000, month, number) is not None


def _weekday(found: Found) -> int:
    word = found.word("weekday").rstrip(" .")
    numbers = load().numbers
    return numbers["WEEKDAY"].get(word) or numbers["WEEKDAY_SHORT"].get(word, 0)


def _with_era(found: Found, year: int) -> int:
    return 1 - year if found.word("era").startswith("b") else year


def month_year(found: Found) -> Sense | None:
    """ "May 2019", "early Sept. 1999", "May of 1940"."""
    year = _year(found)
    if year is None or not context.is_month(found, "month"):
        return None
    period = calendar.month(_with_era(found, year), load().month(found.word("month").rstrip(" .")))
    return Fixed(period, mod=modifier(found))


def days_of_month(found: Found) -> Sense | None:
    """ "September 3-5", "from 3 to 5 May 2019": two days of one month."""
    if not context.is_month(found, "month"):
        return None
    month, year = load().month(found.word("month").rstrip(" .")), _year(found)
    days = [integer(found.word("day")), integer(found.word("until"))]
    if not days[0] < days[1] or not _possible(month, days[1]):
        return None
    senses: list[Sense] = []
    for number in days:
        period = calendar.day_of(year, month, number) if year else None
        senses.append(Fixed(period) if period else InYear(month=month, day=number))
    (start, middle), (second, _) = found.parts["day"], found.parts["until"]
    if found.parts["month"][0] < start:
        return Pair(senses[0], (found.first, middle), senses[1], (second, found.last))
    return Pair(senses[0], (start, middle), senses[1], (second, found.last))


def months_of_year(found: Found) -> Sense | None:
    """ "March to August 2011", "January-June 2016": two months of one year."""
    if not context.is_month(found, "month") or not context.is_month(found, "until"):
        return None
    first, second = (load().month(found.word(name).rstrip(" .")) for name in ("month", "until"))
    year, pieces = _year(found), found.parts
    if year is None:
        return None
    start = calendar.month(year - (1 if first > second else 0), first)
    return Pair(Fixed(start), pieces["month"], Fixed(calendar.month(year, second)), (pieces["until"][0], found.last))


def iso_day(found: Found) -> Sense | None:
    """ "2020-08-31", "2020/08/31": year first."""
    period = calendar.day_of(integer(found.word("year")), integer(found.word("month")), integer(found.word("day")))
    return Fixed(period) if period else None


def figures(found: Found) -> Sense | None:
    """ "31/08/2020", "8/31/2020", "31.08.2020": the day is the number that cannot be a month; else both readings stay."""
    first, second, year = integer(found.word("first")), integer(found.word("second")), integer(found.word("year"))
    if len(found.word("year")) == 2:
        year += 2000 if year < 40 else 1900
    day_first, month_first = calendar.day_of(year, second, first), calendar.day_of(year, first, second)
    if found.word("mark") == ".":
        month_first = None
    days = {one.first for one in (day_first, month_first) if one and one.first}
    return Fixed(_one_of(days)) if days else None


def _one_of(days: set[date]) -> Period:
    return calendar.day(min(days)) if len(days) == 1 else calendar.set_of(list(days))


def year_alone(found: Found) -> Sense | None:
    """ "1956", "early 1941", "the end of 2019", "the year 2000", "fiscal 1989"."""
    year = _year(found)
    if year is None or not context.is_year(found, "year"):
        return None
    return Fixed(calendar.year(year), mod=modifier(found))


def year_with_era(found: Found) -> Sense | None:
    """ "490 BC", "A.D. 71"."""
    year = integer(found.word("year"))
    if not 0 < year < 9999:
        return None
    return Fixed(calendar.year(_with_era(found, year)), mod=modifier(found))


def years_range(found: Found) -> Sense | None:
    """ "1939-45", "2018/19", "1918–1920": two years."""
    first, word = integer(found.word("year")), found.word("until")
    second = integer(word) if len(word) == 4 else first // 100 * 100 + integer(word)
    if not first < second <= first + 200 or not context.is_years(found, "year"):
        return None
    pieces = found.parts
    return Pair(Fixed(calendar.year(first)), pieces["year"], Fixed(calendar.year(second)), pieces["until"])


def decade(found: Found) -> Sense | None:
    """ "the 1990s", "the early '60s", "the roaring twenties"."""
    word = found.word("decade")
    if len(word) == 3 and found.pieces.words[found.first] == word:
        return None  # "in his 30s"
    if word in load().numbers["DECADE_WORD"]:
        start = 1900 + load().numbers["DECADE_WORD"][word]
    else:
        start = integer(word)
        start += 0 if start >= 100 else (2000 if start < 20 else 1900)
    if start % 10:
        return None
    return Fixed(calendar.decade(start, modifier(found)), mod=modifier(found)) if start <= 9990 else None


def century(found: Found) -> Sense | None:
    """ "the 20th century", "mid-19th-century", "the fifth century BC"."""
    number = ordinal(found.word("nth"))
    if not 1 <= number <= 30:
        return None
    return Fixed(calendar.century(number, found.word("era").startswith("b")), mod=modifier(found))


def month_alone(found: Found) -> Sense | None:
    """ "in May", "early March", "the end of April"."""
    if not context.is_month(found, "month") or not context.is_bare_month(found, "month"):
        return None
    return InYear(month=load().month(found.word("month").rstrip(" .")), mod=modifier(found))


def of_that_year(found: Found) -> Sense | None:
    """ "August of that year", "July 25 of the same year"."""
    if not context.is_month(found, "month"):
        return None
    month, number = load().month(found.word("month").rstrip(" .")), _day(found) if found.has("day") else 0
    return (
        InYear(month=month, day=number, narrative=True, mod=modifier(found)) if not number or _possible(month, number) else None
    )


def day_alone(found: Found) -> Sense | None:
    """ "on the 14th": a day of the month that is spoken of; "the 14th Infantry", "the 14th floor" are none."""
    pieces = found.pieces
    before, after = pieces.word(found.first - 1), pieces.word(found.last)
    if before not in ("on", "by", "until", "since", "from", "to", "through", "before", "after") or (
        after.isalpha() and after not in ("and", "in", "at", "of", "to", "when", "but")
    ):
        return None
    return InMonth(integer(found.word("day")))


def spoken_year(found: Found) -> Sense | None:
    """ "nineteen ninety-six": a year in words."""
    words = found.word("century").split()
    numbers = load().numbers
    century_number = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[words[0]]
    ones = numbers["CARDINAL"].get(found.word("ones"), 0)
    return Fixed(calendar.year(century_number + numbers["TENS"][found.word("tens")] + ones))


def year_two_thousand(found: Found) -> Sense | None:
    """ "the year two thousand"."""
    return Fixed(calendar.year(2000))


_RANGE = '( "-" | "–" | "—" | to | and | through | until | till )'
_THAT_YEAR = "( of | in ) ( that | the same | that same ) year"
_DAYPART_OF = "( the? EARLY? daypart:DAYPART ( hours )? of )?"
_MARK = 'mark:( "/" | "." | "-" )'
RULES = [
    Rule("date.month_day", f'{_DAYPART_OF} {_WEEKDAY} {_MONTH} the? {_DAY} ( ","? year:YEAR {_ERA}? )?', month_day),
    Rule(
        "date.day_month",
        f'{_DAYPART_OF} {_WEEKDAY} the? {_DAY} of? {_MONTH} ( ","? year:( YEAR | YEAR_SHORT ) {_ERA}? )?',
        month_day,
    ),
    Rule("date.month_ordinal", f'{_WEEKDAY} {_MONTH} the? day:ORDINAL ( ","? year:YEAR )?', month_day),
    Rule("date.ordinal_month", f'the day:ORDINAL of {_MONTH} ( ","? year:YEAR )?', month_day),
    Rule("date.month_days", f'{_MONTH} day:DAYNUM {_RANGE} until:DAYNUM ( ","? year:YEAR )?', days_of_month),
    Rule("date.days_month", f'day:DAYNUM {_RANGE} until:DAYNUM {_MONTH} ( ","? year:YEAR )?', days_of_month),
    Rule("date.month_year", f'{EARLY_PART}? {_MONTH} ( of | "," )? year:( YEAR | YEAR_SHORT ) {_ERA}?', month_year),
    Rule("date.month_year_era", f'{EARLY_PART}? {_MONTH} ( of | "," )? year:NUMBER era:( bc | bce | b.c. | b.c.e. )', month_year),
    Rule("date.iso", 'year:YEAR ( "-" | "/" ) month:MONTHNUM ( "-" | "/" ) day:DAYNUM', iso_day, glued=True),
    Rule(
        "date.figures",
        f"first:DAYNUM {_MARK} second:DAYNUM {_MARK.replace('mark:', '')} year:( YEAR | MINUTE )",
        figures,
        glued=True,
    ),
    Rule("date.year", f"( {EARLY_PART} | the? fiscal year? | the year | calendar )? year:YEAR", year_alone),
    Rule("date.year_short", "year:YEAR_SHORT", year_alone),
    Rule("date.year_era", f"{EARLY_PART}? year:NUMBER era:( bc | bce | b.c. | b.c.e. | ce | ad | a.d. )", year_with_era),
    Rule("date.era_year", f"{EARLY_PART}? era:( ad | a.d. ) year:NUMBER", year_with_era),
    Rule("date.years", 'year:YEAR ( "-" | "–" | "/" ) until:( YEAR | MINUTE )', years_range, glued=True),
    Rule("date.decade", f"{EARLY_PART}? the? decade:( DECADE | DECADE_SHORT | DECADE_WORD )", decade),
    Rule("date.decade_apostrophe", f"( the | {EARLY_PART} ) decade:YEAR ( 's | ’s )", decade),
    Rule(
        "date.months_year",
        f'{_MONTH} {_RANGE} until:( MONTH_NAME | MONTH_SHORT "."? ) ( in | "," | of )? year:YEAR',
        months_of_year,
    ),
    Rule("date.century", f'{EARLY_PART}? the? nth:( NTHS | TENS "-" ORDINAL ) "-"? century {_ERA}?', century),
    Rule("date.month", f'{EARLY_PART}? month:( MONTH_NAME | MONTH_SHORT "." )', month_alone),
    Rule("date.month_of_that_year", f"{EARLY_PART}? {_MONTH} {_THAT_YEAR}", of_that_year),
    Rule("date.day_of_that_year", f"( {_MONTH} {_DAY} | {_DAY} {_MONTH} ) {_THAT_YEAR}", of_that_year),
    Rule("date.day_of_month", "the day:NTH", day_alone),
    Rule("date.spoken_year", 'century:( eighteen | nineteen | twenty ) "-"? tens:TENS "-"? ones:CARDINAL?', spoken_year),
    Rule("date.two_thousand", "the year two thousand", year_two_thousand),
]
