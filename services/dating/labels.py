"""Labels: the words of an event that a reader understands without the sentence."""

from __future__ import annotations

from services.dating.clauses import Clause
from services.dating.lang.en.cues import LOOSE_ENDS, STOPS
from services.dating.lexer import Pieces
from services.dating.reading import Sentence
from services.dating.verbs import forms

#: Longest label, in pieces.
_LONGEST = 12


def label(pieces: Pieces, clause: Clause, sentence: Sentence) -> str:
    """Verb and what follows it, up to the end of the clause or the first expression of time; a noun with its neighbours."""
    if clause.group is None:
        return _noun_label(pieces, clause, sentence)
    last = min(clause.last, clause.head + _LONGEST)
    for one in clause.dated:
        if one.match.first > clause.head:
            last = min(last, one.match.first)
    for index in range(clause.head + 1, last):
        if pieces.words[index] in STOPS or (pieces.words[index] == "," and index > clause.head + 1):
            last = index
            break
    words = _text(pieces, clause.head, _trim(pieces, clause.head + 1, last))
    verb = pieces.words[clause.head]
    if clause.group.passive:
        return f"be {words}" if clause.group.tense in ("future", "infinitive", "conditional", "possible") else f"was {words}"
    if clause.group.head != clause.group.first or clause.group.tense in ("past", "present"):
        lemma = forms().lemmas.get(verb)
        return (lemma + words[len(verb) :]) if lemma and clause.group.tense in ("future", "infinitive") else words
    return words


def _noun_label(pieces: Pieces, clause: Clause, sentence: Sentence) -> str:
    first = clause.head
    while first > max(sentence.first, clause.head - 4) and _joins_noun(pieces, first - 1):
        first -= 1
    last = clause.head + 1
    if pieces.word(last) in ("in", "on", "of", "at", "with", "between", "against", "over", "near"):
        limit = min(sentence.last, last + 6)
        while last < limit and pieces.words[last] not in STOPS and pieces.words[last] not in (",", "and", "that", "which", "who"):
            last += 1
    for one in clause.dated:
        if one.match.first > clause.head:
            last = min(last, one.match.first)
    return _text(pieces, first, _trim(pieces, clause.head + 1, last))


def _joins_noun(pieces: Pieces, index: int) -> bool:
    word = pieces.words[index]
    return (word.isalpha() and word not in LOOSE_ENDS and word not in forms().modals and word not in forms().past) or word == "-"


def _trim(pieces: Pieces, lowest: int, last: int) -> int:
    while last > lowest and pieces.words[last - 1] in LOOSE_ENDS:
        last -= 1
    return max(last, lowest)


def _text(pieces: Pieces, first: int, last: int) -> str:
    return " ".join(pieces.text[pieces.starts[first] : pieces.ends[last - 1]].split())
