"""Offices that stand for the one person who holds them in the text: "president" in "the Russian president"."""

from __future__ import annotations

import re
from itertools import pairwise

from services.entities.resolve import Name

_OFFICE = re.compile(r" ((?:[a-z]+ ){0,2}[a-z]+)")


def nominals(text: str, names: list[Name]) -> list[Name]:
    """Mentions of offices in lower case right after a people's name, where one person alone is given that people and office."""
    holders = _holders(text, names)
    return [found for name in names if name.type == "NORP" and (found := _nominal(text, name, holders))]


def _holders(text: str, names: list[Name]) -> dict[tuple[str, str], set[str]]:
    holders: dict[tuple[str, str], set[str]] = {}
    for before, name in pairwise(names):
        if name.title and before.type == "NORP" and 0 < name.title[0] - before.end <= len(" outgoing "):
            office = text[slice(*name.title)].lower()
            holders.setdefault((before.key, office), set()).add(name.key)
    return holders


def _nominal(text: str, people: Name, holders: dict[tuple[str, str], set[str]]) -> Name | None:
    match = _OFFICE.match(text, people.end)
    if not match:
        return None
    words = match[1].split(" ")
    for count in range(len(words), 0, -1):
        office = " ".join(words[:count])
        held = holders.get((people.key, office), set())
        if len(held) == 1:
            return Name(match.start(1), match.start(1) + len(office), "PERSON", next(iter(held)), office, None, None, None)
    return None
