"""Stretches of time as the data files of this room write them: EDTF intervals, several apart by blanks, `..` for open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.knowledge.named_times import bounds

#: What open ends stand for, so that spans can be compared.
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` to `until`, both counted."""

    since: date
    until: date

    def gap(self, one: date) -> int:
        """Days from a day to the span: negative before it, 0 in it, positive after it."""
        if one < self.since:
            return (one - self.since).days
        return max(0, (one - self.until).days)


def read(text: str) -> tuple[Span, ...]:
    """Spans in order of time. Raises ValueError when one cannot be read or ends before it begins."""
    spans = tuple(_span(part) for part in text.split())
    if not spans or any(one.until < one.since for one in spans) or list(spans) != sorted(spans, key=lambda one: one.since):
        raise ValueError(f"spans: cannot read {text!r}")
    return spans


def _span(part: str) -> Span:
    first, _, last = part.partition("/")
    last = last or first
    return Span(FIRST if first == ".." else bounds(first)[0], LAST if last == ".." else bounds(last)[1])
