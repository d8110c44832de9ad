"""Which sentences may tell who says what, by their words alone: the others are never cut into parts.

A hint may be wrong one way only: every cue that a rule would take is one, many that no rule takes are none ("the report",
"United States", "go home").
"""

from __future__ import annotations

import re
from functools import cache

from services.disputes.cues import load
from services.disputes.lang.en import words
from services.disputes.names import NameFinder

#: What stands before a noun, never before a verb in a finite form.
_BEFORE_NOUN = ((words.DETERMINERS - words.STANDING_ALONE - {"both", "all", "each"}) | words.POSSESSIVES) - {"'"}
_BEFORE_NOUN_OR_OBJECT = _BEFORE_NOUN | (words.PREPOSITIONS - {"to"})
_BEFORE_VERB = words.PRONOUNS | words.AUXILIARIES | words.RELATIVES | words.ADVERBS | {"to"}
_AFTER_NOUN = (words.PREPOSITIONS | {";", "and", "or"}) - {"to"}
_OF_NOUN = frozenset(("that", "by", "from"))
_NEXT = re.compile(r"\s*(\w+|[^\w\s])")
#: Longest word that is looked for before a cue, in code points.
_REACH = 20


@cache
def _particles() -> dict[str, frozenset[str]]:
    """Verbs that tell only with a particle, with their particles."""
    cues = load()
    return {
        low: frozenset(particle for head, particle in cues.phrasal if head == verb.lemma)
        for low, (verb, _) in cues.verbs.items()
        if not verb.frames and low not in cues.nouns
    }


def hints(low: str) -> list[int]:
    """Where a cue may stand in a text in lower case, in order."""
    return [hit.start for hit in _finder().find(low) if _may(low, hit.start, hit.end)]


@cache
def _finder() -> NameFinder:
    return NameFinder(dict.fromkeys([*load().verbs, *load().nouns, "according"]))


def _may(low: str, start: int, end: int) -> bool:
    word, follows = low[start:end], _NEXT.match(low, end)
    after = follows[1] if follows else ""
    particles = _particles().get(word)
    if particles is not None and after not in particles:
        return False
    if word in load().nouns and after in _OF_NOUN:
        return True
    known = load().verbs.get(word)
    if known is None:
        return word == "according"
    before = low[max(0, start - _REACH) : start].rsplit(None, 1)[-1] if start and low[start - 1] == " " else ""
    if not before.isalpha():
        return not before.endswith(("'s", "’s"))
    if before in (_BEFORE_NOUN if known[1] == "ing" else _BEFORE_NOUN_OR_OBJECT):
        return False
    return not (word in words.NOUNS_TOO and known[1] in ("base", "s")) or _verb_too(word, before, after)


def _verb_too(word: str, before: str, after: str) -> bool:
    """Whether a word that is a noun as well may be a verb between these two."""
    if before in _BEFORE_VERB or before.endswith("ly") or after in words.NOMINATIVES or after in (",", "."):
        return True
    if after in words.AUXILIARIES or after in _AFTER_NOUN:
        return False
    return word not in words.MOSTLY_NOUNS or after in words.DETERMINERS
