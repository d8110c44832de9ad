"""How often: "daily", "every Thursday", "per month", "on Mondays", "twice a year"."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import RATED
from services.dating.lang.en.relative import load_length
from services.dating.lang.en.words import COUNT, count, load
from services.dating.senses import Repeated, Sense


def periodic(found: Found) -> Sense:
    """ "daily", "annually", "quarterly"."""
    return Repeated(load().codes["PERIODIC"][found.word("word")])


def every(found: Found) -> Sense:
    """ "every day", "each month", "every two weeks"."""
    return Repeated(load_length(load().unit(found.word("unit")), count(found) or 1))


def weekends(found: Found) -> Sense | None:
    """ "on weekends", "at weekends": any; "two weekends" are a count."""
    return Repeated("XXXX-WXX-WE") if found.pieces.word(found.first - 1) in ("on", "at", "weekdays", "and", "most") else None


def every_other(found: Found) -> Sense:
    """ "every other week", "every other Friday": one of two."""
    if found.has("weekday"):
        return Repeated(f"XXXX-WXX-{load().number('WEEKDAY', found.word('weekday'))}")
    return Repeated(load_length(load().unit(found.word("unit")), 2))


def every_weekday(found: Found) -> Sense:
    """ "every Thursday", "Tuesday nights", "on Mondays"."""
    numbers, codes = load().numbers, load().codes
    word = found.word("weekday")
    number = numbers["WEEKDAY"].get(word) or numbers["WEEKDAYS"][word]
    part = codes["DAYPARTS"].get(found.word("dayparts"), "")
    return Repeated(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def every_part(found: Found) -> Sense:
    """ "every morning", "each summer"."""
    word, codes = found.word("part"), load().codes
    return Repeated(f"XXXX-{codes['SEASON'][word]}" if word in codes["SEASON"] else f"XXXX-XX-XXT{codes['DAYPART'][word]}")


def every_month(found: Found) -> Sense:
    """ "each July"."""
    return Repeated(f"XXXX-{load().month(found.word('month')):02d}")


def rate(found: Found) -> Sense | None:
    """ "$5 million a year", "twice a week", "40 hours per week": how often or how much each time."""
    before = found.pieces.word(found.first - 1)
    plural = len(before) > 4 and before.endswith("s") and not before.endswith("ss")
    if found.has("article") and not (before in RATED or before.isdigit() or plural):
        return None
    return Repeated(load_length(load().unit(found.word("unit"))))


def at_night(found: Found) -> Sense | None:
    """ "at night": any night."""
    return Repeated("XXXX-XX-XXTNI")


_ONE = "unit:( UNIT | CLOCK_UNIT )"
RULES: list[Rule] = [
    Rule("set.periodic", "word:PERIODIC", periodic),
    Rule("set.weekends", "weekends", weekends),
    Rule("set.other", "every other unit:( UNIT | CLOCK_UNIT ) | every other weekday:WEEKDAY", every_other),
    Rule("set.every", f"( every | each ) {COUNT}? unit:( UNIT | UNITS | CLOCK_UNIT | CLOCK_UNITS )", every),
    Rule("set.weekday", "( every | each ) weekday:( WEEKDAY | WEEKDAYS )", every_weekday),
    Rule("set.weekdays", "weekday:WEEKDAYS", every_weekday),
    Rule("set.weekday_part", "weekday:WEEKDAY dayparts:DAYPARTS", every_weekday),
    Rule("set.part", "( every | each ) part:( morning | afternoon | evening | night | SEASON )", every_part),
    Rule("set.month", "( every | each ) month:MONTH_NAME", every_month),
    Rule("set.at_night", "at night", at_night, skip=1),
    Rule("set.per", f"per {_ONE}", rate),
    Rule("set.rate", f"article:( a | an ) {_ONE}", rate),
]
