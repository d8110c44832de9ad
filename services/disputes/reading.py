"""A text made ready for reading claims: units of sentences and quotations, and their parts."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.disputes.cues import load
from services.disputes.parts import QUOTE_MARKS, Cutter, Parts, Span
from services.language.paragraphs import paragraphs
from services.language.quotes import quotations
from services.language.sentences import sentences
from services.language.zones import find_zones

#: Units longer than so many code points are cut after so many parts.
_LONG, _MOST_PARTS = 2_000, 250


class Unit:
    """Sentences that one quotation holds together, mostly a single one; `paragraph` is the number of its paragraph."""

    __slots__ = ("_cutter", "_parts", "end", "paragraph", "start")

    def __init__(self, cutter: Cutter, start: int, end: int, paragraph: int) -> None:
        self.start, self.end, self.paragraph = start, end, paragraph
        self._cutter = cutter
        self._parts: Parts | None = None

    @property
    def parts(self) -> Parts:
        """What a clause is read from; cut when first asked for, as most units hold no cue."""
        if self._parts is None:
            self._parts = self._cutter.parts(self.start, self.end)
        return self._parts

    @property
    def quoted(self) -> bool:
        """Whether a quotation opens it."""
        return self._cutter.opens_at(self.start)


class Reading:
    """A text, its quotations (inside their marks), sentences and units."""

    def __init__(self, text: str) -> None:
        self.text = text
        blocks = paragraphs(text)
        zones = find_zones(text, blocks)
        skipped = [zone for zone in zones if zone.zone in ("dateline", "signature", "site_label")]
        self.quotations = _quotations(text, blocks)
        self.sentences = sentences(text, zones, blocks)
        self._skip = [(zone.start, zone.end) for zone in skipped]
        self._cutter = Cutter(text, self.quotations)
        self.units = tuple(self._units())

    def quotation_at(self, offset: int) -> Span | None:
        """The quotation that covers that code point."""
        at = bisect_right(self._cutter.starts, offset) - 1
        if at >= 0 and offset < self.quotations[at][1]:
            return self.quotations[at]
        return None

    def sentence_number(self, offset: int) -> int:
        """Number of the sentence that covers that code point, or of the nearest one before it."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1)

    def window(self, number: int, reach: int) -> Span:
        """From `reach` sentences before that one to as many after it."""
        last = len(self.sentences) - 1
        return self.sentences[max(0, number - reach)][0], self.sentences[min(last, number + reach)][1]

    def _units(self) -> Iterator[Unit]:
        paragraph, previous = 0, 0
        for start, end in _with_reporters(self.text, _joined(self.sentences, self.quotations)):
            paragraph += "\n" in self.text[previous:start]
            previous = end
            if not any(left <= start < right for left, right in self._skip):
                yield from self._cut(start, end, paragraph)

    def _cut(self, start: int, end: int, paragraph: int) -> Iterator[Unit]:
        """One unit, or several where no mark ends a sentence for long: work on a unit grows faster than its length."""
        if end - start <= _LONG:
            yield Unit(self._cutter, start, end, paragraph)
            return
        parts = self._cutter.parts(start, end)
        for at in range(0, parts.size, _MOST_PARTS):
            last = min(at + _MOST_PARTS, parts.size) - 1
            yield Unit(self._cutter, parts.starts[at], parts.ends[last], paragraph)


class Cover:
    """A set of spans, asked whether a span lies within one of them. Those that overlap are one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def around(self, start: int, end: int) -> Span | None:
        """The span of the set that holds this one."""
        at = bisect_right(self._spans, (start, sys.maxsize)) - 1
        return self._spans[at] if at >= 0 and end <= self._spans[at][1] else None

    def touches(self, start: int, end: int) -> bool:
        """Whether a span of the set shares a code point with this one."""
        at = bisect_right(self._spans, (end - 1, sys.maxsize)) - 1
        return at >= 0 and start < self._spans[at][1]


def _quotations(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Quotations inside their marks; two single marks typed for a double one count as one."""
    spans = quotations(text.replace("''", '" ')) if "''" in text else quotations(text, blocks)
    return [(start, end) for start, end in spans if text[start:end].strip(QUOTE_MARKS + " \n")]


#: The end of a quoted question or cry, after which a reporting clause looks like a sentence: '"Why?" Mrs. Field asked.'
_CRY: Final = re.compile(r"[!?][\"”’']+$")


def _with_reporters(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Sentences, a quoted question or cry joined with the reporting clause that follows it."""
    current: Span | None = None
    for start, end in spans:
        cries = (
            current is not None and "\n" not in text[current[1] : start] and _CRY.search(text, max(0, current[1] - 4), current[1])
        )
        if current is not None and cries and _reports(text, start, end):
            current = (current[0], end)
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current


def _reports(text: str, start: int, end: int) -> bool:
    verbs = load().verbs
    for word in text[start : min(end, start + 90)].split()[1:8]:
        low = word.strip(".,:").lower()
        if low in verbs and "quotation" in verbs[low][0].frames and verbs[low][1] in ("past", "s"):
            return True
    return False


def _joined(spans: Sequence[Span], quoted: Sequence[Span]) -> Iterator[Span]:
    """Sentences, those within one quotation joined."""
    at, current = 0, None
    for start, end in spans:
        while at < len(quoted) and quoted[at][1] <= start:
            at += 1
        inside = at < len(quoted) and quoted[at][0] - 1 < start
        if current is not None and inside and quoted[at][0] < current[1]:
            current = (current[0], end)
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current
