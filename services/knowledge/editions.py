"""Meetings, games and prizes that are counted: which year the 61st was of. Data: `data/editions.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Series:
    """Editions of one thing: number n begins in the year `first` + n * `step`, and goes on for `lasts` years."""

    first: int
    step: int
    lasts: int
    least: int  #: from which number the count is even

    def years(self, number: int) -> tuple[int, int] | None:
        """First and last year of an edition; None below the even count."""
        begins = self.first + number * self.step
        return (begins, begins + self.lasts - 1) if number >= self.least else None


@cache
def load() -> Mapping[str, Series]:
    """Series by their names in lower case, read once."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/editions.json").read_bytes())
    return {name: _series(entry) for entry in raw["series"] for name in entry["names"]}


def _series(entry: dict[str, Any]) -> Series:
    return Series(entry["first"], entry["step"], entry["lasts"], entry.get("from", 1))
