"""Which of many spans overlap a given one, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

#: Code points of text that share a list; about a paragraph.
_BLOCK = 512


class Overlaps:
    """Numbered things with their spans (`start`, `end`), found by the stretch of text that they touch."""

    def __init__(self, things: Iterable[tuple[int, Iterable[Mapping[str, int]]]], length: int) -> None:
        self._length = length  # of the text: what lies behind it is not looked at
        self._blocks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._found: dict[tuple[int, int], frozenset[int]] = {}
        for number, spans in things:
            for span in spans:
                for block in self._touched(span["start"], span["end"]):
                    self._blocks[block].append((span["start"], span["end"], number))

    def find(self, start: int, end: int) -> frozenset[int]:
        """Numbers of the things that share at least one code point with `start` to `end`."""
        key = (start, end)
        if key not in self._found:  # many events share a sentence
            self._found[key] = self._look(start, end)
        return self._found[key]

    def _look(self, start: int, end: int) -> frozenset[int]:
        near = (one for block in self._touched(start, end) for one in self._blocks.get(block, ()))
        return frozenset(number for first, last, number in near if max(first, start) < min(last, end))

    def _touched(self, start: int, end: int) -> range:
        return range(max(start, 0) // _BLOCK, -(-min(end, self._length) // _BLOCK))
