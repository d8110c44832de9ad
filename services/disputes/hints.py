"""Which sentences may tell who says what, by their words alone: the others are never cut into parts.

A hint may be wrong one way only: every cue that a rule would take is one, many that no rule takes are none ("the report",
"United States", "go home").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from services.disputes.cues import load
from services.disputes.lang.en import words
from services.disputes.names import NameFinder
from services.disputes.parts import QUOTE_MARKS

#: What stands before a noun, never before a verb.
_BEFORE_NOUN: Final = ((words.DETERMINERS - words.STANDING_ALONE - {"both", "all", "each"}) | words.POSSESSIVES) - {"'"}
_BEFORE_VERB: Final = words.PRONOUNS | words.AUXILIARIES | words.RELATIVES | words.ADVERBS | {"to"}
_AFTER_NOUN: Final = (words.PREPOSITIONS | {",", ".", ";", "and", "or"}) - {"to"}
#: Marks within a sentence, after which a noun is no verb.
_MARKS: Final = frozenset((",", ";", ":", ")"))
_MANY: Final = frozenset(("people", "police", "and", "men", "women", "media"))
#: A quotation so many code points before a comma may be what a noun as a verb tells.
_QUOTED, _LATELY = frozenset(QUOTE_MARKS), 200
_OF_NOUN: Final = frozenset(("that", "by", "from"))
_NEXT: Final = re.compile(r"\s*(\w+|[^\w\s])")
#: Longest word that is looked for before a cue, in code points.
_REACH: Final = 20


@cache
def _particles() -> dict[str, frozenset[str]]:
    """Verbs that tell only with a particle, with their particles."""
    cues = load()
    return {
        low: frozenset(particle for head, particle in cues.phrasal if head == verb.lemma)
        for low, (verb, _) in cues.verbs.items()
        if not verb.frames and low not in cues.nouns
    }


def hints(text: str, low: str) -> list[int]:
    """Where a cue may stand in a text, `low` in lower case, in order."""
    return [hit.start for hit in _finder().find(low) if _may(text, low, hit.start, hit.end)]


@cache
def _finder() -> NameFinder:
    return NameFinder(dict.fromkeys([*load().verbs, *load().nouns, "according"]))


def _may(text: str, low: str, start: int, end: int) -> bool:
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
    before = (low[max(0, start - _REACH) : start].split() or [""])[-1] if start and low[start - 1] == " " else ""
    if not before.isalpha():
        if before[-1:] not in _MARKS:
            joined = low[start - 1 : start] == "-" and low[start - 2].isalnum()
            return not (joined or before.endswith(("'s", "’s")))
        before = before[-1]
    if (text[start].isupper() and before not in _MARKS) or before in _BEFORE_NOUN:
        return False
    if known[1] != "ing" and before in words.PREPOSITIONS and before != "to":
        return False
    noun = word in words.NOUNS_TOO and known[1] in ("base", "s")
    return not noun or _verb_too(text, start, word, known[1], before, after)


def _verb_too(text: str, start: int, word: str, form: str, before: str, after: str) -> bool:
    """Whether a word that is a noun as well may be a verb after that word and before the other."""
    if before in _BEFORE_VERB or before.endswith("ly") or after in words.NOMINATIVES:
        return True
    if after in (",", ".") and not _QUOTED.isdisjoint(text[max(0, start - _LATELY) : start]):
        return True
    if word == "claims" and after == "as":
        return True
    if after in words.AUXILIARIES or after in _AFTER_NOUN or before in words.PASTS:
        return False
    capital = text[start - len(before) - 1].isupper()
    if word in words.MOSTLY_NOUNS:
        return form == "s" and (after == "that" or (capital and after in words.DETERMINERS))
    if form == "s":
        return not before.endswith("s") or before.endswith("ss") or capital
    return before.endswith("s") or before in _MANY or capital
