"""Countries: codes, names, demonyms, capitals with time zones, and names of seats that stand for a government.

A contested territory with a code of its own (Taiwan, Western Sahara, ...) is marked and has no single sovereign.
Data and its sources: `data/countries.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of government; `zone` is its IANA time zone."""

    name: str
    aliases: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Country:
    """One entry of ISO 3166-1, or XK. Names are case-sensitive: "Turkey" is a country, "turkey" a bird."""

    code: str  #: ISO 3166-1 alpha-2
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]  #: for its people, singular and plural
    capitals: tuple[Capital, ...]
    metonyms: tuple[str, ...]  #: buildings and bodies that stand for its government
    ambiguous: frozenset[str]  #: those of its names that are also another place's or a person's
    contested: bool  #: never to be given as a single sovereign
    note: str | None
    stands_for: Mapping[str, str]  #: the organisation that a metonym stands for, where it is not the government

    @property
    def id(self) -> str:
        """Entity id: `gpe:` + code in lower case."""
        return f"gpe:{self.code.lower()}"

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class FormerState:
    """A state that is no more. It has no code; `since` and `until` are EDTF."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries, sorted by code, and the former states that news still names."""

    version: str
    countries: tuple[Country, ...]
    former: tuple[FormerState, ...]
    by_code: Mapping[str, Country]
    by_seat: Mapping[str, tuple[str, ...]]  #: ids of the actors that a capital or a metonym may stand for, by its name

    def actor(self, seat: str) -> str | None:
        """The one actor that a seat stands for: `gpe:ru` for "Kremlin", `org:defense-department` for "Pentagon"; else null."""
        found = self.by_seat.get(seat.removeprefix("the "), ())
        return found[0] if len(found) == 1 else None


@cache
def load() -> Countries:
    """Read the countries from the package's data."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/countries.json").read_bytes())
    countries = tuple(_country(entry) for entry in raw["countries"])
    former = tuple(FormerState(**{key: _frozen(value) for key, value in entry.items()}) for entry in raw["former"])
    return Countries(raw["version"], countries, former, {one.code: one for one in countries}, _seats(countries))


def _seats(countries: tuple[Country, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for country in countries:
        capitals = [name for one in country.capitals for name in (one.name, *one.aliases)]
        for seat in (*capitals, *country.metonyms):
            seat = seat.removeprefix("the ")
            actor = country.stands_for.get(seat, country.id)
            if actor not in found.get(seat, ()):
                found[seat] = (*found.get(seat, ()), actor)
    return found


def _country(entry: dict[str, Any]) -> Country:
    fields = {key: _frozen(value) for key, value in entry.items()}
    fields["capitals"] = tuple(Capital(one["name"], tuple(one["aliases"]), one["zone"]) for one in entry["capitals"])
    fields["ambiguous"] = frozenset(entry["ambiguous"])
    return Country(**fields)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
