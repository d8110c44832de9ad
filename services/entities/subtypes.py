"""What kind of place a name speaks of by its own words: "Lake Chad" is a water, "Heathrow Airport" a facility.

Data: `data/subtypes.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import orjson

from dateline.layers.entities import LocSubtype


@cache
def _words() -> tuple[Mapping[str, LocSubtype], Mapping[str, LocSubtype]]:
    raw = orjson.loads(files("services.entities").joinpath("data/subtypes.json").read_bytes())
    heads, first = ({word: kind for kind, words in raw[part].items() for word in words.split()} for part in ("heads", "first"))
    return heads, first


def subtype_of(name: str) -> LocSubtype | None:
    """By the last word, else by the first; None where neither tells."""
    heads, first = _words()
    words = name.split()
    if len(words) < 2:
        return None
    before_of = words[words.index("of") - 1] if "of" in words[1:] else ""
    return heads.get(before_of) or heads.get(words[-1]) or first.get(words[0])
