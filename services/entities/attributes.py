"""What a word shows the recogniser by itself: form, shape, affixes, cluster, and the lists that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

import orjson

from services.entities.lexicon import Lexicon
from services.knowledge import places
from services.language.lang.en.abbreviations import OPENERS

#: Marks: a word with a capital, one that may stand within a name, a number, a hyphen, a word with a capital that often opens
#: a sentence, any other.
OTHER, CAPITAL, LINK, NUMBER, HYPHEN, OPENER = range(6)
_HYPHENS: Final = frozenset("-‐‑–")
_LISTS: Final = (
    "given_names", "titles", "title_modifiers", "org_heads", "single_orgs", "of_org_heads", "of_loc_heads", "loc_heads",
    "loc_prefixes", "directions", "event_heads", "other_heads", "skip", "norps", "family_heads", "org_prefixes",
)  # fmt: skip
_WELL_KNOWN: Final = 100_000
#: Longest affix.
_AFFIX: Final = 4
#: Longest word whose length its shape tells.
_SHORT: Final = 3
_LOWER_LISTS: Final = ("speech", "place_prepositions", "person_before", "org_before", "particles", "common_words")


class WordAttributes:
    """Attributes and marks of words. `clusters`: words to the cluster that they were put into."""

    def __init__(self, lexicon: Lexicon, clusters: Mapping[str, int]) -> None:
        self._listed = _by_word({name: getattr(lexicon, name) for name in _LISTS} | personal_names())
        self._listed_small = _by_word({name: getattr(lexicon, name) for name in _LOWER_LISTS})
        self._links = frozenset(lexicon.particles) | lexicon.links
        self._clusters = clusters

    def __call__(self, word: str) -> list[str]:
        """The attributes of one word."""
        if not word:
            return ["outside"]
        lower = word.lower()
        found = ["w=" + word, "l=" + lower, "s=" + shape(word)]
        if len(lower) > _AFFIX:
            found += ("<" + lower[:2], "<" + lower[:3], "<" + lower[:4])
            found += (lower[-1] + ">", lower[-2:] + ">", lower[-3:] + ">", lower[-4:] + ">")
        else:
            found += ["<" + lower[:size] for size in range(2, len(lower))]
            found += [lower[-size:] + ">" for size in range(1, len(lower))]
        found += self._listed.get(word, ())
        found += self._listed_small.get(lower, ())
        if word[0].isupper() and (kind := place_kind(word)):
            found.append("in=" + kind)
        cluster = self._clusters.get(word)
        if cluster is not None:
            found.append("c=" + str(cluster))
        return found

    def mark(self, word: str) -> int:
        """Whether the word may begin a name, or stand within one."""
        if not word.islower() and any(map(str.isupper, word)):
            return OPENER if word.lower() in OPENERS else CAPITAL
        if word in _HYPHENS:
            return HYPHEN
        if word[:1].isdigit():
            return NUMBER
        return LINK if word in self._links else OTHER


def _by_word(lists: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """For each word the attributes of the lists that it is in; words of the same lists share them, to save memory."""
    found: dict[str, tuple[str, ...]] = {}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in words:
            attributes = (*found.get(word, ()), f"in={name}")
            found[word] = shared.setdefault(attributes, attributes)
    return found


def personal_names() -> dict[str, list[str]]:
    """Given and family names of many countries."""
    raw = orjson.loads(files("services.entities").joinpath("data/personal_names.json").read_bytes())
    return {kind: raw[kind].split() for kind in ("given", "family")}


def place_kind(name: str) -> str:
    """Whether there is a place of that name: a "city" of many people, a "region", an "other"; nothing where there is none."""
    return _place_kind(name) if places.possible(name) else ""


@lru_cache(maxsize=8_192)
def _place_kind(name: str) -> str:
    found = places.lookup(name)
    if not found:
        return ""
    if found[0].kind == "city" and found[0].population >= _WELL_KNOWN:
        return "city"
    return "region" if found[0].kind == "region" else "other"


def shape(word: str) -> str:
    """ "Xx" for "Norway", "X" for "NATO", "XxX" for "McDonald", "X.X." for "U.S.", "9" for "2020"."""
    if word.isalpha() and len(word) > _SHORT:
        if word.islower():
            return "x"
        if word.istitle():
            return "Xx"
    found = list[str]()
    for char in word[:20]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "9" if char.isdigit() else char
        if not found or found[-1] != kind:
            found.append(kind)
    return "".join(found) + ("" if len(word) > _SHORT else str(len(word)))
