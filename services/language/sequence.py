"""A trained sequence labeller, read with numpy alone.

What a word tells depends on the word and on the part it plays beside the token to be labelled (the word itself, the next
one, ...). So the weights of a word are summed once, for all parts, into a row of a table; the emissions of a token are sums
of such rows, and the best labels of all sequences are found together, longest sequence first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from services.language.vocabulary import CAPACITY, Ints, Vocabulary

Floats = npt.NDArray[np.float32]
#: What a word shows: its form, shape, affixes and so on, in the order in which training saw them.
Attributes = Callable[[str], Sequence[str]]

#: Rows that are kept at once; the table is begun anew when it is full.
ROWS = 32_768
#: The row of a word that shows nothing, and what stands for none.
_NOTHING, _UNKNOWN = ROWS - 1, -1
#: The word that stands before the first and after the last of a sentence.
OUTSIDE: Final = ""


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
    """Rows of weights for the words that told of a token so far: a cache, so that its state never shows in a result."""

    def __init__(self, weights: Weights, attributes: Attributes, vocabulary: Vocabulary) -> None:
        self._weights, self._attributes, self._vocabulary = weights, attributes, vocabulary
        self._width = len(weights.parts) * len(weights.labels)
        # a block for each part, so that the rows to be summed lie close together; the last row is of words that show nothing
        self._rows: Floats = np.zeros((len(weights.parts), ROWS, len(weights.labels)), np.float32)
        self._began = 0
        self._begin()

    def _begin(self) -> None:
        self._of: Ints = np.full(CAPACITY + 1, _UNKNOWN, np.int32)  # the row of each word by its number
        self._of[CAPACITY] = _NOTHING
        self._count = 0
        self._began = self._vocabulary.began

    def emissions(self, placed: Sequence[tuple[str, Ints]]) -> Floats:
        """Sum of what the words tell: for each part, the numbers of the words that play it for each token."""
        rows = self._found(np.minimum(np.concatenate([numbers for _, numbers in placed]), CAPACITY))
        size = len(placed[0][1])
        total: Floats = np.zeros((size, len(self._weights.labels)), np.float32)
        for at, (part, _) in enumerate(placed):
            total += self._rows[self._weights.parts.index(part)].take(rows[at * size : at * size + size], 0)
        return total

    def _found(self, numbers: Ints) -> Ints:
        """The rows of words, which are learned where they are new."""
        if self._began != self._vocabulary.began:
            self._begin()
        rows: Ints = self._of[numbers]
        new = numbers[rows == _UNKNOWN]
        if not len(new):
            return rows
        new = _once(new)
        if self._count + len(new) >= ROWS:
            self._begin()
            new = _once(numbers[numbers < CAPACITY])[: ROWS - 1]
            self._of[numbers] = _NOTHING  # what a text has beyond that is read as nothing
        self._learn(new)
        rows = self._of[numbers]
        self._of[numbers[rows == _NOTHING]] = _UNKNOWN
        self._of[CAPACITY] = _NOTHING
        return rows

    def _learn(self, numbers: Ints) -> None:
        weights, find, spelled = self._weights, self._weights.attributes.get, self._vocabulary.words
        words = [spelled[number] for number in numbers.tolist()]
        found = [[number for one in self._attributes(word) if (number := find(one)) is not None] for word in words]
        sizes = [len(one) for one in found]
        flat = np.fromiter((number for one in found for number in one), np.int32, sum(sizes))
        counts = weights.starts[flat + 1] - weights.starts[flat]
        entries = np.repeat(weights.starts[flat] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        owners = np.repeat(np.repeat(np.arange(len(words)), sizes), counts)
        cells = owners * self._width + weights.columns[entries]
        rows = np.bincount(cells, weights.values[entries], len(words) * self._width)
        shape = (len(words), len(weights.parts), len(weights.labels))
        first, self._count = self._count, self._count + len(words)
        self._rows[:, first : self._count] = rows.reshape(shape).transpose(1, 0, 2)
        self._of[numbers] = np.arange(first, self._count, dtype=np.int32)


def _once(numbers: Ints) -> Ints:
    """Each number once, in the order in which they come first."""
    found, first = np.unique(numbers, return_index=True)
    ordered: Ints = found[np.argsort(first)]
    return ordered


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
