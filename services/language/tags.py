"""Parts of speech: the universal tags, verbs by their form.

"was signed" is AUX VBN, "they sign" PRON VBP. The model is trained by `tag_training`; see MODEL_CARD.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from services.language.sequence import OUTSIDE, Weights, WordTable, best_labels
from services.language.vocabulary import Ints, Vocabulary

#: The model, in this room.
MODEL: Final = "data/tags.npz"
#: Words that tell of a token: those up to so many places away.
REACH: Final = 2
PARTS: Final = tuple(str(place) for place in range(-REACH, REACH + 1))
#: Forms of verbs, as the Penn treebank names them: base, past, -ing, past participle, present, third person present.
VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_AFFIXES: Final = (1, 2, 3, 4)


def attributes(word: str) -> list[str]:
    """What a word shows the tagger."""
    if not word:
        return ["outside"]
    lower = word.lower()
    found = [f"w={word}", f"l={lower}"]
    found += [f"<{lower[:size]}" for size in _AFFIXES if len(lower) > size]
    found += [f"{lower[-size:]}>" for size in _AFFIXES if len(lower) > size]
    shown = (("upper", word[0].isupper()), ("capitals", word.isupper()), ("mark", not word.isalpha()))
    return found + [name for name, holds in (*shown, ("digit", any(map(str.isdigit, word)))) if holds]


def _no_mark(_: str) -> int:
    return 0


class Tagger:
    """Construct once. The table of words that it keeps saves work and changes no result."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._vocabulary = Vocabulary(_no_mark)
        self._table = WordTable(weights, attributes, self._vocabulary)

    def __call__(self, words: Sequence[str], lengths: Sequence[int]) -> list[str]:
        """A tag for each word; `words` are those of all sentences, one sentence after another, `lengths` words each."""
        sizes = np.array([size for size in lengths if size], np.int32)
        if not len(sizes):
            return []
        places, size = _spread(sizes)
        found = self._vocabulary.of([*words, OUTSIDE])
        numbers = np.full(size, found[-1], np.int32)
        numbers[places] = found[:-1]
        emissions = self._table.emissions([(part, numbers[places + int(part)]) for part in PARTS])
        best = best_labels(emissions, sizes, self._weights.transitions)
        return [self._weights.labels[number] for number in best.tolist()]


def _spread(sizes: Ints) -> tuple[Ints, int]:
    """Where the words stand when sentences are kept apart, and how many places there are."""
    gaps = np.repeat(np.arange(1, len(sizes) + 1, dtype=np.int32), sizes) * REACH
    places: Ints = np.arange(int(sizes.sum()), dtype=np.int32) + gaps
    return places, int(sizes.sum()) + (len(sizes) + 1) * REACH


@cache
def load() -> Tagger:
    """The tagger with the model of the package."""
    with files("services.language").joinpath(MODEL).open("rb") as source:
        return Tagger(Weights.read(source))
