"""Finding many known names in a text in one pass, whole words only, the longest where they overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class Hit(NamedTuple):
    """A name in a text: which one (its index in the list of names), and where."""

    name: int
    start: int
    end: int


class NameFinder:
    """Built once from a list of names; linear in the length of the text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._automaton = AhoCorasick(self._names, MatchKind.Standard) if self._names else None

    def find(self, text: str) -> list[Hit]:
        """Every name that stands in the text as whole words, in order; of overlapping ones the longest that begins first."""
        if self._automaton is None:
            return []
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [(start, -end, name) for name, start, end in matches if _whole(text, start, end)]
        whole.sort()
        hits: list[Hit] = []
        last = 0
        for start, end, name in whole:
            if start >= last:
                last = -end
                hits.append(Hit(name, start, last))
        return hits


def lowered(text: str) -> str:
    """The text in lower case, offsets kept: letters that would grow stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _whole(text: str, start: int, end: int) -> bool:
    if end < len(text) and ((after := text[end]).isalnum() or after == "_"):
        return False
    return not start or not ((before := text[start - 1]).isalnum() or before == "_")


def written_forms(name: str, generic: frozenset[str]) -> set[str]:
    """A name as texts write it: "Senkaku Islands", "Senkaku islands", "SENKAKU ISLANDS", typed and typographic apostrophes."""
    words = name.split(" ")
    lowered = " ".join(word.lower() if index and word in generic else word for index, word in enumerate(words))
    forms = {name, lowered}
    if len(name) > 5:
        forms.add(name.upper())
    return forms | {form.replace("'", "’") for form in forms}
