"""Verb groups of a sentence, with tense and mood, read from a list of verbs and the words before them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from services.dating.forms import (
    ADVERB,
    BASE,
    BE,
    BE_FORMS,
    DO,
    DO_FORMS,
    GERUND,
    HAVE,
    HAVE_FORMS,
    KINDS,
    MODAL,
    NEGATED,
    NOUN,
    PARTICIPLE,
    PAST,
    REPORTING,
    SKIPPED,
    STARTS,
    THIRD,
    TO,
    forms,
)  # fmt: skip
from services.dating.lang.en.cues import (
    ARTICLES,
    DETERMINERS,
    LEADS,
    NAME_MODALS,
    NOUN_AFTER,
    PLURALS,
    PREPOSITIONS,
    SUBJECTS,
    VERB_PREFIXES,
    WHOLE_PAST,
)  # fmt: skip
from services.dating.lexer import Pieces

Tense = Literal["past", "present", "perfect", "future", "conditional", "possible", "infinitive", "participle", "gerund"]

_NEGATIONS: Final = frozenset(("not", "never", "n't", "t", "no", "nor"))
_APOSTROPHES: Final = frozenset(("'", "’"))
_BARE_BE: Final = frozenset(("be", "been", "being"))
_CLOSING: Final = frozenset(('"', "”", "'", "’", ")"))
_JOINS: Final = frozenset(("and", "or"))
#: Opens a group of several words, as a rule.
_AUXILIARY: Final = MODAL | HAVE | BE | DO | TO
#: May be a verb whatever stands before it; a bare form is one after a subject.
_BY_ITSELF: Final = PAST | PARTICIPLE | GERUND | THIRD | REPORTING
#: "will leave and return": the second verb is as the first.
_WITH_BASE: Final = frozenset(("future", "conditional", "possible", "infinitive"))
_JOINED_SUBJECTS: Final = frozenset(("they", "we", "i", "you", "who", "and"))


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries: piece indexes of the first word and of the verb itself. Never changed, only replaced."""

    first: int
    head: int
    tense: Tense
    negated: bool = False
    passive: bool = False


def find_groups(pieces: Pieces, first: int, last: int, marked: list[tuple[int, int]], headline: bool) -> list[VerbGroup]:
    """The verb groups between two pieces (half open), left to right; `marked` are the words that may begin one.

    A headline tells in the present what has happened.
    """
    groups: list[VerbGroup] = []
    words, resume = pieces.words, first
    titled = headline and _is_titled(pieces, first, last)
    for index, kind in marked:
        if not kind & STARTS or index < resume:
            continue
        if kind & _AUXILIARY:
            group = _group(pieces, index, kind, first, last, titled)
        elif kind & _BY_ITSELF or headline or words[index - 1] in _JOINED_SUBJECTS:
            group = _plain(pieces, index, kind, first, last, titled)
        else:
            continue  # "the report", "a plan": most of these are nouns
        if group is None and headline and not groups:
            group = _of_headline(pieces, index, kind, first)
        if group:
            if kind & BASE and groups and words[index - 1] in _JOINS and groups[-1].tense in _WITH_BASE:
                group = replace(group, tense=groups[-1].tense)
            groups.append(group)
            resume = group.head + 1
    return groups or _bare(pieces, first, last)


def _bare(pieces: Pieces, first: int, last: int) -> list[VerbGroup]:
    """Of a sentence without any other verb: "Observers from the north arrive next Monday"."""
    for index in range(first + 1, last - 1):
        kind, before = KINDS[pieces.words[index]], pieces.words[index - 1]
        follows = before.isalpha() and before not in DETERMINERS and before not in LEADS and before != "to"
        plain = not kind & NOUN or pieces.words[index + 1] in DETERMINERS
        if kind & BASE and follows and plain and pieces.surface(index).islower():
            return [VerbGroup(index, index, "present")]
    return []


def _is_titled(pieces: Pieces, first: int, last: int) -> bool:
    """Most words are capitalised, so that a capital says nothing."""
    longer = [pieces.surface(index) for index in range(first, last) if len(pieces.words[index]) > 3]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _of_headline(pieces: Pieces, index: int, kind: int, first: int) -> VerbGroup | None:
    """ "Boeing delivers last jet": the first form in -s after a word that may be a subject; "Ministers approve plan"."""
    before = pieces.word(index - 1)
    if index == first or before in DETERMINERS or before in LEADS or KINDS[before] & ADVERB:
        return None
    if not before.isalnum() and before not in _CLOSING:
        return None
    if kind & THIRD:
        return VerbGroup(index, index, "present")
    several = before.endswith("s") or "," in pieces.words[first:index] or "and" in pieces.words[first:index]
    if kind & BASE and several and pieces.word(index + 1) not in NOUN_AFTER:
        return VerbGroup(index, index, "present")
    return None


def _group(pieces: Pieces, index: int, kind: int, first: int, last: int, titled: bool) -> VerbGroup | None:
    """One that begins with what may be an auxiliary."""
    word = pieces.words[index]
    if word in NEGATED and not (pieces.word(index + 1) in _APOSTROPHES and pieces.word(index + 2) == "t"):
        return _plain(pieces, index, kind, first, last, titled)  # "a haven", "won the vote"
    if kind & MODAL and not (word in NAME_MODALS and pieces.surface(index)[0].isupper() and index > first):
        return _after_modal(pieces, index, last)
    if kind & (HAVE | BE):
        return _after_auxiliary(pieces, index, last)
    if kind & DO:
        return _after_do(pieces, index, last)
    if kind & TO:
        return _infinitive(pieces, index, last, titled)
    return _plain(pieces, index, kind, first, last, titled)


def _skip(pieces: Pieces, index: int, last: int) -> tuple[int, bool]:
    """Over adverbs and "not"; whether there was a "not"."""
    negated, words = False, pieces.words
    while index < last and KINDS[words[index]] & SKIPPED:
        negated = negated or words[index] in _NEGATIONS
        index += 1
    return index, negated


def _kind(pieces: Pieces, index: int) -> int:
    """Of a piece; 0 outside of the text."""
    return KINDS[pieces.words[index]] if 0 <= index < len(pieces.words) else 0


def _after_modal(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    word = pieces.words[index]
    tense = forms().modals.get(word) or NEGATED[word]
    at, negated = _skip(pieces, index + 1, last)
    negated = negated or pieces.words[index] == "cannot"
    passive = False
    while at + 1 < last and (pieces.words[at] in _BARE_BE or pieces.words[at] == "have"):
        following, more = _skip(pieces, at + 1, last)
        if not _kind(pieces, following) & (PARTICIPLE | GERUND) and pieces.word(following) not in _BARE_BE:
            break
        passive = pieces.words[at] in ("be", "been") and not _kind(pieces, following) & GERUND
        at, negated = following, negated or more
    if at < last and pieces.words[at] == "to":
        at += 1  # "ought to"
    if at >= last or not _may_be_verb(pieces.words[at]):
        return None
    if not _kind(pieces, at) & STARTS and pieces.surface(at)[0].isupper():
        return None  # "should Oslo find"
    return VerbGroup(index, at, tense, negated, passive)  # type: ignore[arg-type]


def _may_be_verb(word: str) -> bool:
    """Not the subject of a question ("will they stay", "will things change"). Verbs that no list knows are let through."""
    if KINDS[word] & STARTS:
        return word != "to"
    return word.isalpha() and word not in SUBJECTS and word not in DETERMINERS and not word.endswith("s")


def _after_auxiliary(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    words = pieces.words
    word = words[index]
    has = word in HAVE_FORMS
    tense = HAVE_FORMS[word] if has else BE_FORMS[word]
    at, negated = _skip(pieces, index + 1, last)
    head, alone = words[at] if at < last else "", index
    been = head == "been" or head == "being"
    if been:
        alone = at
        at, more = _skip(pieces, at + 1, last)
        negated = negated or more
        head = words[at] if at < last else ""
    if head == "to" or (head == "going" and pieces.word(at + 1) == "to"):
        return _planned(pieces, index, at + (2 if head == "going" else 1), last, negated)
    kind = KINDS[head] if head else 0
    if kind & PARTICIPLE:
        return VerbGroup(index, at, tense, negated, passive=been or not has)  # type: ignore[arg-type]
    if kind & GERUND and (been or not has):
        return VerbGroup(index, at, tense, negated)  # type: ignore[arg-type]
    return VerbGroup(index, alone, tense, negated)  # type: ignore[arg-type]


def _planned(pieces: Pieces, index: int, at: int, last: int, negated: bool) -> VerbGroup:
    """ "is to open", "was going to be sold": to come, as the auxiliary sees it."""
    passive = pieces.word(at) == "be" and bool(_kind(pieces, at + 1) & PARTICIPLE)
    at += passive
    if at < last and pieces.word(at).isalpha():
        return VerbGroup(index, at, "future", negated, passive)
    return VerbGroup(index, index, BE_FORMS.get(pieces.words[index], "present"), negated)  # type: ignore[arg-type]


def _after_do(pieces: Pieces, index: int, last: int) -> VerbGroup | None:
    at, negated = _skip(pieces, index + 1, last)
    tense: Tense = "past" if DO_FORMS[pieces.words[index]] == "past" else "present"
    if at < last and _kind(pieces, at) & BASE:
        return VerbGroup(index, at, tense, negated)
    return VerbGroup(index, index, tense, negated)


def _infinitive(pieces: Pieces, index: int, last: int, titled: bool) -> VerbGroup | None:
    at, _ = _skip(pieces, index + 1, last)
    passive = False
    if at + 1 < last and pieces.words[at] == "be" and _kind(pieces, at + 1) & PARTICIPLE:
        at, passive = at + 1, True
    if at < last and (passive or _kind(pieces, at) & BASE) and (titled or pieces.surface(at)[0].islower()):
        return VerbGroup(index, at, "infinitive", pieces.word(index - 1) == "not", passive)
    return None


def _plain(pieces: Pieces, index: int, kind: int, first: int, last: int, titled: bool) -> VerbGroup | None:
    words = pieces.words
    word = words[index]
    if not titled and pieces.text[pieces.starts[index]].isupper() and (index > first or word not in forms().lemmas):
        return None
    before, after = words[index - 1] if index > first else "", words[index + 1] if index + 1 < last else "."
    if before == "-" and pieces.glued(index) and pieces.word(index - 2) not in VERB_PREFIXES:
        return None  # "long-standing", "state-owned"
    if kind & PAST or (kind & PARTICIPLE and word.endswith("ed")):
        return _past(pieces, index, kind, before, after)
    if kind & GERUND and before not in DETERMINERS:
        return None if kind & NOUN and _is_modified(before, after) else VerbGroup(index, index, "gerund")
    if (
        index > first
        and kind & THIRD
        and (  # "Witnesses in the town", "Shares in the bank": nouns, since no subject stands before
            _is_finite(before, after, pieces, index) or (kind & REPORTING and _has_subject(pieces, index, before, False))
        )
    ):
        return VerbGroup(index, index, "present")
    if kind & PARTICIPLE and before not in DETERMINERS:
        several = bool(kind & BASE)  # "exports come from the south"
        return VerbGroup(index, index, "present" if several else "participle", passive=not several)
    if kind & BASE and (before in _JOINED_SUBJECTS or (kind & REPORTING and _has_subject(pieces, index, before, True))):
        return VerbGroup(index, index, "present")
    return None


def _is_modified(before: str, after: str) -> bool:
    """What stands around "opening" makes it a noun: "the annual opening ceremony", "a test landing"."""
    return before.isalpha() and before not in PREPOSITIONS and before not in LEADS and after not in DETERMINERS


def _has_subject(pieces: Pieces, index: int, before: str, several: bool) -> bool:
    """ "Officials say", "Boeing says": what stands before may be the subject, one or several."""
    if not before.isalpha() or before in DETERMINERS or before in LEADS:
        return False
    return not several or pieces.surface(index - 1)[0].isupper() or before.endswith("s")


def _past(pieces: Pieces, index: int, kind: int, before: str, after: str) -> VerbGroup | None:
    """A past form is a verb unless it stands before its noun ("the disputed islands")."""
    if before in ARTICLES or (before in DETERMINERS and before not in WHOLE_PAST and after not in NOUN_AFTER):
        return None
    if (before in PREPOSITIONS and after not in NOUN_AFTER) or (before == "as" and after in NOUN_AFTER):
        return None
    reduced = bool(kind & PARTICIPLE) and after == "by" and before not in SUBJECTS
    return VerbGroup(index, index, "participle" if reduced else "past", before == "never", reduced)


def _is_finite(before: str, after: str, pieces: Pieces, index: int) -> bool:
    if before in DETERMINERS or before in LEADS:
        return before in ("that", "which", "and") and after in DETERMINERS
    if before in SUBJECTS or after == "not" or (after in DETERMINERS and after != "that"):
        return True
    if before[:1].isdigit() or before in BE_FORMS:
        return False  # "4,000 questions on", "there are signs that"
    return (
        (after == "that" and KINDS[pieces.words[index]] & (REPORTING | NOUN) != NOUN and pieces.words[index] not in PLURALS)
        or KINDS[before] & ADVERB != 0
        or (after in ("to", "in", "on", "for") and not KINDS[pieces.words[index]] & NOUN)
        or pieces.surface(index + 1)[:1].isupper()
    )
