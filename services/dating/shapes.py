"""Shapes of the evidence for a year, as natural logarithms: none of them knows a year. Data: `years.json`."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Years:
    """How often a year is named by texts of another, by how many years it lies back or ahead."""

    past: Sequence[float]  #: 0 is the text's own year
    ahead: Sequence[float]

    def at(self, offset: int) -> float:
        """The value for a year so many years after the text's own; negative before it."""
        if offset > 0:
            return self.ahead[min(bisect_left(_AHEAD, offset), len(self.ahead) - 1)]
        return self.past[min(bisect_left(_PAST, -offset), len(self.past) - 1)]


#: Years up to which each step reaches; the last one has no end.
_PAST, _AHEAD = (0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 30), (1, 2, 3, 4, 5, 6, 12)
#: Days up to which each step of a curve reaches; the last one has no end.
_STEPS: Final = (92, 366, 731, 1461, 2922, 5844)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything in `years.json`; which field means what is told there."""

    weekdays: Mapping[str, Sequence[float]]
    paired: float
    years: Mapping[str, Years]
    curves: Mapping[str, Curve]
    edition: Sequence[float]
    age: Sequence[float]
    rate_spread: float
    price_spread: float
    rate_floor: float
    receipt: Sequence[Sequence[float]]
    receipt_tail: float
    received_before: float
    earliest: int


@cache
def load() -> Shapes:
    """The data, read once."""
    raw = orjson.loads(files("services.dating").joinpath("years.json").read_bytes())
    raw["years"] = {name: Years(**years) for name, years in raw["years"].items()}
    raw["curves"] = {name: Curve(**curve) for name, curve in raw["curves"].items()}
    return Shapes(**{name: raw[name] for name in Shapes.__dataclass_fields__})


def receipt(lag: int) -> float:
    """Log of the density of a lag of so many days from writing to receipt: at once, within some time, long after.

    A receipt on the day before is only a matter of time zones.
    """
    density = sum(share / (limit + 1) for limit, share in load().receipt if lag <= limit) + _tail(lag)
    return math.log(density) + (load().received_before if lag < 0 else 0.0)


def _tail(lag: int) -> float:
    """What is left for lags of any length: falls as the square of the lag."""
    return load().receipt_tail * 4000.0 / (max(lag, 0) + 4000.0) ** 2
