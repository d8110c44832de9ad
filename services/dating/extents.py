"""What the words around a time make of it: open from or up to it ("since 1998"), or a range with another ("from 3 to 5 May")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from dateline.layers.dates import Interval
from services.dating.calendar import Period
from services.dating.grammar import Match
from services.dating.lang.en.cues import MOVES
from services.dating.lexer import Pieces
from services.dating.resolve import Meaning
from services.dating.senses import Weekday

_UNTIL: Final = frozenset(("until", "till"))
_OPEN: Final = _UNTIL | {"since", "before", "after"}
#: Between the two ends of a range; a dash needs no word before the first.
_DASHES: Final = frozenset(("-", "–", "—"))
_RANGE: Final = _UNTIL | _DASHES | {"to", "through"}
_SPANS: Final = frozenset(("from", "between"))
_DATES: Final = frozenset(("DATE", "TIME"))
#: So many pieces before "from" stands what is only put off: "moved the vote from Monday to Friday".
_MOVED: Final = 4


def find_extents(pieces: Pieces, matches: Sequence[Match], meanings: Sequence[Meaning]) -> dict[int, Interval]:
    """By the place of an expression among all: the time that it bounds. Those that stand for themselves alone are not in it."""
    words, found = pieces.words, dict[int, Interval]()
    for at, match in enumerate(matches):
        meaning = meanings[at]
        if meaning.period is None or meaning.type not in _DATES or at in found:
            continue
        lead = words[match.first - 1] if match.first else ""
        if (
            at + 1 < len(matches)
            and 0 < matches[at + 1].first - match.last <= 2
            and _is_range(words, match, matches[at + 1], lead)
        ):
            extent = _between(meaning.period, meanings[at + 1].period)
            if extent is not None:
                found[at] = found[at + 1] = extent
                continue
        if lead in _OPEN and (extent := _open(meaning.period, lead)):
            found[at] = extent
    return found


def weekday_after(pieces: Pieces, before: Match, last: Period | None, match: Match, period: Period | None) -> int:
    """Days by which the second weekday of a range lies too early: "from Monday to Friday" never ends before it begins."""
    if not (type(before.sense) is Weekday and type(match.sense) is Weekday) or match.first - before.last != 1:
        return 0
    if last is None or period is None or last.first is None or period.first is None or period.first >= last.first:
        return 0
    return 7 if _is_range(pieces.words, before, match, pieces.word(before.first - 1)) else 0


def _is_range(words: list[str], first: Match, second: Match, lead: str) -> bool:
    link = words[first.last]
    if second.first - first.last == 2 and words[first.last + 1] != "the":
        return False
    if link == "and":
        return lead == "between"
    if link in _DASHES:
        return True
    return link in _RANGE and lead in _SPANS and MOVES.isdisjoint(words[max(0, first.first - 1 - _MOVED) : first.first - 1])


def _between(first: Period, second: Period | None) -> Interval | None:
    if second is None:
        return None
    (earliest, _), (_, latest) = first.bounds(), second.bounds()
    if not (_plain(first) and _plain(second)) or earliest is None or latest is None or earliest > latest or earliest[0] == "-":
        return None
    return Interval(edtf=f"{first.edtf}/{second.edtf}", earliest=earliest, latest=latest)


def _open(period: Period, lead: str) -> Interval | None:
    """Open from a time on, or up to it; before and after it that time itself is left out."""
    earliest, latest = period.bounds()
    if lead == "since" and earliest and (begin := _end(period, 0)):
        return Interval(edtf=f"{begin}/..", earliest=earliest)
    if lead in _UNTIL and latest and (end := _end(period, -1)):
        return Interval(edtf=f"../{end}", latest=latest)
    if lead == "after" and period.last and period.last.year < 9999:
        after = str(period.last + timedelta(1))
        return Interval(edtf=f"{after}/..", earliest=after)
    if lead == "before" and period.first and period.first.year > 1:
        before = str(period.first - timedelta(1))
        return Interval(edtf=f"../{before}", latest=before)
    return None


def _end(period: Period, which: int) -> str | None:
    """What an interval begins with (0) or ends with (-1), in EDTF: "late 2010s" is 2015/2019; a time without parts is both."""
    end = None if period.edtf is None or "[" in period.edtf else period.edtf.split("/")[which]
    return end if end != ".." else None


def _plain(period: Period) -> bool:
    """No interval and no set itself."""
    return period.edtf is not None and "/" not in period.edtf and "[" not in period.edtf
