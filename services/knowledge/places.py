"""Cities, regions, islands and waters: some 42,000 places under 72,000 names.

`load` gives the few thousand names that news items use without further context; `lookup` knows all of them, and says
how likely each place of a name is. A place that is contested has no single sovereign in what `lookup` gives.

Data: `data/places.csv` (GeoNames, CC BY 4.0), built by `build_places` from `data/places.json`, which is compiled by hand.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast
from zlib import crc32

import orjson

from dateline.layers.entities import LocSubtype
from services.knowledge import countries, disputes

#: A line of a city that is known by name without its country: one of 90,000 people or more.
_WELL_KNOWN = re.compile(rb"^[^,\n]*,[^,\n]*,city,(?:[^,\n]*,){4}(?:9\d{4}|\d{6,}),.*$", re.MULTILINE)
#: The largest city of a name stands for it when it has this many times the people of the next one elsewhere.
_DOMINANT = 5
#: Added to the people of every place, so that those without a figure count a little.
_BASE = 1_000
#: Into which names are told apart from other words before they are looked for: a byte each.
_BUCKETS = 1 << 20
#: A region counts as half its people: news items that give a bare name mean the city of that name more often.
_REGION_SHARE = 0.5
#: A capital counts as five times its people.
_CAPITAL_SHARE = 5


@dataclass(frozen=True, slots=True)
class City:
    """A city under one of its names. Country and GeoNames id are null where big cities of several countries share the name."""

    text: str  #: the name as written
    name: str  #: the usual English name
    country: str | None  #: null as well where it is contested
    geonames: int | None
    within: str | None = None  #: id of the disputed place it is or lies in (registry of disputes)
    weak: bool = False  #: also a frequent personal name, or a word


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world larger or other than a city; `country` is null where it lies in several or is contested."""

    name: str
    subtype: LocSubtype
    country: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One meaning of a name. `country` is "XX" where it is contested, with its `claimants`; null where several share it."""

    text: str  #: the name as looked up
    name: str  #: the usual English name
    kind: LocSubtype
    country: str | None
    claimants: tuple[str, ...]
    region: str | None  #: its state, province or the like
    latitude: float | None  #: degrees, to two places
    longitude: float | None
    population: int  #: of a region: people of its cities in the file; 0 where unknown
    geonames: int | None
    within: str | None  #: id of the disputed place that it is or lies in
    weak: bool  #: the name is also a word or a personal name: a place only when the context says so
    prior: float = 1.0  #: share of this meaning among the places of that name, 0 to 1; says nothing of persons and words


@dataclass(frozen=True, slots=True)
class Places:
    """The names used without context, and short forms of states: "Calif." is ("US", "California")."""

    version: str
    cities: tuple[City, ...]
    regions: tuple[Region, ...]
    short: Mapping[str, tuple[str, str]]


@cache
def load() -> Places:
    """Read the places from the package's data."""
    raw = orjson.loads(_file("places.json"))
    regions = tuple(_region(one) for one in raw["regions"])
    short = {text: (code, name) for code, names in raw["short"].items() for text, name in names.items()}
    return Places(raw["version"], tuple(_cities()), regions, short)


def _region(entry: dict[str, Any]) -> Region:
    names = (entry["name"], *entry["aliases"])
    country = None if any(name in _disputed() for name in names) else entry["country"]
    return Region(entry["name"], entry["subtype"], country, names[1:])


def lookup(name: str, country: str | None = None, region: str | None = None) -> tuple[Place, ...]:
    """Places of exactly that name, the likeliest first; nothing for an unknown one.

    `country` is a code and `region` a state or the like in full or short ("Texas", "Tex."): what the text says of the
    place's whereabouts. Both narrow the answer: Paris in Texas is one place, and Paris in Peru is none.
    """
    rows: Sequence[list[str]] = _rows(name)
    if region and rows:
        asked = load().short.get(region, (None, region))[1]
        called = _regions_called(asked)
        rows = [fields for fields in rows if (within := fields[4]) and (within == asked or within in called)]
    found = [_place(fields) for fields in rows]
    if country:
        codes = {country, f"gpe:{country.lower()}"}
        found = [one for one in found if one.country == country or codes & {*one.claimants}]
    if len(found) < 2:
        return tuple(found)
    weights = [_weight(one) for one in found]
    whole = sum(weights)
    ranked = [replace(one, prior=weight / whole) for one, weight in zip(found, weights, strict=True)]
    return tuple(sorted(ranked, key=lambda one: -one.prior))


def _weight(place: Place) -> float:
    if place.kind == "region":
        return place.population * _REGION_SHARE + _BASE
    capital = (place.name, place.country) in _capitals() or (place.text, place.country) in _capitals()
    return place.population * (_CAPITAL_SHARE if capital else 1) + _BASE


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    """Names of capitals, each with its country."""
    every = countries.load().countries
    return frozenset((text, one.code) for one in every for seat in one.capitals for text in (seat.name, *seat.aliases))


def names() -> Iterator[tuple[str, bool]]:
    """Every name once, in order, and whether it is weak for all places that bear it."""
    last, weak = "", True
    for fields in _lines():
        if fields[0] != last:
            if last:
                yield last, weak
            last, weak = fields[0], True
        weak = weak and _weak(fields)
    if last:
        yield last, weak


@lru_cache(maxsize=1_024)
def _regions_called(asked: str) -> frozenset[str]:
    """The usual names of the regions that are known as `asked` too."""
    return frozenset(fields[1] or fields[0] for fields in _rows(asked) if fields[2] == "region")


def _file(name: str) -> bytes:
    return files("services.knowledge").joinpath("data", name).read_bytes()


@cache
def _table() -> tuple[bytes, array[int]]:
    """The file as it stands, and where each line starts: a fifth of the memory that objects for all lines would take."""
    table = _file("places.csv")
    starts, at = array("I"), 0
    while at < len(table):
        starts.append(at)
        at = table.index(b"\n", at) + 1
    return table, starts


def _fields(line: int) -> list[str]:
    table, starts = _table()
    return table[starts[line] : table.index(b"\n", starts[line])].decode().split(",")


def _lines() -> Iterator[list[str]]:
    return (_fields(line) for line in range(len(_table()[1])))


@cache
def _known() -> bytes:
    """Whether any name falls into a bucket."""
    table, starts = _table()
    found = bytearray(_BUCKETS)
    for at in starts:
        found[crc32(table[at : table.index(b",", at)]) % _BUCKETS] = 1
    return bytes(found)


def possible(name: str) -> bool:
    """Whether there may be a place of that name: a quick look that says no to most other names, and never to a place."""
    return _known()[crc32(name.encode("utf-8", "replace")) % _BUCKETS] == 1


@lru_cache(maxsize=256)
def _rows(name: str) -> tuple[list[str], ...]:
    """Lines of a name; the file is sorted by name, and UTF-8 sorts as code points do."""
    table, starts = _table()
    key = name.encode("utf-8", "replace")
    if not key or b"," in key or not possible(name):
        return ()
    line = bisect_left(starts, key, key=lambda at: table[at : table.index(b",", at)])
    found = []
    while line < len(starts) and (fields := _fields(line))[0] == name:
        found.append(fields)
        line += 1
    return tuple(found)


def _weak(fields: list[str]) -> bool:
    """Flags of a line: "w" a name that may be a word or a person, "x" one that mostly is, "a" another spelling."""
    return bool(set(fields[10]) & {"w", "x"})


def _cities() -> Iterator[City]:
    """Well-known cities, each name once."""
    same: list[list[str]] = []
    for line in _WELL_KNOWN.finditer(_table()[0]):
        fields = line[0].decode().split(",")
        if set(fields[10]) & {"x", "a"}:
            continue
        if same and same[0][0] != fields[0]:
            yield _city(same)
            same = []
        same.append(fields)
    if same:
        yield _city(same)


def _city(same: list[list[str]]) -> City:
    """The one city that a name stands for, or one without a country when several do."""
    first = same[0]
    elsewhere = next((int(one[7]) for one in same if one[3] != first[3]), 0)
    sure = int(first[7]) >= _DOMINANT * elsewhere
    country, geonames = (first[3], int(first[8])) if sure else (None, None)
    within = next((place for one in ([first] if sure else same) if (place := _contested(one)[0])), None)
    return City(first[0], first[1] or first[0], None if within else country, geonames, within, _weak(first))


@cache
def _disputed() -> Mapping[str, tuple[tuple[str, tuple[str, ...], bool], ...]]:
    """Places of the registry by each of their names: id, parties to open disputes, whether the name means something else too."""
    registry, found = disputes.load(), dict[str, dict[str, tuple[str, tuple[str, ...], bool]]]()
    for one in registry.disputes:
        for name in one.names:
            if claimants := registry.claimants(name.place):
                found.setdefault(name.text, {})[name.place] = (name.place, claimants, name.ambiguous)
    return {text: tuple(places.values()) for text, places in found.items()}


def _contested(fields: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """The place of an open dispute that a line is or lies in, and its claimants: by the file, else by its name and country."""
    if fields[9]:
        claimants = disputes.load().claimants(fields[9])
        return (fields[9], claimants) if claimants else (None, ())
    for text in (fields[0], fields[1]):
        for place, claimants, ambiguous in _disputed().get(text, ()):
            namesake = ambiguous and fields[2] == "city"  # the town of Guantanamo is not the base
            if not namesake and (not fields[3] or f"gpe:{fields[3].lower()}" in claimants):
                return place, claimants
    return None, ()


def _place(fields: list[str]) -> Place:
    text, name, kind, code, region, latitude, longitude, population, geonames, *_ = fields
    within, claimants = _contested(fields)
    known: dict[str, Any] = {
        "latitude": float(latitude) if latitude else None,
        "longitude": float(longitude) if longitude else None,
        "geonames": int(geonames) if geonames else None,
    }
    return Place(
        text=text,
        name=name or text,
        kind=cast(LocSubtype, kind),
        country="XX" if claimants else code or None,
        claimants=claimants,
        region=region or None,
        population=int(population or 0),
        within=within,
        weak=_weak(fields),
        **known,
    )
