"""How far a text is read for names: far enough for any news, and not to the end of a megabyte of nothing but names."""

from __future__ import annotations

from typing import Final

import numpy as np

from services.language.zones import Zone

#: Capitals at the start of a word that are read. A megabyte of news has 30,000, and an item of an agency a few hundred.
LIMIT: Final = 32_768


def readable(text: str, limit: int) -> int:
    """Offset of the end of what is read: the text's own, or where the word that is one too many begins."""
    if len(text) <= limit:
        return len(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    capitals = np.array([ord(char) for char in set(text) if char.isupper()], np.uint32)
    capital = np.isin(codes, capitals)
    first = np.flatnonzero(capital & ~np.concatenate([[False], capital[:-1]]))
    return int(first[limit]) if len(first) > limit else len(text)


def zones_until(zones: list[Zone], end: int) -> list[Zone]:
    """The zones up to there; the last of them may be cut."""
    return [zone if zone.end <= end else zone._replace(end=end) for zone in zones if zone.start < end]


def blocks_until(blocks: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The paragraphs up to there; the last of them may be cut."""
    return [(start, min(last, end)) for start, last in blocks if start < end]
