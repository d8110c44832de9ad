"""The frames of a reporting verb: content before it, after it, around it; its object; the passive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.disputes import clauses
from services.disputes.after import preposed
from services.disputes.cues import load
from services.disputes.kinds import CAPITAL, CUE, MARK, QUOTED, RELATIVE, WORD
from services.disputes.lang.en import words
from services.disputes.making import SHORT_CONTENT, make, quotation_later, quotations_end, sentence_start
from services.disputes.nouns import noun_statement
from services.disputes.parts import QUOTE_MARKS, SPOKEN, Parts, Span
from services.disputes.reading import Unit
from services.disputes.statements import (
    Statement,
    Verbal,
    clause_end,
    quoted_before,
    read_verb,
    skip_adjuncts,
    spans,
    tail,
)
from services.disputes.turned import according, as_told, object_first, passive, question, relative_gap, relative_object

#: Words with which no name of a speaker begins that stands after its verb.
_OWN: Final = frozenset(("that", "his", "her", "its", "their", "this", "these", "those", "my", "our", "your", "no", "any"))
#: After these a participle has no subject of its own.
_NO_SUBJECT: Final = words.AUXILIARIES | words.PREPOSITIONS
#: No sentence tells more often.
_MOST_CUES: Final = 30


def statements(unit: Unit, number: int) -> list[Statement]:
    """Every statement that a verb or noun of this unit makes; `number` is the unit's."""
    parts = unit.parts
    told: list[Statement] = []
    weak: set[Span] = set()
    cues = [at for at, bits in enumerate(parts.bits) if bits & CUE]
    for at in cues[:_MOST_CUES]:
        found = _read(unit, at, number, told)
        if found:
            told.append(found)
            if _attitude(parts.low[at]):
                weak.add(found.cue)
    return [one for one in told if one.cue not in weak or not _held(one, told)] if weak else told


def _attitude(low: str) -> bool:
    return low in load().verbs and load().verbs[low][0].attitude


def _held(one: Statement, told: Sequence[Statement]) -> bool:
    """Whether it stands in the content of another statement."""
    return any(start <= one.cue[0] < end for other in told if other is not one for start, end in other.content)


def _read(unit: Unit, at: int, number: int, told: Sequence[Statement]) -> Statement | None:
    if unit.parts.low[at] == "according":
        return according(unit.parts, at, number)
    if asked := question(unit.parts, at, number):
        return asked
    if found := noun_statement(unit.parts, at, number):
        return found
    verbal = read_verb(unit, at)
    found = _statement(unit.parts, verbal, number) if verbal else None
    if found and verbal and verbal.form == "ing" and _participle(unit.parts, verbal) and (main := _main(unit.parts, told)):
        return found._replace(source=main.source)
    return found


def _main(parts: Parts, told: Sequence[Statement]) -> Statement | None:
    """The statement that a participle goes on with: the last one, or the one that holds it; none in a relative clause."""
    for index in range(len(told) - 1, -1, -1):
        one = told[index]
        if one.source and not _held(one, told[:index]) and not _relative_source(parts, one.source[-1]):
            return one
    return None


def _relative_source(parts: Parts, source: Span) -> bool:
    return any(end == source[1] and bits & RELATIVE for end, bits in zip(parts.ends, parts.bits, strict=True))


def _participle(parts: Parts, verbal: Verbal) -> bool:
    """Whether the verb goes on with a sentence that has told something: '..., said Field, adding that ...'."""
    start = verbal.group.start
    return start > 1 and (parts.low[start - 1] in (",", "—", "and") or parts.bits[start - 1] & QUOTED != 0)


def _statement(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    if (verbal.group.infinitive and not _carried(parts, verbal)) or _hypothetical(parts, verbal):
        return None
    if verbal.form == "past" and (verbal.group.passive or _done_by(parts, verbal)):
        return passive(parts, verbal, number)
    subject = _subject(parts, verbal)
    if subject is None:
        return _inverted(parts, verbal, number)
    if _said_last(parts, verbal) and (found := _inverted(parts, verbal, number)):
        return found
    return _turned(parts, verbal, subject, number) or _plain(parts, verbal, subject, number)


def _done_by(parts: Parts, verbal: Verbal) -> bool:
    """Whether a participle carries a noun on: "a valley claimed by Norden"."""
    after = verbal.after + (verbal.after < parts.size and parts.low[verbal.after] == "both")
    plain = verbal.group.start == verbal.at and not verbal.group.infinitive
    return plain and after < parts.size and parts.low[after] == "by" and "noun" in verbal.verb.frames and not verbal.verb.attitude


def _hypothetical(parts: Parts, verbal: Verbal) -> bool:
    """Whether nothing was said: "would have told", "may announce"; but "would not say" is silence, "would only say" is not."""
    modal = any(parts.low[index] in words.MODALS for index in range(verbal.group.start, verbal.at))
    return modal and not verbal.group.negated and "only" not in parts.low[verbal.group.start : verbal.at]


def _turned(parts: Parts, verbal: Verbal, subject: tuple[int, int], number: int) -> Statement | None:
    """The statement of an "as" clause, a relative clause, or an object that stands first."""
    told = as_told(parts, verbal, subject) or relative_gap(parts, verbal, subject) or relative_object(parts, verbal, subject)
    if told:
        return make(parts, verbal, subject, told, number)
    if turned := object_first(parts, verbal, subject):
        return make(parts, verbal, (turned, subject[1]), spans(parts, subject[0], turned), number, speech=False)
    return None


def _plain(parts: Parts, verbal: Verbal, subject: tuple[int, int], number: int) -> Statement | None:
    """The statement with its content before or after its verb."""
    if verbal.form == "ing" and (found := preposed(parts, verbal, subject, number)):
        return found
    before = _before(parts, verbal, subject[0])
    if before and not (verbal.after < parts.size and parts.low[verbal.after] == "that"):
        return make(parts, verbal, subject, before, number)
    if quoted_before(parts, verbal.group.start) is not None:
        return _inverted(parts, verbal, number) or preposed(parts, verbal, subject, number)
    return preposed(parts, verbal, subject, number) or _inverted(parts, verbal, number)


def _said_last(parts: Parts, verbal: Verbal) -> bool:
    """Whether a plain "said" after a comma has its subject behind it: "..., said the mayor", not "Field, the mayor, said"."""
    frames, after = verbal.verb.frames, verbal.after
    if verbal.group.start != verbal.at or verbal.at < 1 or parts.low[verbal.at - 1] != "," or "clause" not in frames:
        return False
    end = clauses.name_after(parts, after)
    if frames & {"noun", "addressee"} or end == after or parts.low[after] in words.TIMES or parts.low[after] in _OWN:
        return False
    stop = next((index for index in range(end, parts.size) if clauses.is_break(parts, index)), parts.size)
    named = parts.low[after] in words.DETERMINERS or any(bits & CAPITAL for bits in parts.bits[after : min(end, after + 3)])
    acts = any(text.endswith("ing") and text[0].islower() for text in parts.text[after:end])
    return named and not acts and not any(clauses.looks_verbal(parts, index) for index in range(after + 1, stop))


def _carried(parts: Parts, verbal: Verbal) -> bool:
    """ "went on to say", "was quick to note": the infinitive is what is told."""
    at = verbal.group.start - 1
    return at >= 0 and parts.low[at] in ("on", "quick", "continued", "began", "continues")


def _subject(parts: Parts, verbal: Verbal) -> tuple[int, int] | None:
    start = verbal.group.start
    if verbal.group.infinitive:
        return clauses.clause_subject(parts, start)
    if verbal.form == "ing" and not verbal.group.passive:
        return _subject_of_participle(parts, start)
    subject = clauses.subject_before(parts, start)
    if subject is None or any(parts.bits[index] & QUOTED for index in range(*subject)):
        return None
    return subject


def _subject_of_participle(parts: Parts, start: int) -> tuple[int, int] | None:
    first = sentence_start(parts, start)
    if start == first or (start == first + 1 and parts.low[first] in ("while", "after", "before", "when")):
        over = next(
            (index for index in range(start, parts.size) if parts.low[index] == "." and clauses.ends_sentence(parts, index)),
            parts.size,
        )
        comma = next((index for index in range(start, over) if parts.low[index] == ","), parts.size)
        end = clauses.name_after(parts, comma + 1)
        end = next((index for index in range(comma + 2, end) if clauses.looks_verbal(parts, index)), end)
        return (comma + 1, end) if end > comma + 1 else None
    if start and parts.low[start - 1] in _NO_SUBJECT:
        return None
    near = clauses.noun_phrase_start(parts, start)
    if start - 2 > near and parts.bits[start - 1] & WORD and parts.low[start - 1] not in words.CONJUNCTIONS:
        lead = next((index for index in range(start - 2, near - 1, -1) if parts.low[index] in words.PREPOSITIONS), None)
        if lead is not None and parts.low[lead] == "with":
            return lead + 1, start
    shared = clauses.shared_subject(parts, start, 0)
    return shared or clauses.clause_subject(parts, start) or clauses.first_subject(parts, start)


def _before(parts: Parts, verbal: Verbal, subject: int) -> tuple[Span, ...]:
    """Content that stands before subject and verb: a quotation, or a clause and a comma; with what goes on after the verb."""
    quotation = quoted_before(parts, subject)
    cry = quotation == subject - 1 and parts.text[quotation].rstrip(QUOTE_MARKS)[-1:] not in (",", "-", "—")
    if quotation is not None and "quotation" in verbal.verb.frames and not (cry and tail(parts, verbal) is None):
        return (*spans(parts, _content_start(parts, quotation), quotation + 1), *_goes_on(parts, verbal))
    if subject == 0 or parts.low[subject - 1] not in (",", "—", "–", "?") or "clause" not in verbal.verb.frames:
        return ()
    start = _content_start(parts, subject)
    ending = tail(parts, verbal)
    if ending is None or _led_in(parts, start, ending):
        return ()
    if not (_is_clause(parts, start, subject - 1) or _is_parenthesis(parts, start, subject - 1, ending)):
        return ()
    return (*spans(parts, start, subject - 1), *_goes_on(parts, verbal))


def _content_start(parts: Parts, at: int) -> int:
    """Where content begins that ends before `at`: its sentence, or after a colon and before a quotation, or a parenthesis."""
    start = sentence_start(parts, at)
    for index in range(at - 1, start - 1, -1):
        if parts.low[index] == ")":
            break
        if parts.low[index] == "(" or (parts.low[index] == ":" and index + 1 < at and parts.bits[index + 1] & QUOTED):
            return index + 1
    return start


def _led_in(parts: Parts, start: int, ending: int) -> bool:
    """Whether what stands before only leads in to a quotation after the verb: 'Asked about the roof, Field said: "..."'."""
    first = parts.low[start]
    opens = first in words.SUBORDINATORS or first in words.PREPOSITIONS or first in ("asked", "pressed")
    near = range(ending, min(ending + 2, parts.size))
    quoted = next((parts.text[index] for index in near if parts.bits[index] & QUOTED), None)
    return opens and quoted is not None and not quoted.strip(QUOTE_MARKS)[:1].islower()


def _is_clause(parts: Parts, start: int, end: int) -> bool:
    return end - start >= SHORT_CONTENT and clauses.has_verb(parts, start, end)


def _is_parenthesis(parts: Parts, start: int, end: int, ending: int) -> bool:
    """ "The treaty, he said, would ...": the subject of the content before, its verb after."""
    if ending + 1 >= parts.size or parts.low[ending] != "," or end <= start or parts.low[start] in words.PREPOSITIONS:
        return False
    return end - start >= 2 or clauses.looks_verbal(parts, ending + 1)


def _goes_on(parts: Parts, verbal: Verbal) -> tuple[Span, ...]:
    """What follows a reporting clause that stands in the middle: '..., he said, "..."'."""
    at = tail(parts, verbal)
    if at is None:
        return ()
    while at < parts.size and parts.low[at] not in (",", ".", ";", ":", "—", "–") and not parts.bits[at] & QUOTED:
        at += 1
    at = quotation_later(parts, at)
    if at + 1 < parts.size and parts.low[at] in (",", ".", "—", "–", ":"):
        if parts.low[at + 1] == SPOKEN or (parts.bits[at + 1] & QUOTED and parts.low[at] == ","):
            return spans(parts, at + 1, quotations_end(parts, at + 1))
        end = clause_end(parts, at + 1)
        plain = parts.low[at] == "," and parts.low[at + 1] not in words.BREAKING and not _adjunct_clause(parts, at + 1)
        if plain and clauses.has_verb(parts, at + 1, end):
            return spans(parts, at + 1, end)
    elif at < parts.size and parts.low[at] == SPOKEN:
        return spans(parts, at, quotations_end(parts, at))
    return ()


def _adjunct_clause(parts: Parts, at: int) -> bool:
    low = parts.low[at]
    return (
        low.endswith("ing")
        or low in ("according", "who", "which", "whose", "where", "as", "after", "in", "and", "so", "adding", "saying")
        or parts.bits[at] & MARK != 0
    )


def _inverted(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    """'"...," said the minister': the subject after the verb."""
    start = verbal.group.start
    if start != verbal.at or verbal.form == "ing" or start == 0 or "quotation" not in verbal.verb.frames:
        return None
    end = clauses.name_after(parts, verbal.after)
    if end == verbal.after or (parts.low[verbal.after] in ("that", "the") and end == verbal.after + 1):
        return None
    quotation = quoted_before(parts, start)
    if quotation is None and not (parts.low[start - 1] == "," and "clause" in verbal.verb.frames and _closes(parts, end)):
        return None
    if quotation is None and not clauses.has_verb(parts, sentence_start(parts, start), start - 1):
        return None
    stop = start - 1 if quotation is None else quotation + 1
    content = spans(parts, sentence_start(parts, start), stop)
    content += _after_name(parts, end)
    return make(parts, verbal, (verbal.after, _with_description(parts, end)), content, number)


def _closes(parts: Parts, at: int) -> bool:
    at = skip_adjuncts(parts, at)
    return at >= parts.size or parts.low[at] in (",", ".", ";") or parts.low[at] in words.PREPOSITIONS


def _with_description(parts: Parts, at: int) -> int:
    """Over what describes a name that stands last: "said Jo Field, a lawyer for the club"."""
    if at + 1 >= parts.size or parts.low[at] != "," or parts.bits[at + 1] & QUOTED or parts.low[at + 1].endswith("ing"):
        return at
    for index in range(at + 1, parts.size):
        if parts.bits[index] & QUOTED or (parts.low[index] in (".", ";") and clauses.ends_sentence(parts, index)):
            return index if not parts.bits[index] & QUOTED else at
    return at


def _after_name(parts: Parts, at: int) -> tuple[Span, ...]:
    while at < parts.size and not parts.bits[at] & QUOTED:
        at += 1
    return spans(parts, at, quotations_end(parts, at)) if at < parts.size and parts.low[at] == SPOKEN else ()
