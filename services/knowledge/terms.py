"""Terms of office: who held what, from when to when. Heads of state and of government since 1990, and some other offices.

Data, their sources and how far they reach: `data/terms_*.json`, a file for each continent and one for the world.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

CONTINENTS = ("africa", "americas", "asia", "europe", "oceania", "world")
OfficeRole = Literal["state", "government", "both", "foreign", "other"]


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in an office. `until` is None while it lasts; of a month or a year that stands alone these are the outer days."""

    country: str  #: ISO 3166-1 alpha-2, or UN, EU, NATO
    title: str  #: the usual one of the office
    name: str  #: as English agencies write it, without accents
    since: date
    until: date | None
    aliases: tuple[str, ...] = ()  #: other spellings, and shorter forms that stand for this person under this title
    acting: bool = False  #: in an interim, a caretaker or before an oath
    role: OfficeRole = "other"
    since_edtf: str = ""  #: as precisely as it is known: "1999-12-31", "1993-05" or "1993"
    until_edtf: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)

    def within(self, first: date, last: date) -> bool:
        """Whether the office was held on a day between these two, both included."""
        return self.since <= last and (self.until is None or self.until >= first)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A stretch in which nobody held an office, and why."""

    since: date
    until: date
    note: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a country with its titles and holders, in order of time."""

    country: str
    titles: tuple[str, ...]
    role: OfficeRole
    name: str | None  #: where titles and country do not tell it: "President of Yugoslavia"
    terms: tuple[Term, ...]
    vacant: tuple[Vacancy, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """All offices, and their terms by what a text says; each list is in order of time."""

    titles: tuple[str, ...]
    by_surname: Mapping[tuple[str, str], tuple[Term, ...]]  #: by title and surname in lower case
    by_name: Mapping[str, tuple[Term, ...]]  #: by whole name or alias in lower case
    offices: tuple[Office, ...]

    def held(self, country: str, title: str, first: date, last: date) -> tuple[Term, ...]:
        """Who held the office of that title between two days: one person when the stretch and the title leave no doubt.

        The title counts in any case of letters: "president", "Prime Minister".
        """
        wanted = title.lower()
        offices = (one for one in self.offices if one.country == country and wanted in map(str.lower, one.titles))
        return _ordered(term for office in offices for term in office.terms if term.within(first, last))


def surname(name: str) -> str:
    """The last word of a name in lower case, with a number that follows it: "john paul ii" keeps all of a regnal name."""
    words = [word for word in name.lower().split() if word != "jr."]
    return " ".join(words) if words[-1].strip("ivx") == "" else words[-1]


@cache
def load() -> Terms:
    """The data, read once. Raises ValueError when a term ends before it begins or a role is none."""
    offices = tuple(_office(entry) for continent in CONTINENTS for entry in _entries(continent))
    by_surname: dict[tuple[str, str], list[Term]] = {}
    by_name: dict[str, list[Term]] = {}
    for office in offices:
        for term in office.terms:
            for name in term.names:
                by_name.setdefault(name.lower(), []).append(term)
            for title in office.titles:
                for last in dict.fromkeys(map(surname, term.names)):
                    by_surname.setdefault((title.lower(), last), []).append(term)
    titles = tuple(sorted({title for office in offices for title in office.titles}))
    return Terms(
        titles,
        {key: _ordered(terms) for key, terms in by_surname.items()},
        {key: _ordered(terms) for key, terms in by_name.items()},
        offices,
    )


def _entries(continent: str) -> Iterator[dict[str, Any]]:
    raw = json.loads(files("services.knowledge").joinpath(f"data/terms_{continent}.json").read_text("utf-8"))
    yield from raw["offices"]


def _ordered(terms: Iterator[Term] | list[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda one: (one.since, one.until or date.max, one.name)))


def _office(entry: dict[str, Any]) -> Office:
    if entry["role"] not in get_args(OfficeRole):
        raise ValueError(f"terms: {entry['country']}: no role {entry['role']!r}")
    terms = tuple(_term(entry, holder) for holder in entry["holders"])
    vacant = tuple(Vacancy(_first(one["since"]), _last(one["until"]), one["note"]) for one in entry["vacant"])
    return Office(entry["country"], tuple(entry["titles"]), entry["role"], entry["office"], terms, vacant)


def _term(office: dict[str, Any], holder: dict[str, Any]) -> Term:
    since, until = holder["since"], holder["until"]
    term = Term(
        country=office["country"],
        title=office["titles"][0],
        name=holder["name"],
        since=_first(since),
        until=_last(until) if until else None,
        aliases=tuple(holder.get("aliases", ())),
        acting=holder.get("acting", False),
        role=office["role"],
        since_edtf=since,
        until_edtf=until,
    )
    if term.until and term.until < term.since:
        raise ValueError(f"terms: {term.name} leaves before arriving")
    return term


def _first(edtf: str) -> date:
    year, month, day = (int(part) for part in f"{edtf}-01-01"[:10].split("-"))
    return date(year, month, day)


def _last(edtf: str) -> date:
    parts = [int(part) for part in edtf.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
