"""One name for each people, faith or following that is no country's: "Republicans" are "Republican", "Kurds" "Kurdish".

Data: `data/peoples.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

import orjson

#: Shortest word that may be a plural.
_PLURAL_FROM: Final = 4


@cache
def _same() -> Mapping[str, str]:
    raw = orjson.loads(files("services.entities").joinpath("data/peoples.json").read_bytes())
    return cast(Mapping[str, str], raw["same"])


def usual(name: str) -> str:
    """The usual name, in the singular."""
    if len(name) >= _PLURAL_FROM and name.endswith("s") and not name.endswith(("ss", "us")):
        name = f"{name[:-3]}y" if name.endswith("ies") else name[:-1]
    return _same().get(name, name)
