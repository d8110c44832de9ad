"""A text cut into parts: words, marks and whole quotations, with their kinds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import add
from typing import Final

from services.disputes.kinds import BITS, BREAK, DASH, MARK, QUOTED, WORD
from services.language.tokens import words

Span = tuple[int, int]
#: What stands as `low` of a quotation that is speech, and of a scare quote or title.
SPOKEN, UNSPOKEN = '"', "'"
#: Marks that close or open a quotation, and may be left out of what is quoted.
QUOTE_MARKS: Final = "\"“”„«»'‘’"
_UTTERANCE_END: Final = ".,!?…;—-"
#: A quotation of so many words is speech, a shorter one may be a scare quote or a title.
_UTTERANCE_WORDS: Final = 6
#: Longest words that a title leaves in lower case.
_SMALL: Final = 3
_DASHES: Final = ("--", "---")
_BLANK: Final = ("", " ", "\n", "\xa0")


class Parts:
    """Words, marks and quotations with their marks, as lists side by side; `size` of each list counts.

    `low` is the text in lower case; of a dash, however typed, "—"; of a quotation SPOKEN or UNSPOKEN. `bits`: its kinds.
    """

    __slots__ = ("bits", "ends", "low", "reporters", "size", "starts", "text")

    def __init__(self, low: list[str], text: list[str], bits: list[int], starts: list[int], ends: list[int]) -> None:
        self.low, self.text, self.bits, self.starts, self.ends = low, text, bits, starts, ends
        self.size = len(low)
        self.reporters: dict[int, bool] = {}  #: where a reporting clause begins, as far as it was asked

    def until(self, end: int) -> Parts:
        """The parts before an index."""
        shorter = Parts(self.low, self.text, self.bits, self.starts, self.ends)
        shorter.size = min(end, self.size)
        return shorter

    def extend(self, other: Parts) -> None:
        """Take in parts that follow."""
        self.low += other.low
        self.text += other.text
        self.bits += other.bits
        self.starts += other.starts
        self.ends += other.ends
        self.size += other.size


class Cutter:
    """A text and its quotations, to be cut into parts."""

    def __init__(self, text: str, quoted: Sequence[Span]) -> None:
        self.text, self.quotations = text, quoted
        self.starts = [start for start, _ in quoted]

    def opens_at(self, start: int) -> bool:
        """Whether a quotation opens there."""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] <= start + 1

    def parts(self, start: int, end: int) -> Parts:
        """Words, marks and whole quotations between two offsets."""
        first, last = (bisect_left(self.starts, offset) for offset in (start, end))
        if first == last:
            return _plain(self.text, start, end)
        found = Parts([], [], [], [], [])
        position = start
        for left, right in self.quotations[first:last]:
            doubled = self.text.startswith("''", right)
            opening, closing = max(position, left - 1), min(end, right + 1 + doubled)
            if position < opening:
                found.extend(_plain(self.text, position, opening))
            quoted = self.text[opening:closing]
            low = SPOKEN if _is_speech(quoted) else UNSPOKEN
            found.extend(Parts([low], [quoted], [BREAK | QUOTED], [opening], [closing]))
            position = closing
        found.extend(_plain(self.text, position, end))
        return found


def _plain(text: str, start: int, end: int) -> Parts:
    """Words and marks between two offsets."""
    found = words(text, start, end) if start < end else []
    find, at, starts = text.index, start, []
    for word in found:
        at = find(word, at)
        starts.append(at)
        at += len(word)
    low = list(map(str.lower, found))
    bits = list(map(BITS.__getitem__, found))
    piece = text[start:end]
    if "’" in piece:
        low = [word.replace("’", "'") for word in low]
    if "-" in piece or "–" in piece:
        for at, word in enumerate(low):
            if word in _DASHES or (word in ("-", "–") and text[max(0, starts[at] - 1) : starts[at]] in _BLANK):
                low[at] = "—"
                bits[at] = bits[at] & ~(DASH | WORD) | BREAK | MARK
    return Parts(low, found, bits, starts, list(map(add, starts, map(len, found))))


def _is_speech(quoted: str) -> bool:
    inside = quoted.strip().strip(QUOTE_MARKS).rstrip()
    if not inside:
        return False
    long = inside.count(" ") >= _UTTERANCE_WORDS - 1
    return long or (inside[-1] in _UTTERANCE_END and not _is_title(inside))


def _is_title(inside: str) -> bool:
    """Whether several words all begin in upper case, but for small ones: "The Long Way Home," closes a clause, not a speech."""
    long = [word for word in inside.split() if len(word) > _SMALL]
    return inside[-1] in ".," and ". " not in inside and len(long) > 1 and all(word[0].isupper() for word in long)
