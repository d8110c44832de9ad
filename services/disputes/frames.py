"""The frames of a reporting verb: content before it, after it, around it; its object; the passive."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dateline.layers.disputes import Stance, Voice
from services.disputes import clauses
from services.disputes.clauses import Parts
from services.disputes.lang.en import words
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

_WH = frozenset(["whether", "if", "how", "why", "what", "when", "where", "who"])
_SHORT_CONTENT = 3
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
        return _make(parts, verbal, subject, as_told, number)
    if relative := _relative_object(parts, verbal, subject):
        return _make(parts, verbal, subject, relative, number)
    if turned := _object_first(parts, verbal, subject):
        return _make(parts, verbal, (turned, subject[1]), spans(parts, subject[0], turned), number, speech=False)
    before = _before(parts, verbal, subject[0])
    if before and not (verbal.after < len(parts) and parts[verbal.after].low == "that"):
        return _make(parts, verbal, subject, before, number)
    if quoted_before(parts, verbal.group.start) is not None:
        return _inverted(parts, verbal, number) or _preposed(parts, verbal, subject, number)
    return _preposed(parts, verbal, subject, number) or _inverted(parts, verbal, number)


def _carried(parts: Parts, verbal: Verbal) -> bool:
    """ "went on to say", "was quick to note": the infinitive is what is told."""
    at = verbal.group.start - 1
    return at >= 0 and parts[at].low in ("on", "quick", "continued", "began", "continues")


def _subject(parts: Parts, verbal: Verbal) -> tuple[int, int] | None:
    start = verbal.group.start
    if verbal.group.infinitive:
        return clauses.clause_subject(parts, start)
    if verbal.form == "ing" and not verbal.group.passive:
        if start and parts[start - 1].low in words.AUXILIARIES:
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
    sentence = _sentence_start(parts, lead)
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


def _make(
    parts: Parts, verbal: Verbal, subject: tuple[int, int] | None, content: tuple[Span, ...], number: int, speech: bool = True
) -> Statement | None:
    if not content:
        return None
    stance = _stance(verbal)
    if stance is None:
        return None
    cue = (parts[verbal.group.start].start, parts[verbal.after - 1].end)
    source = spans(parts, *subject) if subject else ()
    voice = _voice(parts, content)
    factive = verbal.verb.factive and not verbal.group.negated
    return Statement(source, cue, content, voice, stance, factive, number, speech=speech or voice != "indirect")


def _stance(verbal: Verbal) -> Stance | None:
    """The verb's own stance; negated, saying is silence ("did not say whether") and denying is nothing certain."""
    if not verbal.group.negated:
        return verbal.verb.stance
    return "no_comment" if verbal.verb.stance in ("asserts", "confirms") else None


def _voice(parts: Parts, content: tuple[Span, ...]) -> Voice:
    quoted = sum(part.end - part.start for part in parts if part.kind == "quotation" and _inside(part.start, part.end, content))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= sum(end - start for start, end in content) - 2 else "mixed"


def _inside(start: int, end: int, content: tuple[Span, ...]) -> bool:
    return any(left <= start and end <= right for left, right in content)


def _sentence_start(parts: Parts, at: int) -> int:
    for index in range(at - 1, -1, -1):
        if parts[index].low == ";" or (parts[index].low in (".", "?", "!") and clauses.ends_sentence(parts, index)):
            return index + 1
    return 0


def _before(parts: Parts, verbal: Verbal, subject: int) -> tuple[Span, ...]:
    """Content that stands before subject and verb: a quotation, or a clause and a comma; with what goes on after the verb."""
    quotation = quoted_before(parts, subject)
    cry = quotation == subject - 1 and parts[quotation].text.rstrip(QUOTE_MARKS)[-1:] not in (",", "-", "—")
    if quotation is not None and "quotation" in verbal.verb.frames and not (cry and _tail(parts, verbal) is None):
        start = _sentence_start(parts, quotation)
        return (*spans(parts, start, quotation + 1), *_goes_on(parts, verbal))
    if subject == 0 or parts[subject - 1].low not in (",", "—", "–", "?") or "clause" not in verbal.verb.frames:
        return ()
    start = _sentence_start(parts, subject)
    tail = _tail(parts, verbal)
    if tail is None or not (_is_clause(parts, start, subject - 1) or _is_parenthesis(parts, start, subject - 1, tail)):
        return ()
    return (*spans(parts, start, subject - 1), *_goes_on(parts, verbal))


def _is_clause(parts: Parts, start: int, end: int) -> bool:
    return end - start >= _SHORT_CONTENT and clauses.has_verb(parts, start, end)


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
    at = _quotation_later(parts, at)
    if at + 1 < len(parts) and parts[at].low in (",", ".", "—", "–", ":"):
        if is_utterance(parts[at + 1]) or (parts[at + 1].kind == "quotation" and parts[at].low == ","):
            return spans(parts, at + 1, _quotations_end(parts, at + 1))
        end = clause_end(parts, at + 1)
        plain = parts[at].low == "," and parts[at + 1].low not in words.BREAKING and not _adjunct_clause(parts, at + 1)
        if plain and clauses.has_verb(parts, at + 1, end):
            return spans(parts, at + 1, end)
    elif at < len(parts) and is_utterance(parts[at]):
        return spans(parts, at, _quotations_end(parts, at))
    return ()


def _quotation_later(parts: Parts, at: int) -> int:
    """Over the commas of an adjunct to the mark before a quotation: '..., she said in Kenton, Ohio, "..."'."""
    for index in range(at, min(len(parts) - 1, at + 12)):
        low = parts[index].low
        if low in words.AUXILIARIES or low in words.NOMINATIVES or (low == "." and clauses.ends_sentence(parts, index)):
            break
        if low == "," and is_utterance(parts[index + 1]):
            return index
    return at


def _adjunct_clause(parts: Parts, at: int) -> bool:
    low = parts[at].low
    return (
        low.endswith("ing")
        or low in ("according", "who", "which", "whose", "where", "as", "after", "in", "and", "so", "adding", "saying")
        or parts[at].kind == "mark"
    )


def _quotations_end(parts: Parts, at: int) -> int:
    while at < len(parts) and parts[at].kind == "quotation":
        at += 1
    return at


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
    if quotation is None and not clauses.has_verb(parts, _sentence_start(parts, start), start - 1):
        return None
    stop = start - 1 if quotation is None else quotation + 1
    content = spans(parts, _sentence_start(parts, start), stop)
    content += _after_name(parts, end)
    return _make(parts, verbal, (verbal.after, _with_description(parts, end)), content, number)


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
    return spans(parts, at, _quotations_end(parts, at)) if at < len(parts) and is_utterance(parts[at]) else ()


def _preposed(parts: Parts, verbal: Verbal, subject: tuple[int, int], number: int) -> Statement | None:
    """Content after the verb: a quotation, a clause, a question, an infinitive, an object."""
    frames = verbal.verb.frames
    first = verbal.after
    parts = _relative(parts, verbal)
    at = skip_adjuncts(parts, skip_addressee(parts, first) if "addressee" in frames and "action" not in frames else first)
    that = _that(parts, first)
    if that is not None and frames & {"clause", "that"}:
        return _make(parts, verbal, subject, spans(parts, that, clause_end(parts, that + 1)), number)
    if at < len(parts) and parts[at].low in words.PREPOSITIONS:
        at = _quotation_later(parts, at)
    if at < len(parts) and "quotation" in frames and (begin := _quotation_at(parts, at)) is not None:
        return _make(parts, verbal, subject, spans(parts, begin, _quotations_end(parts, begin)), number)
    end = clause_end(parts, at)
    if at >= len(parts) or end == at:
        return None
    if "action" in frames and "question" in frames:
        at = next((index for index in range(at, min(end, at + 8)) if parts[index].low in ("whether", "if", "how", "why")), at)
    low = parts[at].low
    if low in _WH and frames & {"question", "clause"}:
        return _make(parts, verbal, subject, spans(parts, at, end), number)
    if "action" in frames and _acts(parts, first, object_end(parts, first)):
        return _make(parts, verbal, subject, spans(parts, first, object_end(parts, first)), number, speech=_voices(verbal))
    if "infinitive" in frames and low == "to":
        return _make(parts, verbal, subject, spans(parts, at, end), number)
    if (
        "clause" in frames
        and low not in words.PREPOSITIONS
        and end - at >= _SHORT_CONTENT
        and clauses.has_verb(parts, at + 1, end)
    ):
        return _make(parts, verbal, subject, spans(parts, at, end), number)
    if "noun" in frames and low not in words.PREPOSITIONS - {"against"} and not clauses.is_break(parts, at):
        if verbal.verb.naming and not _calls(parts, first, clause_end(parts, first)):
            return None
        return _make(parts, verbal, subject, spans(parts, first, object_end(parts, first)), number, speech=_voices(verbal))
    return None


def _is_told(parts: Parts, start: int, end: int) -> bool:
    """Whether a clause, or words of the source, stand there."""
    return clauses.has_verb(parts, start, end) or any(part.kind == "quotation" for part in parts[start:end])


def _relative(parts: Parts, verbal: Verbal) -> Parts:
    """In a relative clause between commas ("Field, who said ..., left") the parts up to the comma that ends it."""
    start = verbal.group.start
    if start < 2 or parts[start - 1].low not in ("who", "which") or parts[start - 2].low != ",":
        return parts
    end = next((index for index in range(verbal.after + 1, len(parts)) if parts[index].low == ","), len(parts))
    return parts[:end]


def _that(parts: Parts, at: int) -> int | None:
    """Index of a "that" which opens the content: at once, or after addressee and adjuncts without another verb."""
    for index in range(at, min(len(parts), at + 16)):
        low = parts[index].low
        if low == "that":
            return index if parts[index - 1].low not in words.PREPOSITIONS else None
        if parts[index].kind == "quotation" or low in (".", ";", ":") or (low in words.NOMINATIVES and index > at):
            return None
        if (low in words.AUXILIARIES and low != "'s") or low in words.COMMON_VERBS or clauses.is_cue(parts, index):
            return None
    return None


def _quotation_at(parts: Parts, at: int) -> int | None:
    """Index of a quotation that opens right there, over a comma or a colon."""
    for index in range(at, min(len(parts), at + 3)):
        if parts[index].kind == "quotation":
            return index if index > at or is_utterance(parts[index]) else None
        if parts[index].low not in (",", ":", "-", "—"):
            return None
    return None


def _voices(verbal: Verbal) -> bool:
    """Whether an object is worded by the source: what is claimed or demanded is, what is denied or reported need not be."""
    return verbal.verb.stance == "demands" or verbal.verb.lemma == "claim"


def _calls(parts: Parts, start: int, end: int) -> bool:
    """Whether somebody is called something, not a thing merely so named: "called it a lie" against "a town called Ash"."""
    opened = any(parts[index].kind == "quotation" or parts[index].low in words.DETERMINERS for index in range(start + 1, end))
    return (opened and parts[start].low in words.PRONOUNS | words.DETERMINERS | {"him", "them", "her"}) or (
        parts[start].text[0].isupper() and opened
    )


def _acts(parts: Parts, start: int, end: int) -> bool:
    return any(parts[index].low in ("of", "to", "for", "against", "as", "on") for index in range(start + 1, end))


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
    return _make(parts, verbal, source, (*spans(parts, *subject), *rest), number, speech=False)


def _according(parts: Parts, at: int, number: int) -> Statement | None:
    """ "According to X, ..." and "..., according to X"."""
    start = at + 2
    if start >= len(parts) or parts[at + 1].low != "to":
        return None
    end = start
    while end < len(parts) and not (clauses.is_break(parts, end) and parts[end].low not in ("(",)):
        end += 1
    sentence = _sentence_start(parts, at)
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
    return Statement(source, cue, content, _voice(parts, content), "asserts", False, number)
