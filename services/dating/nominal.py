"""Event nouns that stand in a clause but do not share its time: "since the crash", "called for talks", "the tour was delayed"."""

from __future__ import annotations

from typing import Final

from services.dating.clauses import Clause, Side, is_definite
from services.dating.forms import JOIN, KINDS, STOP, forms
from services.dating.lang.en.cues import APPOINTING, LASTING, PREPOSITIONS, PUTS_OFF, TIMELY, UNITS_AFTER, WISHES
from services.dating.lexer import Pieces

#: So many words before a noun may lead to it: "since the second big crash".
_LEAD: Final = 5
_AHEAD: Final = frozenset(("before", "until", "till", "pending"))


def side_of(pieces: Pieces, clause: Clause) -> Side:
    """Where an event noun lies in time beside the verb of its clause; empty where it may well be at that time."""
    words, home = pieces.words, clause.home
    led: Side = _led(pieces, clause.head) or ("lasting" if words[clause.head] in LASTING else "")
    if led or home is None or home.group is None:
        return led
    verb, group = forms().lemmas.get(pieces.words[home.head]), home.group
    behind = clause.head > home.head
    if verb in PUTS_OFF and behind != group.passive:
        return "put off"
    if not behind and ((verb in APPOINTING and group.passive) or _is_due(pieces, home.head)):
        return "appointed"
    if (
        (verb in WISHES or (verb == "call" and pieces.words[home.head + 1] == "for"))
        and behind != group.passive
        and not is_definite(pieces, clause.head)
    ):
        return "wished"
    return ""


def _led(pieces: Pieces, head: int) -> Side:
    words = pieces.words
    for at in range(head - 1, max(-1, head - 1 - _LEAD), -1):
        word = words[at]
        if word in TIMELY:
            return TIMELY[word]  # type: ignore[return-value]
        if word == "since":
            return "before"
        if word in _AHEAD or (word == "of" and words[at - 1] == "ahead"):
            return "ahead"
        if word == "after":
            return "before" if words[at - 1] in UNITS_AFTER else ""
        if word in PREPOSITIONS or KINDS[word] & (STOP | JOIN):
            return ""
    return ""


def _is_due(pieces: Pieces, verb: int) -> bool:
    """ "Is due in May", "are not due until May", but not "fell due to rain"."""
    for at in (verb + 1, verb + 2):
        if pieces.word(at) == "due":
            return pieces.word(at + 1) != "to"
    return False
