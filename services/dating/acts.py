"""An act and what it is about are one event: "agreed to sell the port", "its decision to close the mine"."""

from __future__ import annotations

from typing import Final

from services.dating.clauses import Clause
from services.dating.forms import BOUND, KINDS, NOUN, forms
from services.dating.lang.en.cues import ACT_NOUNS, ACT_VERBS, APPOINTING
from services.dating.lexer import Pieces
from services.dating.links import Draft
from services.dating.parts import Parts
from services.dating.status import is_realised

#: An act and its infinitive stand so many pieces apart at most: "the decision of the court to free him".
_FAR: Final = 6


def take_in(pieces: Pieces, clauses: list[Clause], drafts: dict[int, Draft], known: dict[int, Parts]) -> None:
    """Give each act what its infinitive says: the words up to it, and who is named there. Drafts and parts by their pieces."""
    for clause in reversed(clauses):  # "agreed to try to sell": the last first
        if clause.tense != "infinitive" or clause.group is None:
            continue
        if _is_appointed(pieces, clause):
            assert clause.governor is not None
            if clause.head in drafts:
                drafts.pop(clause.governor.head, None)
            continue
        act = _act_of(pieces, clause)
        draft = drafts.get(act) if act is not None else None
        if draft is None:
            continue
        inner = drafts.pop(clause.head, None)
        draft.end = max(inner.end if inner else 0, pieces.ends[clause.head])
        if known:
            draft.parts = _joined(draft.parts, known[clause.head])


def _is_appointed(pieces: Pieces, clause: Clause) -> bool:
    """ "Is expected to be signed", "are due to meet": what is to come is the event, not that it is expected."""
    governor = clause.governor
    if governor is None or governor.group is None or not governor.group.passive:
        return False
    return forms().lemmas.get(pieces.words[governor.head]) in APPOINTING


def _joined(ours: Parts, theirs: Parts) -> Parts:
    """The parts of an act and of what it is about."""
    patients = [one for one in (*theirs.patients, *theirs.others) if one not in ours.agents]
    return Parts(ours.agents, [*ours.patients, *patients], ours.others, ours.place or theirs.place)


def _act_of(pieces: Pieces, clause: Clause) -> int | None:
    """The piece of the act that an infinitive without a time of its own belongs to: a verb before it, or an event noun."""
    group, governor = clause.group, clause.governor
    if group is None or clause.tense != "infinitive" or any(one.expression.earliest for one in clause.dated):
        return None
    words, first = pieces.words, group.first
    lowest = max(governor.head + 1 if governor else clause.first - _FAR, first - _FAR, 0)
    for at in range(first - 1, lowest - 1, -1):
        kind = KINDS[words[at]]
        if kind & BOUND or words[at] == ",":
            return None
        if words[at] in ACT_NOUNS and kind & NOUN:
            return at
    if governor is None or governor.group is None or first - governor.head > _FAR or is_realised(pieces, clause):
        return None
    return governor.head if forms().lemmas.get(words[governor.head]) in ACT_VERBS else None
