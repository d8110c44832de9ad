"""Numbers for the words of texts, so that what is known of a word can stand in arrays.

A cache: its state never shows in a result, but for the numbers themselves, which are good until the next text is read.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from services.language.tokens import cut

Ints = npt.NDArray[np.int32]
#: A small number for each word, for the owner's use.
Marks = Callable[[str], int]

#: Words that are kept at once; all is begun anew when there are more.
CAPACITY = 49_152
#: Stretches between white space that are kept with the numbers of their words, and the longest of them.
_STRETCHES, _LONGEST = 32_768, 40
_APART: Final = ((", ", " , "), *((mark, f" {mark} ") for mark in '"“”()'))
#: Whether a character is no white space, by its code; the last stands for all beyond, which are none.
_SOLID: Final = np.array([not chr(code).isspace() for code in range(0x3002)])


class Vocabulary:
    """The words met so far."""

    def __init__(self, mark: Marks) -> None:
        self._mark = mark
        self.began = 0  #: how often it was begun anew
        self._begin()

    def _begin(self) -> None:
        self.began += 1
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []  #: by their numbers
        self._lengths = array("i")
        self._marks = bytearray()
        self._stretches = _Stretches(self)
        self.number("")

    def read(self, text: str) -> tuple[Ints, Ints, Ints]:
        """For each token of a text its number, where it starts and where it ends."""
        spaced = _spaced(text).split()
        numbers = self._numbered(lambda: chain.from_iterable(map(self._stretches.__getitem__, spaced)))
        lengths = np.frombuffer(self._lengths, np.int32)[numbers]
        # every character that is no white space is in one token, so as many of them stand before a token as the ones before are
        # long
        places = np.flatnonzero(_SOLID.take(_codes(text), mode="clip"))
        starts = places.take(np.cumsum(lengths) - lengths).astype(np.int32)
        return numbers, starts, starts + lengths

    def of(self, words: Iterable[str]) -> Ints:
        """A number for each word."""
        listed = list(words)
        return self._numbered(lambda: map(self.number, listed))

    def marks(self, numbers: Ints) -> npt.NDArray[np.uint8]:
        """The marks of these words."""
        found: npt.NDArray[np.uint8] = np.frombuffer(self._marks, np.uint8)[numbers]
        return found

    def number(self, word: str) -> int:
        """The number of a word, which it keeps until the next text is read."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
            self._lengths.append(len(word))
            self._marks.append(self._mark(word))
        return found

    def _numbered(self, found: Callable[[], Iterable[int]]) -> Ints:
        if len(self.words) > CAPACITY:
            self._begin()
        room = len(self.words)
        numbers = np.fromiter(found(), np.int32)
        if room and len(self.words) > CAPACITY:  # what a text of many new words gives is not to hang on the ones before
            self._begin()
            numbers = np.fromiter(found(), np.int32)
        return numbers


class _Stretches(dict[str, tuple[int, ...]]):
    """The numbers of the words of each stretch between white space. No token and no rule of where one ends looks across it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._number, self._known = vocabulary.number, vocabulary.numbers

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        known, number = self._known.get, self._number
        found = tuple([number(word) if (kept := known(word)) is None else kept for word in cut(stretch)])
        if len(stretch) <= _LONGEST and len(self) < _STRETCHES:
            self[stretch] = found
        return found


def _spaced(text: str) -> str:
    """Marks that are always a token apart by white space: fewer stretches to know."""
    for mark, apart in _APART:
        text = text.replace(mark, apart)
    return text


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
