"""What rules of dates share: the parts of their patterns, and how each is read."""

from __future__ import annotations

from services.dating import calendar
from services.dating.grammar import Found
from services.dating.lang.en.words import integer, load, ordinal

WEEKDAY_PART = '( weekday:( WEEKDAY | WEEKDAY_SHORT "."? ) ","? )?'
MONTH_PART = 'month:( MONTH_NAME | MONTH_SHORT "."? )'
ERA = "era:( bc | bce | b.c. | b.c.e. | ad | ce | a.d. )"
DAY = "day:( DAYNUM | NTH )"
RANGE = '( "-" | "–" | "—" | to | and | through | until | till )'


def year_of(found: Found, name: str = "year") -> int | None:
    """The part as a year; two figures after an apostrophe are of the last hundred years or the next ten."""
    if not found.has(name):
        return None
    word = found.word(name)
    value = integer(word)
    if word[0] in "'’`":
        return value + (2000 if value < 40 else 1900)
    return value


def day_number(found: Found) -> int:
    """The part `day`, in figures or as an ordinal."""
    word = found.word("day")
    return integer(word) if word[0].isdecimal() else ordinal(word)


def possible(month: int, number: int) -> bool:
    """Some year has such a day."""
    return calendar.day_of(2000, month, number) is not None


def weekday_of(found: Found) -> int:
    """ISO number of the part `weekday`; 0 where it is not there."""
    word = found.word("weekday").rstrip(" .")
    numbers = load().numbers
    return numbers["WEEKDAY"].get(word) or numbers["WEEKDAY_SHORT"].get(word, 0)


def is_era(found: Found) -> bool:
    """The part `era` is written as one, "AD" or "a.d."; nobody writes "ad"."""
    if not found.has("era"):
        return True
    era = found.pieces.surface(found.parts["era"][0])
    return era[0].isupper() or "." in era


def with_era(found: Found, year: int) -> int:
    """The astronomical year of a year of the era that is said, if one is."""
    return 1 - year if found.word("era").startswith("b") else year
