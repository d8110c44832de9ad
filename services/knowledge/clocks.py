"""How far the clocks of a place are ahead of UTC: standard time, enough to tell a day. Data: `data/utc_offsets.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson


@dataclass(frozen=True, slots=True)
class Clocks:
    """Hours ahead of UTC by ISO 3166-1 alpha-2, and by name for cities of countries with several zones."""

    countries: Mapping[str, float]
    cities: Mapping[str, float]


@cache
def load() -> Clocks:
    """The data, read once."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/utc_offsets.json").read_bytes())
    return Clocks(raw["countries"], {name.lower(): hours for name, hours in raw["cities"].items()})
