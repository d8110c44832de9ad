"""What is known of the tokens of a text before they are labelled: by the rules, the gazetteer, and the rest of the text.

Each of these signals is a small number for each token; the recogniser has learned what each is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, get_args

import numpy as np

from dateline.layers.entities import EntityType
from services.entities.attributes import place_kind
from services.entities.candidates import Candidate
from services.entities.gazetteer import Kind, Known
from services.entities.page import Page
from services.entities.readings import Document
from services.language.vocabulary import Ints
from services.language.zones import Zone

_TYPES: Final[tuple[str, ...]] = ("none", *get_args(EntityType))
_KINDS: Final[tuple[str, ...]] = get_args(Kind)
#: Most words of a name that is looked for among the places.
_LONGEST_PLACE: Final = 5
_ZONES: Final = ("site_label", "headline", "deck", "dateline", "body", "crosshead", "signature")
_KIN: Final = ("first", "last", "short", "org", "place", "people")
_KIND: Final = {kind: number for number, kind in enumerate(_KINDS)}
RULES: Final = ("", *(f"{at}-{kind}{sure}" for kind in _TYPES for sure in ("", "!") for at in "BI"))
PAIRS: Final = tuple(f"{one}|{two}" for one in RULES for two in RULES)
VOTES: Final = ("", *(f"{at}-{kind}" for kind in _TYPES for at in "BI"))
KNOWN: Final = ("", *(f"{at}-{kind}{sure}" for kind in _KINDS for sure in ("", "?") for at in "BI"))
KIN: Final = ("", *_KIN)
PLACES: Final = tuple(f"{zone}{flag}" for zone in _ZONES for flag in ("", "^"))
OPENS: Final = ("", "yes")
SEEN: Final = ("", "small", "alone")
LISTED: Final = ("", "city", "region", "other")
_NUMBER: Final = {None if kind == "none" else kind: number for number, kind in enumerate(_TYPES)}
_RULE: Final = {(kind, sure): 1 + 4 * number + 2 * sure for kind, number in _NUMBER.items() for sure in (False, True)}
_VOTE: Final = {kind: 1 + 2 * number for kind, number in _NUMBER.items()}
#: How much a part of a name of each type counts against others, and what is shown of it.
_WEIGHT: Final = {"NORP": 1, "LOC": 2, "ORG": 3}
_OF_WEIGHT: Final = (0, _KIN.index("people") + 1, _KIN.index("place") + 1, _KIN.index("org") + 1, 0, 1, 2)
_LISTED: Final = {kind: number for number, kind in enumerate(LISTED)}


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
        found += [Signal(f"{name}{part}", values, numbers[at]) for part, at in around]
    before, here = found[0].numbers, found[1].numbers
    return [
        *found,
        Signal("rules", PAIRS, before * len(RULES) + here),
        Signal("zone", PLACES, _zones(page, zones, raised)),
        Signal("opens", OPENS, page.opens.astype(np.int32)),
        Signal("seen", SEEN, _seen(page)),
        Signal("place", LISTED, _listed(page)),
    ]


def _tokens(page: Page, found: Sequence[Candidate | Known]) -> tuple[Ints, Ints]:
    """The first token of each stretch, and how many it has."""
    offsets = np.array([one[:2] for one in found], np.int32).reshape(-1, 2)
    bounds = np.searchsorted(page.starts, offsets).astype(np.int32)
    return bounds[:, 0], np.maximum(bounds[:, 1] - bounds[:, 0], 0)


def _marked(page: Page, firsts: Ints, counts: Ints, numbers: Sequence[int]) -> Ints:
    """For each token a number: of each stretch its number at the first token, and one more at the others; 0 for none."""
    marked = np.zeros(len(page.numbers), np.int32)
    told = np.array(numbers, np.int32)
    ends = np.cumsum(counts)
    inside = np.arange(ends[-1] if len(ends) else 0, dtype=np.int32) - np.repeat(ends - counts, counts)
    marked[np.repeat(firsts, counts) + inside] = np.repeat(told, counts) + (inside > 0)
    return marked


def _of_rules(page: Page, candidates: Sequence[Candidate], types: Sequence[EntityType | None]) -> tuple[Ints, Ints]:
    firsts, counts = _tokens(page, candidates)
    rules = [_RULE[one.type, one.sure] for one in candidates]
    pairs = zip(candidates, types, strict=True)
    voted = [0 if one.sure and not one.type else _VOTE[kind] for one, kind in pairs]
    return _marked(page, firsts, counts, rules), _marked(page, firsts, np.where(np.array(voted) > 0, counts, 0), voted)


def _of_gazetteer(page: Page, known: Sequence[Known]) -> Ints:
    return _marked(page, *_tokens(page, known), [1 + 4 * _KIND[one.entry.kind] + 2 * one.entry.unsure for one in known])


def _kin(page: Page, candidates: Sequence[Candidate], types: Sequence[EntityType | None]) -> Ints:
    """For words that are a part of a longer name elsewhere in the text: which part of what."""
    found: dict[str, int] = {}
    for one, told in zip(candidates, types, strict=True):
        kind = one.type if one.sure else told
        if kind is None or kind == "EVENT":
            continue
        parts = one.text.split()
        if kind != "PERSON":
            weight = _WEIGHT[kind]
            for part in parts:
                if found.get(part, 0) < weight:
                    found[part] = weight
        elif len(parts) > 1:
            found[parts[0]] = max(found.get(parts[0], 0), 5)
            found[parts[-1]] = 6
    numbers = page.vocabulary.numbers
    shown = np.zeros(len(page.vocabulary.words), np.int32)
    for word, weight in found.items():
        if (number := numbers.get(word)) is not None:
            shown[number] = _OF_WEIGHT[weight]
    return shown[page.numbers]


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
    words, numbers = page.vocabulary.words, page.vocabulary.numbers
    present = np.zeros(len(words), np.bool_)
    present[page.numbers[:-1]] = True
    own = page.numbers[page.tokens]
    found = np.zeros(len(words), np.int32)
    for number in set(own.tolist()):
        word = words[number]
        found[number] = (present[numbers.get(word.lower(), 0)]) if word[0].isupper() else 2
    return found[own]


def _listed(page: Page) -> Ints:
    """Whether the capitalised words around the token are a place that is known by this name."""
    firsts, lasts = page.neighbours("first"), page.neighbours("last")
    begins = np.flatnonzero(np.append(np.diff(firsts) != 0, True)[: len(firsts)])
    stretches = zip(page.starts[firsts[begins]].tolist(), page.ends[lasts[begins]].tolist(), strict=True)
    found = [_LISTED[place_kind(page.text[start:end])] for start, end in stretches]
    short = lasts - firsts < _LONGEST_PLACE
    return np.repeat(np.array(found, np.int32), np.diff(begins, prepend=-1)) * short
