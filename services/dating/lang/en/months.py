"""Months, with and without their year."""

from __future__ import annotations

from services.dating import calendar
from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.parts import ERA, MONTH_PART, RANGE, with_era, year_of
from services.dating.lang.en.words import EARLY_PART, load, modifier
from services.dating.senses import Fixed, InYear, Pair, Sense


def month_year(found: Found) -> Sense | None:
    """ "May 2019", "early Sept. 1999", "May of 1940"."""
    year = year_of(found)
    if year is None or not context.is_month(found, "month"):
        return None
    period = calendar.month(with_era(found, year), load().month(found.word("month").rstrip(" .")))
    return Fixed(period, mod=modifier(found))


def months_of_year(found: Found) -> Sense | None:
    """ "March to August 2011", "January-June 2016": two months of one year."""
    if not context.is_month(found, "month") or not context.is_month(found, "until"):
        return None
    first, second = (load().month(found.word(name).rstrip(" .")) for name in ("month", "until"))
    year, pieces = year_of(found), found.parts
    if year is None:
        return None
    start = calendar.month(year - (1 if first > second else 0), first)
    return Pair(Fixed(start), pieces["month"], Fixed(calendar.month(year, second)), (pieces["until"][0], found.last))


def month_alone(found: Found) -> Sense | None:
    """ "in May", "early March", "the end of April"."""
    if not context.is_month(found, "month") or not context.is_bare_month(found, "month"):
        return None
    return InYear(month=load().month(found.word("month").rstrip(" .")), mod=modifier(found))


RULES: list[Rule] = [
    Rule("date.month_year", f'{EARLY_PART}? {MONTH_PART} ( of | "," )? year:( YEAR | YEAR_SHORT ) {ERA}?', month_year),
    Rule(
        "date.month_year_era",
        f'{EARLY_PART}? {MONTH_PART} ( of | "," )? year:NUMBER era:( bc | bce | b.c. | b.c.e. )',
        month_year,
    ),
    Rule(
        "date.months_year",
        f'{MONTH_PART} {RANGE} until:( MONTH_NAME | MONTH_SHORT "."? ) ( in | "," | of )? year:YEAR',
        months_of_year,
    ),
    Rule("date.month", f'{EARLY_PART}? month:( MONTH_NAME | MONTH_SHORT "." )', month_alone),
]
