"""The thread of a text: which time it has come to, so that "that day", "in May" and "a year later" find theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.dating.calendar import Period
from services.dating.senses import Fixed, InMonth, InYear, Length, Sense, Shift, Weekday

_SPOKEN_OF: Final = (Fixed, InYear, InMonth, Weekday, Shift)
_FINE: Final = frozenset(("day", "month", "season", "week"))

#: Months that a report sums up in place of a quarter.
_REPORTED_MONTHS: Final = (6, 9)


@dataclass(slots=True)
class Thread:
    """What has been spoken of so far. `last` is for words that point back; the rest is where a story stands."""

    last: Period | None = None
    year: int | None = None  #: the year that the story has come to, astronomical
    fine: Period | None = None  #: the day, month or season that it has come to in that year
    reported: Period | None = None  #: the quarter or half that is reported on

    def note(self, sense: Sense, period: Period | None, leads: bool) -> None:
        """Go on to the next time named. `leads`: it opens a sentence or stands as a heading, and is no aside."""
        if isinstance(sense, Length) and sense.grain == "month" and sense.count in _REPORTED_MONTHS:
            self.reported = None
        if period is None or period.year is None or not isinstance(sense, _SPOKEN_OF):
            return
        if isinstance(sense, Shift) and sense.comparison:
            return
        if period.grain in ("quarter", "half"):
            self.reported = period
        self.last = period
        if period.grain in _FINE:
            self.year, self.fine = period.year, period
        elif period.grain == "year" and period.year != self.year and (leads or self.year is None):
            self.year, self.fine = period.year, None
