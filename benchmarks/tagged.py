"""Finite verbs as the tagger of parts of speech tells them: beside what dating reads, in `benchmarks.verbs`."""

from __future__ import annotations

from benchmarks.treebank import Gold
from services.dating.forms import forms
from services.language import tags
from services.language.sentences import sentences
from services.language.tokens import Token, tokenize

_FORMS = frozenset(("VBD", "VBP", "VBZ"))
_VERBS = frozenset(("VB", "VBD", "VBG", "VBN"))
_BARE = frozenset(("be", "been", "being", "having"))
_NOT = frozenset(("not", "n't", "n’t", "never"))
_PAST = frozenset(("was", "were", "had", "did"))
_HAVE = frozenset(("has", "have", "'ve", "’ve"))
_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can"}


def read(text: str) -> dict[int, Gold]:
    """The finite verb groups of a text, by the offset of the verb."""
    cut = [tokenize(text, start, end) for start, end in sentences(text)]
    told = tags.load()([token.text for one in cut for token in one], [len(one) for one in cut])
    found, at = dict[int, Gold](), 0
    for one in cut:
        for group in _groups(one, told[at : at + len(one)]):
            found[group.start] = group
        at += len(one)
    return found


def _groups(tokens: list[Token], told: list[str]) -> list[Gold]:
    found, at = list[Gold](), 0
    while at < len(tokens):
        word = tokens[at].text.lower()
        if told[at] in _FORMS:
            found.append(Gold(tokens[at].start, "past" if told[at] == "VBD" else "present", False))
        elif told[at] == "AUX" and word not in _BARE:
            head, at, negated = _verb(tokens, told, at)
            found.append(Gold(tokens[head].start, _tense(word, alone=tokens[head].text.lower() == word), negated))
            continue
        at += 1
    return found


def _verb(tokens: list[Token], told: list[str], first: int) -> tuple[int, int, bool]:
    """The verb that an auxiliary helps, or itself; the token behind the group; whether it is denied."""
    head, at, negated = first, first + 1, False
    while at < len(tokens):
        word = tokens[at].text.lower()
        if told[at] in _VERBS:
            return at, at + 1, negated
        if told[at] == "AUX" and (word in _BARE or word in ("have", "do")):
            head = at
        elif word in _NOT:
            negated = True
        elif told[at] not in ("ADV", "PART") or word == "to":
            break
        at += 1
    return head, at, negated


def _tense(word: str, *, alone: bool) -> str:
    modal = forms().modals.get(_MODALS.get(word, word))
    if modal:
        return modal
    return "past" if word in _PAST else "perfect" if word in _HAVE and not alone else "present"
