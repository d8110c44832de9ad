"""How old: "18 years old", "aged 42", "at the age of sixteen", "turns 60 in May": TIMEX3 gives an age as a duration.

An age that only describes somebody ("the 42-year-old driver") says nothing of time and is none, as in annotated news.
"""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import AFTER_AGE, NO_PLURALS
from services.dating.lang.en.relative import load_length
from services.dating.lang.en.words import APPROX_PART, COUNT, count, load, modifier
from services.dating.senses import Length, Sense

#: Nobody is older.
_OLDEST = 125


def in_units(found: Found) -> Sense | None:
    """ "18 years old", "almost three months old", "a year old": behind a verb or a name, with no hyphen."""
    if found.pieces.word(found.first - 1) in ("to", "or", "-", "–"):
        return None  # "two to three years old"
    grain = load().unit(found.word("unit"))
    number = 1.0 if found.has("one") else count(found)
    return Length(load_length(grain, number), mod=modifier(found)) if number else None


def in_years(found: Found) -> Sense | None:
    """ "aged 42", "the age of 16", "age 7": years."""
    number = count(found)
    if not number or number > _OLDEST or found.pieces.word(found.last) in ("-", "%", "percent", "months", "weeks", "days"):
        return None
    return Length(load_length("year", number), mod=modifier(found))


def turned(found: Found) -> Sense | None:
    """ "turns 60 in May", "turned 18."; "turned 50 homes into shops", "turned 180 degrees" are none."""
    pieces, last = found.pieces, found.last
    after = pieces.word(last)
    if (after.isalpha() and after not in AFTER_AGE and after not in NO_PLURALS) or after in ("%", "-", "/", ":"):
        return None
    return in_years(found)


_YEARS = 'count:( NUMBER | SPELLED ( "-"? SPELLED )? )'
RULES: list[Rule] = [
    Rule("age.old", f"{APPROX_PART}? ( {COUNT} | one:( a | one ) ) unit:( UNIT | UNITS ) old", in_units),
    Rule("age.of", f"( aged | the? age of | age ) {APPROX_PART}? {_YEARS}", in_years),
    Rule("age.turned", f"( turn | turns | turned | turning ) {_YEARS}", turned, skip=1),
]
