"""Fiscal years: "fiscal 2019", "FY2019-20", "India's financial year 2019-20", "the 2019 fiscal year".

Of whose they are, where it is said right before or behind and known, they have their days; else they have only years.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.dating import calendar
from services.dating.calendar import Period
from services.dating.grammar import Found, Rule
from services.dating.lang.en.words import EARLY_PART, integer, modifier
from services.dating.lexer import Pieces
from services.dating.senses import Fixed, Sense
from services.knowledge import fiscal_years
from services.knowledge.fiscal_years import FiscalYear

#: So many pieces before it, at most, stands whose fiscal year it is: "the Indian government's budget for fiscal 2020".
_BEFORE, _BEHIND = 10, 3
#: Between whose it is and the fiscal year no sentence ends, and nobody else is spoken of.
_PARTING = frozenset((".", ";", ":", ",", "said", "says", "while", "but"))


def fiscal_year(found: Found) -> Sense | None:
    """ "fiscal 1989", "FY2019", "FY20", "fiscal year 2019-20", "the 2019-20 financial year"."""
    first, second = _years(found)
    if not 1800 <= first <= 2199 or second not in (0, first + 1):
        return None
    owner = _owner(found)
    if owner is None and not second:
        return Fixed(calendar.fiscal(calendar.year(first)), mod=modifier(found))
    value = f"{first}/{second}" if second else f"{first}"
    if owner is None:
        days = (f"{first}-01-01", f"{second}-12-31")
        return Fixed(_period(value, value, days, second or first), mod=modifier(found))
    begins, ends = owner.days(first, begins=bool(second))
    return Fixed(_period(value, f"{begins}/{ends}", (f"{begins}", f"{ends}"), second or first), mod=modifier(found))


def _period(value: str, edtf: str, days: tuple[str, str], name: int) -> Period:
    """A fiscal year: in sums of years it counts as the calendar year of its name."""
    whole = calendar.year(name)
    return Period(value, edtf, whole.first, whole.last, "year", *days)


def _years(found: Found) -> tuple[int, int]:
    """The year of its name, or the two that it is named by; the second is 0 where there is one alone."""
    word = found.word("year") or found.word("short")
    first = integer(word) + (2000 if len(word) == 2 else 0)  # "FY5" is none
    if not found.has("until"):
        return first, 0
    until = found.word("until")
    return first, integer(until) if len(until) == 4 else first // 100 * 100 + integer(until)


def _owner(found: Found) -> FiscalYear | None:
    """Whose it is: the nearest name before it in the same clause, else "of India" behind it."""
    pieces, known = found.pieces, fiscal_years.load()
    for at in range(found.first, max(-1, found.first - _BEFORE), -1):
        if at < found.first and pieces.word(at) in _PARTING and not _abbreviates(pieces, at):
            break
        if owner := _named(pieces, at, known):
            return owner
    if pieces.word(found.last) in ("of", "in"):
        for at in range(found.last + 1, found.last + _BEHIND):
            if owner := _named(pieces, at, known):
                return owner
    return None


def _named(pieces: Pieces, at: int, known: Mapping[str, FiscalYear]) -> FiscalYear | None:
    word = pieces.word(at)
    if word == "us" and not pieces.surface(at).isupper():
        return None
    if word == "u":
        word = "".join(pieces.words[at : at + 4])  # "U.S."
    return known.get(word) or known.get(f"{word} {pieces.word(at + 1)}")


def _abbreviates(pieces: Pieces, at: int) -> bool:
    return pieces.word(at) == "." and len(pieces.word(at - 1)) == 1


_YEARS = 'year:YEAR ( ( "-" | "–" | "/" ) until:( YEAR | MINUTE ) )?'
_FISCAL = "( fiscal year? | ( financial | budget ) year )"
RULES: list[Rule] = [
    Rule("date.fiscal", f"{EARLY_PART}? the? {_FISCAL} {_YEARS}", fiscal_year),
    Rule("date.fy", f'fy "-"? ( {_YEARS} | short:MINUTE )', fiscal_year),
    Rule("date.fiscal_last", f'the? {_YEARS} "-"? ( fiscal | financial | budget ) year', fiscal_year),
]
