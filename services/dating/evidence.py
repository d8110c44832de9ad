"""What speaks for one year or another: each clue says how well a candidate day fits it. Spans are code points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from services.dating import shapes
from services.knowledge.prices import Means
from services.knowledge.spans import FIRST, LAST, Span

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Clue(Protocol):
    """Something in a text that speaks for some years."""

    @property
    def rule(self) -> str:
        """Its name in the evidence."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""

    def score(self, one: date) -> float:
        """Log-likelihood of the clue, were the text of this day; equal offsets over all days do not count."""

    def says(self, likely: Iterable[date]) -> str:
        """The clue in words, in view of the days that are likely."""


@dataclass(frozen=True, slots=True)
class WeekdayNear:
    """A day of the week near the head: mostly the text's own, the nearer to the dateline the more. `place` names its shape."""

    rule: str
    start: int
    end: int
    weekday: int
    place: str

    def score(self, one: date) -> float:
        """By how many days the next such weekday lies after the candidate."""
        return shapes.load().weekdays[self.place][(self.weekday - one.isoweekday()) % 7]

    def says(self, likely: Iterable[date]) -> str:
        """In which of the likely years the day falls on it."""
        days = list(likely)
        return (
            _falls(self.weekday, days[0].month, days[0].day, days) if days else f"the text names a {WEEKDAYS[self.weekday - 1]}"
        )


@dataclass(frozen=True, slots=True)
class WeekdayPaired:
    """A day of the year said with its weekday: "Monday, August 31"."""

    rule: str
    start: int
    end: int
    weekday: int
    month: int
    day: int

    def score(self, one: date) -> float:
        """Fits or does not, in the year that brings the day nearest to the candidate."""
        near = self.nearest(one)
        return 0.0 if near is None or near.isoweekday() == self.weekday else shapes.load().paired

    def nearest(self, one: date) -> date | None:
        """The day in the year that brings it within half a year of another."""
        for year in (one.year, one.year - 1, one.year + 1):
            try:
                near = date(year, self.month, self.day)
            except ValueError:
                continue
            if abs((near - one).days) <= 183:
                return near
        return None

    def says(self, likely: Iterable[date]) -> str:
        """In which of the likely years the day falls on it."""
        return _falls(self.weekday, self.month, self.day, likely)


def _falls(weekday: int, month: int, day: int, likely: Iterable[date]) -> str:
    fits = []
    for year in sorted(one.year for one in likely):
        try:
            fits += [str(year)] if date(year, month, day).isoweekday() == weekday else []
        except ValueError:
            continue
    said = f"{day} {MONTHS[month - 1]} is a {WEEKDAYS[weekday - 1]} in "
    return said + (" and ".join(fits) if fits else "none of the likely years")


@dataclass(frozen=True, slots=True)
class YearNamed:
    """A year that the text names."""

    rule: str
    start: int
    end: int
    year: int
    with_month: bool = False  #: "May 2019"
    ahead: bool = False  #: the sentence looks to the future
    planned: bool = False  #: the year of games, an election or a budget: named long before and long after

    def score(self, one: date) -> float:
        """How likely a text of a year names another: mostly its own and those just gone by."""
        return shapes.load().years[self._shape()].at(self.year - one.year)

    def _shape(self) -> str:
        if self.planned:
            return "planned"
        return "ahead" if self.ahead else "month" if self.with_month else "plain"

    def says(self, likely: Iterable[date]) -> str:
        """The year."""
        return f"the text names {self.year}" + (" as to come" if self.ahead else "")


@dataclass(frozen=True, slots=True)
class Belongs:
    """Something that belongs to some stretches of time: an office held, a person in the news, a happening, a thing."""

    rule: str
    start: int
    end: int
    spans: Sequence[Span]
    curve: str  #: its shape in `years.json`

    def score(self, one: date) -> float:
        """By the distance to the nearest stretch."""
        gaps = [span.gap(one) for span in self.spans]
        return shapes.load().curves[self.curve].at(gaps[0] if len(gaps) == 1 else min(gaps, key=abs))

    def says(self, likely: Iterable[date]) -> str:
        """The stretches, in years."""
        return _BELONGS[self.curve] + " and ".join(_years(span) for span in self.spans)


_BELONGS: Final = {
    "office": "the office was held in ",
    "office_far": "the office was held in ",
    "person": "in public life in ",
    "person_far": "in public life in ",
    "happening": "it happened in ",
    "thing": "so called, or in being, in ",
    "games": "the games of ",
    "season": "it comes round in ",
}


def _years(span: Span) -> str:
    since, until = span.since.year if span.since > FIRST else "", span.until.year if span.until < LAST else ""
    return f"{since}" if since == until else f"{since}-{until}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that comes out in some years only: the 61st session, the tenth anniversary."""

    rule: str
    start: int
    end: int
    first: int
    last: int

    def score(self, one: date) -> float:
        """Steps by the years between the candidate and those that fit."""
        off = max(self.first - one.year, one.year - self.last, 0)
        steps = shapes.load().edition
        return steps[min(off, len(steps) - 1)]

    def says(self, likely: Iterable[date]) -> str:
        """The years that fit."""
        return f"by its number of {self.first}" + (f" to {self.last}" if self.last > self.first else "")


@dataclass(frozen=True, slots=True)
class Aged:
    """The age of a person whose day of birth is known."""

    rule: str
    start: int
    end: int
    born: date
    age: int

    def score(self, one: date) -> float:
        """Steps by the years between the age on the candidate day and the one that is said."""
        age = one.year - self.born.year - ((one.month, one.day) < (self.born.month, self.born.day))
        steps = shapes.load().age
        return steps[min(abs(age - self.age), len(steps) - 1)]

    def says(self, likely: Iterable[date]) -> str:
        """The day of birth."""
        return f"born on {self.born}, aged {self.age}"


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate or a price that a text gives, against the means of the years. Several tables: any of them may be meant."""

    rule: str
    start: int
    end: int
    value: float
    tables: Sequence[Means]
    spread: float
    what: str

    def score(self, one: date) -> float:
        """Log-normal around the mean of that time, with a floor for what is old, rounded or misread."""
        return math.log(sum(self._near(table, one) for table in self.tables) / len(self.tables) + shapes.load().rate_floor)

    def _near(self, table: Means, one: date) -> float:
        mean = table.at(one)
        return math.exp(-0.5 * (math.log(self.value / mean) / self.spread) ** 2) if mean else 0.0

    def says(self, likely: Iterable[date]) -> str:
        """The value."""
        return f"{self.what} at {self.value:.4g}"
