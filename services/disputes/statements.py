"""Statements by verb: from a reporting verb to its source and its content, in the frames that the verb stands in."""

from __future__ import annotations

from typing import Final, NamedTuple

from dateline.layers.disputes import Stance, Voice
from services.disputes import clauses, verbs
from services.disputes.clauses import Group
from services.disputes.cues import Form, Verb, load
from services.disputes.kinds import MARK, QUOTED
from services.disputes.lang.en import words
from services.disputes.parts import QUOTE_MARKS, SPOKEN, UNSPOKEN, Parts, Span
from services.disputes.reading import Unit

_AFTER_OBJECT: Final = frozenset(("since", "when", "while", "because", "although", "though", "whereas"))


#: What stands after a reporting clause that has told all it tells.
_CLOSING: Final = (words.PREPOSITIONS | words.LEADING_IN | {",", ".", ";"}) - {"to"}
#: A clause ends at one of these, or at none.
_ENDING: Final = frozenset((";", ".", "?", "!", ",", "—", "and", "but", SPOKEN, UNSPOKEN))


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
    verb, form = load().verbs[parts.low[at]]
    after = at + 1
    if after < parts.size and (phrasal := load().phrasal.get((verb.lemma, parts.low[after]))):
        verb, after = phrasal, after + 1
    return Verbal(at, after, verb, form, clauses.verb_group(parts, at)) if verb.frames else None


def quoted_before(parts: Parts, end: int) -> int | None:
    """Index of the quotation that ends right before `end`, over a comma."""
    at = end - 1
    if at >= 0 and parts.low[at] in (",", "'", "-", "—", "–", "--"):
        at -= 1
    return at if at >= 0 and parts.low[at] == SPOKEN else None


def skip_adjuncts(parts: Parts, at: int) -> int:
    """Over times and occasions after a cue: "on Monday in a statement"."""
    while at < parts.size:
        low = parts.low[at]
        after = parts.low[at + 1] if at + 1 < parts.size else ""
        if (low == "there" and after in words.AUXILIARIES) or (low in ("this", "last", "next") and after not in words.TIMES):
            break
        if low in words.TIMES or verbs.is_adverb(parts, at) or (low[0].isdigit() and at > 0 and parts.low[at - 1] in words.TIMES):
            at += 1
        elif low in words.PREPOSITIONS and (end := _occasion_end(parts, at)):
            at = end
        elif low == "." and not clauses.ends_sentence(parts, at) and parts.low[at - 1] in words.TIMES:
            at += 1
        else:
            break
    return at


def _occasion_end(parts: Parts, at: int) -> int | None:
    found = False
    for index in range(at + 1, min(parts.size, at + 14)):
        low = parts.low[index]
        if clauses.is_break(parts, index) or low == "that":
            return index if found else None
        fresh = low in words.DETERMINERS or low in words.NOMINATIVES or low in words.SUBORDINATORS or _is_participle(low)
        if found and fresh and parts.low[index - 1] not in words.PREPOSITIONS:
            return index
        if (
            found
            and low not in words.PREPOSITIONS
            and low not in words.TIMES
            and parts.low[index - 1] in words.TIMES
            and low != "'s"
        ):
            return index
        found = found or low in words.OCCASIONS or low in words.TIMES
    return min(parts.size, at + 14) if found and at + 14 >= parts.size else None


def _is_participle(low: str) -> bool:
    return low.endswith("ing") and low not in words.OCCASIONS and low not in words.TIMES


def skip_addressee(parts: Parts, at: int) -> int:
    """Over who is told: "told reporters", "told the Globe"."""
    if at >= parts.size or parts.low[at] in ("that", ":", ",", "to") or parts.bits[at] & QUOTED:
        return at
    if parts.low[at] in ("me", "us", "him", "them", "her", "you", "reporters", "lawmakers", "supporters"):
        return at + 1
    end = at + 1
    while end < parts.size:
        low = parts.low[end]
        if clauses.is_break(parts, end) or low in ("that", "to", "about", "how", "why", "what", "whether", "if"):
            break
        if low in words.NOMINATIVES or (low in words.AUXILIARIES and low != "'s"):
            break
        if (
            low in words.DETERMINERS
            and parts.low[end - 1] not in words.PREPOSITIONS
            and parts.low[end - 1] not in words.CONJUNCTIONS
        ):
            break
        if low in words.PREPOSITIONS and low not in ("of", "for", "and"):
            break
        if low in words.TIMES or (
            parts.text[end][0].isupper() and parts.text[end - 1][0].islower() and parts.low[end - 1].endswith("s")
        ):
            break
        end += 1
    return end


def clause_end(parts: Parts, start: int) -> int:
    """Where the clause ends that begins at `start`: a full stop, a semicolon, a turn ("..., but"), the next reporter."""
    for index in range(start, parts.size):
        low = parts.low[index]
        if low not in _ENDING:
            continue
        if low == ";" or (low in (".", "?", "!") and clauses.ends_sentence(parts, index)):
            return index
        if index > start + 1 and low == "," and reporter_follows(parts, index + 1):
            return index
        if index > start + 1 and low in ("—", ",", "and", "but") and _turns(parts, index, start):
            return index
        if parts.bits[index] & QUOTED and ends_in_comma(parts, index) and _turns_after_quotation(parts, index + 1):
            return index + 1
    return parts.size


def ends_in_comma(parts: Parts, at: int) -> bool:
    """Whether a quotation ends in a comma, as one does that a clause goes on after."""
    return parts.text[at].rstrip(QUOTE_MARKS)[-1:] == ","


def _turns_after_quotation(parts: Parts, at: int) -> bool:
    """Whether something else begins after a quotation that ends in a comma: "claiming that", "while", "but", "according to"."""
    if at >= parts.size:
        return False
    low = parts.low[at]
    told = load().verbs.get(low)
    return low in words.BREAKING or low == "according" or (told is not None and told[1] == "ing") or reporter_follows(parts, at)


def object_end(parts: Parts, start: int) -> int:
    """Where the object ends that begins at `start`: at a comma that opens something else, or at "since", "when", "because"."""
    end = clause_end(parts, start)
    for index in range(start + 1, end):
        low = parts.low[index]
        if low in _AFTER_OBJECT or (low == "," and not _lists(parts, index, end)):
            return index
        if low in words.CONJUNCTIONS and (_clause_follows(parts, index + 1, end) or _act_follows(parts, index + 1, end)):
            return index
    return end


def _act_follows(parts: Parts, at: int, end: int) -> bool:
    """Whether a finite verb stands there, of which the source is the subject: "claimed a moral victory and was cheered"."""
    if at >= end or parts.text[at][0].isupper():
        return False
    return parts.low[at] in words.PASTS or (verbs.is_auxiliary(parts, at) and parts.low[at] not in words.UNFINISHED)


def _clause_follows(parts: Parts, at: int, end: int) -> bool:
    """Whether a name or pronoun and its verb stand there: "... and the union has", not "... and the union"."""
    if at >= end or not (parts.text[at][0].isupper() or parts.low[at] in words.NOMINATIVES or parts.low[at] in words.DETERMINERS):
        return False
    for index in range(at + 1, min(end, at + 5)):
        if verbs.is_auxiliary(parts, index) and parts.low[index] != "'s":
            return True
        if parts.low[index] in words.PREPOSITIONS or parts.low[index] in words.RELATIVES or clauses.is_break(parts, index):
            return False
    return False


def _lists(parts: Parts, comma: int, end: int) -> bool:
    """Whether the comma stands in a list: "and" or "or" follows soon, without a verb."""
    for index in range(comma + 1, min(end, comma + 8)):
        if parts.low[index] in ("and", "or"):
            return parts.low[index - 1] != "," or index - comma > 1
        if (
            parts.low[index] in words.AUXILIARIES
            or parts.low[index] in ("who", "which", "saying", "a")
            or verbs.is_cue(parts, index)
        ):
            return False
    return False


def reporter_follows(parts: Parts, at: int) -> bool:
    """Whether nothing but a reporting clause stands there up to the next break: "..., the ministry said on Monday."."""
    known = parts.reporters.get(at)
    if known is None:
        known = parts.reporters[at] = _reporter_follows(parts, at)
    return known


def _reporter_follows(parts: Parts, at: int) -> bool:
    for index in range(at + 1, min(parts.size, at + 10)):
        if clauses.is_break(parts, index) or parts.low[index] in words.SUBORDINATORS or parts.low[index] in ("that", "and"):
            return False
        if parts.low[index] in load().verbs and verbs.is_cue(parts, index):
            verb, form = load().verbs[parts.low[index]]
            group = clauses.verb_group(parts, index)
            end = skip_adjuncts(parts, index + 1)
            over = end >= parts.size or parts.low[end] in _CLOSING
            told = form != "ing" and not group.passive and not group.infinitive and not verb.attitude
            return over and told and group.start > at and "clause" in verb.frames
        if parts.low[index] in words.RELATIVES or parts.low[index] in words.PASTS:
            return False
    return False


def _turns(parts: Parts, at: int, start: int) -> bool:
    follow = at + 1
    while follow < parts.size and (verbs.is_adverb(parts, follow) or parts.low[follow] in words.CONJUNCTIONS):
        follow += 1
    if follow >= parts.size:
        return False
    low = parts.low[follow]
    if parts.low[at] == ",":
        if low in ("a", "an") and follow + 1 < parts.size and parts.low[follow + 1] in load().nouns:
            return True  # "..., a claim that Norden denies": what the reporter calls it
        if low in words.BREAKING or parts.low[at + 1] == "but" or low == "according":
            return low != "that"
        if low in load().verbs and load().verbs[low][1] == "ing" and verbs.is_cue(parts, follow):
            return True
    if low in load().verbs and load().verbs[low][1] in ("past", "s") and parts.low[at] in ("and", "but", ","):
        return verbs.is_cue(parts, follow) and not load().verbs[low][0].attitude and not _second_verb(parts, start, at)
    return False


def _second_verb(parts: Parts, start: int, at: int) -> bool:
    """Whether the coordination may belong to the content: a past-tense verb stands in it already."""
    return any(load().verbs.get(parts.low[index], (None, "base"))[1] == "past" for index in range(start, at))


def tail(parts: Parts, verbal: Verbal) -> int | None:
    """Where the reporting clause ends, when nothing but adjuncts follows its verb; None when content follows."""
    at = verbal.after
    if "addressee" in verbal.verb.frames:
        at = skip_addressee(parts, at)
    at = skip_adjuncts(parts, at)
    if at >= parts.size or parts.low[at] in (",", ".", ";", "—", "–", ")") or parts.bits[at] & QUOTED:
        return at
    if parts.low[at] in words.PREPOSITIONS or parts.low[at] in ("when", "while", "because", "if", "though", "although"):
        return at if not any(parts.low[index] == "that" for index in range(at, min(parts.size, at + 8))) else None
    return None


def spans(parts: Parts, start: int, end: int) -> tuple[Span, ...]:
    """The text between two indices as one span; none when it is empty or a mark alone."""
    while start < end and parts.bits[start] & MARK:
        start += 1
    while end > start and parts.bits[end - 1] & MARK and parts.low[end - 1] in ",.:;—–-":
        end -= 1
    return ((parts.starts[start], parts.ends[end - 1]),) if start < end else ()
