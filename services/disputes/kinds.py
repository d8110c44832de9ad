"""What a word may be by its text alone, worked out once per word; a rule asks for several kinds with one `&`."""

from __future__ import annotations

from typing import Final

from services.disputes.cues import load
from services.disputes.lang.en import words

AUXILIARY: Final = 1 << 0
NAMELIKE: Final = 1 << 1  #: an auxiliary that may be a name: "May", "Will"
ADVERB: Final = 1 << 2
CUE: Final = 1 << 3  #: a form of a reporting verb, a noun that tells, "according"
VERB: Final = 1 << 4  #: a verb, by list or by its -ed
CAPITAL: Final = 1 << 5  #: begins in upper case
PREPOSITION: Final = 1 << 6
SUBORDINATOR: Final = 1 << 7
CONJUNCTION: Final = 1 << 8
NOMINATIVE: Final = 1 << 9
DETERMINER: Final = 1 << 10
TIME: Final = 1 << 11
RELATIVE: Final = 1 << 12
BREAK: Final = 1 << 13  #: a mark that always breaks a phrase, or a quotation
DASH: Final = 1 << 14  #: hyphens, which break one where they do not join two words
STOP: Final = 1 << 15  #: a full stop
OWNER: Final = 1 << 16  #: "'s", which may be no verb
CLITIC: Final = 1 << 17  #: "'s", "'re" and the like, of which a clause may have one as its verb
FINITE: Final = 1 << 18  #: may be a verb in -s by its looks
WORD: Final = 1 << 19
MARK: Final = 1 << 20
QUOTED: Final = 1 << 21  #: a whole quotation
#: What may break a phrase; what may be a verb.
BREAKS: Final = BREAK | DASH | STOP
VERBAL: Final = AUXILIARY | VERB | CUE

_LISTS: Final = (
    (AUXILIARY, words.AUXILIARIES),
    (PREPOSITION, words.PREPOSITIONS),
    (SUBORDINATOR, words.SUBORDINATORS),
    (CONJUNCTION, words.CONJUNCTIONS),
    (NOMINATIVE, words.NOMINATIVES),
    (DETERMINER, words.DETERMINERS),
    (TIME, words.TIMES),
    (RELATIVE, words.RELATIVES),
    (BREAK, frozenset(",;:()[]—–!?…/|")),
    (STOP, frozenset(".")),
    (OWNER, frozenset(("'s",))),
    (CLITIC, frozenset(("'s", "'re", "'ll", "'ve"))),
    (VERB, words.COMMON_VERBS | words.PASTS),
    (ADVERB, words.ADVERBS),
)
#: Words kept with their kinds: the first that are met, which are the frequent ones.
_CAPACITY: Final = 32_768


class _Bits(dict[str, int]):
    """The words met so far."""

    def __missing__(self, word: str) -> int:
        found = _bits_of(word.lower().replace("’", "'"), word)
        if len(self) < _CAPACITY:
            self[word] = found
        return found


#: The kinds of a word.
BITS: Final = _Bits()


def _bits_of(low: str, word: str) -> int:
    cues = load()
    bits = sum(bit for bit, listed in _LISTS if low in listed)
    bits |= CUE * (low in cues.verbs or low in cues.nouns or low == "according")
    bits |= WORD if len(word) > 1 or word.isalnum() else MARK
    bits |= CAPITAL * word[0].isupper()
    bits |= NAMELIKE * (low in ("may", "will") and not word.islower())
    bits |= DASH * (low[0] == "-" and not low.strip("-"))
    if word[0].islower():
        bits |= ADVERB * (low.endswith("ly") and len(low) > 4 and low not in words.NOT_ADVERBS)
        bits |= VERB * (low.endswith("ed") and len(low) > 4)
        bits |= FINITE * (low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "'s")))
    return bits
