"""Descriptions of two: "the two leaders", "both countries", where the text up to there names exactly two of the kind.

Data: `data/groups.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import orjson

from dateline.layers.entities import EntityType
from services.entities.names import Name

_PAIR: Final = 2


class Group(NamedTuple):
    """A description with the ids of those it means, in the order in which they are named first."""

    start: int
    end: int
    type: EntityType
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The words of such descriptions; `offices`: for each the offices that count, in their usual form."""

    pattern: re.Pattern[str]
    offices: Mapping[str, frozenset[str]]

    def find(self, text: str, names: Sequence[Name], held: Mapping[str, frozenset[str]]) -> list[Group]:
        """Those whose members are certain. `held`: the offices of the persons, by id."""
        found = []
        seen = _Seen(self.offices, held)
        rest = iter(names)
        ahead = next(rest, None)
        for match in self.pattern.finditer(text):
            while ahead and ahead.end <= match.start():
                seen.add(ahead)
                ahead = next(rest, None)
            members = seen.members(match[1])
            if len(members) == _PAIR:
                kind: EntityType = "PERSON" if match[1] in self.offices else "LOC"
                found.append(Group(match.start(1), match.end(1), kind, members))
        return found


class _Seen:
    """Who has been named so far: for each description the persons whose offices fit, and the countries."""

    def __init__(self, offices: Mapping[str, frozenset[str]], held: Mapping[str, frozenset[str]]) -> None:
        self._offices, self._held = offices, held
        self._persons: dict[str, dict[str, None]] = {word: {} for word in offices}
        self._countries: dict[str, None] = {}

    def add(self, name: Name) -> None:
        """Take in a name: a country counts also by its people and its government."""
        key = name.entry.part_of if name.entry and name.type == "NORP" else name.key
        if key and key.startswith("gpe:"):
            self._countries[key] = None
        for word, offices in self._offices.items() if name.key in self._held else ():
            if not offices.isdisjoint(self._held[name.key]):
                self._persons[word][name.key] = None

    def members(self, word: str) -> tuple[str, ...]:
        """Ids in order of first mention."""
        return tuple(self._persons.get(word, self._countries))


@cache
def load() -> Groups:
    """Read the data."""
    raw = orjson.loads(files("services.entities").joinpath("data/groups.json").read_bytes())
    offices = {word: frozenset(titles) for word, titles in raw["offices"].items()}
    words = "|".join(map(re.escape, sorted([*offices, *raw["countries"]], key=len, reverse=True)))
    # letters first, and only then that no word goes on there: the scan for a letter is fast
    leads = "|".join(rf"{first}(?<!\w.){lead[1:]}" for lead in raw["lead"] for first in (lead[0].upper(), lead[0]))
    return Groups(re.compile(rf"(?:{leads})(?: the)? ({words})\b"), offices)
