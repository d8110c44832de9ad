"""Tokens: words, numbers, initialisms, clitics and single marks. A hyphen is a token of its own."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple


class Token(NamedTuple):
    """A word or mark: `text` is the `start:end` of the text it was read from."""

    start: int
    end: int
    text: str


_TOKEN: Final = re.compile(
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


#: Marks that are a token of their own after a word.
_CLOSING: Final = frozenset(",.")


def cut(stretch: str) -> Sequence[str]:
    """The texts of the tokens of a stretch without white space."""
    if stretch.isalpha():
        return (stretch,)
    word, last = stretch[:-1], stretch[-1]
    if last in _CLOSING and word.isalpha():
        return word, last
    return _TOKEN.findall(stretch)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, in order; offsets count from the start of `text`."""
    new, find, at = tuple.__new__, text.index, start
    found = words(text, start, len(text) if end is None else end)
    return [new(Token, (first := find(word, at), at := first + len(word), word)) for word in found]


def words(text: str, start: int, end: int) -> list[str]:
    """The texts of the tokens alone, in order."""
    return _TOKEN.findall(text, start, end)
