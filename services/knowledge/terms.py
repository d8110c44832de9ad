"""Terms of office of persons whose title and name news items use: who held what, from when to when.

Data: `data/terms.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in an office. `until` is None while it lasts."""

    country: str  #: ISO 3166-1 alpha-2, or UN
    title: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms, by title and surname in lower case, each list in order of time."""

    titles: tuple[str, ...]
    by_surname: Mapping[tuple[str, str], tuple[Term, ...]]


def surname(name: str) -> str:
    """The last word of a name in lower case, with a number that follows it: "john paul ii" keeps all of a regnal name."""
    words = name.lower().split()
    return " ".join(words) if words[-1].strip("ivx") == "" else words[-1]


@cache
def load() -> Terms:
    """The data, read once. Raises ValueError when a term ends before it begins."""
    raw = json.loads(files("services.knowledge").joinpath("data/terms.json").read_text("utf-8"))
    found: dict[tuple[str, str], list[Term]] = {}
    for entry in raw["terms"]:
        until = date.fromisoformat(entry["until"]) if entry["until"] else None
        term = Term(entry["country"], entry["title"], entry["name"], date.fromisoformat(entry["since"]), until)
        if until and until < term.since:
            raise ValueError(f"terms.json: {term.name} leaves before arriving")
        found.setdefault((term.title.lower(), surname(term.name)), []).append(term)
    ordered = {key: tuple(sorted(terms, key=lambda one: one.since)) for key, terms in found.items()}
    return Terms(tuple(sorted({term.title for terms in ordered.values() for term in terms})), ordered)
