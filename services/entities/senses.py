"""The places that a name may mean, by country, and the one id of each: the same whatever the text calls it.

A place whose name means it nearly always has that name as its id ("loc:paris"); others have their country added
("loc:birmingham-gb"), and their region where the country has two ("loc:birmingham-us-michigan").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from services.entities.gazetteer import Entry, slug
from services.knowledge import countries
from services.knowledge.places import Place, lookup, possible

#: Share of a name's meanings from which it is the place's own.
_OWN = 0.9
#: People of a city that is meant rather than the region of its name.
_CITY = 50_000
#: People of a city that is meant rather than a region elsewhere.
_GREAT = 100_000
_cached = lru_cache(maxsize=4_096)(lookup)


def senses(name: str, country: str | None = None, region: str | None = None) -> tuple[Place, ...]:
    """Places of a name, the likeliest first, within a country or region where one is given."""
    return _cached(name, country, region) if possible(name) else ()


def owner(place: Place) -> str:
    """What tells apart the places of a name: the country, or the claimants."""
    return " ".join(place.claimants) if place.claimants else place.country or ""


def shares(places: Sequence[Place]) -> dict[str, float]:
    """How likely each country (see `owner`) is for a name."""
    found: dict[str, float] = {}
    for place in places:
        found[owner(place)] = found.get(owner(place), 0.0) + place.prior
    return found


@lru_cache(maxsize=4_096)
def own(name: str, country: str | None) -> bool:
    """Whether a name nearly always means places of that country."""
    return shares(senses(name)).get(country or "", 1.0) >= _OWN


def chosen(places: Sequence[Place], *, region: bool) -> Place:
    """The place among several of one country: the city, unless it is small or the text speaks of a region."""
    cities = [one for one in places if one.kind == "city" and one.population >= _CITY]
    regions = [one for one in places if one.kind == "region"]
    if regions and (region or (cities and _lesser(cities[0], regions[0]))):
        return regions[0]
    return cities[0] if cities else places[0]


def _lesser(city: Place, region: Place) -> bool:
    """Whether a town only has its name from a region that it does not lie in: Wyoming in Michigan."""
    return city.region not in (None, region.name) and city.population < min(_GREAT, region.population)


@lru_cache(maxsize=4_096)
def entry_of(place: Place) -> Entry:
    """What the layer says of a place."""
    return Entry(
        id=_key(place),
        type="LOC",
        name=place.name,
        kind="city" if place.kind == "city" else "region",
        subtype=place.kind,
        country=place.country,
        claimants=place.claimants or None,
        geonames=place.geonames,
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(name for one in countries.load().countries for name in one.names)


def _key(place: Place) -> str:
    known = senses(place.name) or (place,)
    name = slug(place.name)
    if place.kind == "region" and any(one.kind == "city" and owner(one) == owner(place) for one in known):
        name = f"{name}-region"
    if shares(known).get(owner(place), 1.0) < _OWN or place.weak or place.name in _countries():
        name = f"{name}-{slug(place.country or 'several')}"
    same = [one for one in known if owner(one) == owner(place) and one.kind == place.kind]
    if same and same[0].geonames != place.geonames and place.region:
        name = f"{name}-{slug(place.region)}"
    return f"loc:{name}"
