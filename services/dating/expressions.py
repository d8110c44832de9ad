"""Matches to expressions: resolved left to right, each in the light of the document's day and of those before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import TypeAdapter

from dateline.layers.dates import Expression, Interval
from services.dating import calendar
from services.dating.anchors import Anchor
from services.dating.calendar import Period
from services.dating.document import Decision
from services.dating.extents import find_extents, weekday_after
from services.dating.grammar import Match
from services.dating.lang.en import context
from services.dating.reading import Reading
from services.dating.resolve import Context, Meaning, of_year, open_edtf, resolve
from services.dating.senses import Fixed, InYear, Pair, Sense, Shift, Vague, Weekday
from services.dating.thread import Thread

_DIRECTED: Final = (InYear, Weekday, Shift)
#: What opens a sentence stands within so many pieces of its beginning.
_LEADS: Final = 4


@dataclass(slots=True)
class Dated:
    """An expression with the match it came from and the days it means."""

    expression: Expression
    match: Match
    period: Period | None


#: All expressions of a text are made at once: one call instead of one for each.
_EXPRESSIONS: Final = TypeAdapter(list[Expression])


def resolve_all(reading: Reading, decision: Decision, anchor: Anchor | None) -> list[Dated]:
    """All expressions of a text in order, ids `t1`, `t2`, ..."""
    time, thread, own = decision.time, Thread(), anchor.match if anchor else None
    narrative = decision.day is None and anchor is None and time.earliest is None and not _opens_as_news(reading)
    where = Context(decision.day, thread, 0, narrative, _tells_of_long_ago(reading, decision))
    matches = _single(reading)
    if not narrative:
        matches = [match for match in matches if not (type(match.sense) is Vague and match.sense.story)]
    meanings: list[Meaning] = []
    for number, match in enumerate(matches, 1):
        sense = match.sense
        if match is own:
            meaning = _own_day(match, decision)
        else:
            where.direction = reading.direction(match) if type(sense) in _DIRECTED else 0
            if type(sense) is InYear and number < len(matches):
                sense = _with_year_of(reading, match, sense, matches[number])
            meaning = resolve(sense, where)
        if number > 1 and (
            late := weekday_after(reading.pieces, matches[number - 2], meanings[-1].period, match, meaning.period)
        ):
            meaning = _later(meaning, late)
        thread.note(match.sense, meaning.period, not narrative or _leads(reading, match))
        meanings.append(meaning)
    extents = find_extents(reading.pieces, matches, meanings)
    fields = [
        _fields(reading, number, match, meaning, match is own, extents.get(number - 1))
        for number, (match, meaning) in enumerate(zip(matches, meanings, strict=True), 1)
    ]
    return list(map(Dated, _EXPRESSIONS.validate_python(fields), matches, [one.period for one in meanings]))


def _later(meaning: Meaning, days: int) -> Meaning:
    """The same some days later."""
    first = meaning.period.first if meaning.period else None
    if first is None:
        return meaning
    period = calendar.day(calendar.add_days(first, days))
    return Meaning(meaning.type, period.value + meaning.value[10:], meaning.mod, period)


#: A text that names at least so many years long gone, and no weekday and no day near its own, tells a story.
_STORY_YEARS, _LONG_AGO = 6, 2


def _tells_of_long_ago(reading: Reading, decision: Decision) -> bool:
    if decision.day is None or any(_points_to_today(match.sense) for match in reading.matches):
        return False
    years = [one.sense.period.first.year for one in reading.matches if isinstance(one.sense, Fixed) and one.sense.period.first]
    return sum(year < decision.day.year - _LONG_AGO for year in years) >= max(_STORY_YEARS, len(years) // 2)


def _opens_as_news(reading: Reading) -> bool:
    """ "On Wednesday" before any year: what it says of months and days is told from its own day, known or not."""
    for match in reading.matches:
        if isinstance(match.sense, Fixed):
            return False
        if _points_to_today(match.sense):
            return True
    return False


def _points_to_today(sense: Sense | Pair) -> bool:
    """ "Friday", "tomorrow", but not "the next day"."""
    return isinstance(sense, Weekday) or (isinstance(sense, Shift) and sense.grain == "day" and not sense.narrative)


def _leads(reading: Reading, match: Match) -> bool:
    """A time that opens its sentence goes on with the story."""
    sentence = reading.sentence_at(match.start)
    return sentence is None or match.first - sentence.first <= _LEADS


#: Words between a month or season and the one whose year is its own too: "the spring and early summer of 1943".
_JOINS: Final = frozenset(("and", "or", "to", "until", "through", "-", "–", "—", "the", ","))


def _with_year_of(reading: Reading, match: Match, sense: InYear, following: Match) -> Sense:
    """The sense of a match, with the year that what follows gives to both: "from October to March 1943"."""
    if not isinstance(following.sense, Fixed) or sense.weekday:
        return sense
    if sense.direction is not None or sense.year_offset is not None or sense.narrative or sense.back:
        return sense
    period, between = following.sense.period, reading.pieces.words[match.last : following.first]
    if period.year is None or not between or len(between) > 2:
        return sense
    if period.grain == "year" and between[-1] == "of":
        return _fixed(sense, period.year)
    if period.grain in ("month", "season", "day") and _JOINS.issuperset(between):
        later = period.first is not None and sense.month > period.first.month
        return _fixed(sense, period.year - later)
    return sense


def _fixed(sense: InYear, year: int) -> Sense:
    period = of_year(sense, year)
    return Fixed(period, mod=sense.mod, time=sense.time) if period else sense


def _single(reading: Reading) -> list[Match]:
    """The matches, pairs taken apart."""
    pieces = reading.pieces
    found: list[Match] = []
    for match in reading.matches:
        sense = match.sense
        if type(sense) is not Pair:
            found.append(match)
            continue
        for one, (first, last) in ((sense.first, sense.first_pieces), (sense.second, sense.second_pieces)):
            found.append(Match(pieces.starts[first], pieces.ends[last - 1], match.rule, one, first, last))
    return found


def _own_day(match: Match, decision: Decision) -> Meaning:
    """The day in the dateline is the document's, decided or not."""
    sense: Sense = match.sense
    if decision.day:
        return Meaning("DATE", decision.day.isoformat(), None, calendar.day(decision.day))
    return resolve(replace(sense), Context())


#: TIMEX3 mods that say that the calendar is not exact about it.
_ABOUT: Final = frozenset(("APPROX", "LESS_THAN", "MORE_THAN"))


def _edtf(reading: Reading, match: Match, meaning: Meaning) -> str | None:
    edtf = meaning.period.edtf if meaning.period else open_edtf(meaning.value)
    if edtf is None or meaning.type not in ("DATE", "TIME"):
        return edtf
    return calendar.qualified(edtf, meaning.mod in _ABOUT, context.is_doubted(reading.pieces, match.first, match.last))


def _fields(reading: Reading, number: int, match: Match, meaning: Meaning, own: bool, extent: Interval | None) -> dict[str, Any]:
    """The fields of the expression as the layer has it."""
    period = meaning.period
    earliest, latest = period.bounds() if period else (None, None)
    return {
        "id": f"t{number}", "start": match.start, "end": match.end, "type": meaning.type, "value": meaning.value,
        "mod": meaning.mod, "edtf": _edtf(reading, match, meaning), "earliest": earliest, "latest": latest,
        "rule": match.rule, "extent": extent, "function": "document_time" if own else None,
    }  # fmt: skip
