"""Where to look: the sentences that hold a word of a kind, found in one pass, so that patterns are tried there only."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final, get_args

import orjson
from ahocorasick_rs import AhoCorasick

from dateline.layers.disputes import Stance
from services.disputes.names import lowered
from services.disputes.parts import Span
from services.disputes.reading import Reading

#: Sentences of one kind in one text; what comes after them in a very long one is left out.
_MOST = 2_000
#: Matches of one pattern in one sentence.
_MOST_MATCHES: Final = 100
STANCES: Final = frozenset(get_args(Stance))


@cache
def _triggers() -> tuple[AhoCorasick, list[str]]:
    read = files("services.disputes").joinpath
    raw = orjson.loads(read("lang/en/triggers.json").read_bytes())
    pairs = [(word, kind) for kind, words in raw.items() if isinstance(words, list) for word in words]
    stances = orjson.loads(read("lang/en/stances.json").read_bytes())["triggers"]
    pairs += [(word, stance) for stance, words in stances.items() for word in words]
    return AhoCorasick([word for word, _ in pairs]), [kind for _, kind in pairs]


class Trails:
    """The sentences of a text by the kinds of trigger in them (`lang/en/triggers.json`; parts of words, in lower case)."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.lines = lowered(reading.text)
        self.low = self.lines.replace("\n", " ")
        self.stances: list[tuple[int, int, str]] = []
        finder, kinds = _triggers()
        found: dict[str, set[int]] = {}
        starts = [start for start, _ in reading.sentences]
        for index, start, end in finder.find_matches_as_indexes(self.low, overlapping=True):
            kind = kinds[index]
            if kind in STANCES:
                self.stances.append((start, end, kind))
            else:
                found.setdefault(kind, set()).add(max(0, bisect_right(starts, start + 1) - 1))
        self.stances.sort()
        self._spans = {kind: [reading.sentences[number] for number in sorted(numbers)[:_MOST]] for kind, numbers in found.items()}
        self._numbers, self._sentences = found, reading.sentences

    def shows(self, start: int, end: int) -> set[str]:
        """The stances that a word between two offsets may show."""
        first, last = (bisect_left(self.stances, (offset,)) for offset in (start, end))
        return {stance for _, close, stance in self.stances[first:last] if close <= end}

    def both(self, one: str, other: str) -> list[Span]:
        """Sentences with a trigger of either kind, in order."""
        shared = self._numbers.get(one, set()) & self._numbers.get(other, set())
        return [self._sentences[number] for number in sorted(shared)]

    def spans(self, kind: str) -> list[Span]:
        """Sentences with a trigger of that kind, in order."""
        return self._spans.get(kind, [])

    def holds(self, kind: str, number: int) -> bool:
        """Whether the sentence of that number has a trigger of that kind."""
        return number in self._numbers.get(kind, ())

    def find(self, pattern: re.Pattern[str], kind: str) -> Iterator[re.Match[str]]:
        """Matches of a pattern in those sentences, in order."""
        for span in self.spans(kind):
            yield from islice(pattern.finditer(self.text, *span), _MOST_MATCHES)
