"""Matches to expressions: resolved left to right, each in the light of the document's day and of those before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.layers.dates import Expression
from services.dating import calendar
from services.dating.anchors import Anchor
from services.dating.calendar import Period
from services.dating.document import Decision
from services.dating.grammar import Match
from services.dating.reading import Reading
from services.dating.resolve import Context, Meaning, open_edtf, resolve
from services.dating.senses import Fixed, InMonth, InYear, Pair, Sense, Shift, Weekday

_DIRECTED = (InYear, Weekday, Shift)
_SPOKEN_OF = (Fixed, InYear, InMonth, Weekday, Shift)


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with the match it came from and the days it means."""

    expression: Expression
    match: Match
    period: Period | None


def resolve_all(reading: Reading, decision: Decision, anchor: Anchor | None) -> list[Dated]:
    """All expressions of a text in order, ids `t1`, `t2`, ..."""
    dated: list[Dated] = []
    time = decision.time
    narrative = decision.day is None and anchor is None and time.earliest is None
    story = _tells_of_long_ago(reading, decision)
    reference: Period | None = None
    for match in _single(reading):
        own = anchor is not None and match is anchor.match
        direction = reading.direction(match) if isinstance(match.sense, _DIRECTED) and not own else 0
        context = Context(decision.day, reference, direction, narrative, story)
        meaning = _own_day(match, decision) if own else resolve(match.sense, context)
        if meaning.period and _moves_on(reading, match, meaning.period, reference, narrative):
            reference = meaning.period
        dated.append(Dated(_expression(f"t{len(dated) + 1}", match, meaning, own), match, meaning.period))
    return dated


#: A text that names at least so many years long gone, and no weekday and no day near its own, tells a story.
_STORY_YEARS, _LONG_AGO = 6, 2


def _tells_of_long_ago(reading: Reading, decision: Decision) -> bool:
    if decision.day is None:
        return False
    senses = [match.sense for match in reading.matches]
    if any(isinstance(one, Weekday) or (isinstance(one, Shift) and one.grain == "day" and not one.narrative) for one in senses):
        return False
    years = [one.period.first.year for one in senses if isinstance(one, Fixed) and one.period.first]
    return sum(year < decision.day.year - _LONG_AGO for year in years) >= max(_STORY_YEARS, len(years) // 2)


def _moves_on(reading: Reading, match: Match, period: Period, reference: Period | None, narrative: bool) -> bool:
    """Whether the text now speaks of this time.

    A story goes forward: a bare year from before is an aside unless it opens a sentence.
    """
    if period.first is None or not _is_spoken_of(match.sense):
        return False
    if not narrative or period.grain != "year" or reference is None or reference.first is None or period.first >= reference.first:
        return True
    sentence = reading.sentence_at(match.start)
    return sentence is None or match.first - sentence.first <= 2 or period.first.year == reference.first.year


def _is_spoken_of(sense: Sense) -> bool:
    """Later words may refer to it: not what is only compared with."""
    return isinstance(sense, _SPOKEN_OF) and not (isinstance(sense, Shift) and sense.comparison)


def _single(reading: Reading) -> Iterator[Match]:
    """The matches, pairs taken apart."""
    pieces = reading.pieces
    for match in reading.matches:
        sense = match.sense
        if not isinstance(sense, Pair):
            yield match
            continue
        for one, (first, last) in ((sense.first, sense.first_pieces), (sense.second, sense.second_pieces)):
            yield Match(pieces.starts[first], pieces.ends[last - 1], match.rule, one, first, last)


def _own_day(match: Match, decision: Decision) -> Meaning:
    """The day in the dateline is the document's, decided or not."""
    sense: Sense = match.sense
    if decision.day:
        return Meaning("DATE", decision.day.isoformat(), None, calendar.day(decision.day))
    return resolve(replace(sense), Context())


def _expression(number: str, match: Match, meaning: Meaning, own: bool) -> Expression:
    period = meaning.period
    earliest, latest = period.bounds() if period else (None, None)
    return Expression(
        id=number, start=match.start, end=match.end, type=meaning.type, value=meaning.value, mod=meaning.mod,
        edtf=period.edtf if period else open_edtf(meaning.value), earliest=earliest, latest=latest,
        rule=match.rule, function="document_time" if own else None,
    )  # fmt: skip
