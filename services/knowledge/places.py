"""Cities, regions, islands and waters. Data and its sources: `data/places.json`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

from dateline.layers.entities import LocSubtype


@dataclass(frozen=True, slots=True)
class City:
    """A city under one of its names. Country and GeoNames id are null where big cities of several countries share the name."""

    text: str  #: the name as written
    name: str  #: the usual English name
    country: str | None
    geonames: int | None
    within: str | None = None  #: id of the disputed place it lies in (registry of disputes)
    weak: bool = False  #: also a frequent personal name


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world larger or other than a city; `country` is null where it lies in several."""

    name: str
    subtype: LocSubtype
    country: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All of them."""

    version: str
    cities: tuple[City, ...]
    regions: tuple[Region, ...]


@cache
def load() -> Places:
    """Read the places from the package's data."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/places.json").read_bytes())
    cities = tuple(City(**entry) for entry in raw["cities"])
    regions = tuple(Region(one["name"], one["subtype"], one["country"], tuple(one["aliases"])) for one in raw["regions"])
    return Places(raw["version"], cities, regions)
