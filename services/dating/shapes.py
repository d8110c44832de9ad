"""Shapes of the evidence for a year, as natural logarithms: none of them knows a year. Data: `years.json`."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson


@dataclass(frozen=True, slots=True)
class Curve:
    """How much rarer something is named, by its distance in days from when it belongs: steps before and after."""

    before: Sequence[float]
    after: Sequence[float]
    within: float = 0.0

    def at(self, gap: int) -> float:
        """The value at a signed distance: negative before, 0 within, positive after."""
        if gap == 0:
            return self.within
        side = self.before if gap < 0 else self.after
        return side[min(bisect_left(_STEPS, abs(gap)), len(side) - 1)]


#: Days up to which each step of a curve reaches; the last one has no end.
_STEPS = (92, 366, 731, 1461, 2922, 5844)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything in `years.json`; which field means what is told there."""

    weekdays: Mapping[str, Sequence[float]]
    paired: float
    year_offsets: Mapping[str, float]
    month_year_offsets: Mapping[str, float]
    ahead_offsets: Mapping[str, float]
    planned_offsets: Mapping[str, float]
    past_tail: Sequence[float]
    ahead_tail: Sequence[float]
    curves: Mapping[str, Curve]
    edition: Sequence[float]
    age: Sequence[float]
    rate_spread: float
    price_spread: float
    rate_floor: float
    weights: Mapping[str, float]
    damping: Mapping[str, float]
    receipt: Sequence[Sequence[float]]
    receipt_tail: float
    earliest: int
    temper: float


@cache
def load() -> Shapes:
    """The data, read once."""
    raw = orjson.loads(files("services.dating").joinpath("years.json").read_bytes())
    raw["curves"] = {name: Curve(**curve) for name, curve in raw["curves"].items()}
    return Shapes(**{name: raw[name] for name in Shapes.__dataclass_fields__})


def receipt(lag: int) -> float:
    """Log of the density of a lag of so many days from writing to receipt: at once, within some time, long after."""
    return math.log(sum(share / (limit + 1) for limit, share in load().receipt if lag <= limit) + _tail(lag))


def _tail(lag: int) -> float:
    """What is left for lags of any length: falls as the square of the lag."""
    return load().receipt_tail * 4000.0 / (max(lag, 0) + 4000.0) ** 2
