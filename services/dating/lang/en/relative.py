"""Units of time that count from the document's day or from the time last spoken of."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import PERIOD_LEADS, UNIT_LEADS
from services.dating.lang.en.near import LATE_PART, WHICH, direction, late
from services.dating.lang.en.words import APPROX_PART, COUNT, VAGUE_COUNT, count, load, modifier
from services.dating.senses import Length, Sense, Shift, Vague


def unit(found: Found) -> Sense | None:
    """ "last week", "this year", "next month", "the current quarter", "earlier this month", "the previous year"."""
    words = found.word("which").split()
    grain, which = load().unit(found.word("unit")), words[-1]
    if grain in ("fortnight", "millennium") or not _is_of_now(found, words, grain):
        return None
    shift = direction(found) or 0
    narrative = which in ("previous", "preceding", "following", "subsequent") or (
        which == "next" and words[0] == "the" and grain != "week"
    )
    if which == "past" and words[0] in ("the", "this"):
        return Length(load_length(grain), grain, 1, ending=-1)
    if which in ("next", "coming") and words[0] == "the" and found.pieces.word(found.first - 1) in ("for", "over"):
        return Length(load_length(grain), grain, 1, ending=1)
    if which == "last" and words[0] == "the" and found.pieces.word(found.last) == "of":
        return Length(load_length(grain), grain, 1)
    return Shift(grain, shift, narrative=narrative, mod=late(found))


def _is_of_now(found: Found, words: list[str], grain: str) -> bool:
    """Not "the last day", not "our last week", not the programme "This Week"."""
    pieces, which = found.pieces, words[-1]
    before = pieces.word(found.first - 1)
    if which in ("last", "final") and (before in load().sets["POSSESSIVE"] or (grain == "day" and "the" in (words[0], before))):
        return False
    title = pieces.surface(found.first)[0].isupper() and pieces.surface(found.last - 1)[0].isupper()
    return not (title and before in ('"', "“", "`", "'"))


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
    return Shift(load().unit(found.word("unit")), 0, narrative=True, mod=late(found))


def year_end(found: Found) -> Sense:
    """ "by year-end", "the year's end", "since year end": of the document's year, or the one before."""
    gone = found.pieces.word(found.first - 1) == "since"
    return Shift("year", -1 if gone else 0, mod="END")


def the_year(found: Found) -> Sense | None:
    """ "for the year", "of the full year", "the week's": the one that is spoken of; "the year 71" is none."""
    pieces, last = found.pieces, found.last
    after = pieces.word(last)
    if pieces.word(found.first - 1) not in UNIT_LEADS or after.isdigit() or after in ("that", "of", "when", "in", "by", "-"):
        return None
    return Shift(load().unit(found.word("unit")), 0)


def year_ended(found: Found) -> Sense:
    """ "in the year ended March 31", "the fiscal year ending in June": a year's length."""
    return Length("P1Y")


def the_day_before(found: Found) -> Sense | None:
    """ "the day before", "the year after": from the time last spoken of; "the day before the vote" is not."""
    after = found.pieces.word(found.last)
    if after[:1].isalnum() and after not in ("and", "but", "when", "in", "at", "he", "she", "they", "it"):
        return None
    sign = -1 if found.word("side") in ("before", "previous") else 1
    grain = "day" if found.has("night") else load().unit(found.word("unit"))
    return Shift(grain, sign, narrative=True, time="TNI" if found.has("night") else "")


def before_last(found: Found) -> Sense:
    """ "the week before last", "the year after next"."""
    return Shift(load().unit(found.word("unit")), -2 if found.has("gone") else 2)


def that_time(found: Found) -> Sense | None:
    """ "at that time", "during this period": the time last spoken of."""
    return Shift("same", 0, narrative=True) if found.pieces.word(found.first - 1) in PERIOD_LEADS else None


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
    number = 1.0 if found.has("one") else 0.5 if found.has("half") else 1.5 if found.has("more") else count(found)
    mod = modifier(found)
    if number is None:
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    if grain == "hour" and narrative and number in (24, 48, 72):
        return Shift("day", sign * int(number) // 24, narrative=True, mod=mod)
    if grain in ("hour", "minute", "second"):
        return Shift("day", 0, narrative=narrative, mod=mod) if number <= 12 and not narrative else None
    if number != int(number):
        return _fraction(grain, number, sign, narrative, mod)
    comparison = grain == "year" and number == 1
    return Shift(grain, sign * int(number), narrative=narrative, mod=mod, exact=True, comparison=comparison and sign < 0)


def _fraction(grain: str, number: float, sign: int, narrative: bool, mod: str | None) -> Sense:
    smaller = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100)}
    name, times = smaller.get(grain, (grain, 1))  # no day out of half a month
    return Shift(name, sign * round(number * times), narrative=narrative, mod=mod or "APPROX", exact=True)


def year_earlier(found: Found) -> Sense:
    """ "year-earlier", "the year-ago period": the same time a year before."""
    return Shift("year", -1, comparison=True)


_AMOUNT = f"( {APPROX_PART}? ( {COUNT} | one:( a | an ) | half:( half ( a | an ) ) | {VAGUE_COUNT} ) )"
_UNIT = "unit:( UNIT | UNITS | CLOCK_UNIT | CLOCK_UNITS )"
_CALENDAR_UNIT = "unit:( UNIT )"
RULES: list[Rule] = [
    Rule("unit.which", f"{LATE_PART}? {WHICH} {_CALENDAR_UNIT} ( or so )?", unit),
    Rule("unit.same", f"{LATE_PART}? ( that | the same | that same ) {_CALENDAR_UNIT}", same_unit),
    Rule("unit.edge", "early:( the? EDGE of the | the? EARLY in the | EARLY the ) unit:UNIT", same_unit),
    Rule("unit.year_end", '( the? year ( \'s | ’s )? end | year "-" end )', year_end),
    Rule("unit.the", "the ( full | whole | entire | fiscal )? unit:( year | month | week )", the_year),
    Rule("unit.ended", "the ( full | fiscal )? year ( ended | ending )", year_ended, drop=1),
    Rule("unit.day_before", "the ( unit:UNIT | night:night ) side:( before | after | previous | following )", the_day_before),
    Rule("unit.before_last", "the unit:( week | month | year | weekend ) ( gone:( before last ) | after next )", before_last),
    Rule("unit.later_in", "late:( earlier | later ) in the unit:UNIT", same_unit),
    Rule("unit.that_time", "( this | that ) ( time | period )", that_time),
    Rule("shift.ago", f"( {_AMOUNT} {_UNIT} ( or so )? | ( a | an ) {_UNIT} more:( and a half ) ) ago", ago),
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
