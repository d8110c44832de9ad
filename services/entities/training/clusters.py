"""Clusters of words that stand among the same neighbours: k-means over the main components of their co-occurrence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from services.language.tokens import tokenize

Floats = npt.NDArray[np.float32]
#: Fewest occurrences of a word; neighbours that count; components; rounds of k-means.
_FEWEST, _NEIGHBOURS, _COMPONENTS, _ROUNDS = 5, 1000, 64, 15
#: Share of the exponent of a neighbour's frequency, which keeps rare ones from weighing too much.
_SMOOTH = 0.75


def clusters(texts: Iterable[str], count: int) -> dict[str, int]:
    """The cluster of each word that is not rare; the same texts in the same order give the same clusters."""
    words = [[token.text for token in tokenize(text)] for text in texts]
    frequent = Counter(word for text in words for word in text)
    vocabulary = [word for word, times in sorted(frequent.items(), key=lambda one: (-one[1], one[0])) if times >= _FEWEST]
    numbers = {word: number for number, word in enumerate(vocabulary)}
    flat = np.fromiter((numbers.get(word, -1) for text in words for word in (*text, "")), np.int32)
    grouped = _grouped(_components(flat, len(vocabulary)), count)
    return {word: int(number) for word, number in zip(vocabulary, grouped, strict=True)}


def _components(flat: npt.NDArray[np.int32], size: int) -> Floats:
    """Rows for the words, of length one: positive mutual information with the words right before and after, reduced."""
    width = min(size, _NEIGHBOURS)
    halves = [_informative(_counted(flat[:-1], flat[1:], size, width)), _informative(_counted(flat[1:], flat[:-1], size, width))]
    table = np.concatenate(halves, axis=1)
    _, axes = np.linalg.eigh(table.T @ table)
    rows = table @ axes[:, -_COMPONENTS:]
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return found


def _counted(words: npt.NDArray[np.int32], neighbours: npt.NDArray[np.int32], size: int, width: int) -> Floats:
    kept = (words >= 0) & (neighbours >= 0) & (neighbours < width)
    cells = words[kept].astype(np.int64) * width + neighbours[kept]
    return np.bincount(cells, minlength=size * width).reshape(size, width).astype(np.float32)


def _informative(counts: Floats) -> Floats:
    rows = np.maximum(counts.sum(1, keepdims=True), 1.0)
    columns = np.maximum(counts.sum(0, keepdims=True), 1.0) ** _SMOOTH
    expected = rows * columns / columns.sum()
    found: Floats = np.log(np.maximum(counts / expected, 1.0))
    return found


def _grouped(rows: Floats, count: int) -> npt.NDArray[np.int64]:
    """k-means by cosine, begun from the most frequent words."""
    centres = rows[:count].copy()
    nearest: npt.NDArray[np.int64] = (rows @ centres.T).argmax(1)
    for _ in range(_ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, rows)
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        nearest = (rows @ centres.T).argmax(1)
    return nearest
