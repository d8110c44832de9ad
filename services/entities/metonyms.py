"""Seats of government that stand for their country: "Beijing rejected the ruling" is China, "in Beijing" the city.

Where nothing tells, a city is the place and a building ("the Kremlin") the government. Data: `data/metonyms.json`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

from services.entities.gazetteer import Entry
from services.entities.names import Name, key_of

_BEFORE: Final = re.compile(r"([\w’'-]+)[ \"“‘]+(?:the )?$")
_AFTER: Final = re.compile(r"(['’]s?)? ([a-z’'-]+)(?: ([a-z-]+))?(?: ([a-z-]+))?")
_SOURCE: Final = re.compile(
    r"(?:[Aa]ccording|[Tt]hanks|[Dd]ue|closer?|loyal|belongs?|unacceptable|message|signal|blow|response|opposed) to (?:the )?$"
)
#: "Washington and Beijing agree": another name that shares the verb.
_JOINED: Final = re.compile(r" and [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?= [a-z])")
#: "talks between Moscow and Kyiv": before both of them.
_BETWEEN: Final = re.compile(r"(\w+) between (?:the )?(?:[A-Z][\w'’-]+ and )?$")
_SIDED = re.compile(r"-(?:backed|led|based|friendly|aligned|sponsored|controlled|installed|appointed|funded|imposed|supported)\b")
_BACK, _AHEAD = 30, 60
#: Prepositions that a building needs to be a place: "to the Kremlin" is to the government.
_WITHIN: Final = frozenset(
    {"in", "at", "inside", "outside", "near", "into", "around", "entering", "entered", "visit", "visited", "visiting"}
)


@dataclass(frozen=True, slots=True)
class Metonyms:
    """The words that tell, in lower case; `own` are bodies that do not stand for the government."""

    own: frozenset[str]
    place_before: frozenset[str]
    actor_before: frozenset[str]
    actor_between: frozenset[str]
    actor_after: frozenset[str]
    actor_auxiliary: frozenset[str]
    actor_participle: frozenset[str]
    actor_nouns: frozenset[str]

    def acts(self, text: str, start: int, end: int) -> bool | None:
        """Whether the seat at `start:end` is meant as a government; None where its neighbours do not tell."""
        before = _BEFORE.search(text[max(0, start - _BACK) : start])
        word = before[1].lower() if before else ""
        if word in self.place_before and not (word == "to" and _SOURCE.search(text[max(0, start - _BACK) : start])):
            return False
        sided = _SIDED.match(text, end, end + _AHEAD)
        if sided:
            return "based" not in sided[0]
        joined = _JOINED.match(text, end)
        between = _BETWEEN.search(text[max(0, start - _BACK) : start])
        if between:
            return between[1].lower() in self.actor_between
        after = _AFTER.match(text, joined.end() if joined else end, end + _AHEAD)
        if after and self._follows(after):
            return True
        return True if word in self.actor_before else None

    def within(self, text: str, start: int) -> bool:
        """Whether something is in or at the building that begins there."""
        before = _BEFORE.search(text[max(0, start - _BACK) : start])
        return before is not None and before[1].lower() in _WITHIN

    def _follows(self, after: re.Match[str]) -> bool:
        possessive, *words = after.groups()
        if possessive:
            return any(word in self.actor_nouns for word in words if word)
        first, second, third = words
        if first in self.actor_auxiliary:
            done = self.actor_participle | self.actor_after
            return second in done or (second in self.actor_auxiliary and third in done)
        return first in self.actor_after


@cache
def load() -> Metonyms:
    """Read the data."""
    raw = orjson.loads(files("services.entities").joinpath("data/metonyms.json").read_bytes())
    words = {key: frozenset(value.split()) for key, value in raw.items() if isinstance(value, str) and key != "version"}
    return Metonyms(own=frozenset(raw["own"]), **words)


def read_seat(words: Metonyms, text: str, name: Name, government: Entry | None, *, dateline: bool) -> Name:
    """The name of a seat of government, as that government or as the place; others as they are."""
    seat = name.entry
    if seat is None or seat.kind not in ("capital", "metonym") or seat.name in words.own:
        return name
    if seat.kind == "capital":
        bare = text[name.start : name.end].casefold() == seat.name.casefold()
        acts = bare and not dateline and words.acts(text, name.start, name.end)
        return _government(name, government) if acts and government else name
    if words.within(text, name.start):
        place = replace(
            seat, id=key_of("LOC", seat.name), type="LOC", kind="region", subtype="facility", part_of=None, gives=None
        )
        return name._replace(type="LOC", key=place.id, entry=place)
    return _government(name, government) if government else name


def _government(name: Name, government: Entry) -> Name:
    return name._replace(key=government.id, full=government.name, entry=government, country=government.country)
