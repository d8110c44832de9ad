"""Bodies that every state has, told apart by their country.

"Japan's Foreign Ministry" is the "Japanese Ministry of Foreign Affairs". Data: `data/bodies.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

#: ISO code that a word ("Japan", "Japanese") speaks of, or None.
CountryOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of the state under one name each, and the words that alone may recall a longer name."""

    state: frozenset[str]
    same: Mapping[str, str]
    heads: frozenset[str]
    elsewhere: Mapping[str, Mapping[str, str]]  #: by country: what has such a name there and is no body of the state
    legal: frozenset[str]  #: forms of companies at the end of a name

    def plain(self, name: str) -> str:
        """A company's name without its legal form."""
        words = name.split()
        while len(words) > 1 and words[-1].rstrip(",") in self.legal:
            words.pop()
        return " ".join(words).rstrip(",")

    def usual(self, name: str) -> str | None:
        """The usual name of a body of the state; None for other names."""
        found = self.same.get(name, name)
        return found if found in self.state else None


@cache
def load() -> Bodies:
    """Read the data."""
    raw = orjson.loads(files("services.entities").joinpath("data/bodies.json").read_bytes())
    return Bodies(
        frozenset(raw["state"]), raw["same"], frozenset(raw["heads"].split()), raw["elsewhere"], frozenset(raw["legal"].split())
    )


def state_body(bodies: Bodies, name: str, country_of: CountryOf) -> tuple[str, str | None] | None:
    """The body of a state that a name is, with the country that it names: "Russian Foreign Ministry", "Ministry of Defence of
    Mali". None for other names."""
    if usual := bodies.usual(name):
        return usual, None
    words = name.split()
    for count in (1, 2, 3):
        rest = " ".join(words[count:])
        lead = " ".join(words[:count]).removesuffix("'s").removesuffix("’s")
        if (usual := bodies.usual(rest)) and (country := country_of(lead)):
            return usual, country
    head, of, tail = name.rpartition(" of ")
    if of and (usual := bodies.usual(head)) and (country := country_of(tail.removeprefix("the "))):
        return usual, country
    return None
