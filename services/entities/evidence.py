"""What is known of the tokens of a text before they are labelled: by the rules, the gazetteer, and the rest of the text.

Each of these signals is a small number for each token; the recogniser has learned what each is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple, get_args

import numpy as np

from dateline.layers.entities import EntityType
from services.entities.attributes import place_kind
from services.entities.candidates import Candidate
from services.entities.gazetteer import Kind, Known
from services.entities.page import Page
from services.entities.readings import Document
from services.language.sequence import Ints
from services.language.zones import Zone

_TYPES: tuple[str, ...] = ("none", *get_args(EntityType))
_KINDS: tuple[str, ...] = get_args(Kind)
#: Most words of a name that is looked for among the places.
_LONGEST_PLACE = 5
_ZONES = ("site_label", "headline", "deck", "dateline", "body", "crosshead", "signature")
_KIN = ("first", "last", "short", "org", "place", "people")
_NUMBER = {kind: number for number, kind in enumerate(_TYPES)}
_KIND = {kind: number for number, kind in enumerate(_KINDS)}
RULES = ("", *(f"{at}-{kind}{sure}" for kind in _TYPES for sure in ("", "!") for at in "BI"))
PAIRS = tuple(f"{one}|{two}" for one in RULES for two in RULES)
VOTES = ("", *(f"{at}-{kind}" for kind in _TYPES for at in "BI"))
KNOWN = ("", *(f"{at}-{kind}{sure}" for kind in _KINDS for sure in ("", "?") for at in "BI"))
KIN = ("", *_KIN)
PLACES = tuple(f"{zone}{flag}" for zone in _ZONES for flag in ("", "^"))
OPENS = ("", "yes")
SEEN = ("", "small", "alone")
LISTED = ("", "city", "region", "other")
_LISTED = {kind: number for number, kind in enumerate(LISTED)}


class Signal(NamedTuple):
    """Numbers of the values that a signal has for the tokens of the runs."""

    name: str
    values: Sequence[str]
    numbers: Ints


def signals(
    page: Page,
    known: Sequence[Known],
    candidates: Sequence[Candidate],
    document: Document,
    zones: Sequence[Zone],
    raised: Iterable[Zone],
) -> list[Signal]:
    """All signals of a page. `raised`: zones in which every word has a capital."""
    types = [document.type(one) for one in candidates]
    rules, voted = _of_rules(page, candidates, types)
    gazetteer = _of_gazetteer(page, known)
    kin = _kin(page, candidates, types)
    around = [(part, page.neighbours(part)) for part in ("-1", "0", "1")]
    found = []
    for name, values, numbers in (("rule", RULES, rules), ("vote", VOTES, voted), ("known", KNOWN, gazetteer), ("kin", KIN, kin)):
        padded = np.append(numbers, np.int32(0))
        found += [Signal(f"{name}{part}", values, padded[at]) for part, at in around]
    before, here = found[0].numbers, found[1].numbers
    return [
        *found,
        Signal("rules", PAIRS, before * len(RULES) + here),
        Signal("zone", PLACES, _zones(page, zones, raised)),
        Signal("opens", OPENS, page.opens.astype(np.int32)),
        Signal("seen", SEEN, _seen(page)),
        Signal("place", LISTED, _listed(page)),
    ]


def _bounds(page: Page, found: Sequence[Candidate | Known]) -> list[list[int]]:
    """First and last token of each stretch, the last left out."""
    offsets = np.array([one[:2] for one in found], np.int32).reshape(-1, 2)
    bounds: list[list[int]] = np.searchsorted(page.starts, offsets).tolist()
    return bounds


def _marked(page: Page, bounds: Iterable[list[int]], numbers: Iterable[int]) -> Ints:
    """For each token a number: of each stretch its number at the first token, and one more at the others."""
    marked = [0] * len(page.words)
    for (first, last), number in zip(bounds, numbers, strict=True):
        if last - first > 1:
            marked[first:last] = [number + 1] * (last - first)
        if first < last:
            marked[first] = number
    return np.array(marked, np.int32)


def _of_rules(page: Page, candidates: Sequence[Candidate], types: Sequence[EntityType | None]) -> tuple[Ints, Ints]:
    bounds = _bounds(page, candidates)
    rules = [1 + 4 * _NUMBER[one.type or "none"] + 2 * one.sure for one in candidates]
    pairs = zip(candidates, types, strict=True)
    voted = [0 if one.sure and not one.type else 1 + 2 * _NUMBER[kind or "none"] for one, kind in pairs]
    kept = [(bound, vote) for bound, vote in zip(bounds, voted, strict=True) if vote]
    return _marked(page, bounds, rules), _marked(page, (bound for bound, _ in kept), (vote for _, vote in kept))


def _of_gazetteer(page: Page, known: Sequence[Known]) -> Ints:
    numbers = (1 + 4 * _KIND[one.entry.kind] + 2 * one.entry.unsure for one in known)
    return _marked(page, _bounds(page, known), numbers)


def _kin(page: Page, candidates: Sequence[Candidate], types: Sequence[EntityType | None]) -> Ints:
    """For words that are a part of a longer name elsewhere in the text: which part of what."""
    found: dict[str, int] = {}
    for one, told in zip(candidates, types, strict=True):
        kind = one.type if one.sure else told
        parts = one.text.split()
        if kind == "PERSON" and len(parts) > 1:
            found[parts[0]] = max(found.get(parts[0], 0), 5)
            found[parts[-1]] = 6
        elif kind in ("ORG", "LOC", "NORP"):
            weight = 1 + ("NORP", "LOC", "ORG").index(kind)
            for part in parts:
                found[part] = max(found.get(part, 0), weight)
    order = (0, _KIN.index("people") + 1, _KIN.index("place") + 1, _KIN.index("org") + 1, 0, 1, 2)
    shown = {word: order[weight] for word, weight in found.items()}
    return np.fromiter(map(shown.get, page.words, repeat(0)), np.int32, len(page.words))


def _zones(page: Page, zones: Sequence[Zone], raised: Iterable[Zone]) -> Ints:
    names = np.asarray([2 * _ZONES.index(zone.zone) for zone in zones] or [2 * _ZONES.index("body")], np.int32)
    for zone in raised:
        names[list(zones).index(zone)] += 1
    bounds = np.asarray([zone.start for zone in zones], np.int32)
    at = np.searchsorted(bounds, page.starts[page.tokens], side="right") - 1
    result: Ints = names[np.maximum(at, 0)]
    return result


def _seen(page: Page) -> Ints:
    """Whether the word also stands in lower case in the text."""
    words, present = page.words, set(page.words)
    found = [int(word.lower() in present) if word[0].isupper() else 2 for word in map(words.__getitem__, page.tokens.tolist())]
    return np.array(found, np.int32)


def _listed(page: Page) -> Ints:
    """Whether the capitalised words around the token are a place that is known by this name."""
    firsts, lasts = page.neighbours("first"), page.neighbours("last")
    short = lasts - firsts < _LONGEST_PLACE
    stretches = list(zip(page.starts[firsts].tolist(), page.ends[lasts].tolist(), short.tolist(), strict=True))
    found = {one: _LISTED[place_kind(page.text[one[0] : one[1]])] if one[2] else 0 for one in dict.fromkeys(stretches)}
    return np.fromiter(map(found.__getitem__, stretches), np.int32, len(stretches))
