"""Days and periods that have names: "Christmas Day", "last Thanksgiving", "after World War II"."""

from __future__ import annotations

import re

from services.dating import calendar
from services.dating.calendar import Period
from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import ERAS, NAMED_AFTER_DAYS, NAMED_LEADS
from services.dating.lang.en.words import EARLY_PART, daypart, integer, load, modifier
from services.dating.resolve import named_day
from services.dating.senses import Fixed, InYear, Sense
from services.knowledge import named_times


def _name(found: Found) -> str:
    words = found.word("name").replace(" 's", "'s").replace(" ’s", "'s").replace(" ' ", "' ").replace(" ’ ", "' ")
    return words.replace(" - ", "-").replace("st . ", "st. ").replace(" '", "'").replace(" ’", "'")


def day(found: Found) -> Sense | None:
    """ "Easter", "Christmas 1963", "last Thanksgiving", "New Year's Eve"."""
    if not found.pieces.surface(found.parts["name"][0])[:1].isupper() or found.pieces.word(found.last) in NAMED_AFTER_DAYS:
        return None
    name = _name(found)
    time = daypart(found)
    if found.has("year"):
        period = named_day(integer(found.word("year")), name)
        return Fixed(period, time=time) if period else None
    direction = None
    if found.has("which"):
        word, sets = found.word("which").split()[-1], load().sets
        direction = -1 if word in sets["LAST"] else 1 if word in sets["NEXT"] else 0
    return InYear(part=name, direction=direction, time=time)


def period(found: Found) -> Sense | None:
    """ "since the Cold War", "the end of World War II": where a word before it makes it a time."""
    before = found.pieces.word(found.first - 1)
    if before == "of":
        before = found.pieces.word(found.first - 2)  # "in the wake of World War I"
    era = before == "in" and found.pieces.word(found.last - 1) in ERAS
    if not (found.has("early") or era or before in NAMED_LEADS):
        return None
    edtf = named_times.load().periods[_name(found)]
    first, last = named_times.bounds(edtf)
    return Fixed(Period(edtf, edtf, first, last, "span"), mod=modifier(found))


def reign(found: Found) -> Sense | None:
    """ "Heisei 31", "Reiwa 2", "the 20th year of Showa": a year of an era of Japan."""
    if not found.pieces.surface(found.parts["era"][0])[:1].isupper():
        return None
    days = named_times.load().reigns[found.word("era")].year(integer(found.word("year")))
    if days is None or (found.pieces.glued(found.last) and found.pieces.word(found.last) not in (",", ".", ";", ")", ":")):
        return None
    first, last = days
    whole = calendar.year(first.year)
    return Fixed(
        whole if (first, last) == (whole.first, whole.last) else Period(whole.value, f"{first}/{last}", first, last, "year")
    )


def eleventh(found: Found) -> Sense | None:
    """ "9/11"."""
    pieces, first = found.pieces, found.first
    if [pieces.words[first], pieces.words[first + 2]] != ["9", "11"] or pieces.word(found.last) == "/":
        return None
    return Fixed(calendar.day_of(2001, 9, 11) or calendar.year(2001))


def _pattern(names: list[str]) -> str:
    """All names as one choice of the pattern language."""
    return "name:( " + " | ".join(_words(name) for name in sorted(names, key=len, reverse=True)) + " )"


def _words(name: str) -> str:
    parts = re.findall(r"'s\b|[a-z]+|\d+|[^\w\s]", name)
    return " ".join("( 's | ’s )" if part == "'s" else "TWO_FIGURES" if part.isdigit() else _word(part) for part in parts)


def _word(part: str) -> str:
    return part if part.isalpha() else '( "\'" | "’" )' if part == "'" else f'"{part}"'


def rules() -> list[Rule]:
    """The rules, made from the named times. Reads their data once."""
    times = named_times.load()
    days, periods = _pattern([*times.days, *times.feasts]), _pattern(list(times.periods))
    reigns = _pattern(list(times.reigns)).replace("name:", "era:")
    return [
        Rule("named.day", f'which:( LAST | NEXT | THIS )? {days} daypart:DAYPART? ( ","? ( of | in )? year:YEAR )?', day),
        Rule("named.period", f"( the | {EARLY_PART} )? {periods}", period),
        Rule("named.reign", f"{reigns} year:( HOUR | DAY24 | DAY31 | TWO ) | the year:NTHS year of {reigns}", reign),
        Rule("named.eleventh", 'HOUR "/" HOUR', eleventh, glued=True),
    ]
