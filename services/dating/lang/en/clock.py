"""Times of day, with and without their day."""

from __future__ import annotations

from services.dating import calendar
from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.parts import DAY, MONTH_PART, WEEKDAY_PART, possible, weekday_of
from services.dating.lang.en.words import daypart, integer, load
from services.dating.senses import ClockTime, Fixed, InYear, Sense, Shift, Weekday

#: Before a time of day that nothing else marks.
_LEADS = frozenset(("at", "around", "about", "before", "until", "since"))


def _clock(found: Found) -> str | None:
    """`T22:00` of the parts hour, minute and meridiem; None when there is no such time."""
    hour = integer(found.word("hour"))
    minute = integer(found.word("minute")) if found.has("minute") else 0
    if found.has("minute") and len(found.word("minute")) != 2:
        return None
    if found.has("point"):
        whole, _, part = found.word("point").partition(".")
        if len(part) != 2:
            return None
        hour, minute = integer(whole), integer(part)
    half = load().codes["MERIDIEM"].get(found.word("meridiem").replace(" ", "").rstrip("."), "")
    if found.has("part"):
        half = "am" if found.word("part").endswith("morning") else "pm"
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def at_clock(found: Found) -> Sense | None:
    """ "10:30 p.m.", "4 a.m. EDT Thursday", "9 a.m. yesterday", "4 in the morning"."""
    time = _clock(found)
    return _on_day(found, time) if time else None


def four_figures(found: Found) -> Sense | None:
    """ "1430 GMT", "0900 UTC Monday": hours and minutes in four figures."""
    word = found.word("hour")
    if len(word) != 4 or int(word[:2]) > 24 or int(word[2:]) > 59:
        return None
    return _on_day(found, f"T{word[:2]}:{word[2:]}")


def bare(found: Found) -> Sense | None:
    """ "at 14:35", "around 9:05": a time of the day that is spoken of; "at 3:16 of the second half" is none."""
    time = _clock(found) if found.pieces.word(found.first - 1) in _LEADS else None
    return ClockTime(time=time) if time and found.pieces.word(found.last) not in ("of", ":", "-", "/") else None


def dawn(found: Found) -> Sense | None:
    """ "dawn on Sunday", "at dusk": a part of the day."""
    time = daypart(found)
    if found.has("weekday"):
        return Weekday(load().number("WEEKDAY", found.word("weekday")), time=time)
    return ClockTime(time=time) if found.pieces.word(found.first - 1) in _LEADS else None


def noon(found: Found) -> Sense | None:
    """ "noon Thursday", "midnight on Friday", "at midnight"."""
    return _on_day(found, "T12:00" if found.word("hour") == "noon" else "T24:00")


def _on_day(found: Found, time: str) -> Sense | None:
    if found.has("month"):
        return _on_date(found, time)
    if found.has("weekday"):
        return Weekday(load().number("WEEKDAY", found.word("weekday")), time=time)
    if found.has("near"):
        return Shift("day", {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("near")], time=time)
    return ClockTime(time=time)


def _on_date(found: Found, time: str) -> Sense | None:
    """ "10 a.m. on Monday, June 16", "09:30 on 3 May 2019"."""
    month, number = load().month(found.word("month").rstrip(" .")), integer(found.word("day"))
    if not context.is_month(found, "month") or not possible(month, number):
        return None
    if found.has("year"):
        period = calendar.day_of(integer(found.word("year")), month, number)
        return Fixed(period, time=time) if period else None
    return InYear(month=month, day=number, weekday=weekday_of(found), time=time)


_DATE = f'{WEEKDAY_PART} ( {MONTH_PART} the? {DAY} | the? {DAY} of? {MONTH_PART} ) ( ","? year:YEAR )?'
_DAY = f"( on? {_DATE} | on? weekday:WEEKDAY | near:( today | yesterday | tomorrow ) )"
_ZONE = '( TIMEZONE | "(" TIMEZONE ")" | local time )'
RULES: list[Rule] = [
    Rule(
        "clock.meridiem",
        f'( hour:HOUR ( ":" minute:MINUTE )? | point:DECIMAL ) meridiem:MERIDIEM {_ZONE}? ( ","? {_DAY} )?',
        at_clock,
    ),
    Rule("clock.colon", f'hour:HOUR24 ":" minute:MINUTE {_ZONE} {_DAY}?', at_clock),
    Rule("clock.day", f'hour:HOUR24 ":" minute:MINUTE {_DAY}', at_clock),
    Rule("clock.part", "hour:HOUR part:( in the ( morning | afternoon | evening ) )", at_clock),
    Rule("clock.figures", f"hour:( YEAR | THREE | BIG ) {_ZONE} {_DAY}?", four_figures),
    Rule("clock.bare", 'hour:HOUR24 ":" minute:MINUTE', bare),
    Rule("clock.dawn", "daypart:( dawn | dusk | midday | lunchtime ) on weekday:WEEKDAY", dawn),
    Rule("clock.at_dawn", "daypart:( dawn | dusk | midday | lunchtime )", dawn),
    Rule("clock.noon", f"hour:( noon | midnight ) {_DAY}?", noon),
]
