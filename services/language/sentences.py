"""Sentences: cut after a mark where a new sentence may begin, and at the start of every paragraph and zone."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from services.language.lang.en.abbreviations import BEFORE_NAME, MAY_END, OPENERS
from services.language.paragraphs import paragraphs
from services.language.zones import Zone, find_zones

_BREAK: Final = re.compile(r"""(?<![.!?…])([.!?…]++['"”’»)\]]*+)\s++(?=['"“‘«(\[]*+[^\W_a-z])""")
#: Longest abbreviation, in characters, and what may stand right before one.
_LONGEST, _OPENING = 20, "([{\"'“‘«-–—/"
_SHORTENED: Final = BEFORE_NAME | MAY_END
_NEXT_WORD: Final = re.compile(r"[^\W_]+")


def sentences(
    text: str, zones: Iterable[Zone] | None = None, blocks: Iterable[tuple[int, int]] | None = None
) -> list[tuple[int, int]]:
    """Spans of the sentences in order, without white space around them. A dateline is a sentence of its own.

    `zones` and `blocks`: the zones and paragraphs of the text, where the caller has them.
    """
    cuts = sorted({zone.start for zone in (find_zones(text) if zones is None else zones)})
    found: list[tuple[int, int]] = []
    position = 0
    for start, end in paragraphs(text) if blocks is None else blocks:
        bounds = [start]
        while position < len(cuts) and cuts[position] < end:
            if cuts[position] > start:
                bounds.append(cuts[position])
            position += 1
        bounds.append(end)
        for left, right in pairwise(bounds):
            found += _split(text, left, right)
    return found


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for mark in _BREAK.finditer(text, start, end):
        if _ends(text, start, mark):
            found.append((start, mark.end(1)))
            start = mark.end()
    rest = text[start:end].rstrip()
    return [*found, (start, start + len(rest))] if rest else found


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the mark ends a sentence, and not only an abbreviation or an initial."""
    if mark[0][0] != "." or mark[0][1] == ".":
        return True
    at = mark.start()
    stretch = text[max(start, at - _LONGEST) : at]
    plain = stretch[stretch.rfind(" ") + 1 :]
    if len(plain) > 1 and plain.isalpha() and plain.lower() not in _SHORTENED:
        return True  # most are: a word, and no abbreviation
    before = stretch.split()
    word = before[-1].lstrip(_OPENING) if before else ""
    lower = word.lower()
    if lower in BEFORE_NAME and word != "no":
        return False
    initial = len(word) == 1 and word.isupper()
    if not initial and lower not in MAY_END and ("." not in word or word[-1].isdigit()):
        return True
    following = _NEXT_WORD.search(text, mark.end())
    opener = following[0] if following else ""
    return opener.lower() in OPENERS and not (initial and opener == "A")
