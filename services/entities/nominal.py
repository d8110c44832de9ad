"""Offices that stand for the one person who holds them: "the Russian president", "Japan's prime minister", "the president"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from services.entities.holders import Holder
from services.entities.names import Name
from services.entities.offices import Offices
from services.entities.roles import Role

#: Between an office and the country or organisation it belongs to.
_OWNERS: Final = (" ", "'s ", "’s ", "' ", "’ ")
_OF: Final = (" of ", " of the ")
_DEFINITE: Final = "the "
#: How far back the words before an office are read.
_BACK: Final = 40
_STATUS = re.compile(r"\b(former|ex|outgoing|ousted|deposed|acting|current|new|next|future|incoming|late|then|interim)[ -]$")
_LEFT: Final = frozenset({"former", "ex", "ousted", "deposed", "late"})
#: Not the one that the text names with the office, but another.
_OTHERS: Final = frozenset({"new", "next", "future", "incoming", "then", "interim"})
#: The office itself is meant, not its holder: "was elected as the president".
_PREDICATE: Final = re.compile(
    r"\b(?:[Aa]s|become|becomes|became|becoming|be|been|is|was|of being|elect|elected|named|appointed|for)(?: the| a| an)? $"
)


class Incumbents:
    """Who holds which office, in one text."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices
        self._of: dict[tuple[str, str | None], dict[str, Name]] = defaultdict(dict)
        self._any: dict[str, dict[str, Name]] = defaultdict(dict)
        self._serving: dict[str, dict[str, Name]] = defaultdict(dict)
        self._held: dict[str, set[str]] = defaultdict(set)

    def add(self, person: Name, role: Role) -> None:
        """A person with an office as the text gives it. Who has left it is named by "former" alone."""
        self._put(
            person, f"former {self._last(role)}" if role.status in ("former", "late", "ousted") else self._last(role), role.of
        )

    def know(self, person: Name, holder: Holder, year: int | None) -> None:
        """A person with the offices known beforehand; who serves in the `year` of publication may be meant without a country."""
        if year and holder.serving(year):
            for title in holder.titles:
                self._serving[title].setdefault(person.key, person)
        self._held[person.key] |= holder.titles
        for country in {term.country for term in holder.terms}:
            for title in holder.titles:
                self._of[title, country].setdefault(person.key, person)

    def _last(self, role: Role) -> str:
        return self._offices.usual(role.office)

    @property
    def held(self) -> Mapping[str, frozenset[str]]:
        """The offices of each person, by id; "former president" is one that is left."""
        return {key: frozenset(offices) for key, offices in self._held.items()}

    def _put(self, person: Name, office: str, of: Name | None) -> None:
        self._any[office].setdefault(person.key, person)
        self._held[person.key].add(office)
        if of:
            self._of[office, of.country or of.key].setdefault(person.key, person)

    def holder(self, office: str, of: Name | None) -> Name | None:
        """The one person who may be meant; None when nobody or several may."""
        readings = self._offices.readings(office)
        if of:
            found = _few(self._of.get((reading, of.country or of.key), {}) for reading in readings)
        else:
            found = _few(self._any.get(reading, {}) for reading in readings)
            found = found or _few(self._serving.get(reading, {}) for reading in readings)
        return next(iter(found.values())) if len(found) == 1 else None


def _few(tables: Iterable[dict[str, Name]]) -> dict[str, Name]:
    """The persons of the tables, of which it takes no more than two: a text of many must not be gone through for each office."""
    found: dict[str, Name] = {}
    for table in tables:
        for key, name in table.items():
            found[key] = name
            if len(found) > 1:
                return found
    return found


def nominals(
    text: str, names: list[Name], described: list[tuple[int, int]], incumbents: Incumbents, offices: Offices
) -> list[Name]:
    """Mentions of offices whose holder is certain; none inside of a name, or `described`: beside the holder's."""
    by_end = {one.end: one for one in names if one.type in ("NORP", "LOC", "ORG")}
    by_start = {one.start: one for one in names}
    starts = [one.start for one in names]
    found = []
    for start, end in offices.find(text):
        inside, beside = bisect_right(starts, start), bisect_right(described, (start, len(text)))
        if (inside and start < names[inside - 1].end) or (beside and start < described[beside - 1][1]):
            continue
        if text.startswith(" ", end) and end + 1 in by_start and by_start[end + 1].type == "PERSON":
            continue
        holder = _holder(text, start, end, by_end, by_start, incumbents)
        if holder:
            found.append(Name(start, end, "PERSON", holder.key, holder.full, None, None, True))
    return found


def _holder(
    text: str, start: int, end: int, by_end: dict[int, Name], by_start: dict[int, Name], incumbents: Incumbents
) -> Name | None:
    office, before = text[start:end].lower(), start
    status = _STATUS.search(text[max(0, start - _BACK) : start])
    if status:
        before -= len(status[0])
        if status[1] in _OTHERS:
            return None
        if status[1] in _LEFT:
            office = f"former {office}"
    of = next(
        (by_end[before - len(one)] for one in _OWNERS if before - len(one) in by_end and text.startswith(one, before - len(one))),
        None,
    )
    if of is None:
        of = next((by_start[end + len(one)] for one in _OF if end + len(one) in by_start and text.startswith(one, end)), None)
    if _PREDICATE.search(text[max(0, before - _BACK) : of.start if of and of.start < before else before]):
        return None
    if of is None and not text[max(0, before - len(_DEFINITE)) : before].lower().endswith(_DEFINITE):
        return None
    return incumbents.holder(office, of)
