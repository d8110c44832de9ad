"""Text as pieces small enough for dates: words, numbers by their shape, marks; each is one letter of a pattern's alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from operator import sub
from typing import Final

#: A piece with the white space before it, on lower-case text. The first line says nothing that the others do not: nine
#: pieces of ten are plain words and marks behind one space at most, and this is the quick way to them.
_PIECE: Final = re.compile(
    r"""
    [ ]?+(?:[a-z]{2,}+(?![^\x00-\x7f])|[,.\-"])
    | (?:[^\S\n]|\n(?![ \t\r]*+\n))*+
    (?: [^\W\d_]{2,}+
      | [^\w\s'’`]
      | [^\W\d_](?!\.)
      | \d{1,3}(?:,\d{3})++(?![\d])                       # 2,020 is a count
      | (?<!\d\.)\d++\.\d++(?!\.\d)                       # 4.6 is a measure
      | \d++(?:st|nd|rd|th|s)?+(?![^\W\d_])
      | \d++
      | ['’`]\d\ds?+(?!\w)                                # '90s, '99
      | ['’]s(?!\w)
      | \n[ \t\r]*+\n\s*+                                 # a blank line parts what stands above from what stands below
      | [ap]\.\ ?m\b\.?                                   # a.m.
      | [bca]\.\ ?[ced]\.(?:\ ?e\.)?                      # B.C., A.D.
      | [^\W\d_]
      | [^\w\s] )
    """,
    re.VERBOSE,
)
#: A piece that no pattern speaks of.
OTHER: Final = "\ue000"
#: A blank line: no expression runs over it.
BREAK: Final = "\ue001"
#: Numbers are letters by what they could be. The names are those that patterns use.
SHAPES: Final = {
    "HOUR": "\ue010",  # 1-12, also a month or a day
    "DAY24": "\ue011",  # 13-24
    "DAY31": "\ue012",  # 25-31
    "TWO": "\ue013",  # 0, 32-99
    "THREE": "\ue014",  # 100-999
    "YEAR": "\ue015",  # 1000-2199 in four digits
    "BIG": "\ue016",  # other integers
    "DECIMAL": "\ue017",
    "NTH": "\ue018",  # 1st-31st
    "NTH_BIG": "\ue019",
    "DECADE": "\ue01a",  # 1990s
    "DECADE_OLD": "\ue01e",  # 470s
    "DECADE_SHORT": "\ue01b",  # '90s 90s
    "YEAR_SHORT": "\ue01c",  # '99
    "ZERO_DAY": "\ue01d",  # 01-09
}
_WORDS_FROM: Final = 0xE100
#: Words that are remembered, and how long they may be.
_REMEMBERED, _LONGEST = 50_000, 40
_ORDINAL_ENDS: Final = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A lexed text: `kinds` has one letter per piece, `starts`, `ends` and `words` (lower case) run beside it."""

    text: str
    kinds: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def word(self, index: int) -> str:
        """The piece at an index, in lower case; empty outside of the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def surface(self, index: int) -> str:
        """The piece at an index as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """No white space stands between the piece at an index and the one before it."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]


class _Words(dict[str, str]):
    """The piece in a chunk, without the white space before it: one string for all its places, so that its hash is known.

    Forgets all when it has grown large; what is long is not remembered. A blank line stays one.
    """

    def __missing__(self, chunk: str) -> str:
        word = chunk.strip() or chunk
        if len(chunk) <= _LONGEST:
            if len(self) > _REMEMBERED:
                self.clear()
            self[chunk] = word
        return word


class _Kinds(dict[str, str]):
    """The letter of any piece, remembered; forgets all when it has grown large."""

    def __init__(self, letters: dict[str, str]) -> None:
        super().__init__(letters)
        self._letters = letters

    def __missing__(self, word: str) -> str:
        letter = OTHER if word[0].isalpha() else _shape(word)
        if len(word) <= _LONGEST:
            if len(self) > _REMEMBERED:
                self.clear()
                self.update(self._letters)
            self[word] = letter
        return letter


class Alphabet:
    """Gives each known word a letter of its own, so that a pattern over words is a pattern over characters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._letters = {word: chr(_WORDS_FROM + number) for number, word in enumerate(sorted(set(words)))}
        self._kinds = _Kinds(self._letters)
        self._words = _Words()

    def letter(self, word: str) -> str:
        """The letter of a word. Raises KeyError when the word is not in the alphabet."""
        return self._letters[word]

    def lex(self, text: str) -> Pieces:
        """Cut a text into pieces. Linear in its length."""
        chunks = _PIECE.findall(_lower(text))
        words = list(map(self._words.__getitem__, chunks))
        ends = list(accumulate(map(len, chunks)))
        starts = list(map(sub, ends, map(len, words)))
        return Pieces(text, "".join(map(self._kinds.__getitem__, words)), starts, ends, words)


def _lower(text: str) -> str:
    """In lower case, each code point at its place; a low line parts words as a space does. Without white space at the end:

    no piece follows it, which the pattern would find out again at each of its places.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.replace("_", " ").rstrip()


def _shape(word: str) -> str:
    first = word[0]
    if first == "\n":
        return BREAK
    if first in "'’`" and len(word) > 2:
        return SHAPES["DECADE_SHORT" if word.endswith("s") else "YEAR_SHORT"]
    if not first.isdecimal() or not word.isascii():
        return OTHER
    if word.isdecimal():
        return SHAPES[_integer(word)]
    if word.endswith(_ORDINAL_ENDS):
        return SHAPES["NTH" if 1 <= int(word[:-2][:4]) <= 31 else "NTH_BIG"]
    if word.endswith("s"):
        return _plural(word)
    return SHAPES["DECIMAL" if "." in word else "BIG"]


def _plural(word: str) -> str:
    if len(word) == 5 and word[3] == "0":
        return SHAPES["DECADE"]
    if len(word) == 4 and word[2] == "0":
        return SHAPES["DECADE_OLD"]
    return SHAPES["DECADE_SHORT"] if len(word) == 3 and word[1] == "0" else OTHER


def _integer(word: str) -> str:
    if len(word) > 4:
        return "BIG"
    value = int(word)
    if len(word) == 2 and word[0] == "0" and value:
        return "ZERO_DAY"
    bounds = (
        (1, "TWO"),
        (13, "HOUR"),
        (25, "DAY24"),
        (32, "DAY31"),
        (100, "TWO"),
        (1000, "THREE"),
        (2200, "YEAR"),
        (10000, "BIG"),
    )
    return next(name for bound, name in bounds if value < bound)
