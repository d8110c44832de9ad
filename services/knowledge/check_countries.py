"""Compares the table of countries with the package pycountry: every code, and every name of ISO 3166-1 that is missing here.

    pip install pycountry==26.2.16
    python -m services.knowledge.check_countries

Ends with exit code 1 when a code is missing on either side. Missing names are printed to be looked at: the standard's inverted
forms ("Korea, Republic of") are left out on purpose, and a name that takes a side in a dispute is no usual name.
"""

from __future__ import annotations

import importlib
from typing import Any

from services.knowledge import countries
from services.knowledge.spelling import plain


def main() -> None:
    """Print what differs."""
    listed: list[Any] = list(importlib.import_module("pycountry").countries)
    known = countries.load().by_code
    codes = {one.alpha_2 for one in listed}
    for one in sorted(listed, key=lambda one: str(one.alpha_2)):
        if one.alpha_2 in known:
            for name in _missing(one, known[one.alpha_2]):
                print(f"{one.alpha_2} {known[one.alpha_2].name}: not among its names: {name}")
    differ = codes ^ (set(known) - {"XK"})
    if differ:
        raise SystemExit(f"codes on one side only: {' '.join(sorted(differ))}")


def _missing(listed: Any, country: countries.Country) -> list[str]:
    names = [getattr(listed, key, None) for key in ("name", "official_name", "common_name")]
    have = {_key(name) for name in country.names}
    return [name for name in dict.fromkeys(names) if name and "," not in name and _key(name) not in have]


def _key(name: str) -> str:
    return plain(name).lower().removeprefix("the ")


if __name__ == "__main__":
    main()
