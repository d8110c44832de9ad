"""The frames of a reporting verb: content before it, after it, around it; its object; the passive."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from services.disputes import clauses
from services.disputes.after import preposed
from services.disputes.clauses import Parts
from services.disputes.lang.en import words
from services.disputes.making import SHORT_CONTENT, make, quotation_later, quotations_end, sentence_start, voice
from services.disputes.reading import QUOTE_MARKS, Span, Unit, is_utterance
from services.disputes.statements import (
    Statement,
    Verbal,
    clause_end,
    object_end,
    quoted_before,
    read_verb,
    skip_addressee,
    skip_adjuncts,
    spans,
)

#: No sentence tells more often.
_MOST_CUES = 30


def statements(unit: Unit, number: int, cues: Sequence[int]) -> Iterator[Statement]:
    """Every statement that a verb of this unit makes; `number` is the unit's, `cues` the offsets of what may be one."""
    starts = [part.start for part in unit.parts]
    for offset in cues[:_MOST_CUES]:
        at = bisect_left(starts, offset)
        if at < len(starts) and starts[at] == offset and unit.parts[at].kind == "word":
            found = _read(unit, at, number)
            if found:
                yield found


def _read(unit: Unit, at: int, number: int) -> Statement | None:
    if unit.parts[at].low == "according":
        return _according(unit.parts, at, number)
    verbal = read_verb(unit, at)
    return _statement(unit.parts, verbal, number) if verbal else None


def _statement(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    if verbal.group.infinitive and not _carried(parts, verbal):
        return None
    if verbal.group.passive and verbal.form == "past":
        return _passive(parts, verbal, number)
    subject = _subject(parts, verbal)
    if subject is None:
        return _inverted(parts, verbal, number)
    if as_told := _as(parts, verbal, subject):
        return make(parts, verbal, subject, as_told, number)
    if relative := _relative_object(parts, verbal, subject):
        return make(parts, verbal, subject, relative, number)
    if turned := _object_first(parts, verbal, subject):
        return make(parts, verbal, (turned, subject[1]), spans(parts, subject[0], turned), number, speech=False)
    before = _before(parts, verbal, subject[0])
    if before and not (verbal.after < len(parts) and parts[verbal.after].low == "that"):
        return make(parts, verbal, subject, before, number)
    if quoted_before(parts, verbal.group.start) is not None:
        return _inverted(parts, verbal, number) or preposed(parts, verbal, subject, number)
    return preposed(parts, verbal, subject, number) or _inverted(parts, verbal, number)


def _carried(parts: Parts, verbal: Verbal) -> bool:
    """ "went on to say", "was quick to note": the infinitive is what is told."""
    at = verbal.group.start - 1
    return at >= 0 and parts[at].low in ("on", "quick", "continued", "began", "continues")


def _subject(parts: Parts, verbal: Verbal) -> tuple[int, int] | None:
    start = verbal.group.start
    if verbal.group.infinitive:
        return clauses.clause_subject(parts, start)
    if verbal.form == "ing" and not verbal.group.passive:
        if start and parts[start - 1].low in words.AUXILIARIES | words.PREPOSITIONS:
            return None
        return clauses.clause_subject(parts, start) or clauses.first_subject(parts, start)
    subject = clauses.subject_before(parts, start)
    if subject is None or any(parts[index].kind == "quotation" for index in range(*subject)):
        return None
    return subject


def _as(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "As Field put it, ..." and "..., as Field put it": the other clause is what is told."""
    lead = subject[0] - 1
    tail = _tail(parts, verbal)
    if lead < 0 or parts[lead].low != "as" or tail is None:
        return ()
    sentence = sentence_start(parts, lead)
    if lead == sentence:
        comma = next((index for index in range(tail, min(len(parts), tail + 12)) if parts[index].low == ","), None)
        return spans(parts, comma + 1, clause_end(parts, comma + 1)) if comma is not None and comma + 1 < len(parts) else ()
    return spans(parts, sentence, lead) if parts[lead - 1].low in (",", "—", "–") else ()


def _relative_object(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "the isles, which Norden claims as its own": what stands before "which", or the words after "as"."""
    which, after = subject[0] - 1, verbal.after
    if which < 1 or parts[which].low not in ("which", "that") or "noun" not in verbal.verb.frames or verbal.verb.naming:
        return ()
    if after < len(parts) and parts[after].low == "as":
        return spans(parts, after, object_end(parts, after + 1))
    if after < len(parts) and parts[after].low not in (",", ".", ";", "and", "but", "in"):
        return ()
    end = which - 1 if parts[which - 1].low == "," else which
    return spans(parts, clauses.noun_phrase_start(parts, end), end)


def _object_first(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> int | None:
    """ "..., a charge Norden denies": where the subject begins after the object, None when the object does not stand first."""
    after = verbal.after
    if "noun" not in verbal.verb.frames or (after < len(parts) and parts[after].low not in (".", ",", ";")):
        return None
    start = subject[0]
    if parts[start].low not in words.DETERMINERS or start + 2 >= subject[1]:
        return None
    fresh = start + 2 + (parts[start + 2].low in ("that", "which"))
    follows = parts[start + 1].text.islower() and fresh < subject[1]
    return fresh if follows and (parts[fresh].text[0].isupper() or parts[fresh].low in words.DETERMINERS) else None


def _before(parts: Parts, verbal: Verbal, subject: int) -> tuple[Span, ...]:
    """Content that stands before subject and verb: a quotation, or a clause and a comma; with what goes on after the verb."""
    quotation = quoted_before(parts, subject)
    cry = quotation == subject - 1 and parts[quotation].text.rstrip(QUOTE_MARKS)[-1:] not in (",", "-", "—")
    if quotation is not None and "quotation" in verbal.verb.frames and not (cry and _tail(parts, verbal) is None):
        start = sentence_start(parts, quotation)
        return (*spans(parts, start, quotation + 1), *_goes_on(parts, verbal))
    if subject == 0 or parts[subject - 1].low not in (",", "—", "–", "?") or "clause" not in verbal.verb.frames:
        return ()
    start = sentence_start(parts, subject)
    tail = _tail(parts, verbal)
    if tail is None or not (_is_clause(parts, start, subject - 1) or _is_parenthesis(parts, start, subject - 1, tail)):
        return ()
    return (*spans(parts, start, subject - 1), *_goes_on(parts, verbal))


def _is_clause(parts: Parts, start: int, end: int) -> bool:
    return end - start >= SHORT_CONTENT and clauses.has_verb(parts, start, end)


def _is_parenthesis(parts: Parts, start: int, end: int, tail: int) -> bool:
    """ "The treaty, he said, would ...": the subject of the content before, its verb after."""
    return tail < len(parts) and parts[tail].low == "," and end - start >= 2 and parts[start].low not in words.PREPOSITIONS


def _tail(parts: Parts, verbal: Verbal) -> int | None:
    """Where the reporting clause ends, when nothing but adjuncts follows its verb; None when content follows."""
    at = verbal.after
    if "addressee" in verbal.verb.frames:
        at = skip_addressee(parts, at)
    at = skip_adjuncts(parts, at)
    if at >= len(parts) or parts[at].low in (",", ".", ";", "—", "–", ")") or parts[at].kind == "quotation":
        return at
    if parts[at].low in words.PREPOSITIONS or parts[at].low in ("when", "while", "because", "if", "though", "although"):
        return at if not any(parts[index].low == "that" for index in range(at, min(len(parts), at + 8))) else None
    return None


def _goes_on(parts: Parts, verbal: Verbal) -> tuple[Span, ...]:
    """What follows a reporting clause that stands in the middle: '..., he said, "..."'."""
    at = _tail(parts, verbal)
    if at is None:
        return ()
    while at < len(parts) and parts[at].low not in (",", ".", ";", ":", "—", "–") and parts[at].kind != "quotation":
        at += 1
    at = quotation_later(parts, at)
    if at + 1 < len(parts) and parts[at].low in (",", ".", "—", "–", ":"):
        if is_utterance(parts[at + 1]) or (parts[at + 1].kind == "quotation" and parts[at].low == ","):
            return spans(parts, at + 1, quotations_end(parts, at + 1))
        end = clause_end(parts, at + 1)
        plain = parts[at].low == "," and parts[at + 1].low not in words.BREAKING and not _adjunct_clause(parts, at + 1)
        if plain and clauses.has_verb(parts, at + 1, end):
            return spans(parts, at + 1, end)
    elif at < len(parts) and is_utterance(parts[at]):
        return spans(parts, at, quotations_end(parts, at))
    return ()


def _adjunct_clause(parts: Parts, at: int) -> bool:
    low = parts[at].low
    return (
        low.endswith("ing")
        or low in ("according", "who", "which", "whose", "where", "as", "after", "in", "and", "so", "adding", "saying")
        or parts[at].kind == "mark"
    )


def _inverted(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    """'"...," said the minister': the subject after the verb."""
    start = verbal.group.start
    if start != verbal.at or verbal.form == "ing" or start == 0 or "quotation" not in verbal.verb.frames:
        return None
    end = clauses.name_after(parts, verbal.after)
    if end == verbal.after or (parts[verbal.after].low in ("that", "the") and end == verbal.after + 1):
        return None
    quotation = quoted_before(parts, start)
    if quotation is None and not (parts[start - 1].low == "," and "clause" in verbal.verb.frames and _closes(parts, end)):
        return None
    if quotation is None and not clauses.has_verb(parts, sentence_start(parts, start), start - 1):
        return None
    stop = start - 1 if quotation is None else quotation + 1
    content = spans(parts, sentence_start(parts, start), stop)
    content += _after_name(parts, end)
    return make(parts, verbal, (verbal.after, _with_description(parts, end)), content, number)


def _closes(parts: Parts, at: int) -> bool:
    at = skip_adjuncts(parts, at)
    return at >= len(parts) or parts[at].low in (",", ".", ";") or parts[at].low in words.PREPOSITIONS


def _with_description(parts: Parts, at: int) -> int:
    """Over what describes a name that stands last: "said Jo Field, a lawyer for the club"."""
    if at + 1 >= len(parts) or parts[at].low != "," or parts[at + 1].kind == "quotation" or parts[at + 1].low.endswith("ing"):
        return at
    for index in range(at + 1, len(parts)):
        if parts[index].kind == "quotation" or (parts[index].low in (".", ";") and clauses.ends_sentence(parts, index)):
            return index if parts[index].kind != "quotation" else at
    return at


def _after_name(parts: Parts, at: int) -> tuple[Span, ...]:
    while at < len(parts) and parts[at].kind != "quotation":
        at += 1
    return spans(parts, at, quotations_end(parts, at)) if at < len(parts) and is_utterance(parts[at]) else ()


def _passive(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    """ "has been challenged by Japan": the object stands first; the source, if any, after "by"."""
    subject = clauses.subject_before(parts, verbal.group.start)
    if subject is None or not verbal.verb.frames & {"noun", "action"}:
        return None
    end = clause_end(parts, verbal.after)
    by = next((index for index in range(verbal.after, min(end, verbal.after + 12)) if parts[index].low == "by"), None)
    if by is None and "action" not in verbal.verb.frames:
        return None
    source = (by + 1, clauses.name_after(parts, by + 1)) if by is not None else None
    rest = spans(parts, verbal.after, by if by is not None else end) if "action" in verbal.verb.frames else ()
    return make(parts, verbal, source, (*spans(parts, *subject), *rest), number, speech=False)


def _according(parts: Parts, at: int, number: int) -> Statement | None:
    """ "According to X, ..." and "..., according to X"."""
    start = at + 2
    if start >= len(parts) or parts[at + 1].low != "to":
        return None
    end = start
    while end < len(parts) and not (clauses.is_break(parts, end) and parts[end].low not in ("(",)):
        end += 1
    sentence = sentence_start(parts, at)
    cue = (parts[at].start, parts[at + 1].end)
    source = spans(parts, start, end)
    if at <= sentence + 2 and end < len(parts) and parts[end].low == ",":
        content = spans(parts, end + 1, clause_end(parts, end + 1))
    else:
        content = spans(parts, sentence, at)
        if end + 1 < len(parts) and parts[end].low == "," and clauses.has_verb(parts, end + 1, clause_end(parts, end + 1)):
            content += spans(parts, end + 1, clause_end(parts, end + 1))
    if not source or not content:
        return None
    return Statement(source, cue, content, voice(parts, content), "asserts", False, number)
