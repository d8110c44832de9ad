"""Dates that count from the document's day or from the time last spoken of."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.cues import PERIOD_LEADS
from services.dating.lang.en.words import APPROX_PART, COUNT, EARLY_PART, VAGUE_COUNT, count, daypart, load, modifier
from services.dating.senses import InYear, Length, Sense, Shift, Vague, Weekday

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "tomorow": 1}
_LATE = {"earlier": "START", "later": "END", "early": "START", "late": "END"}


def _late(found: Found) -> str | None:
    return _LATE.get(found.word("late")) if found.has("late") else modifier(found)


def near_day(found: Found) -> Sense:
    """ "today", "yesterday morning", "late yesterday", "tonight"."""
    word = found.word("day")
    time = "TNI" if word == "tonight" else daypart(found)
    return Shift("day", _DAYS[word], mod=_late(found), time=time)


def second_day(found: Found) -> Sense:
    """ "the day before yesterday", "the day after tomorrow"."""
    return Shift("day", 2 if found.word("day") == "tomorrow" else -2)


def this_part(found: Found) -> Sense:
    """ "this morning", "last night", "tomorrow night", "overnight"."""
    shift = {"last": -1, "tomorrow": 1, "yesterday": -1}.get(found.word("which"), 0)
    return Shift("day", shift, time=daypart(found), mod=_late(found))


def overnight(found: Found) -> Sense:
    """ "overnight": in the night of the document's day."""
    return Shift("day", 0, time="TNI")


def weekday(found: Found) -> Sense | None:
    """ "Monday", "on Friday morning", "last Tuesday", "this coming Sunday", "Friday night"."""
    pieces, index = found.pieces, found.parts["weekday"][0]
    if not pieces.surface(index)[:1].isupper():
        return None
    word = found.word("weekday").rstrip(" .")
    numbers = load().numbers
    short = numbers["WEEKDAY_SHORT"].get(word)
    if short and not (found.has("which") or pieces.word(found.first - 1) == "on"):
        return None
    return Weekday(numbers["WEEKDAY"].get(word) or short or 1, direction=_direction(found), time=daypart(found), mod=_late(found))


def _direction(found: Found) -> int | None:
    if not found.has("which"):
        return None
    word, sets = found.word("which").split()[-1], load().sets
    return -1 if word in sets["LAST"] else 1 if word in sets["NEXT"] else 0


def unit(found: Found) -> Sense | None:
    """ "last week", "this year", "next month", "the current quarter", "earlier this month", "the previous year"."""
    words = found.word("which").split()
    grain, which = load().unit(found.word("unit")), words[-1]
    if grain in ("fortnight", "millennium") or (which == "last" and words[0] == "the" and grain == "day"):
        return None
    shift = _direction(found) or 0
    narrative = which in ("previous", "preceding", "following", "subsequent") or (
        which == "next" and words[0] == "the" and grain != "week"
    )
    if which == "past" and words[0] in ("the", "this"):
        return Length(load_length(grain), grain, 1, ending=-1)
    return Shift(grain, shift, narrative=narrative, mod=_late(found))


def load_length(grain: str, number: float | None = 1) -> str:
    """TIMEX3 value of so many units: `P1Y`, `PT4H`, `PXD` where the number is not known."""
    letters = {
        "day": "D", "weekend": "WE", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE",
        "century": "CE", "millennium": "ML", "hour": "H", "minute": "M", "second": "S",
    }  # fmt: skip
    if grain == "fortnight" and number is not None:
        number *= 2
    figure = "X" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
    return ("PT" if grain in ("hour", "minute", "second") else "P") + figure + letters[grain]


def same_unit(found: Found) -> Sense:
    """ "that year", "the same day", "later that month": the time last spoken of."""
    return Shift(load().unit(found.word("unit")), 0, narrative=True, mod=_late(found))


def that_time(found: Found) -> Sense | None:
    """ "at that time", "during this period": the time last spoken of."""
    return Shift("same", 0, narrative=True) if found.pieces.word(found.first - 1) in PERIOD_LEADS else None


def that_part(found: Found) -> Sense:
    """ "that afternoon": of the day last spoken of."""
    return Shift("day", 0, narrative=True, time=daypart(found))


def next_part(found: Found) -> Sense:
    """ "the next morning": of the day after the one last spoken of."""
    return Shift("day", 1, narrative=True, time=daypart(found))


def weekend(found: Found) -> Sense:
    """ "the weekend", "last weekend", "this weekend"."""
    return Shift("weekend", _direction(found) or 0)


def month(found: Found) -> Sense | None:
    """ "last April", "this September", "next May"."""
    if not context.is_month(found, "month"):
        return None
    return InYear(month=load().month(found.word("month").rstrip(" .")), direction=_direction(found), mod=_late(found))


def month_of_year(found: Found) -> Sense | None:
    """ "July last year", "January of this year", "early next year's March"."""
    if not context.is_month(found, "month"):
        return None
    offset = {"last": -1, "this": 0, "next": 1, "previous": -1}[found.word("year")]
    return InYear(month=load().month(found.word("month").rstrip(" .")), year_offset=offset, mod=modifier(found))


def ago(found: Found) -> Sense | None:
    """ "two years ago", "almost two weeks ago", "a year ago", "a few days ago"."""
    return _shifted(found, -1, narrative=False)


def earlier(found: Found) -> Sense | None:
    """ "two days earlier", "a month before." : from the time last spoken of; "two days before the vote" is not."""
    return _shifted(found, -1, narrative=True) if _closed(found) else None


def later(found: Found) -> Sense | None:
    """ "three days later", "a week after."; "two years after it was built" is not."""
    return _shifted(found, 1, narrative=True) if _closed(found) else None


def _closed(found: Found) -> bool:
    """Nothing that "before" or "after" leads to follows."""
    last, following = found.pieces.word(found.last - 1), found.pieces.word(found.last)
    return last not in ("before", "after") or not following[:1].isalnum()


def from_now(found: Found) -> Sense | None:
    """ "two weeks from now", "in three days' time"."""
    return _shifted(found, 1, narrative=False)


def _shifted(found: Found, sign: int, narrative: bool) -> Sense | None:
    grain = load().unit(found.word("unit"))
    number = 1.0 if found.has("one") else count(found)
    mod = modifier(found)
    if number is None:
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    if grain in ("hour", "minute", "second"):
        return Shift("day", 0, narrative=narrative, mod=mod) if number <= 12 and not narrative else None
    if number != int(number):
        return _fraction(grain, number, sign, narrative, mod)
    comparison = grain == "year" and number == 1
    return Shift(grain, sign * int(number), narrative=narrative, mod=mod, exact=True, comparison=comparison and sign < 0)


def _fraction(grain: str, number: float, sign: int, narrative: bool, mod: str | None) -> Sense:
    smaller = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "week": ("day", 7), "month": ("day", 30)}
    name, times = smaller.get(grain, ("day", 1))
    return Shift(name, sign * round(number * times), narrative=narrative, mod=mod or "APPROX", exact=True)


def year_earlier(found: Found) -> Sense:
    """ "year-earlier", "the year-ago period": the same time a year before."""
    return Shift("year", -1, comparison=True)


_WHICH = "which:( the? ( LAST | NEXT | THIS ) | this ( coming | past ) )"
_LATE_PART = f"( late:( earlier | later | early | late ) ( in | on )? | {EARLY_PART} )"
_DAYPART = "daypart:DAYPART"
_MONTH = 'month:( MONTH_NAME | MONTH_SHORT "."? )'
_AMOUNT = f"( {APPROX_PART}? ( {COUNT} | one:( a | an ) | {VAGUE_COUNT} ) )"
_UNIT = "unit:( UNIT | UNITS | CLOCK_UNIT | CLOCK_UNITS )"
_CALENDAR_UNIT = "unit:( UNIT )"
RULES = [
    Rule("day.near", f"{_LATE_PART}? day:( today | yesterday | tomorrow | tonight ) {_DAYPART}?", near_day),
    Rule("day.part_of", f'( mid "-"? )? {_DAYPART} day:( today | yesterday | tomorrow )', near_day),
    Rule("day.second", "the? day ( before | after ) day:( yesterday | tomorrow )", second_day),
    Rule("day.part", f"{_LATE_PART}? which:( this | last | tomorrow | yesterday ) daypart:( DAYPART )", this_part),
    Rule("day.overnight", "overnight", overnight),
    Rule("weekday.bare", f'{EARLY_PART}? weekday:( WEEKDAY | WEEKDAY_SHORT "."? ) {_DAYPART}?', weekday),
    Rule("weekday.which", f"{EARLY_PART}? {_WHICH} weekday:WEEKDAY {_DAYPART}?", weekday),
    Rule("unit.which", f"{_LATE_PART}? {_WHICH} {_CALENDAR_UNIT} ( or so )?", unit),
    Rule("unit.same", f"{_LATE_PART}? ( that | the same | that same ) {_CALENDAR_UNIT}", same_unit),
    Rule("unit.edge", "early:( the? EDGE of the | the? EARLY in the | EARLY the ) unit:UNIT", same_unit),
    Rule("unit.later_in", "late:( earlier | later ) in the unit:UNIT", same_unit),
    Rule("unit.that_time", "( this | that ) ( time | period )", that_time),
    Rule("day.that_part", "( that | the same ) daypart:DAYPART", that_part),
    Rule("day.next_part", "the ( next | following ) daypart:DAYPART", next_part),
    Rule("weekend", f"( the | this past | {_WHICH} ) weekend", weekend),
    Rule("month.which", f"{_LATE_PART}? {_WHICH} {_MONTH}", month),
    Rule("month.of_year", f"{EARLY_PART}? {_MONTH} of? the? year:( last | this | next | previous ) year", month_of_year),
    Rule("shift.ago", f"{_AMOUNT} {_UNIT} ( or so )? ago", ago),
    Rule("shift.earlier", f"{_AMOUNT} {_UNIT} ( earlier | before | previously )", earlier),
    Rule("shift.later", f"{_AMOUNT} {_UNIT} ( later | after | afterwards | thereafter )", later),
    Rule("shift.from_now", f"{_AMOUNT} {_UNIT} from now", from_now),
    Rule("year.earlier", 'year "-" ( earlier | ago )', year_earlier),
    Rule(
        "year.earlier_period",
        'the ( comparable | corresponding | same )? year "-" ( earlier | ago ) ( period | quarter )',
        year_earlier,
    ),
]
