"""What an expression says, before it is known when it was said. `resolve` turns a sense into days."""

from __future__ import annotations

from dataclasses import dataclass

from services.dating.calendar import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What any expression may say besides."""

    mod: str | None = None  #: TIMEX3 mod
    time: str = ""  #: part or time of day, as in a TIMEX3 value: `TMO`, `T22:00`


@dataclass(frozen=True, slots=True)
class Fixed(_Said):
    """Days that need no context."""

    period: Period


@dataclass(frozen=True, slots=True)
class InYear(_Said):
    """A month, a day, a quarter, a half or a season of a year that is not said here."""

    month: int = 0
    day: int = 0
    weekday: int = 0  #: ISO number, when it is said beside the day
    part: str = ""  #: `Q3`, `H1`, `SU`, or a named day of `holidays`
    direction: int | None = None  #: -1 last, 0 this, +1 next; None leaves it to the tense
    year_offset: int | None = None  #: "July last year": -1
    narrative: bool = False  #: "of that year": the year last spoken of
    fiscal: bool = False  #: of a fiscal year: not the days of the calendar's
    back: int = 0  #: "the year-earlier quarter": so many years before the one of the reference


@dataclass(frozen=True, slots=True)
class InMonth(_Said):
    """A day of a month that is not said here: "the 14th"."""

    day: int


@dataclass(frozen=True, slots=True)
class Weekday(_Said):
    """A day of the week, ISO number."""

    number: int
    direction: int | None = None  #: -1 last, 0 this, +1 next; None leaves it to the tense
    weeks: int = 0  #: "Monday week": 1


@dataclass(frozen=True, slots=True)
class Shift(_Said):
    """So many units before or after the document's day, or the narrative's."""

    grain: str
    count: int
    narrative: bool = False  #: counts from the time last spoken of ("the next day"), not from the document's
    exact: bool = False  #: the value is a day for grains up to a week ("two weeks ago")
    comparison: bool = False  #: "a year earlier" beside a quarter: that quarter of the year before


@dataclass(frozen=True, slots=True)
class Reported(_Said):
    """The quarter that a report is about: the one last spoken of, else the last that has ended; of a year where it is said."""

    year: int = 0


@dataclass(frozen=True, slots=True)
class Length(_Said):
    """A duration: TIMEX3 value."""

    value: str
    grain: str = ""
    count: int = 0
    ending: int = 0  #: -1 it ends at the document's day ("the past three months"), +1 it begins there


@dataclass(frozen=True, slots=True)
class Repeated(_Said):
    """A set of times: TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague(_Said):
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str
    story: bool = False  #: said of what is told about, not of when: counts in a history, not in the news


@dataclass(frozen=True, slots=True)
class Pair(_Said):
    """Two expressions in one match, each with its pieces (first, one past the last): "1939-45"."""

    first: Sense
    first_pieces: tuple[int, int]
    second: Sense
    second_pieces: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClockTime(_Said):
    """A time of a day that is not said here; `time` says which."""


Sense = Fixed | InYear | InMonth | Weekday | Shift | Reported | Length | Repeated | Vague | Pair | ClockTime
