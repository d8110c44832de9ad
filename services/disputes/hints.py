"""Which sentences may tell who says what, by their words alone: the others are never cut into parts.

A hint may be wrong one way only: every cue that a rule would take is one, many that no rule takes are none ("the report",
"United States", "go home").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from services.disputes.cues import load
from services.disputes.lang.en import words

_WORD = re.compile(r"\w+|[^\w\s]")
#: What stands before a noun, never before a verb in a finite form.
_BEFORE_NOUN = ((words.DETERMINERS - words.STANDING_ALONE - {"both", "all", "each"}) | words.POSSESSIVES) - {"'", "'s"}
_BEFORE_NOUN_OR_OBJECT = _BEFORE_NOUN | (words.PREPOSITIONS - {"to"})
_BEFORE_VERB = words.PRONOUNS | words.AUXILIARIES | words.RELATIVES | words.ADVERBS | {"to", "t", "d", "s", "re", "ve", "ll", "m"}
_AFTER_NOUN = (words.PREPOSITIONS | {";", "and", "or"}) - {"to"}
_APOSTROPHES = frozenset("'’")
_OF_NOUN = frozenset(("that", "by", "from"))


@cache
def _cues() -> dict[str, frozenset[str] | None]:
    """Every cue; with a verb that tells only with a particle, the particles."""
    cues = load()
    found: dict[str, frozenset[str] | None] = dict.fromkeys([*cues.verbs, *cues.nouns, "according"])
    for low, (verb, _) in cues.verbs.items():
        if not verb.frames and low not in cues.nouns:
            found[low] = frozenset(particle for head, particle in cues.phrasal if head == verb.lemma)
    return found


def may_tell(low: str, start: int, end: int) -> bool:
    """Whether a cue may stand between two offsets of a text in lower case."""
    here, cues = _WORD.findall(low, start, end), _cues()
    return any([_may(here, at, cues[word]) for at, word in enumerate(here) if word in cues])


def _may(here: Sequence[str], at: int, particles: frozenset[str] | None) -> bool:
    word, after = here[at], here[at + 1] if at + 1 < len(here) else "."
    if particles is not None and after not in particles:
        return False
    if word in load().nouns and after in _OF_NOUN:
        return True
    known = load().verbs.get(word)
    if known is None:
        return word == "according"
    before = here[at - 1] if at else "."
    if before == "s" and at > 1 and here[at - 2] in _APOSTROPHES:
        return False
    if before in (_BEFORE_NOUN if known[1] == "ing" else _BEFORE_NOUN_OR_OBJECT):
        return False
    return not (at and word in words.NOUNS_TOO and known[1] in ("base", "s")) or _verb_too(word, before, after)


def _verb_too(word: str, before: str, after: str) -> bool:
    """Whether a word that is a noun as well may be a verb between these two."""
    if before in _BEFORE_VERB or before.endswith("ly") or after in words.NOMINATIVES or after in (",", "."):
        return True
    if after in words.AUXILIARIES or after in _AFTER_NOUN:
        return False
    return word not in words.MOSTLY_NOUNS or after in words.DETERMINERS
