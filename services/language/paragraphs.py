"""Paragraphs: blocks between blank lines, or single lines, or lines joined again where the text was hard-wrapped."""

import re
from itertools import pairwise
from typing import Final

#: Longest line of a text that was wrapped by a machine.
_WRAP_WIDTH: Final = 100
#: From the first character that shows; it never looks twice at one place.
_BLOCK: Final = re.compile(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_LINE: Final = re.compile(r"[^\n]+")
_MID_SENTENCE: Final = re.compile(r"[a-z,]\n[a-z]")
_NEW_INDENT: Final = re.compile(r"\n(?=[ \t]{2})")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, without white space around them, in order."""
    found: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        found += _split(text, text.rfind("\n", 0, block.start()) + 1, block.end())
    return found


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text.find("\n", start, end) < 0:
        return [_strip(text, start, end)]
    if not _wrapped(text, start, end):
        return [_strip(text, line.start(), line.end()) for line in _LINE.finditer(text, start, end) if not line[0].isspace()]
    bounds = [start, *(mark.end() for mark in _NEW_INDENT.finditer(text, start, end)), end]
    pairs = (_strip(text, left, right) for left, right in pairwise(bounds))
    return [(left, right) for left, right in pairs if left < right]


def _wrapped(text: str, start: int, end: int) -> bool:
    if not _MID_SENTENCE.search(text, start, end):
        return False
    return all(len(line[0]) <= _WRAP_WIDTH for line in _LINE.finditer(text, start, end))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
