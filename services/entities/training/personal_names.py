"""Writes `data/personal_names.json` from the name lists of the package Faker, which has to be installed.

python -m services.entities.training.personal_names

Names in Latin letters of some 60 countries, as first and as family names; words of the lexicon are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import orjson

from services.entities import lexicon

_TARGET = Path(__file__).resolve().parent.parent / "data" / "personal_names.json"
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_'’.]{2,}")
_LATIN_ENDS = 0x250
_KINDS = {
    "given": ("first_name", "given", "romanized_first", "first_romanized"),
    "family": ("last_name", "family", "last_romanized"),
}


def collect(package: str, version: str) -> dict[str, Any]:
    """The content of the file."""
    common = lexicon.load().common_words
    providers = [import_module(f"{package}.{one.name}").Provider for one in iter_modules(import_module(package).__path__)]
    found: dict[str, Any] = {
        "version": version,
        "sources": [f"Name lists of the package Faker {version} (MIT), in Latin letters, without the frequent English words."],
    }
    for kind, prefixes in _KINDS.items():
        names = {name for one in providers for name in _names(one, prefixes) if name.lower() not in common}
        found[kind] = " ".join(sorted(names))
    return found


def _names(provider: Any, prefixes: tuple[str, ...]) -> Iterator[str]:
    for attribute in sorted(vars(provider)):
        listed = getattr(provider, attribute)
        if attribute.startswith(prefixes) and isinstance(listed, list | tuple | dict | set):
            yield from (word for one in listed for part in _strings(one) for word in part.split() if _fits(word))


def _strings(one: Any) -> Iterator[str]:
    if isinstance(one, str):
        yield one
    elif isinstance(one, list | tuple):
        yield from (part for part in one if isinstance(part, str))


def _fits(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and not word.isupper() and max(map(ord, word)) < _LATIN_ENDS


if __name__ == "__main__":
    _TARGET.write_bytes(
        orjson.dumps(collect("faker.providers.person", import_module("faker").VERSION), option=orjson.OPT_INDENT_2)
    )
