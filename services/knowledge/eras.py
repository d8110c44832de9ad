"""Names that only the news of some years bears: persons in public life, happenings, things that came and went, games.

Data: `data/newsmakers.json` and `data/eras.json`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import orjson

from services.knowledge.spans import Span, read

Kind = Literal["person", "happening", "thing", "games", "season"]
_KINDS: dict[str, Kind] = {"happenings": "happening", "things": "thing", "games": "games", "seasons": "season"}


@dataclass(frozen=True, slots=True)
class Era:
    """Something with the spans in which news could name it. Names are case-sensitive."""

    kind: Kind
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    born: date | None = None  #: day of birth of a person, where it is known


@cache
def load() -> tuple[Era, ...]:
    """All of them, in the order of the files. Raises ValueError when a span or a day of birth cannot be read."""
    return (*_persons(_raw("newsmakers")), *_others(_raw("eras")))


def _raw(name: str) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(files("services.knowledge").joinpath(f"data/{name}.json").read_bytes())
    return data


def _persons(raw: dict[str, Any]) -> Iterator[Era]:
    for names, spans, born in raw["persons"]:
        yield Era("person", tuple(names.split("|")), read(spans), date.fromisoformat(born) if born else None)


def _others(raw: dict[str, Any]) -> Iterator[Era]:
    for group, kind in _KINDS.items():
        for names, spans in raw[group]:
            yield Era(kind, tuple(names.split("|")), read(spans))
