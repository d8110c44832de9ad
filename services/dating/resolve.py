"""From what an expression says to the days it means, given the document's day and the time last spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from services.dating import calendar
from services.dating.calendar import Period
from services.dating.senses import ClockTime, Fixed, InMonth, InYear, Length, Repeated, Reported, Sense, Shift, Vague, Weekday
from services.dating.thread import Thread
from services.knowledge import named_times


@dataclass(slots=True)
class Context:
    """What is known where an expression stands."""

    document: date | None = None  #: the document's day
    thread: Thread = field(default_factory=Thread)  #: what was spoken of before it
    direction: int = 0  #: -1, 0, +1: the way the sentence looks
    narrative: bool = False  #: a text without a day of its own: dates follow one another
    story: bool = False  #: a text with a day of its own that tells of long ago

    @property
    def reference(self) -> Period | None:
        """The time last spoken of."""
        return self.thread.last


@dataclass(slots=True)
class Meaning:
    """TIMEX3 type, value and mod, and the days where they are known."""

    type: str
    value: str
    mod: str | None = None
    period: Period | None = None


def resolve(sense: Sense, context: Context) -> Meaning:
    """The meaning of a sense in a context. What the context cannot tell stays open: `XXXX-09-14` and no days."""
    kind = "TIME" if sense.time else "DATE"
    if isinstance(sense, Length):
        return _length(sense, context)
    if isinstance(sense, Repeated):
        return Meaning("SET", sense.value, sense.mod)
    if isinstance(sense, Vague):
        return _vague(sense, context)
    period = _days(sense, context)
    if period is None:
        return Meaning(kind, _open_value(sense), sense.mod)
    value = period.value + sense.time if period.grain == "day" else period.value
    return Meaning(kind, value, sense.mod, period)


def _days(sense: Sense, context: Context) -> Period | None:
    if isinstance(sense, Fixed):
        return sense.period
    if isinstance(sense, InYear):
        return in_year(sense, context)
    if isinstance(sense, Weekday):
        return _weekday(sense, context)
    if isinstance(sense, Shift):
        return _shift(sense, context)
    if isinstance(sense, InMonth):
        return _in_month(sense, context)
    if isinstance(sense, Reported):
        return _reported(sense, context)
    return _clock_day(context)


def of_year(sense: InYear, year: int) -> Period | None:
    """The month, day or part of a year that a sense speaks of; None where that year has it not."""
    if not -9999 < year < 9999 or (year < 1 and not sense.month and sense.part not in calendar.SEASONS):
        return None
    if sense.day:
        return calendar.day_of(year, sense.month, sense.day)
    if sense.month:
        return calendar.month(year, sense.month)
    if sense.part.islower():
        return named_day(year, sense.part)
    if sense.part[0] in "QH":
        period = (calendar.quarter if sense.part[0] == "Q" else calendar.half)(year, int(sense.part[1]))
        return calendar.fiscal(period) if sense.fiscal else period
    return calendar.season(year, sense.part)


def named_day(year: int, name: str) -> Period | None:
    """A holiday in a year; None before the Gregorian calendar and outside of the years of its table."""
    times = named_times.load()
    if name in times.days:
        return calendar.day(named_times.day_in(year, times.days[name])) if year > 1582 else None
    feast = times.feasts[name]
    first = feast.dates.get(year)
    if first is None:
        return None
    period = calendar.day(first)
    if feast.days > 1:
        last = calendar.add_days(first, feast.days - 1)
        period = Period(f"{first}/{last}", f"{first}/{last}", first, last, "span")
    return replace(period, edtf=calendar.qualified(period.edtf, feast.sighted, False))


def in_year(sense: InYear, context: Context) -> Period | None:
    """Choose the year of a date that does not say it."""
    if sense.narrative and context.reference and context.reference.year is not None:
        return of_year(sense, context.reference.year)
    if context.document is None or (context.story and context.direction <= 0 and sense.direction is None and context.reference):
        return _in_narrative_year(sense, context)
    now = context.document
    if sense.year_offset is not None:
        return of_year(sense, now.year + sense.year_offset)
    rare = sense.weekday or (sense.month, sense.day) == (2, 29)
    years = [of_year(sense, now.year + step) for step in ((-1, 0, 1) if not rare else range(-6, 7))]
    near = [one for one in years if one and one.first and one.last]
    if sense.weekday:
        near = [one for one in near if one.first and one.first.isoweekday() == sense.weekday] or near
    if sense.direction is not None:
        chosen = _directed(near, sense.direction, now)
    else:
        chosen = _by_tense(near, context.direction, now, _kind(sense))
    if sense.back and chosen and chosen.first:
        return of_year(sense, chosen.first.year - sense.back)
    return chosen


def _in_narrative_year(sense: InYear, context: Context) -> Period | None:
    """The year that the story has come to; for a month or a day the one that is next to what was told last."""
    thread = context.thread
    if not (context.narrative or context.story) or thread.year is None:
        return None
    step = sense.year_offset or sense.direction or 0
    if step or sense.back or not sense.month or thread.fine is None:
        return of_year(sense, thread.year + step - sense.back)
    near = [one for year in (-1, 0, 1) if (one := of_year(sense, thread.year + year)) and one.first]
    told = thread.fine.first
    if told is None or not near:
        return of_year(sense, thread.year)
    return min(near, key=lambda one: _turn(one, told))


#: How much further away counts what lies before the time told last: a story goes forward.
_BACKWARD: Final = 2.5


def _turn(one: Period, told: date) -> float:
    days = (one.first - told).days if one.first else 0
    return days if days >= 0 else -days * _BACKWARD


def _distance(one: Period, now: date) -> int:
    """Days between a day and a period; nothing inside of it."""
    if one.first is None or one.last is None:
        return 0
    return max((one.first - now).days, (now - one.last).days, 0)


def _kind(sense: InYear) -> str:
    if sense.part and not sense.part.islower():
        return "part"
    return "date" if sense.day or sense.part else "month"


#: How much further away a day counts that lies on the side to which the sentence does not look.
_AGAINST_TENSE: Final = {
    ("date", -1): 4.0,
    ("date", 1): 8.0,
    ("month", -1): 8.0,
    ("month", 1): 8.0,
    ("part", -1): 30.0,
    ("part", 1): 1.0,
}


def _by_tense(near: list[Period], direction: int, now: date, kind: str) -> Period | None:
    """The nearest, where what lies against the tense counts as further away: "the deadline was set for Nov. 20"."""
    against = _AGAINST_TENSE.get((kind, direction), 1.0)

    def cost(one: Period) -> tuple[float, date]:
        days = _distance(one, now)
        ahead = one.first is not None and one.first > now
        return days * (against if ahead == (direction < 0) else 1.0), one.first or now

    return min(near, key=cost, default=None)


def _directed(near: list[Period], direction: int, now: date) -> Period | None:
    if direction < 0:
        return max((one for one in near if one.last and one.last < now), key=lambda one: one.first or now, default=None)
    if direction > 0:
        return min((one for one in near if one.first and one.first > now), key=lambda one: one.first or now, default=None)
    same = [one for one in near if one.first and one.first.year == now.year]
    return same[0] if same else None


def _weekday(sense: Weekday, context: Context) -> Period | None:
    now = context.document
    if now is None:
        return None
    ahead = (sense.number - now.isoweekday()) % 7
    if sense.direction == -1:
        return calendar.day(calendar.add_days(now, ahead - 7))
    if sense.direction == 1:
        return calendar.day(calendar.add_days(now, ahead or 7))
    if sense.direction == 0 or context.direction > 0:
        return calendar.day(calendar.add_days(now, ahead + 7 * sense.weeks))
    return calendar.day(calendar.add_days(now, ahead - 7 if ahead else 0))


_SIZE: Final = {
    "day": 0,
    "weekend": 1,
    "week": 1,
    "fortnight": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 3,
    "year": 4,
    "decade": 5,
    "century": 6,
    "millennium": 7,
}


def _shift(sense: Shift, context: Context) -> Period | None:
    reference = context.reference
    if sense.comparison and context.thread.reported:
        return _same_kind(context.thread.reported, sense.count)
    if sense.grain == "weekend" and context.document:
        return _weekend(sense, context.document, context.direction)
    if sense.narrative and sense.grain == "year" and sense.mod and context.direction > 0 and context.document:
        return _shift_from(context.document, sense)
    told = context.document is None and context.narrative and sense.grain in ("week", "month", "year")
    if not (sense.narrative or told) or (reference is None and context.document):
        return _shift_from(context.document, sense) if context.document else None
    if reference is None or reference.year is None:
        return None
    if sense.grain == "same":
        return reference
    if _SIZE[reference.grain if reference.grain in _SIZE else "day"] > _SIZE[sense.grain]:
        return None
    return _shift_from(reference.first, sense) if reference.first else _before_christ(reference, sense)


def _weekend(sense: Shift, now: date, direction: int) -> Period:
    """ "the weekend": the one just gone while the week is young and the sentence looks back, else the coming one."""
    gone = sense.count == 0 and now.isoweekday() <= 4 and direction <= 0
    return calendar.weekend(calendar.add_days(now, 7 * (sense.count - int(gone))))


def _same_kind(reference: Period, years: int) -> Period | None:
    """The same part of another year: a year before the third quarter."""
    if reference.first is None:
        return None
    return calendar.around(calendar.move(reference.first, "year", years), reference.grain)


def _shift_from(base: date, sense: Shift) -> Period | None:
    grain = sense.grain
    if grain in ("millennium", "same"):
        return None
    moved = calendar.move(base, grain, sense.count)
    if sense.exact:
        grain = {"fortnight": "week", "decade": "year", "century": "year"}.get(grain, grain)
    return calendar.around(moved, grain)


#: The Gregorian calendar repeats itself: so many years later, every day has its place again.
_CYCLES: Final = 400 * 24


def _days_before_christ(reference: Period, sense: Shift) -> Period | None:
    """A day or month counted from one before the year 1: reckoned whole cycles of the calendar later."""
    year, month, day = (int(part) for part in (reference.earliest or "").rsplit("-", 2))
    if not 1 <= year + _CYCLES <= 9999:
        return None
    moved = calendar.move(date(year + _CYCLES, month, day), sense.grain, sense.count)
    if sense.grain == "month":
        return calendar.month(moved.year - _CYCLES, moved.month)
    return calendar.day_of(moved.year - _CYCLES, moved.month, moved.day)


def _before_christ(reference: Period, sense: Shift) -> Period | None:
    """A time counted from one for which there is no `date`."""
    if sense.grain in ("day", "month"):
        return _days_before_christ(reference, sense)
    years, base = {"year": 1, "decade": 10, "century": 100}.get(sense.grain), reference.year
    if years is None or base is None:
        return None
    moved = base + years * max(min(sense.count, 100), -100)
    if sense.grain == "year" or sense.exact:
        return calendar.year(moved)
    if moved > 0:
        return calendar.around(date(moved, 1, 1), sense.grain)
    if sense.grain == "decade":
        return calendar.decade(1 - (1 - moved) // 10 * 10)
    return calendar.century(-moved // 100 + 1, True)


def _reported(sense: Reported, context: Context) -> Period | None:
    reported, now = context.thread.reported, context.document
    if reported and reported.first:
        return _same_kind(reported, sense.year - reported.first.year) if sense.year else reported
    if sense.year:
        return calendar.year(sense.year)
    return calendar.around(calendar.move(now, "quarter", -1), "quarter") if now else None


def _in_month(sense: InMonth, context: Context) -> Period | None:
    base = context.reference.first if context.reference and _SIZE.get(context.reference.grain, 9) <= 2 else None
    base = base or context.document
    return calendar.day_of(base.year, base.month, sense.day) if base else None


def _clock_day(context: Context) -> Period | None:
    if context.reference and context.reference.grain == "day" and context.reference.first:
        return context.reference
    return calendar.day(context.document) if context.document else None


def _length(sense: Length, context: Context) -> Meaning:
    meaning = Meaning("DURATION", sense.value, sense.mod)
    if not (sense.ending and sense.count and context.document) or sense.grain in ("hour", "minute", "second"):
        return meaning
    other = calendar.move(context.document, sense.grain, sense.ending * sense.count)
    first, last = min(other, context.document), max(other, context.document)
    if sense.grain not in ("day", "week", "fortnight"):  # a year up to today begins on the day after today's date
        first = calendar.add_days(first, 1)
    return replace(meaning, period=Period(sense.value, f"{first}/{last}", first, last, "span"))


def _vague(sense: Vague, context: Context) -> Meaning:
    now = context.document
    period = None
    if now and sense.value == "PAST_REF":
        period = Period(sense.value, f"../{now}", None, now, "open")
    elif now and sense.value == "FUTURE_REF":
        period = Period(sense.value, f"{now}/..", now, None, "open")
    return Meaning("DATE", sense.value, sense.mod, period)


def _open_value(sense: Sense) -> str:
    """TIMEX3 value with X for what is not known."""
    if isinstance(sense, InYear):
        if sense.part:
            return "XXXX" if sense.part.islower() else f"XXXX-{sense.part}"
        return f"XXXX-{sense.month:02d}-{sense.day:02d}" if sense.day else f"XXXX-{sense.month:02d}"
    if isinstance(sense, InMonth):
        return f"XXXX-XX-{sense.day:02d}"
    if isinstance(sense, Weekday):
        return f"XXXX-WXX-{sense.number}{sense.time}"
    if isinstance(sense, ClockTime):
        return f"XXXX-XX-XX{sense.time}"
    if isinstance(sense, Reported):
        return "XXXX-QX"
    return _open_shift(sense) if isinstance(sense, Shift) else "XXXX"


def _open_shift(sense: Shift) -> str:
    shapes = {
        "day": f"XXXX-XX-XX{sense.time}",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
    }
    return shapes.get(sense.grain, "XXXX")


def open_edtf(value: str) -> str | None:
    """EDTF of a value whose year is not known: `XXXX-09-14`; None for what EDTF cannot write."""
    return value if len(value) in (7, 10) and value.startswith("XXXX-") and value[5:7].isdecimal() else None
