"""Putting a statement together: its spans, its voice, its stance."""

from __future__ import annotations

from typing import Final

from dateline.layers.disputes import Stance, Voice
from services.disputes import clauses
from services.disputes.kinds import PREPOSITION, QUOTED, RELATIVE, TIME, WORD
from services.disputes.lang.en import words
from services.disputes.parts import SPOKEN, Parts, Span
from services.disputes.statements import Statement, Verbal, spans

#: Fewer parts are no clause.
SHORT_CONTENT: Final = 3


def make(
    parts: Parts, verbal: Verbal, subject: tuple[int, int] | None, content: tuple[Span, ...], number: int, speech: bool = True
) -> Statement | None:
    """The statement with that subject and content; None without content, or where the negated verb tells nothing."""
    if not content:
        return None
    stance = _stance(verbal)
    if stance is None:
        return None
    cue = (parts.starts[verbal.group.start], parts.ends[verbal.after - 1])
    source = spans(parts, *_alone(parts, *subject)) if subject else ()
    how = voice(parts, content)
    factive = verbal.verb.factive and not verbal.group.negated
    return Statement(source, cue, content, how, stance, factive, number, speech=speech or how != "indirect")


def _alone(parts: Parts, start: int, end: int) -> tuple[int, int]:
    """The noun phrase without what a comma adds to it: ", which has six members", ", speaking in Norden"."""
    for index in range(start + 1, end - 2):
        if parts.low[index] == "," and (parts.bits[index + 1] & RELATIVE or _acts(parts.text[index + 1])):
            return start, index
    return start, _untimed(parts, start, end)


def _acts(text: str) -> bool:
    return text.endswith("ing") and text.islower()


def _untimed(parts: Parts, start: int, end: int) -> int:
    """Where it ends without a time behind it: "the court on Tuesday", "the company today"."""
    last = end
    while last > start + 1 and parts.bits[last - 1] & TIME:
        last -= 1
    if last < end and last > start + 1 and parts.bits[last - 1] & PREPOSITION:
        last -= 1
    return last if parts.bits[last - 1] & WORD or parts.low[last - 1] == ")" else end


def _stance(verbal: Verbal) -> Stance | None:
    """The verb's own stance; negated, saying is silence ("did not say whether") and denying is nothing certain."""
    if not verbal.group.negated:
        return verbal.verb.stance
    return "no_comment" if verbal.verb.stance in ("asserts", "confirms") else None


def voice(parts: Parts, content: tuple[Span, ...]) -> Voice:
    """Direct when all of the content is quoted, mixed when some of it is."""
    spoken = [(parts.starts[at], parts.ends[at]) for at, bits in enumerate(parts.bits) if bits & QUOTED]
    quoted = sum([end - start for start, end in spoken if _inside(start, end, content)])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= sum(end - start for start, end in content) - 2 else "mixed"


def _inside(start: int, end: int, content: tuple[Span, ...]) -> bool:
    return any(left <= start and end <= right for left, right in content)


def sentence_start(parts: Parts, at: int) -> int:
    """Index of the first part of the sentence that holds `at`."""
    for index in range(at - 1, -1, -1):
        if parts.low[index] == ";" or (parts.low[index] in (".", "?", "!") and clauses.ends_sentence(parts, index)):
            return index + 1
    return 0


def quotations_end(parts: Parts, at: int) -> int:
    """Index after the quotations that follow one another from `at` on."""
    while at < parts.size and parts.bits[at] & QUOTED:
        at += 1
    return at


def quotation_later(parts: Parts, at: int) -> int:
    """Over the commas of an adjunct to the mark before a quotation: '..., she said in Kenton, Ohio, "..."'."""
    for index in range(at, min(parts.size - 1, at + 12)):
        low = parts.low[index]
        if low in words.AUXILIARIES or low in words.NOMINATIVES or (low == "." and clauses.ends_sentence(parts, index)):
            break
        if low == "," and parts.low[index + 1] == SPOKEN:
            return index
    return at
