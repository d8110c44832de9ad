"""Labels: the words of an event that a reader understands without the sentence."""

from __future__ import annotations

from typing import Final

from services.dating.clauses import DEPENDENT, Clause
from services.dating.forms import (
    BE,
    BOUND,
    DO,
    GERUND,
    HAVE,
    JOIN,
    KINDS,
    MODAL,
    NOUN,
    PARTICIPLE,
    PAST,
    REPORTING,
    SKIPPED,
    STOP,
    TO,
    forms,
)
from services.dating.lang.en.cues import DETERMINERS, LABEL_BREAKS, LOOSE_ENDS, PERSONAL, PREPOSITIONS, STOPS, SUBJECTS
from services.dating.lexer import Pieces
from services.dating.reading import Sentence
from services.dating.verbs import VerbGroup
from services.language.lang.en.abbreviations import BEFORE_NAME

#: Longest label, in pieces; and the shortest that a long one is cut back to.
_LONGEST, _SHORTEST = 14, 4
#: Longest subject that is told with its verb, in pieces; and how far from its verb "of stealing" still belongs to it.
_LONGEST_SUBJECT, _NEAR = 6, 4
#: What stands in no subject: of these, marks and words that open a clause end it.
_VERBAL: Final = MODAL | HAVE | BE | DO | TO
_NO_SUBJECT: Final = _VERBAL | BOUND | STOP
_OTHER_VERBS: Final = PAST | PARTICIPLE | GERUND | REPORTING
#: Stand for somebody or something else, or ask: they say no more than the verb alone.
_NO_NAMES: Final = SUBJECTS | {"what", "how", "so", "one", "as"}
#: Between a verb and what else it says: "accused him of stealing".
_BEFORE_GERUND: Final = PREPOSITIONS | {"by", "to"}
#: What may end a label.
_BREAKS: Final = BOUND | STOP | JOIN
_TO_COME: Final = frozenset(("future", "infinitive", "conditional", "possible"))
#: Short forms that are no other words.
_SHORT = (BEFORE_NAME | {"jr", "sr", "inc", "corp", "co", "ltd", "bros"} | {"jan", "feb", "aug", "sept", "oct", "nov", "dec"}) - {
    "no", "art", "fig", "sec", "al", "p", "v", "ca", "cf",
}  # fmt: skip
_PARTICLES: Final = frozenset(("back", "up", "down", "out", "off", "away"))
_LINKS = frozenset(("in", "on", "of", "at", "with", "between", "against", "over", "near", "to", "for", "into", "from", "by"))


def label(pieces: Pieces, clause: Clause, sentence: Sentence) -> str:
    """Verb and what belongs to it, up to the first expression of time; a noun with its neighbours."""
    group, head = clause.group, clause.head
    if group is None:
        return _noun_label(pieces, clause, sentence)
    end = _end(pieces, clause, sentence)
    if end == head + 1 and (subject := _subject(pieces, clause, group)) is not None:
        return _text(pieces, subject, end)  # "the markets were closed": the verb alone says too little
    words, to_come = _text(pieces, head, end), group.tense in _TO_COME
    if group.passive:
        return f"be {words}" if to_come else f"was {words}"
    if to_come or words[0].isupper():
        verb = pieces.words[head]
        return (forms().lemmas.get(verb, verb) if to_come else verb) + words[len(verb) :]
    return words


def _subject(pieces: Pieces, clause: Clause, group: VerbGroup) -> int | None:
    """Where the subject begins that stands right before a verb; None where it is long, or a word that stands for another."""
    if group.negated or clause.tense in DEPENDENT:
        return None
    if clause.kind & REPORTING:
        return _speaker(pieces, clause, group)
    words, lowest, last = pieces.words, clause.first, group.first
    for one in clause.dated:
        if one.match.first < last:
            lowest = max(lowest, one.match.last)
    while last > lowest and KINDS[words[last - 1]] & SKIPPED:
        last -= 1
    first = last
    while first > lowest and words[first - 1] != "," and not _ends_subject(pieces, first - 1):
        first -= 1
    if first > lowest and KINDS[words[first - 1]] & _VERBAL:
        return None
    while first < last and (words[first] in DETERMINERS or not words[first][0].isalnum() or KINDS[words[first]] & SKIPPED):
        first += 1
    inside = words[first:last]
    if not inside or len(inside) > _LONGEST_SUBJECT or inside[0] in LOOSE_ENDS or not _NO_NAMES.isdisjoint(inside):
        return None
    return first


def _speaker(pieces: Pieces, clause: Clause, group: VerbGroup) -> int | None:
    """Who says it, where a word that stands for somebody is right before: "he said"."""
    at = group.first - 1
    return at if at >= clause.first and pieces.words[at] in PERSONAL else None


def _ends_subject(pieces: Pieces, at: int) -> bool:
    """A word or mark that stands in no subject: "said" in "said the market closed", but not "shooting", which is a noun."""
    kind = KINDS[pieces.words[at]]
    if kind & _NO_SUBJECT:
        return not _abbreviates(pieces, at)
    return kind & _OTHER_VERBS != 0 and not kind & NOUN


def _end(pieces: Pieces, clause: Clause, sentence: Sentence) -> int:
    """One past the last piece: an infinitive and a "that" right behind the verb belong to it, a time does not."""
    head, last, words, kinds = clause.head, clause.last, pieces.words, KINDS
    first, limit = head + 1, min(sentence.last, head + _LONGEST)
    for one in clause.dated:
        if head < one.match.first < limit:
            limit = one.match.first
    content = first < sentence.last and words[first] == "that"
    at, inner = first + content, limit if content else min(last, limit)
    while at < inner and not (kinds[words[at]] & _BREAKS and _breaks(pieces, at, at >= last)):
        at += 1
    if at >= inner and not content and at < limit:
        at = _beyond(pieces, clause, at, limit)
    if at - head >= _LONGEST:
        at = _back(pieces, head, at)
    while at > first and words[at - 1] in LOOSE_ENDS:
        at -= 1
    return at if at > first else first


def _beyond(pieces: Pieces, clause: Clause, at: int, limit: int) -> int:
    """Over what stands behind the clause and yet belongs to its verb."""
    words = pieces.words
    while at < limit and not (KINDS[words[at]] & _BREAKS and _breaks(pieces, at, True)):
        if words[at] != "to" and words[at] != "-" and not _goes_on(pieces, clause, at):
            break
        at += 1
    return at


def _breaks(pieces: Pieces, at: int, behind: bool) -> bool:
    """A mark or a word that may end a label ends it: "and" only `behind` the clause, a comma not inside of a number."""
    word = pieces.words[at]
    kind = KINDS[word]
    if kind & BOUND or (kind & STOP and not _abbreviates(pieces, at)):
        return True
    return not pieces.word(at + 1).isdecimal() if word == "," else behind and kind & JOIN != 0


def _abbreviates(pieces: Pieces, at: int) -> bool:
    """The full stop of "U.S.", "Sen. Berg" or "Acme Inc."."""
    if pieces.words[at] != "." or not pieces.glued(at):
        return False
    before = pieces.words[at - 1]
    return len(before) == 1 or (before in _SHORT and pieces.surface(at - 1)[0].isupper())


def _goes_on(pieces: Pieces, clause: Clause, at: int) -> bool:
    """Behind the clause stands its infinitive ("began to sell films")."""
    words, last = pieces.words, clause.last
    follower = words[last] if last < len(words) else ""
    if follower == "to":
        return at > last and not KINDS[words[at]] & (MODAL | HAVE)
    near = last - clause.head
    follows = near == 1 or (near <= _NEAR and words[last - 1] in _BEFORE_GERUND)  # "accused him of stealing films"
    return follows and KINDS[follower] & GERUND != 0


def _back(pieces: Pieces, head: int, last: int) -> int:
    """Before the last preposition, so that a cut does not go through a phrase."""
    for at in range(last - 1, head + _SHORTEST, -1):
        if pieces.words[at] in LABEL_BREAKS and pieces.words[at - 1] not in LABEL_BREAKS:
            return at
    return last


def _noun_label(pieces: Pieces, clause: Clause, sentence: Sentence) -> str:
    first = clause.head
    home = clause.home
    lowest = sentence.first
    if home is not None and home.head < clause.head:
        lowest = home.head + 1
        lowest += pieces.words[lowest] in _PARTICLES  # "scale back bond purchases"
    while first > max(lowest, clause.head - 5) and _joins_noun(pieces, first - 1):
        first -= 1
    last = clause.head + 1
    for one in clause.dated:
        if first <= one.match.first < clause.head:
            first = max(first, one.match.last)
    last = _noun_end(pieces, clause, sentence)
    return _text(pieces, _without_lead(pieces, first, clause.head), _trim(pieces, clause.head + 1, last))


def _noun_end(pieces: Pieces, clause: Clause, sentence: Sentence) -> int:
    last, words = clause.head + 1, pieces.words
    if pieces.word(last) not in _LINKS:
        return last
    limit = min(sentence.last, last + 7, *(one.match.first for one in clause.dated if one.match.first > clause.head))
    while (
        last < limit
        and (words[last] not in STOPS or _abbreviates(pieces, last))
        and words[last] != ","
        and not KINDS[words[last]] & (BOUND | MODAL | HAVE)
    ):
        if KINDS[words[last]] & PAST or words[last] in ("is", "was", "are", "were", "since", "during"):
            break
        last += 1
    return last


def _without_lead(pieces: Pieces, first: int, head: int) -> int:
    while first < head and not pieces.words[first].isalpha():
        first += 1
    return first


def _joins_noun(pieces: Pieces, index: int) -> bool:
    word = pieces.words[index]
    if word in ("-", "'s", "’s"):
        return True
    kind = KINDS[word]
    return word.isalpha() and word not in LOOSE_ENDS and (not kind & (MODAL | PAST | HAVE | BOUND) or bool(kind & NOUN))


def _trim(pieces: Pieces, lowest: int, last: int) -> int:
    words = pieces.words
    while last > lowest and words[last - 1] in LOOSE_ENDS:
        last -= 1
    return last if last > lowest else lowest


def _text(pieces: Pieces, first: int, last: int) -> str:
    text = pieces.text[pieces.starts[first] : pieces.ends[last - 1]]
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
