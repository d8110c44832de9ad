"""Fiscal years of states: on which day they begin, and by which of their two years they are named: `data/fiscal_years.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import orjson


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A year that begins on a day (month, number) of the calendar; `by_end`: fiscal 2019 is the one that ends in 2019."""

    month: int
    number: int
    by_end: bool

    def days(self, name: int, begins: bool = False) -> tuple[date, date]:
        """First and last day of the one of a name; `begins`: the name is the first of two years, "2019-20".

        Raises ValueError outside of the years 2-9998.
        """
        year = name - (self.by_end and not begins)
        return date(year, self.month, self.number), date(year + 1, self.month, self.number) - timedelta(1)


@cache
def load() -> Mapping[str, FiscalYear]:
    """By the names, in lower case, that stand before "fiscal year" for whose it is; read once."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/fiscal_years.json").read_bytes())
    found: dict[str, FiscalYear] = {}
    for entry in raw["years"]:
        month, _, number = entry["begins"].partition("-")
        year = FiscalYear(int(month), int(number), entry["named"] == "end")
        found |= dict.fromkeys(entry["owners"], year)
    return found
