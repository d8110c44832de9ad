"""Where an item says its own day: in its dateline, on a line of its own, or at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.dating.grammar import Match
from services.dating.senses import Fixed, InYear

#: How far into a text, in code points, a line that is only a date, or a date at the head of a line, is the item's own.
_HEAD: Final = 900
#: An agency's mark behind a day makes it that of a dateline, whatever stands before: the longest name of a place.
_AGENCY: Final = re.compile(r"\.?\s*(?:\([A-Z][\w ./-]{1,20}\)\s*[-—–]|/[A-Z][\w-]{1,20}/)")
_PLACE_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day an item gives for itself. `year` is 0 where it is not said; `weekday` (ISO) likewise."""

    match: Match
    place: str  #: `dateline`, `line` or `head`
    month: int
    day: int
    year: int = 0
    weekday: int = 0

    def in_year(self, year: int) -> date | None:
        """The day in a year; None where that year has it not."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def find_anchor(text: str, matches: list[Match], datelines: list[tuple[int, int]]) -> Anchor | None:
    """The item's own day: the first day inside a dateline, else alone on its line or before a dash at the head."""
    for match in matches:
        if any(start <= match.start and match.end <= end for start, end in datelines):
            anchor = _anchor(match, "dateline")
            if anchor:
                return anchor
    for match in matches:
        if match.start > _HEAD:
            break
        place = _place(text, match)
        anchor = _anchor(match, place) if place else None
        if anchor:
            return anchor
    return None


def _anchor(match: Match, place: str) -> Anchor | None:
    sense = match.sense
    if isinstance(sense, InYear) and sense.day:
        return Anchor(match, place, sense.month, sense.day, weekday=sense.weekday)
    if isinstance(sense, Fixed) and sense.period.grain == "day" and sense.period.first:
        one = sense.period.first
        return Anchor(match, place, one.month, one.day, one.year)
    return None


def _place(text: str, match: Match) -> str | None:
    begins = text.rfind("\n", 0, match.start) + 1
    ends = text.find("\n", match.end)
    before, after = text[begins : match.start].strip(), text[match.end : ends if ends >= 0 else len(text)].strip()
    if before in ("", "Published:", "Published", "Posted", "Posted:", "Date:", "Updated:", "Updated") and after.strip(".") == "":
        return "line"
    if _AGENCY.match(after) and before == before.upper() and len(before) < _PLACE_NAME:
        return "dateline"
    if not before and after[:1] in ("-", "—", "–", "|"):
        return "line"
    weekday = isinstance(match.sense, InYear) and match.sense.weekday
    return "head" if weekday and match.start < 300 and after[:1] == ":" else None
