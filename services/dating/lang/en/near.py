"""Days, weekdays, weekends and months that count from the document's day."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.parts import MONTH_PART
from services.dating.lang.en.words import EARLY_PART, daypart, load, modifier
from services.dating.senses import ClockTime, InYear, Sense, Shift, Weekday

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "tomorow": 1}
_LATE = {"earlier": "START", "later": "END", "early": "START", "late": "END"}


def late(found: Found) -> str | None:
    """TIMEX3 mod of the part `late` ("earlier", "late"), else of `early`."""
    return _LATE.get(found.word("late")) if found.has("late") else modifier(found)


def near_day(found: Found) -> Sense:
    """ "today", "yesterday morning", "late yesterday", "tonight"."""
    word = found.word("day")
    time = "TNI" if word == "tonight" else daypart(found)
    return Shift("day", _DAYS[word], mod=late(found), time=time)


def second_day(found: Found) -> Sense:
    """ "the day before yesterday", "the day after tomorrow"."""
    return Shift("day", 2 if found.word("day") == "tomorrow" else -2)


def this_part(found: Found) -> Sense:
    """ "this morning", "last night", "tomorrow night", "overnight"."""
    shift = {"last": -1, "tomorrow": 1, "yesterday": -1}.get(found.word("which"), 0)
    return Shift("day", shift, time=daypart(found), mod=late(found))


def in_part(found: Found) -> Sense | None:
    """ "in the morning", "by mid afternoon": of the day that is spoken of."""
    return ClockTime(time=daypart(found)) if found.pieces.word(found.last) not in ("of", "hours", "session") else None


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
    return Weekday(numbers["WEEKDAY"].get(word) or short or 1, direction=direction(found), time=daypart(found), mod=late(found))


def direction(found: Found) -> int | None:
    """-1 last, 0 this, +1 next by the part `which`; None without it."""
    if not found.has("which"):
        return None
    word, sets = found.word("which").split()[-1], load().sets
    return -1 if word in sets["LAST"] else 1 if word in sets["NEXT"] else 0


def that_part(found: Found) -> Sense:
    """ "that afternoon": of the day last spoken of."""
    return Shift("day", 0, narrative=True, time=daypart(found))


def next_part(found: Found) -> Sense:
    """ "the next morning": of the day after the one last spoken of."""
    return Shift("day", 1, narrative=True, time=daypart(found))


def weekend(found: Found) -> Sense:
    """ "the weekend", "last weekend", "this weekend"."""
    return Shift("weekend", direction(found) or 0)


def month(found: Found) -> Sense | None:
    """ "last April", "this September", "next May"."""
    if not context.is_month(found, "month"):
        return None
    return InYear(month=load().month(found.word("month").rstrip(" .")), direction=direction(found), mod=late(found))


def month_of_year(found: Found) -> Sense | None:
    """ "July last year", "January of this year", "early next year's March"."""
    if not context.is_month(found, "month"):
        return None
    offset = {"last": -1, "this": 0, "next": 1, "previous": -1}[found.word("year")]
    return InYear(month=load().month(found.word("month").rstrip(" .")), year_offset=offset, mod=modifier(found))


WHICH = "which:( the? ( LAST | NEXT | THIS ) | this ( coming | past ) )"
LATE_PART = f"( late:( earlier | later | early | late ) ( in | on )? | {EARLY_PART} )"
DAYPART_PART = "daypart:DAYPART"
RULES: list[Rule] = [
    Rule("day.near", f"{LATE_PART}? day:( today | yesterday | tomorrow | tonight ) {DAYPART_PART}?", near_day),
    Rule(
        "day.in_part", '( in | by | during | this ) ( the | mid "-"? ) daypart:( morning | afternoon | evening )', in_part, skip=1
    ),
    Rule("day.part_of", f'( mid "-"? )? {DAYPART_PART} day:( today | yesterday | tomorrow )', near_day),
    Rule("day.second", "the? day ( before | after ) day:( yesterday | tomorrow )", second_day),
    Rule("day.part", f"{LATE_PART}? which:( this | last | tomorrow | yesterday ) daypart:( DAYPART )", this_part),
    Rule("day.overnight", "overnight", overnight),
    Rule("weekday.bare", f'{EARLY_PART}? weekday:( WEEKDAY | WEEKDAY_SHORT "."? ) {DAYPART_PART}?', weekday),
    Rule("weekday.which", f"{EARLY_PART}? {WHICH} weekday:WEEKDAY {DAYPART_PART}?", weekday),
    Rule("day.that_part", "( that | the same ) daypart:DAYPART", that_part),
    Rule("day.next_part", "the ( next | following ) daypart:DAYPART", next_part),
    Rule("weekend", f"( the | this past | {WHICH} ) weekend", weekend),
    Rule("month.which", f"{LATE_PART}? {WHICH} {MONTH_PART}", month),
    Rule("month.of_year", f"{EARLY_PART}? {MONTH_PART} of? the? year:( last | this | next | previous ) year", month_of_year),
]
