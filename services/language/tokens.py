"""Tokens: words, numbers, initialisms, clitics and single marks. A hyphen is a token of its own."""

import re
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Token(NamedTuple):
    """A word or mark: `text` is the `start:end` of the text it was read from."""

    start: int
    end: int
    text: str


_TOKEN = re.compile(
    r"""
    [A-Za-z]+(?![\w'’])(?!\.\w)                           # most words: first, for speed
    | (?:[^\W\d_]\.){2,}                                  # U.S.  p.m.  J.R.R.
    | [^\W\d_]+(?=n['’]t\b) | n['’]t\b                    # did n't
    | [^\W\d_]+(?:['’](?!(?:s|S|re|ve|ll|d|m)\b)[^\W\d_]+)*   # words; O'Neill, N'Djamena whole
    | ['’](?:s|S|re|ve|ll|d|m)\b                          # 's 're
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?                    # 3,000  10.30  21st
    | --+ | \.\.\.+
    | \S
    """,
    re.VERBOSE,
)


#: Stretches between white space that are kept with their tokens: the first that are met, which are the frequent ones.
_CAPACITY = 32_768
#: Longest stretch that is kept.
_LONGEST = 40


class _Cut(dict[str, tuple[str, ...]]):
    """The tokens of the stretches met so far. No token and no rule of where one ends looks across white space."""

    def __missing__(self, stretch: str) -> tuple[str, ...]:
        found = (stretch,) if stretch.isalpha() else tuple(_TOKEN.findall(stretch))
        if len(stretch) <= _LONGEST and len(self) < _CAPACITY:
            self[stretch] = found
        return found


_cut = _Cut()
#: Whether a character is no white space, by its code; the last stands for all beyond, which are none.
_SOLID = np.array([not chr(code).isspace() for code in range(0x3002)])


def words_of(text: str) -> tuple[list[str], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The tokens as their texts, where they start and where they end. Faster than `tokenize`, for who reads whole texts."""
    words = list(chain.from_iterable(map(_cut.__getitem__, text.split())))
    lengths = np.fromiter(map(len, words), np.int32, len(words))
    # every character that is no white space is in one token, so as many of them stand before a token as the ones before are long
    places = np.flatnonzero(_SOLID.take(_codes(text), mode="clip"))
    starts = places.take(np.cumsum(lengths) - lengths).astype(np.int32)
    return words, starts, starts + lengths


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, in order; offsets count from the start of `text`."""
    new, find, at = tuple.__new__, text.index, start
    found = words(text, start, len(text) if end is None else end)
    return [new(Token, (first := find(word, at), at := first + len(word), word)) for word in found]


def words(text: str, start: int, end: int) -> list[str]:
    """The texts of the tokens alone, in order."""
    return _TOKEN.findall(text, start, end)
