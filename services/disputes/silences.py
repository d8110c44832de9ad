"""Statements of silence: "declined to comment", "did not give such details". They assert nothing and deny nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import orjson

from services.disputes import clauses
from services.disputes.parts import Span
from services.disputes.reading import Unit
from services.disputes.statements import Statement, clause_end, spans
from services.disputes.trails import Trails

#: What a silence begins with.
_FIRST = re.compile(r"\b(?:decline|refuse|did|does|do|has|have|had|gave|provided|offered|neither|would|could|can|was|were|is)")


@cache
def _pattern() -> re.Pattern[str]:
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/silences.json").read_bytes())
    pattern = "(?:" + "|".join(raw["patterns"]).replace(" ", r"\s") + r")\b"
    return re.compile(pattern)


def silent_spans(trails: Trails) -> Iterator[re.Match[str]]:
    """Where a text says that somebody said nothing: in sentences with a word of refusal and one of what is not said."""
    for start, end in trails.both("silent", "unsaid"):
        for word in _FIRST.finditer(trails.text, start, end):
            if found := _pattern().match(trails.text, word.start()):
                yield found


def silences(unit: Unit, number: int, found: Sequence[Span]) -> Iterator[Statement]:
    """The silences of a unit outside quotations, each with its subject as source and what it is about as content."""
    for start, end in found:
        first = next((index for index, begin in enumerate(unit.parts.starts) if begin == start), None)
        last = next((index for index, close in enumerate(unit.parts.ends) if close >= end), None)
        if first is None or last is None:
            continue
        subject = clauses.subject_before(unit.parts, first)
        source = spans(unit.parts, *subject) if subject else ()
        content = spans(unit.parts, last + 1, clause_end(unit.parts, last + 1))
        yield Statement(source, (start, end), content, "indirect", "no_comment", False, number)
