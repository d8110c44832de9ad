"""A text as the recogniser sees it: its words, the runs of them that may be names, and which words stand where around each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from services.entities.attributes import CAPITAL, HYPHEN, LINK, NUMBER, OPENER
from services.language.sequence import OUTSIDE
from services.language.vocabulary import Ints, Vocabulary

Bools = npt.NDArray[np.bool_]
#: What a word may be to the token to be labelled: so many places away, or at the bounds of the capitalised
#: words around the token.
PARTS: Final = ("-3", "-2", "-1", "0", "1", "2", "3", "before", "first", "last", "after")
#: Most places between a token and a word that tells of it.
_FARTHEST: Final = 3
#: Most words between two capitals of a run, and most tokens of a run: time must stay linear.
_WIDEST_GAP, _LONGEST_RUN = 3, 30


@dataclass(frozen=True)
class Page:
    """Tokens of a text and the runs among them. Numbers of tokens; -1 stands for no token."""

    text: str
    numbers: Ints  #: of all words and, last, of what stands outside of a sentence
    starts: Ints
    ends: Ints
    placed: list[tuple[str, Ints]]  #: for each part, the token that plays it for each token of a run
    tokens: Ints  #: of the runs, one run after the other
    lengths: Ints  #: of the runs
    opens: Bools  #: for each token of the runs, whether the capitalised words around it open a sentence
    vocabulary: Vocabulary

    @property
    def words(self) -> list[str]:
        """All words."""
        spelled = self.vocabulary.words
        return [spelled[number] for number in self.numbers[:-1].tolist()]

    def neighbours(self, part: str) -> Ints:
        """The token that plays a part for each token of the runs; the last number stands for none."""
        return next(found for name, found in self.placed if name == part)


def read_page(text: str, sentences: Sequence[int], vocabulary: Vocabulary) -> Page:
    """`sentences`: offsets where they begin, in order."""
    numbers, starts, ends = vocabulary.read(text)
    sentence = np.searchsorted(np.asarray(sentences, np.int32), starts, side="right").astype(np.int32)
    same = _linked(sentence[1:] == sentence[:-1], len(numbers))
    marks = vocabulary.marks(numbers)
    numbers = np.append(numbers, np.int32(vocabulary.number(OUTSIDE)))
    core = _core(marks, same, _linked(starts[1:] == ends[:-1], len(starts)))
    run = core | _between(core, marks, sentence)
    chosen = np.flatnonzero(run).astype(np.int32)
    first, last = (bound[chosen] for bound in _bounds(core, same))
    placed = _placed(chosen, first, last, sentence)
    return Page(text, numbers, starts, ends, placed, chosen, _lengths(chosen, run, same), ~same[first], vocabulary)


def _linked(pairs: Bools, size: int) -> Bools:
    """For each token what holds of the one before and itself."""
    linked: Bools = np.concatenate([np.zeros(min(size, 1), np.bool_), pairs])
    return linked


def _core(marks: npt.NDArray[np.uint8], same: Bools, touches: Bools) -> Bools:
    """Words with a capital, unless they only open a sentence; numbers after them, and what a hyphen joins to them."""
    core: Bools = (marks == CAPITAL) | (marks == OPENER)
    alone = core & ~(_after(core) & same) & ~np.append(core[1:] & same[1:], False)[: len(core)]
    core &= ~(alone & (marks == OPENER) & ~same)
    core |= (marks == NUMBER) & _after(core) & same
    if len(marks) > 2:
        hyphen = (marks == HYPHEN) & touches
        joined = touches[2:] & hyphen[1:-1]
        front, back = joined & core[2:], joined & core[:-2]
        core[:-2] |= front
        core[1:-1] |= front | back
        core[2:] |= back
    return core


def _after(flags: Bools) -> Bools:
    return _linked(flags[:-1], len(flags))


def _between(core: Bools, marks: npt.NDArray[np.uint8], sentence: Ints) -> Bools:
    """Small words between two capitals of a sentence."""
    size = len(core)
    place = np.arange(size, dtype=np.int32)
    before = np.maximum.accumulate(np.where(core, place, -1))
    after = np.minimum.accumulate(np.where(core, place, size)[::-1])[::-1]
    inside = ~core & (before >= 0) & (after < size) & (after - before <= _WIDEST_GAP + 1)
    low, high = np.where(inside, before, 0), np.where(inside, after, 0)
    others = np.cumsum(~core & (marks != LINK) & (marks != NUMBER) & (marks != HYPHEN))
    result: Bools = inside & (others[high] == others[low]) & (sentence[high] == sentence[low])
    return result


def _bounds(core: Bools, same: Bools) -> tuple[Ints, Ints]:
    """First and last of the capitalised words that each token stands among; itself for any other."""
    size = len(core)
    place = np.arange(size, dtype=np.int32)
    begins = core & ~(_after(core) & same)
    ends = core & ~np.concatenate([core[1:] & same[1:], [False]])
    first = np.maximum.accumulate(np.where(begins, place, 0))
    last = np.minimum.accumulate(np.where(ends, place, size)[::-1])[::-1]
    return np.where(core, first, place), np.where(core, last, place)


def _placed(chosen: Ints, first: Ints, last: Ints, sentence: Ints) -> list[tuple[str, Ints]]:
    """For each part, the token that plays it for each token chosen."""
    spots = {"before": first - 1, "first": first, "last": last, "after": last + 1}
    size, own = len(sentence), sentence[chosen]
    # what is outside of the text is in no sentence: numbers below 0 count from the end
    padded = np.concatenate([sentence, np.full(_FARTHEST, -1, np.int32)])
    placed = []
    for part in PARTS:
        at = spots[part] if part in spots else chosen + np.int32(part)
        placed.append((part, np.where(padded[at] == own, at, size).astype(np.int32)))
    return placed


def _lengths(chosen: Ints, run: Bools, same: Bools) -> Ints:
    begins = ~(_after(run) & same)[chosen]
    place = np.arange(len(chosen))
    begins |= (place - np.maximum.accumulate(np.where(begins, place, 0))) % _LONGEST_RUN == 0
    return np.diff(np.append(np.flatnonzero(begins), len(chosen))).astype(np.int32)
