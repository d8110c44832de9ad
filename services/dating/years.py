"""Which year a dateline without one belongs to: weighs candidate years by what the text says."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from services import knowledge
from services.dating.anchors import Anchor


@dataclass(frozen=True, slots=True)
class Clue:
    """Something in the text that speaks for some years. Spans are code points; 0, 0 is metadata."""

    rule: str
    start: int
    end: int
    weekday: int = 0  #: a day of the week near the head, ISO number
    rank: int = 0  #: 0 for the first weekday of the text, then 1, 2, ...
    year: int = 0  #: a year that the text names
    with_month: bool = False  #: "May 2019"
    ahead: bool = False  #: the sentence looks to the future
    planned: bool = False  #: the year of games, an election or a budget: named long before and long after
    terms: tuple[tuple[date, date | None], ...] = ()  #: terms of an office that somebody is named with
    paired: tuple[int, int, int] | None = None  #: weekday, month, day said together: "Monday, August 31"


@dataclass(frozen=True, slots=True)
class Model:
    """Shapes of the evidence as log-probabilities, from `years.json`; none of them knows a year."""

    weekday_offsets: list[float]
    later_weekday_offsets: list[float]
    year_offsets: dict[str, float]
    month_year_offsets: dict[str, float]
    ahead_offsets: dict[str, float]
    planned_offsets: dict[str, float]
    past_tail: tuple[float, float]
    ahead_tail: tuple[float, float]
    received: list[tuple[int, float]]
    earliest: int
    beyond: int
    age: float
    paired: float
    near_office: float
    no_office: float
    temper: float
    year_weight: float


@cache
def model() -> Model:
    """The model, read once."""
    raw = json.loads(files("services.dating").joinpath("years.json").read_text("utf-8"))
    raw["received"] = [tuple(step) for step in raw["received"]]
    return Model(**{name: value for name, value in raw.items() if name not in ("version", "source")})


def weigh(anchor: Anchor, clues: Iterable[Clue], received: date | None) -> dict[date, float]:
    """Probability of each candidate day, the likeliest first. Empty where no year fits at all."""
    clues = list(clues)
    days = _candidates(anchor, received)
    scores = {one: _score(one, clues, received) for one in days}
    if not scores:
        return {}
    top = max(scores.values())
    weights = {one: math.exp((score - top) * model().temper) for one, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda one: (-weights[one], one))
    return {one: weights[one] / total for one in ranked}


def _candidates(anchor: Anchor, received: date | None) -> list[date]:
    """Every year of news that has the day, up to the receipt; without one, up to the year after the knowledge's."""
    last = received.year if received else int(knowledge.VERSION[:4]) + model().beyond
    days = (anchor.in_year(year) for year in range(model().earliest, last + 1))
    limit = received.toordinal() + 1 if received else date.max.toordinal()
    return [one for one in days if one and one.toordinal() <= limit]


def _score(one: date, clues: list[Clue], received: date | None) -> float:
    score = _receipt(one, received) if received else model().age * max(0, int(knowledge.VERSION[:4]) - one.year)
    for clue in clues:
        if clue.paired:
            weekday, month, number = clue.paired
            score += _paired(one, weekday, month, number)
        elif clue.terms:
            score += _held(one, clue.terms)
        elif clue.weekday:
            table = model().later_weekday_offsets if clue.rank else model().weekday_offsets
            score += table[(clue.weekday - one.isoweekday()) % 7]
        elif clue.year:
            score += _named_year(clue, one.year) * model().year_weight
    return score


def _receipt(one: date, received: date) -> float:
    lag = (received - one).days
    return next((score for limit, score in model().received if lag <= limit), model().received[-1][1])


def _paired(one: date, weekday: int, month: int, number: int) -> float:
    """A day of the year said with its weekday fits, or does not, in the year before, the same, or the next."""
    for year in (one.year, one.year - 1, one.year + 1):
        try:
            near = date(year, month, number)
        except ValueError:
            continue
        if abs((near - one).days) <= 183:
            return 0.0 if near.isoweekday() == weekday else model().paired
    return 0.0


def _held(one: date, terms: tuple[tuple[date, date | None], ...]) -> float:
    """Somebody named with an office holds it on the day; shortly before or after the title may still be used."""
    gap = min(max((since - one).days, (one - until).days if until else 0, 0) for since, until in terms)
    return 0.0 if gap == 0 else model().near_office if gap <= 200 else model().no_office


def _named_year(clue: Clue, year: int) -> float:
    """How likely a text of a year names another: mostly its own and those just gone by."""
    offset = clue.year - year
    shape = model()
    if clue.planned:
        table = shape.planned_offsets
    else:
        table = shape.ahead_offsets if clue.ahead else shape.month_year_offsets if clue.with_month else shape.year_offsets
    if str(offset) in table:
        return table[str(offset)]
    start, slope = shape.ahead_tail if offset > 0 else shape.past_tail
    if clue.ahead:
        start += 2.0 if offset > 0 else -1.5
    return start - slope * math.log(abs(offset))
