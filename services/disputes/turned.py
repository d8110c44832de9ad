"""Content that does not simply stand before or after its verb: "as X put it", relative clauses, the passive, "according to"."""

from __future__ import annotations

from services.disputes import clauses, verbs
from services.disputes.clauses import Parts
from services.disputes.lang.en import words
from services.disputes.making import make, sentence_start, voice
from services.disputes.reading import Span
from services.disputes.statements import Statement, Verbal, clause_end, object_end, spans, tail

#: What a question begins with.
_ASKED = frozenset(("whether", "if", "how", "why", "what", "when", "where", "who", "which", "about"))


def as_told(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "As Field put it, ..." and "..., as Field put it": the other clause is what is told."""
    lead = subject[0] - 1
    ending = tail(parts, verbal)
    if lead < 0 or parts[lead].low != "as" or ending is None:
        return ()
    sentence = sentence_start(parts, lead)
    if lead == sentence:
        comma = next((index for index in range(ending, min(len(parts), ending + 12)) if parts[index].low == ","), None)
        return spans(parts, comma + 1, clause_end(parts, comma + 1)) if comma is not None and comma + 1 < len(parts) else ()
    return spans(parts, sentence, lead) if parts[lead - 1].low in (",", "—", "–") else ()


def relative_object(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
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


def relative_gap(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> tuple[Span, ...]:
    """ "the rules, which officials say will change soon, ...": "which" and the words from the verb on."""
    which, after = subject[0] - 1, verbal.after
    if which < 1 or after + 1 >= len(parts) or parts[which].low not in ("which", "that", "who", "what", "whom"):
        return ()
    low = parts[after].low
    verb = low in words.AUXILIARIES or low in words.PASTS
    if not verb and parts[which].low != "that":
        verb = low in words.COMMON_VERBS or clauses.looks_finite(parts, after)
    if not verb or "clause" not in verbal.verb.frames:
        return ()
    comma = parts[which - 1].low == ","
    end = next((index for index in range(after, len(parts)) if parts[index].low == ","), len(parts)) if comma else len(parts)
    return spans(parts, which, which + 1) + spans(parts, after, min(end, clause_end(parts, after)))


def object_first(parts: Parts, verbal: Verbal, subject: tuple[int, int]) -> int | None:
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


def passive(parts: Parts, verbal: Verbal, number: int) -> Statement | None:
    """ "has been challenged by Japan": the object stands first; the source, if any, after "by"."""
    subject = clauses.subject_before(parts, verbal.group.start)
    if subject is None or not verbal.verb.frames & {"noun", "action", "clause", "that"}:
        return None
    end = clause_end(parts, verbal.after)
    by = next((index for index in range(verbal.after, min(end, verbal.after + 12)) if parts[index].low == "by"), None)
    if verbal.verb.frames & {"clause", "that"} and (that := _that_after(parts, verbal.after, end)) is not None:
        source = (by + 1, clauses.name_after(parts, by + 1)) if by is not None and by < that else None
        return make(parts, verbal, source, spans(parts, that, end), number)
    if by is None and "action" not in verbal.verb.frames:
        return None
    if not verbal.verb.frames & {"noun", "action"}:
        return None
    source = (by + 1, clauses.name_after(parts, by + 1)) if by is not None else None
    rest = spans(parts, verbal.after, by if by is not None else end) if "action" in verbal.verb.frames else ()
    return make(parts, verbal, source, (*spans(parts, *subject), *rest), number, speech=False)


def _that_after(parts: Parts, start: int, end: int) -> int | None:
    """Index of a "that" which opens what "was told", "was reported"; None where a verb or mark comes first."""
    for index in range(start, min(end, start + 8)):
        if parts[index].low == "that":
            return index if parts[index - 1].low not in words.PREPOSITIONS else None
        if clauses.is_break(parts, index) or clauses.looks_verbal(parts, index):
            return None
    return None


def question(parts: Parts, at: int, number: int) -> Statement | None:
    """ "Asked whether the roof leaked, she said ...": a question without its asker."""
    if parts[at].low not in ("asked", "pressed") or at + 2 >= len(parts):
        return None
    opens = at == 0 or parts[at - 1].low in (",", "when", "—", ".", "if") or parts[at - 1].kind == "quotation"
    follow = parts[at + 1].low
    plain = follow in _ASKED or follow in words.TIMES or follow in ("by", "on", "in", "during") or verbs.is_adverb(parts[at + 1])
    start = next((index for index in range(at + 1, min(len(parts), at + 8)) if parts[index].low in _ASKED), None)
    if not (opens and plain) or start is None or any(clauses.is_break(parts, index) for index in range(at, start)):
        return None
    start += parts[start].low == "about"
    content = spans(parts, start, _question_end(parts, start))
    cue = (parts[at].start, parts[start - 1].end if parts[start - 1].low == "about" else parts[at].end)
    return Statement((), cue, content, voice(parts, content), "demands", False, number) if content else None


def _question_end(parts: Parts, start: int) -> int:
    """Where a question ends that begins at `start`: at the comma before who answers it."""
    about = parts[start - 1].low == "about"
    for index in range(start, len(parts)):
        about = about or clauses.looks_verbal(parts, index)
        if (parts[index].low in (",", "—") and about) or parts[index].low == ";":
            return index
        if parts[index].low in (".", "?") and clauses.ends_sentence(parts, index):
            return index
    return len(parts)


def according(parts: Parts, at: int, number: int) -> Statement | None:
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
