"""Claims of a text: every statement of every unit, quotations carried on, in order, numbered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.layers.disputes import Claim
from services.disputes import clauses, verbs
from services.disputes.cues import load
from services.disputes.frames import statements
from services.disputes.hints import hints
from services.disputes.kinds import QUOTED, WORD
from services.disputes.parts import QUOTE_MARKS, SPOKEN, Span
from services.disputes.reading import Reading, Unit
from services.disputes.silences import silences, silent_spans
from services.disputes.stances import by_content
from services.disputes.statements import Statement, spans
from services.disputes.trails import Trails

#: The end of quoted speech, rather than of a quoted word.
_ENDS_SPEECH: Final = re.compile(r"[.,!?…][\"”’'»]+$")
#: What negates a cue, in lower case.
_NEGATED: Final = re.compile(r"n['’]t\b|\b(?:not|never|neither|hardly)\b")
#: What stands before the author of a signed quotation.
_DASHED: Final = re.compile(r"[―—–-]")
#: Statements of one text; what comes after them in a very long one is left out.
_MOST = 5_000
#: Sentences with a cue that are read in one text.
_MOST_READ: Final = 15_000
#: Longest signed quotation, in code points.
_LONGEST_SIGNED: Final = 2_000


def read_claims(reading: Reading, trails: Trails) -> list[Statement]:
    """The statements of a text in order of their cues; each cue makes one. Of a very long text those of its first part."""
    low = trails.lines
    quiet = {match.start(): match.end() for match in silent_spans(trails)}
    starts, cues = list(quiet), hints(reading.text, low)
    found: list[Statement] = []
    read = 0
    for number, unit in enumerate(reading.units):
        if len(found) >= _MOST or read >= _MOST_READ:
            break
        silent = [(start, quiet[start]) for start in _within(starts, unit)] if starts else []
        if silent:
            found += silences(unit, number, silent)
        if _within(cues, unit):
            read += 1
            told = statements(unit, number)
            found += [one for one in told if not any(_touch(one.cue, span) for span in silent)] if silent else told
        found += _by_layout(reading, unit, number)
    carried = [by_content(trails, _carry_on(reading.text, statement, reading.units)) for statement in found]
    carried = [one._replace(negated=True) if _NEGATED.search(low, *one.cue) else one for one in carried]
    return sorted(carried, key=lambda one: one.cue)


def _by_layout(reading: Reading, unit: Unit, number: int) -> Iterator[Statement]:
    """Claims that the layout shows: a signed quotation, a colon before the next paragraph."""
    last = reading.text[unit.end - 1]
    if last == ":" and unit.parts and unit.parts.size > 1:
        at = next((index for index in range(unit.parts.size - 2, -1, -1) if verbs.is_cue(unit.parts, index)), None)
        quotes = at is not None and "quotation" in load().verbs[unit.parts.low[at]][0].frames
        if at is not None and quotes and (found := _announced(unit, number, reading.units, at)):
            yield found
    signed = reading.text[unit.start] in QUOTE_MARKS and _DASHED.search(reading.text, unit.start, unit.end)
    if signed and (found := _signed(unit, number)):
        yield found


def _within(offsets: Sequence[int], unit: Unit) -> Sequence[int]:
    return offsets[bisect_left(offsets, unit.start) : bisect_left(offsets, unit.end)]


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _signed(unit: Unit, number: int) -> Statement | None:
    """A quotation with its author after a dash: '"..." -- Jo Field'."""
    if unit.end - unit.start >= _LONGEST_SIGNED:
        return None
    parts = unit.parts
    if parts.size < 3 or not parts.bits[0] & QUOTED or parts.low[0] != SPOKEN or parts.low[1] not in ("―", "—", "–", "-", "--"):
        return None
    if parts.starts[1] - parts.ends[0] > 1 or not parts.text[2][0].isupper() or any(text.islower() for text in parts.text[3:5]):
        return None
    source = spans(parts, 2, parts.size)
    return Statement(
        source, (parts.starts[1], parts.ends[1]), ((parts.starts[0], parts.ends[0]),), "direct", "asserts", False, number
    )


def _announced(unit: Unit, number: int, units: Sequence[Unit], at: int) -> Statement | None:
    """A reporter and a colon at the end of a paragraph, the words in the next one."""
    following = units[number + 1] if number + 1 < len(units) else None
    subject = clauses.subject_before(unit.parts, at)
    if following is None or following.paragraph == unit.paragraph or subject is None:
        return None
    verb, _ = load().verbs[unit.parts.low[at]]
    cue = (unit.parts.starts[at], unit.parts.ends[-1])
    content = ((following.start, following.end),)
    source = spans(unit.parts, *subject)
    return Statement(source, cue, content, "direct", verb.stance, verb.factive, number + 1)


def _carry_on(text: str, statement: Statement, units: Sequence[Unit]) -> Statement:
    """Add the quotations that follow a claim which quotes: '"...," he said. "..." ', also paragraphs that are one quotation."""
    if statement.voice == "indirect" or not statement.speech:
        return statement
    more: list[Span] = []
    at = statement.unit + 1
    spoken = statement.voice == "direct" or any(_ENDS_SPEECH.search(text, *span) for span in statement.content)
    while at < len(units) and (spoken or units[at].paragraph == units[statement.unit].paragraph):
        after = _quoted_on(units, at)
        if after == at:
            break
        more += [(unit.start, unit.end) for unit in units[at:after]]
        at = after
    return statement._replace(content=(*statement.content, *more)) if more else statement


def _quoted_on(units: Sequence[Unit], at: int) -> int:
    """Where the quotations end that go on at that unit: one unit of a paragraph, or a new paragraph where all of it is quoted."""
    if not _only_quoted(units[at]):
        return at
    if units[at].paragraph == units[at - 1].paragraph:
        return at + 1
    end = at + 1
    while end < len(units) and units[end].paragraph == units[at].paragraph:
        if not _only_quoted(units[end]):
            return at
        end += 1
    return end


def _only_quoted(unit: Unit) -> bool:
    return unit.quoted and unit.parts.low[0] == SPOKEN and not any(bits & WORD for bits in unit.parts.bits)


def wire(number: int, statement: Statement, entity: str | None) -> Claim:
    """A statement as the claim of that number."""
    return Claim.model_validate(  # in one go: building models without checks, or one by one, takes longer
        {
            "id": f"c{number}",
            "source": _spans(statement.source),
            "source_entity": entity,
            "cue": _spans([statement.cue]),
            "content": _spans(statement.content),
            "voice": statement.voice,
            "factive": statement.factive,
            "stance": statement.stance,
            "negated": statement.negated,
        }
    )


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]
