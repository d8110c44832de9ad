"""Claims of a text: every statement of every unit, quotations carried on, in order, numbered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dateline.layers.disputes import Claim
from dateline.span import Span as WireSpan
from services.disputes.cues import load
from services.disputes.frames import statements
from services.disputes.names import NameFinder, lowered
from services.disputes.reading import Reading, Span, Unit, is_utterance
from services.disputes.silences import silences, silent_spans
from services.disputes.statements import Statement


def read_claims(reading: Reading) -> list[Statement]:
    """All statements of a text in order of their cues; each cue makes one."""
    low = lowered(reading.text)
    cues = [hit.start for hit in _cue_finder().find(low)]
    quiet = {match.start(): match.end() for match in silent_spans(reading.text, low)}
    starts = list(quiet)
    found: list[Statement] = []
    for number, unit in enumerate(reading.units):
        found += _of_unit(unit, number, _within(cues, unit), [(start, quiet[start]) for start in _within(starts, unit)])
    carried = [_carry_on(statement, reading.units) for statement in found]
    return sorted(carried, key=lambda one: one.cue)


def _of_unit(unit: Unit, number: int, cues: Sequence[int], quiet: Sequence[Span]) -> Iterator[Statement]:
    if quiet:
        yield from silences(unit, number, quiet)
    if cues:
        yield from (one for one in statements(unit, number, cues) if not any(_touch(one.cue, span) for span in quiet))


def _within(offsets: Sequence[int], unit: Unit) -> Sequence[int]:
    return offsets[bisect_left(offsets, unit.start) : bisect_left(offsets, unit.end)]


@cache
def _cue_finder() -> NameFinder:
    return NameFinder([*load().verbs, "according"])


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _carry_on(statement: Statement, units: Sequence[Unit]) -> Statement:
    """Add the quotations that follow in the same paragraph to a claim which quotes: '"...," he said. "..." '."""
    if statement.voice == "indirect":
        return statement
    more: list[Span] = []
    for unit in units[statement.unit + 1 :]:
        if unit.paragraph != units[statement.unit].paragraph or not _only_quoted(unit):
            break
        more.append((unit.start, unit.end))
    return statement._replace(content=(*statement.content, *more)) if more else statement


def _only_quoted(unit: Unit) -> bool:
    return is_utterance(unit.parts[0]) and all(part.kind != "word" for part in unit.parts)


def wire(number: int, statement: Statement, entity: str | None) -> Claim:
    """A statement as the claim of that number."""
    return Claim(
        id=f"c{number}",
        source=_spans(statement.source),
        source_entity=entity,
        cue=_spans([statement.cue]),
        content=_spans(statement.content),
        voice=statement.voice,
        factive=statement.factive,
        stance=statement.stance,
    )


def _spans(spans: Iterable[Span]) -> list[WireSpan]:
    return [WireSpan(start=start, end=end) for start, end in spans]
