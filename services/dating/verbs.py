"""Verb groups of a sentence, with tense and mood, read from a list of verbs and the words before them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from services.dating.lang.en.cues import ADVERBS, DETERMINERS, DOUBLED, NO_ADVERBS, NOUN_AFTER, PREPOSITIONS, SUBJECTS
from services.dating.lexer import Pieces

Tense = Literal["past", "present", "perfect", "future", "conditional", "possible", "infinitive", "participle", "gerund"]

_BE = {"is": "present", "are": "present", "am": "present", "'re": "present", "was": "past", "were": "past"}
_BE_FORMS = frozenset(("be", "been", "being", *_BE))
_LEADS = frozenset(("of", "in", "on", "at", "to", "for", "by", "with", "from", "over", "and", "as"))
_HAVE = {"has": "perfect", "have": "perfect", "had": "past", "'ve": "perfect", "having": "participle"}
_DO = {"do": "present", "does": "present", "did": "past"}
_NEGATIONS = frozenset(("not", "never", "n't", "t", "no", "nor"))


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word may be as a verb. Past and participle share most forms."""

    base: frozenset[str]
    third: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    gerund: frozenset[str]
    modals: Mapping[str, str]
    reporting: frozenset[str]
    naming: frozenset[str]
    stative: frozenset[str]
    event_nouns: frozenset[str]
    lemmas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: piece indexes of the first word and of the verb itself."""

    first: int
    head: int
    tense: Tense
    negated: bool = False
    passive: bool = False
    planned: bool = False  #: "is to", "going to", "plans to", "expected to"


def _regular(verb: str) -> tuple[str, str, str]:
    """Third person, past and gerund of a regular verb."""
    double = _doubles(verb)
    stem = verb + verb[-1] if double else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if verb.endswith("ie"):
        return third, verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return third, verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    return third, stem + "ed", stem + "ing"


def _doubles(verb: str) -> bool:
    return verb in DOUBLED


@cache
def forms() -> Forms:
    """The list of verbs with all their forms, read once."""
    raw = json.loads(files("services.dating.lang.en").joinpath("verbs.json").read_text("utf-8"))
    lemmas: dict[str, str] = {}
    base, third, past, participle, gerund = (set[str]() for _ in range(5))
    for entry in (*raw["irregular"], *raw["regular"]):
        verb, *own = entry.split()
        regular = _regular(verb)
        forms_of = {"base": {verb}, "third": {regular[0]}, "past": {own[0] if own else regular[1]}, "gerund": {regular[2]}}
        for name, target in (("base", base), ("third", third), ("past", past), ("gerund", gerund)):
            target |= forms_of[name]
        participle.add(own[1] if own else regular[1])
        for form in (verb, regular[0], regular[2], *(own or [regular[1]])):
            lemmas.setdefault(form, verb)
    return Forms(
        frozenset(base), frozenset(third), frozenset(past), frozenset(participle), frozenset(gerund), raw["modals"],
        frozenset(raw["reporting"]), frozenset(raw["naming"]), frozenset(raw["stative"]), frozenset(raw["event_nouns"]), lemmas,
    )  # fmt: skip


def find_groups(pieces: Pieces, first: int, last: int, headline: bool = False) -> list[VerbGroup]:
    """The verb groups between two pieces (half open), left to right. A headline tells in the present what has happened."""
    groups: list[VerbGroup] = []
    verbal, words, resume = _VERBAL, pieces.words, first
    for index, word in enumerate(words[first:last], start=first):
        if not verbal[word] or index < resume:
            continue
        group = _group(pieces, index, first, last) or (_of_headline(pieces, index, first) if headline and not groups else None)
        if group:
            groups.append(group)
            resume = group.head + 1
    return groups


def _of_headline(pieces: Pieces, index: int, first: int) -> VerbGroup | None:
    """ "Boeing delivers last jet": the first form in -s after a word that may be a subject."""
    before = pieces.word(index - 1)
    if index == first or pieces.words[index] not in forms().third or before in DETERMINERS or before in _LEADS:
        return None
    return VerbGroup(index, index, "present") if before.isalnum() and not _is_adverb(before) else None


class _Verbal(dict[str, bool]):
    """Whether a word can begin a verb group, remembered; forgets all when it has grown large."""

    def __missing__(self, word: str) -> bool:
        if len(self) > 50_000:
            self.clear()
        known = forms()
        auxiliary = word in known.modals or word in _HAVE or word in _BE or word in _DO or word == "to"
        form = word in known.lemmas or word in known.participle or is_gerund(word) or is_participle(word)
        self[word] = found = (word.isalpha() and (auxiliary or form)) or word in known.modals
        return found


_VERBAL = _Verbal()


def _group(pieces: Pieces, index: int, first: int, last: int) -> VerbGroup | None:
    word, known = pieces.words[index], forms()
    if word in known.modals and not (word in ("may", "will", "might") and pieces.surface(index)[0].isupper() and index > first):
        return _after_modal(pieces, index, last)
    if word in _HAVE or word in _BE:
        return _after_auxiliary(pieces, index, last)
    if word in _DO:
        return _after_do(pieces, index, last)
    if word == "to":
        return _infinitive(pieces, index, first, last)
    return _plain(pieces, index, first, last)


def _skip(pieces: Pieces, index: int, last: int) -> tuple[int, bool]:
    """Over adverbs and "not"; whether there was a "not"."""
    negated = False
    while index < last and (
        pieces.words[index] in ADVERBS or pieces.words[index] in ("'", "’", "t") or _is_adverb(pieces.words[index])
    ):
        negated = negated or pieces.words[index] in _NEGATIONS
        index += 1
    return index, negated


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS


def is_participle(word: str) -> bool:
    """A past participle by its form."""
    return word in forms().participle or (
        word.endswith("ed") and len(word) > 4 and word not in ("indeed", "hundred", "exceed", "proceed")
    )


def is_gerund(word: str) -> bool:
    """An "-ing" form by its form."""
    return word in forms().gerund or (
        word.endswith("ing")
        and len(word) > 5
        and word not in ("during", "nothing", "something", "anything", "everything", "morning", "evening")
    )


def _after_modal(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    tense = forms().modals[pieces.words[index]]
    at, negated = _skip(pieces, index + 1, last)
    negated = negated or pieces.words[index] == "cannot"
    passive = False
    while at < last and pieces.words[at] in ("have", "be", "been", "being") and at + 1 < last:
        following, more = _skip(pieces, at + 1, last)
        if not (
            is_participle(pieces.word(following)) or is_gerund(pieces.word(following)) or pieces.word(following) in _BE_FORMS
        ):
            break
        passive = pieces.words[at] in ("be", "been")
        at, negated = following, negated or more
    if at >= last or not pieces.words[at].isalpha():
        return None
    return VerbGroup(index, at, tense, negated, passive)  # type: ignore[arg-type]


def _after_auxiliary(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    word = pieces.words[index]
    tense = _HAVE.get(word) or _BE[word]
    at, negated = _skip(pieces, index + 1, last)
    if pieces.word(at) in ("been", "being"):
        at, more = _skip(pieces, at + 1, last)
        negated = negated or more
    head = pieces.word(at) if at < last else ""
    planned = (head == "going" and pieces.word(at + 1) == "to") or head == "to"
    if planned:
        at += 2 if head == "going" else 1
        if at < last and pieces.word(at) in ("be",):
            at += 1
        if at < last and pieces.word(at).isalpha():
            return VerbGroup(index, at, "future", negated, planned=True)
    if is_participle(head):
        return VerbGroup(index, at, tense, negated, passive=word not in _HAVE)  # type: ignore[arg-type]
    if is_gerund(head) and word not in _HAVE:
        return VerbGroup(index, at, tense, negated)  # type: ignore[arg-type]
    return VerbGroup(index, index, tense, negated)  # type: ignore[arg-type]


def _after_do(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    at, negated = _skip(pieces, index + 1, last)
    tense: Tense = "past" if pieces.words[index] == "did" else "present"
    if at < last and pieces.words[at] in forms().base:
        return VerbGroup(index, at, tense, negated)
    return VerbGroup(index, index, tense, negated)


def _infinitive(pieces: Pieces, index: int, first: int, last: int) -> VerbGroup | None:
    at, _ = _skip(pieces, index + 1, last)
    passive = False
    if at + 1 < last and pieces.words[at] == "be" and is_participle(pieces.words[at + 1]):
        at, passive = at + 1, True
    if at < last and (passive or pieces.words[at] in forms().base) and pieces.surface(at)[0].islower():
        return VerbGroup(index, at, "infinitive", pieces.word(index - 1) == "not", passive)
    return None


def _plain(pieces: Pieces, index: int, first: int, last: int) -> VerbGroup | None:
    word, known = pieces.words[index], forms()
    if not word.isalpha() or (pieces.surface(index)[0].isupper() and index > first):
        return None
    before, after = pieces.word(index - 1) if index > first else "", pieces.word(index + 1) if index + 1 < last else "."
    if word in known.past or (word.endswith("ed") and len(word) > 4 and is_participle(word)):
        return _past(pieces, index, before, after)
    if is_gerund(word) and before not in DETERMINERS:
        return VerbGroup(index, index, "gerund")
    if word in known.third and _is_finite(before, after, pieces, index):
        return VerbGroup(index, index, "present")
    if word in known.participle and before not in DETERMINERS:
        return VerbGroup(index, index, "participle")
    if word in known.base and before in ("they", "we", "i", "you", "who", "and"):
        return VerbGroup(index, index, "present")
    return None


def _past(pieces: Pieces, index: int, before: str, after: str) -> VerbGroup | None:
    """A past form is a verb unless it stands before its noun ("the disputed islands")."""
    word = pieces.words[index]
    if before in DETERMINERS and before not in ("that", "this", "those", "her", "all") and after not in NOUN_AFTER:
        return None
    if before in PREPOSITIONS and after not in NOUN_AFTER:
        return None
    reduced = is_participle(word) and after == "by" and before not in SUBJECTS
    return VerbGroup(index, index, "participle" if reduced else "past", passive=reduced)


def _is_finite(before: str, after: str, pieces: Pieces, index: int) -> bool:
    if before in DETERMINERS or before in ("of", "in", "to", "for", "and", "with", "by", "on", "from"):
        return before in ("that", "which", "and") and after in DETERMINERS
    return (
        before in SUBJECTS
        or after in DETERMINERS
        or after in ("to", "that", "in", "on", "for", "not")
        or pieces.surface(index + 1)[:1].isupper()
    )
