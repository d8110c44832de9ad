"""Quotations: what stands between quotation marks, straight or curly, also over paragraphs that each open with a mark."""

import re
from collections.abc import Sequence
from typing import Final

from services.language.paragraphs import paragraphs

_DOUBLE: Final = re.compile(r"[\"“”„«»]")
_SINGLE: Final = re.compile(r"(?<![\w.])[‘'](?=[\w“\"])|[’'](?!\w)")
_OPENS_AFTER: Final = frozenset("([{-—–/ \t\n\xa0‘'")


def quotations(text: str, blocks: Sequence[tuple[int, int]] | None = None) -> list[tuple[int, int]]:
    """Spans between the marks, in order, marks left out; one per paragraph where a quotation runs over several.

    A mark that is never closed counts where it opens a paragraph, or where the next one opens with a mark.
    Texts without double marks are read by their single ones. `blocks`: the paragraphs, where the caller has them.
    """
    marks = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    found: list[tuple[int, int]] = []
    blocks = paragraphs(text) if blocks is None else blocks
    for number, (start, end) in enumerate(blocks):
        opened: int | None = None
        for mark in marks.finditer(text, start, end):
            if opened is None:
                opened = mark.end() if _opens(text, mark.start(), start) else None
            elif _closes(text, mark.start(), end):
                found.append((opened, mark.start()))
                opened = None
        if opened is not None and (opened == start + 1 or _goes_on(text, blocks, number + 1)):
            found.append((opened, end))
    return [(start, end) for start, end in found if start < end]


def _goes_on(text: str, blocks: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether that paragraph carries a quotation on: it opens with a mark."""
    return number < len(blocks) and text[blocks[number][0]] in "\"“„«‘'"


def _opens(text: str, at: int, start: int) -> bool:
    if text[at] in "“„«‘":
        return True
    return text[at] in "\"'" and (at == start or text[at - 1] in _OPENS_AFTER)


def _closes(text: str, at: int, end: int) -> bool:
    if text[at] in "”»’“":
        return True
    return at + 1 >= end or not text[at + 1].isalnum()
