"""Putting a statement together: its spans, its voice, its stance."""

from __future__ import annotations

from dateline.layers.disputes import Stance, Voice
from services.disputes import clauses
from services.disputes.clauses import Parts
from services.disputes.lang.en import words
from services.disputes.reading import Span, is_utterance
from services.disputes.statements import Statement, Verbal, spans

#: Fewer parts are no clause.
SHORT_CONTENT = 3


def make(
    parts: Parts, verbal: Verbal, subject: tuple[int, int] | None, content: tuple[Span, ...], number: int, speech: bool = True
) -> Statement | None:
    """The statement with that subject and content; None without content, or where the negated verb tells nothing."""
    if not content:
        return None
    stance = _stance(verbal)
    if stance is None:
        return None
    cue = (parts[verbal.group.start].start, parts[verbal.after - 1].end)
    source = spans(parts, *_alone(parts, *subject)) if subject else ()
    how = voice(parts, content)
    factive = verbal.verb.factive and not verbal.group.negated
    return Statement(source, cue, content, how, stance, factive, number, speech=speech or how != "indirect")


def _alone(parts: Parts, start: int, end: int) -> tuple[int, int]:
    """The noun phrase without what a comma adds to it: ", which has six members", ", speaking in Norden"."""
    for index in range(start + 1, end - 2):
        after = parts[index + 1]
        if parts[index].low == "," and (after.low in words.RELATIVES or (after.low.endswith("ing") and after.text.islower())):
            return start, index
    return start, _untimed(parts, start, end)


def _untimed(parts: Parts, start: int, end: int) -> int:
    """Where it ends without a time behind it: "the court on Tuesday", "the company today"."""
    last = end
    while last > start + 1 and parts[last - 1].low in words.TIMES:
        last -= 1
    if last < end and last > start + 1 and parts[last - 1].low in words.PREPOSITIONS:
        last -= 1
    return last if parts[last - 1].kind == "word" or parts[last - 1].low == ")" else end


def _stance(verbal: Verbal) -> Stance | None:
    """The verb's own stance; negated, saying is silence ("did not say whether") and denying is nothing certain."""
    if not verbal.group.negated:
        return verbal.verb.stance
    return "no_comment" if verbal.verb.stance in ("asserts", "confirms") else None


def voice(parts: Parts, content: tuple[Span, ...]) -> Voice:
    """Direct when all of the content is quoted, mixed when some of it is."""
    spoken = [part for part in parts if part.kind == "quotation"]
    quoted = sum([part.end - part.start for part in spoken if _inside(part.start, part.end, content)])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= sum(end - start for start, end in content) - 2 else "mixed"


def _inside(start: int, end: int, content: tuple[Span, ...]) -> bool:
    return any(left <= start and end <= right for left, right in content)


def sentence_start(parts: Parts, at: int) -> int:
    """Index of the first part of the sentence that holds `at`."""
    for index in range(at - 1, -1, -1):
        if parts[index].low == ";" or (parts[index].low in (".", "?", "!") and clauses.ends_sentence(parts, index)):
            return index + 1
    return 0


def quotations_end(parts: Parts, at: int) -> int:
    """Index after the quotations that follow one another from `at` on."""
    while at < len(parts) and parts[at].kind == "quotation":
        at += 1
    return at


def quotation_later(parts: Parts, at: int) -> int:
    """Over the commas of an adjunct to the mark before a quotation: '..., she said in Kenton, Ohio, "..."'."""
    for index in range(at, min(len(parts) - 1, at + 12)):
        low = parts[index].low
        if low in words.AUXILIARIES or low in words.NOMINATIVES or (low == "." and clauses.ends_sentence(parts, index)):
            break
        if low == "," and is_utterance(parts[index + 1]):
            return index
    return at
