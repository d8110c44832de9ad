"""Where to look: the sentences that hold a word of a kind, found in one pass, so that patterns are tried there only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import orjson
from ahocorasick_rs import AhoCorasick

from services.disputes.names import lowered
from services.disputes.parts import Span
from services.disputes.reading import Reading


@cache
def _triggers() -> tuple[AhoCorasick, list[str]]:
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/triggers.json").read_bytes())
    pairs = [(word, kind) for kind, words in raw.items() if isinstance(words, list) for word in words]
    return AhoCorasick([word for word, _ in pairs]), [kind for _, kind in pairs]


class Trails:
    """The sentences of a text by the kinds of trigger in them (`lang/en/triggers.json`; parts of words, in lower case)."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.low = lowered(reading.text).replace("\n", " ")
        finder, kinds = _triggers()
        found: dict[str, set[int]] = {}
        for index, start, _ in finder.find_matches_as_indexes(self.low, overlapping=True):
            found.setdefault(kinds[index], set()).add(reading.sentence_number(start + 1))
        self._spans = {kind: [reading.sentences[number] for number in sorted(numbers)] for kind, numbers in found.items()}
        self._numbers = found

    def spans(self, kind: str) -> list[Span]:
        """Sentences with a trigger of that kind, in order."""
        return self._spans.get(kind, [])

    def holds(self, kind: str, number: int) -> bool:
        """Whether the sentence of that number has a trigger of that kind."""
        return number in self._numbers.get(kind, ())

    def find(self, pattern: re.Pattern[str], kind: str) -> Iterator[re.Match[str]]:
        """Matches of a pattern in those sentences, in order."""
        for span in self.spans(kind):
            yield from pattern.finditer(self.text, *span)
