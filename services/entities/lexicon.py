"""Word lists that the rules read: given names, titles, heads of names, organisations.

Data and its sources: `data/lexicon.json`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that world news names often."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists. Words are case-sensitive but for `common_words`, `speech` and the words that stand before a name."""

    common_words: frozenset[str]  #: mostly written in lower case
    given_names: frozenset[str]  #: first in a person's name
    titles: frozenset[str]  #: before a person's name, and no part of it
    title_modifiers: frozenset[str]  #: before a title: "Prime", "Foreign"
    org_heads: frozenset[str]  #: last word of an organisation
    single_orgs: frozenset[str]  #: organisations of one word
    of_org_heads: frozenset[str]  #: "Ministry of ..."
    of_loc_heads: frozenset[str]  #: "Gulf of ..."
    loc_heads: frozenset[str]  #: last word of a place
    loc_prefixes: frozenset[str]  #: first word of a place
    directions: frozenset[str]
    event_heads: frozenset[str]  #: last word of an event
    other_heads: frozenset[str]  #: last word of a name that is none of these
    skip: frozenset[str]  #: capitalised, and no name
    norps: frozenset[str]  #: peoples, faiths and political groups
    speech: frozenset[str]  #: after a person
    place_prepositions: frozenset[str]  #: before a place
    person_before: frozenset[str]  #: before a person
    org_before: frozenset[str]  #: before an organisation
    family_heads: frozenset[str]  #: heads of places that are family names too
    same_place_heads: frozenset[str]  #: after the name of a place they leave it the same place
    topic_heads: frozenset[str]  #: "Panel on ..."
    corporate_endings: frozenset[str]  #: left out in the short form of an organisation
    other_names: frozenset[str]  #: laws, programmes, affairs, diseases: names, and none of a person, place or organisation
    media_endings: frozenset[str]  #: last word of a newsroom, left out in its short form
    stopped: frozenset[str]  #: with a full stop, abbreviations that stay inside a name
    possessive: frozenset[str]  #: their possessive is part of a name: "People's Party"
    particles: frozenset[str]  #: small words within a person's name
    links: frozenset[str]  #: words and marks that may stand within a name
    numerals: frozenset[str]  #: after a name: "World War II"
    org_prefixes: frozenset[str]  #: first word of an organisation
    org_endings: tuple[str, ...]  #: of a single word that is an organisation
    loc_endings: tuple[str, ...]  #: of a single word that is a place
    organisations: tuple[Organisation, ...]


@cache
def load() -> Lexicon:
    """Read the lists from the package's data."""
    raw = orjson.loads(files("services.entities").joinpath("data/lexicon.json").read_bytes())
    lists: dict[str, Any] = {one.name: _words(raw[one.name]) for one in fields(Lexicon) if one.name != "organisations"}
    known = tuple(Organisation(one["name"], tuple(one["aliases"])) for one in raw["organisations"])
    lists |= {name: tuple(sorted(lists[name])) for name in ("org_endings", "loc_endings")}
    return Lexicon(**lists, organisations=known)


def _words(listed: str | list[str]) -> frozenset[str]:
    return frozenset(listed.split() if isinstance(listed, str) else listed)
