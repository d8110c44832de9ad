"""Organisations that world news names: between states and of states, parties, armed groups, companies, media, courts, sport.

Data and its sources: `data/organisations.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import orjson

OrganisationKind = Literal[
    "international",
    "government",
    "ministry",
    "agency",
    "parliament",
    "court",
    "bank",
    "party",
    "armed",
    "news",
    "company",
    "ngo",
    "religious",
    "sport",
]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation. Names are case-sensitive: "WHO" is one, "who" is not."""

    id: str  #: `org:` and a slug; it never changes
    name: str  #: the usual name in English news
    kind: OrganisationKind
    country: str | None  #: ISO 3166-1 alpha-2 of its state or seat; null for international ones
    aliases: tuple[str, ...]  #: other names and acronyms
    ambiguous: frozenset[str]  #: those of its names that mean something else as well

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)

    @property
    def acronyms(self) -> tuple[str, ...]:
        """Those of its names that are written in capitals: "IAEA", "G-20"."""
        return tuple(name for name in self.names if name.isupper() and " " not in name)


@dataclass(frozen=True, slots=True)
class Organisations:
    """All of them, sorted by id."""

    version: str
    organisations: tuple[Organisation, ...]
    by_id: Mapping[str, Organisation]
    by_name: Mapping[str, tuple[Organisation, ...]]  #: several where a name is shared

    def find(self, name: str) -> Organisation | None:
        """The organisation of a name that only it bears and that means nothing else; null when unknown or unsure."""
        found = self.by_name.get(name, ())
        return found[0] if len(found) == 1 and name not in found[0].ambiguous else None


@cache
def load() -> Organisations:
    """Read the organisations from the package's data. Raises ValueError for a kind that is none."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/organisations.json").read_bytes())
    every = tuple(_organisation(entry) for entry in raw["organisations"])
    named: dict[str, tuple[Organisation, ...]] = {}
    for one in every:
        for name in dict.fromkeys(one.names):
            named[name] = (*named.get(name, ()), one)
    return Organisations(raw["version"], every, {one.id: one for one in every}, named)


def _organisation(entry: dict[str, Any]) -> Organisation:
    if entry["kind"] not in get_args(OrganisationKind):
        raise ValueError(f"organisations.json: {entry['id']}: no kind {entry['kind']!r}")
    return Organisation(
        entry["id"], entry["name"], entry["kind"], entry["country"], tuple(entry["aliases"]), frozenset(entry["ambiguous"])
    )
