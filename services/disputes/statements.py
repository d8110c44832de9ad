"""Statements by verb: from a reporting verb to its source and its content, in the frames that the verb stands in."""

from __future__ import annotations

from typing import NamedTuple

from dateline.layers.disputes import Stance, Voice
from services.disputes import clauses, verbs
from services.disputes.clauses import Group, Parts
from services.disputes.cues import Form, Verb, load
from services.disputes.lang.en import words
from services.disputes.reading import QUOTE_MARKS, SPOKEN, UNSPOKEN, Part, Span, Unit, is_utterance

_AFTER_OBJECT = frozenset(("since", "when", "while", "because", "although", "though", "whereas"))


#: What stands after a reporting clause that has told all it tells.
_CLOSING = (words.PREPOSITIONS | words.LEADING_IN | {",", ".", ";"}) - {"to"}
#: A clause ends at one of these, or at none.
_ENDING = frozenset((";", ".", "?", "!", ",", "—", "and", "but", SPOKEN, UNSPOKEN))


class Statement(NamedTuple):
    """A claim before it is numbered and linked. Content in order of the text; no source is an empty tuple."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    voice: Voice
    stance: Stance
    factive: bool
    unit: int
    worded: bool = False  #: the stance is that of the words said, not of the cue
    negated: bool = False  #: the cue is negated
    speech: bool = True  #: the content is the source's words or their report; not when it is only what an act is about


class Verbal(NamedTuple):
    """A reporting verb in its place: index, group, form, and the index after it and its particle."""

    at: int
    after: int
    verb: Verb
    form: Form
    group: Group


def read_verb(unit: Unit, at: int) -> Verbal | None:
    """The reporting verb at that index, None when the word is none there."""
    parts = unit.parts
    if not verbs.is_cue(parts, at):
        return None
    verb, form = load().verbs[parts[at].low]
    after = at + 1
    if after < len(parts) and (phrasal := load().phrasal.get((verb.lemma, parts[after].low))):
        verb, after = phrasal, after + 1
    return Verbal(at, after, verb, form, clauses.verb_group(parts, at)) if verb.frames else None


def quoted_before(parts: Parts, end: int) -> int | None:
    """Index of the quotation that ends right before `end`, over a comma."""
    at = end - 1
    if at >= 0 and parts[at].low in (",", "'", "-", "—", "–", "--"):
        at -= 1
    return at if at >= 0 and is_utterance(parts[at]) else None


def skip_adjuncts(parts: Parts, at: int) -> int:
    """Over times and occasions after a cue: "on Monday in a statement"."""
    while at < len(parts):
        low = parts[at].low
        after = parts[at + 1].low if at + 1 < len(parts) else ""
        if (low == "there" and after in words.AUXILIARIES) or (low in ("this", "last", "next") and after not in words.TIMES):
            break
        if low in words.TIMES or verbs.is_adverb(parts[at]) or (low[0].isdigit() and at > 0 and parts[at - 1].low in words.TIMES):
            at += 1
        elif low in words.PREPOSITIONS and (end := _occasion_end(parts, at)):
            at = end
        elif low == "." and not clauses.ends_sentence(parts, at) and parts[at - 1].low in words.TIMES:
            at += 1
        else:
            break
    return at


def _occasion_end(parts: Parts, at: int) -> int | None:
    found = False
    for index in range(at + 1, min(len(parts), at + 14)):
        low = parts[index].low
        if clauses.is_break(parts, index) or low == "that":
            return index if found else None
        fresh = low in words.DETERMINERS or low in words.NOMINATIVES or low in words.SUBORDINATORS or _is_participle(low)
        if found and fresh and parts[index - 1].low not in words.PREPOSITIONS:
            return index
        if (
            found
            and low not in words.PREPOSITIONS
            and low not in words.TIMES
            and parts[index - 1].low in words.TIMES
            and low != "'s"
        ):
            return index
        found = found or low in words.OCCASIONS or low in words.TIMES
    return min(len(parts), at + 14) if found and at + 14 >= len(parts) else None


def _is_participle(low: str) -> bool:
    return low.endswith("ing") and low not in words.OCCASIONS and low not in words.TIMES


def skip_addressee(parts: Parts, at: int) -> int:
    """Over who is told: "told reporters", "told the Globe"."""
    if at >= len(parts) or parts[at].low in ("that", ":", ",", "to") or parts[at].kind == "quotation":
        return at
    if parts[at].low in ("me", "us", "him", "them", "her", "you", "reporters", "lawmakers", "supporters"):
        return at + 1
    end = at + 1
    while end < len(parts):
        low = parts[end].low
        if clauses.is_break(parts, end) or low in ("that", "to", "about", "how", "why", "what", "whether", "if"):
            break
        if low in words.NOMINATIVES or (low in words.AUXILIARIES and low != "'s"):
            break
        if (
            low in words.DETERMINERS
            and parts[end - 1].low not in words.PREPOSITIONS
            and parts[end - 1].low not in words.CONJUNCTIONS
        ):
            break
        if low in words.PREPOSITIONS and low not in ("of", "for", "and"):
            break
        if low in words.TIMES or (
            parts[end].text[0].isupper() and parts[end - 1].text[0].islower() and parts[end - 1].low.endswith("s")
        ):
            break
        end += 1
    return end


def clause_end(parts: Parts, start: int) -> int:
    """Where the clause ends that begins at `start`: a full stop, a semicolon, a turn ("..., but"), the next reporter."""
    for index in range(start, len(parts)):
        low = parts[index].low
        if low not in _ENDING:
            continue
        if low == ";" or (low in (".", "?", "!") and clauses.ends_sentence(parts, index)):
            return index
        if index > start + 1 and low == "," and reporter_follows(parts, index + 1):
            return index
        if index > start + 1 and low in ("—", ",", "and", "but") and _turns(parts, index, start):
            return index
        if parts[index].kind == "quotation" and ends_in_comma(parts[index]) and _turns_after_quotation(parts, index + 1):
            return index + 1
    return len(parts)


def ends_in_comma(part: Part) -> bool:
    """Whether a quotation ends in a comma, as one does that a clause goes on after."""
    return part.text.rstrip(QUOTE_MARKS)[-1:] == ","


def _turns_after_quotation(parts: Parts, at: int) -> bool:
    """Whether something else begins after a quotation that ends in a comma: "claiming that", "while", "but", "according to"."""
    if at >= len(parts):
        return False
    low = parts[at].low
    told = load().verbs.get(low)
    return low in words.BREAKING or low == "according" or (told is not None and told[1] == "ing") or reporter_follows(parts, at)


def object_end(parts: Parts, start: int) -> int:
    """Where the object ends that begins at `start`: at a comma that opens something else, or at "since", "when", "because"."""
    end = clause_end(parts, start)
    for index in range(start + 1, end):
        low = parts[index].low
        if low in _AFTER_OBJECT or (low == "," and not _lists(parts, index, end)):
            return index
        if low in words.CONJUNCTIONS and _clause_follows(parts, index + 1, end):
            return index
    return end


def _clause_follows(parts: Parts, at: int, end: int) -> bool:
    """Whether a name or pronoun and its verb stand there: "... and the union has", not "... and the union"."""
    if at >= end or not (parts[at].text[0].isupper() or parts[at].low in words.NOMINATIVES or parts[at].low in words.DETERMINERS):
        return False
    for index in range(at + 1, min(end, at + 5)):
        if verbs.is_auxiliary(parts, index) and parts[index].low != "'s":
            return True
        if parts[index].low in words.PREPOSITIONS or parts[index].low in words.RELATIVES or clauses.is_break(parts, index):
            return False
    return False


def _lists(parts: Parts, comma: int, end: int) -> bool:
    """Whether the comma stands in a list: "and" or "or" follows soon, without a verb."""
    for index in range(comma + 1, min(end, comma + 8)):
        if parts[index].low in ("and", "or"):
            return parts[index - 1].low != "," or index - comma > 1
        if (
            parts[index].low in words.AUXILIARIES
            or parts[index].low in ("who", "which", "saying", "a")
            or verbs.is_cue(parts, index)
        ):
            return False
    return False


def reporter_follows(parts: Parts, at: int) -> bool:
    """Whether nothing but a reporting clause stands there up to the next break: "..., the ministry said on Monday."."""
    for index in range(at + 1, min(len(parts), at + 10)):
        if clauses.is_break(parts, index) or parts[index].low in words.SUBORDINATORS or parts[index].low in ("that", "and"):
            return False
        if parts[index].low in load().verbs and verbs.is_cue(parts, index):
            verb, form = load().verbs[parts[index].low]
            group = clauses.verb_group(parts, index)
            end = skip_adjuncts(parts, index + 1)
            over = end >= len(parts) or parts[end].low in _CLOSING
            told = form != "ing" and not group.passive and not group.infinitive and not verb.attitude
            return over and told and group.start > at and "clause" in verb.frames
        if parts[index].low in words.RELATIVES or parts[index].low in words.PASTS:
            return False
    return False


def _turns(parts: Parts, at: int, start: int) -> bool:
    follow = at + 1
    while follow < len(parts) and (verbs.is_adverb(parts[follow]) or parts[follow].low in words.CONJUNCTIONS):
        follow += 1
    if follow >= len(parts):
        return False
    low = parts[follow].low
    if parts[at].low == ",":
        if low in words.BREAKING or parts[at + 1].low == "but" or low == "according":
            return low != "that"
        if low in load().verbs and load().verbs[low][1] == "ing" and verbs.is_cue(parts, follow):
            return True
    if low in load().verbs and load().verbs[low][1] in ("past", "s") and parts[at].low in ("and", "but", ","):
        return verbs.is_cue(parts, follow) and not load().verbs[low][0].attitude and not _second_verb(parts, start, at)
    return False


def _second_verb(parts: Parts, start: int, at: int) -> bool:
    """Whether the coordination may belong to the content: a past-tense verb stands in it already."""
    return any(load().verbs.get(parts[index].low, (None, "base"))[1] == "past" for index in range(start, at))


def tail(parts: Parts, verbal: Verbal) -> int | None:
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


def spans(parts: Parts, start: int, end: int) -> tuple[Span, ...]:
    """The text between two indices as one span; none when it is empty or a mark alone."""
    while start < end and parts[start].kind == "mark":
        start += 1
    while end > start and parts[end - 1].kind == "mark" and parts[end - 1].low in ",.:;—–-":
        end -= 1
    return ((parts[start].start, parts[end - 1].end),) if start < end else ()
