"""A trained sequence labeller, read with numpy alone.

What a word tells depends on the word and on the part it plays beside the token to be labelled (the word itself, the next
one, ...). So the weights of a word are summed once, for all parts, into a row of a table; the emissions of a token are sums
of such rows, and the best labels of all sequences are found together, longest sequence first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
#: What a word shows: its form, shape, affixes and so on, in the order in which training saw them.
Attributes = Callable[[str], Sequence[str]]
#: A small number for each word, for the owner's use.
Marks = Callable[[str], int]

#: Words that are kept at once; the table is begun anew when it is full.
CAPACITY = 32_768
#: The row of a word that shows nothing.
_NOTHING = CAPACITY - 1
#: The word that stands before the first and after the last of a sentence.
OUTSIDE = ""


@dataclass(frozen=True)
class Weights:
    """The arrays of a model file."""

    labels: tuple[str, ...]
    parts: tuple[str, ...]  #: what a word may be to the token: "-1", "0", "1", ...
    transitions: Floats  #: from label, to label
    attributes: dict[str, int]  #: of words, to their number
    starts: Ints  #: first entry of each attribute, and the end of the last
    columns: npt.NDArray[np.uint16]  #: of an entry: part x labels + label
    values: Floats  #: of an entry
    signals: dict[str, dict[str, Floats]]  #: of what is known of a token itself: name, value, weight for each label
    clusters: dict[str, int]  #: words to the cluster that training put them into

    @classmethod
    def untrained(cls, parts: Sequence[str]) -> Weights:
        """No weights: for training, which needs no more than the marks of words."""
        empty = np.zeros(0, np.float32)
        none = np.zeros(1, np.int32)
        return cls(("O",), tuple(parts), np.zeros((1, 1), np.float32), {}, none, empty.astype(np.uint16), empty, {}, {})

    @classmethod
    def read(cls, source: Path | IO[bytes]) -> Weights:
        """Read a model file."""
        with np.load(source, allow_pickle=False) as stored:
            names = _lines(stored["attributes"])
            signals: dict[str, dict[str, Floats]] = {}
            for line, row in zip(_lines(stored["signals"]), stored["signal_weights"].astype(np.float32), strict=True):
                name, _, value = line.partition("=")
                signals.setdefault(name, {})[value] = row
            return cls(
                labels=tuple(_lines(stored["labels"])),
                parts=tuple(_lines(stored["parts"])),
                transitions=stored["transitions"].astype(np.float32),
                attributes={name: number for number, name in enumerate(names)},
                starts=np.concatenate([[0], np.cumsum(stored["counts"])]).astype(np.int32),
                columns=stored["columns"],
                values=stored["values"].astype(np.float32),
                signals=signals,
                clusters=dict(zip(_lines(stored["clustered"]), stored["clusters"].tolist(), strict=True)),
            )


def _lines(stored: npt.NDArray[np.uint8]) -> list[str]:
    text = stored.tobytes().decode()
    return text.split("\n") if text else []


class WordTable:
    """Rows of weights for the words met so far: a cache, so that its state never shows in a result."""

    def __init__(self, weights: Weights, attributes: Attributes, marks: Marks) -> None:
        self._weights, self._attributes, self._marks = weights, attributes, marks
        self._width = len(weights.parts) * len(weights.labels)
        # a block for each part, so that the rows to be summed lie close together
        self._rows: Floats = np.zeros((len(weights.parts), CAPACITY, len(weights.labels)), np.float32)
        self._numbers: dict[str, int] = {}
        #: Marks by the words' numbers.
        self.marks: npt.NDArray[np.uint8] = np.zeros(CAPACITY, np.uint8)

    def numbers(self, words: Sequence[str]) -> Ints:
        """A number for each word, good until the next call."""
        known = self._numbers
        found = list(map(known.get, words))
        if None in found:
            new = [word for word in dict.fromkeys(words) if word not in known]
            if len(new) + len(known) >= CAPACITY:
                known.clear()
                new = list(dict.fromkeys(words))[:_NOTHING]  # what a text has beyond that is read as nothing
            self._learn(new)
            found = list(map(known.get, words, repeat(_NOTHING)))
        return np.array(found, np.int32)

    def emissions(self, placed: Sequence[tuple[str, Ints]]) -> Floats:
        """Sum of what the words tell: for each part, the numbers of the words that play it for each token."""
        size = len(self._weights.labels)
        total: Floats = np.zeros((len(placed[0][1]), size), np.float32)
        for part, numbers in placed:
            total += self._rows[self._weights.parts.index(part)].take(numbers, 0)
        return total

    def _learn(self, words: list[str]) -> None:
        weights, first = self._weights, len(self._numbers)
        find = weights.attributes.get
        found = [[number for one in self._attributes(word) if (number := find(one)) is not None] for word in words]
        sizes = [len(one) for one in found]
        flat = np.fromiter((number for one in found for number in one), np.int32, sum(sizes))
        counts = weights.starts[flat + 1] - weights.starts[flat]
        entries = np.repeat(weights.starts[flat] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        owners = np.repeat(np.repeat(np.arange(len(words)), sizes), counts)
        cells = owners * self._width + weights.columns[entries]
        rows = np.bincount(cells, weights.values[entries], len(words) * self._width)
        self.marks[first : first + len(words)] = [self._marks(word) for word in words]
        shape = (len(words), len(weights.parts), len(weights.labels))
        self._rows[:, first : first + len(words)] = rows.reshape(shape).transpose(1, 0, 2)
        self._numbers.update((word, first + number) for number, word in enumerate(words))


def signal_table(weights: Weights, name: str, values: Sequence[str]) -> Floats:
    """Weights of a signal, a row for each of its `values`; nothing for a value that training did not keep."""
    known = weights.signals.get(name, {})
    nothing = np.zeros(len(weights.labels), np.float32)
    return np.array([known.get(value, nothing) for value in values], np.float32)


def best_labels(emissions: Floats, lengths: Ints, transitions: Floats) -> Ints:
    """Viterbi over sequences that stand one behind the other in `emissions`: the label of every token."""
    order = np.argsort(-lengths, kind="stable")
    sizes = lengths[order]
    firsts = (np.cumsum(lengths) - lengths)[order]
    # how many sequences have a token at each step: the longest come first, so these are the first so many
    alive = np.searchsorted(-sizes, -np.arange(sizes[0] if len(sizes) else 0), side="left")
    best = np.empty(len(emissions), np.int32)
    back: list[Any] = []
    score = emissions[firsts]
    for step, count in enumerate(alive.tolist()):
        if step == 0:
            continue
        reached = score[:count, :, None] + transitions
        came = reached.argmax(1)
        back.append(came)
        score[:count] = reached.max(1) + emissions[firsts[:count] + step]
    return _trace(best, score, back, firsts, sizes)


def _trace(best: Ints, score: Floats, back: list[Any], firsts: Ints, sizes: Ints) -> Ints:
    state = score.argmax(1) if len(score) else np.zeros(0, np.int64)
    for step in range(len(back), 0, -1):
        came = back[step - 1]
        count = len(came)
        best[firsts[:count] + step] = state[:count]
        state[:count] = came[np.arange(count), state[:count]]
    best[firsts] = state
    return best
