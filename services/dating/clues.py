"""Reads from a text what speaks for one year or another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from services.dating import shapes
from services.dating.anchors import Anchor
from services.dating.evidence import Clue, WeekdayNear, WeekdayPaired, YearNamed
from services.dating.figures import find_figures
from services.dating.grammar import Match
from services.dating.lang.en.bearers import NOT_TODAY, SAID
from services.dating.lang.en.cues import PLANNED_YEARS
from services.dating.lexer import Pieces
from services.dating.named import find_named
from services.dating.offices import find_offices
from services.dating.senses import Fixed, InYear, Pair, Sense, Weekday

#: How many weekdays of a text are weighed, and how far down, in code points.
_WEEKDAYS, _WITHIN = 3, 2500
#: How far behind the dateline the first paragraph, and the second, are looked for, in code points.
_LEAD, _NEAR = 500, 800
#: Before a plan that has been changed since.
_AT_FIRST: Final = frozenset(("first", "originally", "initially", "previously"))
_BREAK: Final = re.compile(r"\n\s*")


def find_clues(pieces: Pieces, matches: list[Match], anchor: Anchor, ahead: Callable[[Match], bool]) -> list[Clue]:
    """Weekdays near the head, days said with their weekday, and years, each year once."""
    clues: list[Clue] = []
    years: set[int] = set()
    weekdays: set[int] = set()  # a day named again says nothing new
    if anchor.weekday:
        clues.append(_paired(anchor.match, anchor.weekday, anchor.month, anchor.day))
    for match in matches:
        sense = match.sense
        if match is anchor.match:
            continue
        if isinstance(sense, InYear) and sense.weekday and sense.day:
            clues.append(_paired(match, sense.weekday, sense.month, sense.day))
        elif isinstance(sense, Weekday) and sense.direction is None and match.start < _WITHIN:
            if len(weekdays) < _WEEKDAYS and sense.number not in weekdays and not _of_another_day(pieces, match, ahead):
                place = _place(pieces, match, anchor, bool(weekdays))
                clues.append(WeekdayNear("weekday.same_day", match.start, match.end, sense.number, place))
                weekdays.add(sense.number)
        else:
            clues += _years(pieces, match, sense, years, ahead)
    return clues


def prepare() -> None:
    """Read all data that clues rest on, so that no call reads a file: an item that has some of everything is enough."""
    shapes.load()
    find_content("President Clinton said the 3rd barrel cost 2 dollars (250 yen).")


def find_content(text: str, begin: int = 0, end: int = 0) -> list[Clue]:
    """What else a text names that belongs to some years: office holders, persons and things of an era, figures.

    The day of the dateline stands from `begin` to `end`.
    """
    offices = find_offices(text, begin)
    return [*offices, *find_named(text, begin, end, offices), *find_figures(text)]


def _paired(match: Match, weekday: int, month: int, day: int) -> Clue:
    return WeekdayPaired("weekday.beside_day", match.start, match.end, weekday, month, day)


def _of_another_day(pieces: Pieces, match: Match, ahead: Callable[[Match], bool]) -> bool:
    """What stands before a weekday puts it elsewhere ("until Thursday"), or the sentence looks ahead."""
    return pieces.word(match.first - 1) in NOT_TODAY or pieces.word(match.last) in ("'s", "’s") or ahead(match)


def _place(pieces: Pieces, match: Match, anchor: Anchor, more: bool) -> str:
    """Which shape a weekday has: the first one after the dateline is the text's own day more often than any other.

    So is the one on which somebody said what the first paragraph tells.
    """
    paragraph = _paragraph(pieces.text, anchor.match.end, match.start)
    late = pieces.word(match.first - 1) in ("late", "overnight") or match.sense.time in ("TNI", "TEV")
    said = any(pieces.word(index) in SAID for index in (*range(match.first - 5, match.first), match.last))
    if paragraph == 1 and not late and (said or not more):
        return "opening" if anchor.place != "dateline" else "lead_said" if said else "lead"
    if more:
        return "far" if paragraph == 1 else "later"
    if 0 < paragraph < 3:
        return "near_said" if said and not late else "near"
    return "far"


def _paragraph(text: str, begin: int, position: int) -> int:
    """1 or 2 for a place in the first or second paragraph behind the dateline, 0 before it, 3 further down."""
    if position < begin:
        return 0
    body = text[begin:position].lstrip(" \n\r\t-—–_.")
    breaks = len(_BREAK.findall(body)) if len(body) < _NEAR else 2
    return 1 if breaks == 0 and len(body) < _LEAD else 2 if breaks < 2 else 3


def _planned(pieces: Pieces, match: Match) -> bool:
    """What stands after a year makes it the year of games, an election or a budget."""
    return any(pieces.word(index) in PLANNED_YEARS for index in range(match.last, match.last + 3))


def _was_put_off(pieces: Pieces, match: Match) -> bool:
    """ "First scheduled for April 2015": of a plan that was changed, the year may have gone or be still to come."""
    return pieces.word(match.first - 1) == "for" and not _AT_FIRST.isdisjoint(pieces.words[max(0, match.first - 4) : match.first])


def _looks_ahead(pieces: Pieces, match: Match, ahead: Callable[[Match], bool]) -> bool:
    lead = pieces.word(match.first - 1)
    return lead in ("by", "until") or (lead != "since" and ahead(match))


def _years(pieces: Pieces, match: Match, sense: Sense, seen: set[int], ahead: Callable[[Match], bool]) -> list[Clue]:
    parts = [sense.first, sense.second] if isinstance(sense, Pair) else [sense]
    clues: list[Clue] = []
    if _was_put_off(pieces, match):
        return clues
    for part in parts:
        if not isinstance(part, Fixed) or part.period.first is None or part.period.grain in ("decade", "century", "set", "span"):
            continue
        year = part.period.first.year
        if year in seen or year < 1900:
            continue
        seen.add(year)
        month = part.period.grain in ("month", "day")
        future, planned = _looks_ahead(pieces, match, ahead), _planned(pieces, match)
        clues.append(YearNamed("year.named", match.start, match.end, year, month, future, planned))
    return clues
