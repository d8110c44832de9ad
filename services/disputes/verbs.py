"""Which words are verbs: reporting verbs that are nouns or names as well, auxiliaries, adverbs within a verb group.

All functions take the parts of a unit and an index into them.
"""

from __future__ import annotations

from typing import Final

from services.disputes.cues import load
from services.disputes.kinds import ADVERB, AUXILIARY, CAPITAL, CUE, DETERMINER, NAMELIKE, NOMINATIVE, QUOTED, WORD
from services.disputes.lang.en import words
from services.disputes.parts import SPOKEN, Parts

_EACH: Final = ("both", "all", "each")
#: How many parts before a verb without -s an "and" joins its subjects: "Ella Brandt and Tom Ortiz dispute".
_PAIR: Final = 4
#: What stands after a noun rather than after a verb that needs an object.
_NOUN_ENDS: Final = frozenset((",", ".", ";", "and", "or"))


def is_auxiliary(parts: Parts, at: int) -> bool:
    """Whether an auxiliary stands there: not the month, nor a name, that is written like one."""
    bits = parts.bits[at]
    return bits & AUXILIARY != 0 and not (bits & NAMELIKE and at)


def is_adverb(parts: Parts, at: int) -> bool:
    """Whether the word is an adverb: listed, or in -ly."""
    return parts.bits[at] & ADVERB != 0


def is_cue(parts: Parts, at: int) -> bool:
    """Whether a form of a reporting verb stands there as a verb: not "the claims", not "United States"."""
    low, bits = parts.low[at], parts.bits[at]
    known = load().verbs.get(low) if bits & CUE else None
    if known is None or (bits & CAPITAL and at > 0 and parts.bits[at - 1] & WORD):
        return False
    verb, form = known
    if not verb.frames and (at + 1 >= parts.size or (verb.lemma, parts.low[at + 1]) not in load().phrasal):
        return False
    if at == 0:
        return True
    if low in words.NOUNS_TOO and form in ("base", "s") and not _verb_not_noun(parts, at, form):
        return False
    return parts.low[at - 1] != "-" and _may_follow(parts, at, form)


def _may_follow(parts: Parts, at: int, form: str) -> bool:
    """Whether a verb of that form may stand after the word before it."""
    low = parts.low[at - 1]
    if low in _EACH and form == "base" and at > 1:
        return parts.bits[at - 2] & WORD != 0
    if low in words.STANDING_ALONE or (low[0].isdigit() and form == "past"):
        return (low == "that" and (form != "base" or (at > 1 and parts.low[at - 2].endswith("s")))) or _says(parts, at)
    if low in words.DETERMINERS or low in words.POSSESSIVES or (low in ("most", "more") and form == "ing"):
        return False
    return form == "ing" or low == "to" or low not in words.PREPOSITIONS


def _says(parts: Parts, at: int) -> bool:
    """Whether a word after a number or "some" can only be a verb: "one said", "some believe that", but not "some reported"."""
    verb, form = load().verbs[parts.low[at]]
    more = at + 1 < parts.size
    plain = verb.lemma in ("say", "tell") and not (more and parts.low[at - 1] == "all")
    opens = more and parts.bits[at + 1] & (DETERMINER | NOMINATIVE | QUOTED) != 0
    return plain or (opens and "clause" in verb.frames and (form == "past" or parts.low[at] not in words.NOUNS_TOO))


def _verb_not_noun(parts: Parts, at: int, form: str) -> bool:
    """Whether "claim", "reports" and the like are verbs there, by the word before and the word after."""
    low, after = parts.low[at - 1], parts.low[at + 1] if at + 1 < parts.size else "."
    capital = parts.text[at - 1][0].isupper()
    if low in words.PRONOUNS or low in words.AUXILIARIES or low in words.RELATIVES or low == "to" or is_adverb(parts, at - 1):
        return low != "there"
    if after in words.AUXILIARIES or after in ("said", "says", "told") or low in words.PASTS:
        return False
    if after in words.NOMINATIVES and after != "you":
        return True
    if after in (",", ".") and SPOKEN in parts.low[max(0, at - 5) : at]:
        return True
    if parts.low[at] in words.MOSTLY_NOUNS:
        named = capital and after in words.DETERMINERS
        return form == "s" and (after == "that" or named)
    if after == "as" and form == "s" and parts.low[at] == "claims":
        return capital or low in words.CONJUNCTIONS  # "Norden claims as its own"
    acts = after == "to" and "infinitive" in load().verbs[parts.low[at]][0].frames and low in words.CONJUNCTIONS
    if not acts and (after in words.PREPOSITIONS or after in _NOUN_ENDS or low.endswith(words.ADJECTIVE_ENDINGS)):
        return False
    if form == "base":
        several = capital and any(before in words.CONJUNCTIONS for before in parts.low[max(0, at - _PAIR) : at])
        return several or low.endswith("s") or low in ("people", "police", "and", "men", "women", "media")
    return not low.endswith("s") or low.endswith("ss") or capital
