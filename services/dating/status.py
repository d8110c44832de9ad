"""Whether an event took place, is to come, goes on, comes again, or only might be."""

from __future__ import annotations

from typing import Final

from dateline.layers.dates import EventStatus
from services.dating.clauses import Clause, Side, start_of
from services.dating.forms import REPORTING, forms
from services.dating.lang.en.cues import GOING_ON, LIGHT_VERBS, PLANS, REALISED, TELLING
from services.dating.lexer import Pieces
from services.dating.nominal import side_of
from services.dating.reading import Sentence
from services.dating.verbs import VerbGroup

_CONDITIONS: Final = frozenset(("if", "unless"))
_OPENERS: Final = _CONDITIONS | {"once"}
#: Of nouns beside verbs that say so.
_TO_COME: Final[dict[Side, EventStatus]] = {"put off": "scheduled", "appointed": "scheduled", "wished": "hypothetical"}
_UNTIL: Final = frozenset(("until", "till"))
_TITLES: Final = frozenset(("headline", "deck"))


def status_of(pieces: Pieces, clause: Clause, sentence: Sentence) -> EventStatus:
    """The status of an event, from the tense and mood of its verb, or of the verb that its noun stands by."""
    if clause.dated and any(one.expression.type == "SET" for one in clause.dated):
        return "recurring"
    group = clause.group
    if group is None:
        return _of_noun(pieces, clause)
    if group.negated:
        return "denied"
    tense, opener, words = group.tense, clause.opener, pieces.words
    if opener in _OPENERS and (opener != "once" or _leads(words, clause, group)):
        return "conditional"
    if tense == "past" or tense == "perfect":
        goes_on = group.head != group.first and words[group.head].endswith("ing")  # "was talking"
        return "ongoing" if goes_on or (tense == "perfect" and _has_since(pieces, clause)) else "occurred"
    if tense == "present":  # but "he says", and a title tells in the present what has happened
        return "occurred" if clause.kind & REPORTING or sentence.zone in _TITLES else "ongoing"
    return _of_other(pieces, clause, sentence, group)


def _leads(words: list[str], clause: Clause, group: VerbGroup) -> bool:
    """ "Once" opens a clause with a subject; "once more" and "he once said" do not."""
    return clause.first + 1 < group.first and words[clause.first + 1] not in ("more", "again")


def _of_other(pieces: Pieces, clause: Clause, sentence: Sentence, group: VerbGroup) -> EventStatus:
    """Of a verb that is neither past, perfect nor present."""
    tense = group.tense
    if tense == "infinitive":
        return _of_infinitive(pieces, clause, sentence)
    if tense == "future":
        return "scheduled"
    if tense == "conditional" and not _CONDITIONS.isdisjoint(pieces.words[sentence.first : sentence.last]):
        return "conditional"
    if tense == "conditional" or tense == "possible":
        return "scheduled" if _is_told_of_before(pieces, clause, sentence) else "hypothetical"
    return "occurred"


def _is_told_of_before(pieces: Pieces, clause: Clause, sentence: Sentence) -> bool:
    """A future as somebody told of it: "said that the port would open"."""
    group = clause.group
    if group is None or pieces.words[group.first] != "would":
        return False
    return any(
        one.tense in ("past", "perfect") and pieces.words[one.head] in TELLING
        for one in sentence.groups(pieces)
        if one.head < group.first
    )


def _has_since(pieces: Pieces, clause: Clause) -> bool:
    return bool(clause.dated) and any("since" in pieces.words[one.match.first - 2 : one.match.first + 1] for one in clause.dated)


def _of_infinitive(pieces: Pieces, clause: Clause, sentence: Sentence) -> EventStatus:
    group, governor = clause.group, clause.governor
    assert group is not None
    if sentence.zone in _TITLES and governor is None:
        return "scheduled"  # "Ministers to meet in Oslo"
    if any(pieces.word(one.match.first - 1) in _UNTIL for one in clause.dated):
        return "scheduled"  # "has until Friday to pay"
    if not PLANS.isdisjoint(pieces.words[max(sentence.first, group.first - 3) : group.first]):
        return "scheduled"
    return "occurred" if is_realised(pieces, clause) else "hypothetical"


def is_realised(pieces: Pieces, clause: Clause) -> bool:
    """An infinitive of which the verb before it says that it came to pass: "began to sell", "won the right to build" not."""
    group, governor = clause.group, clause.governor
    if group is None or group.tense != "infinitive" or governor is None or governor.group is None:
        return False
    if pieces.words[group.first - 1] == "able":
        return governor.tense in ("past", "perfect") and not governor.group.negated  # "was able to flee"
    done = governor.tense in ("past", "perfect", "present") and not governor.group.negated
    return done and forms().lemmas.get(pieces.words[governor.head]) in REALISED and group.first - governor.head <= 2


def _of_noun(pieces: Pieces, clause: Clause) -> EventStatus:
    home = clause.home
    group = home.group if home else None
    first = start_of(pieces, clause)
    if "no" in pieces.words[max(0, first - 2) : first]:
        return "denied"
    side = clause.side = side_of(pieces, clause)
    if side in _TO_COME:
        return _TO_COME[side]
    if home is None or group is None:
        return "occurred"
    if group.negated and pieces.words[group.head] in LIGHT_VERBS:
        return "denied"
    if group.tense in ("future", "possible", "infinitive"):
        return "scheduled"
    if group.tense == "conditional":
        return "hypothetical"
    if group.tense in ("present", "perfect") and (pieces.words[group.head] in GOING_ON or _has_since(pieces, home)):
        return "ongoing"
    return "occurred"
