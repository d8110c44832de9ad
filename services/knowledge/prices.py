"""What a US dollar and some goods cost on average, year by year. Data: `data/prices.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import orjson


@dataclass(frozen=True, slots=True)
class Means:
    """Yearly means from the year `since` on."""

    since: int
    means: tuple[float, ...]

    def at(self, one: date) -> float | None:
        """The mean of the time around a day, between those of two years; None where no year is near."""
        position = one.year - self.since + (one.month - 6.5) / 12
        low = int(position // 1)
        if not -1 <= low < len(self.means):
            return None
        left, right = self.means[max(low, 0)], self.means[min(low + 1, len(self.means) - 1)]
        return left + (right - left) * (position - low)


@dataclass(frozen=True, slots=True)
class Prices:
    """Currencies by the words for them (each perhaps several), units for a dollar by code, goods by name."""

    currencies: Mapping[str, tuple[str, ...]]
    per_dollar: Mapping[str, Means]
    goods: Mapping[str, Means]


@cache
def load() -> Prices:
    """The data, read once. Raises KeyError when a currency word names a code without means."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/prices.json").read_bytes())
    per_dollar = {code: Means(one["since"], tuple(one["means"])) for code, one in raw["per_dollar"].items()}
    goods = {name: Means(one["since"], tuple(one["means"])) for name, one in raw["prices"].items()}
    currencies = {word: tuple(code for code in codes if per_dollar[code]) for word, codes in raw["currencies"].items()}
    return Prices(currencies, per_dollar, goods)
