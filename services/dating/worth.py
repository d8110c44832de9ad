"""Which clauses tell of an event, which events are worth a line, and which are the news of the day."""

from __future__ import annotations

from typing import Final

from dateline.layers.dates import EventStatus, When
from services.dating.clauses import DEPENDENT, Clause, is_definite
from services.dating.forms import BASE, DULL, GERUND, KINDS, NAMING, NOUN, PARTICIPLE, PAST, REPORTING, SKIPPED, THIRD
from services.dating.lang.en.cues import ABSTRACT_LEADS, LIGHT_VERBS, STANDING_IN
from services.dating.lexer import Pieces
from services.dating.narrative import Narrative
from services.dating.parts import Parts

#: Times that the text itself gives to the event.
_GIVEN: Final = frozenset(("same-clause", "same-phrase", "same-sentence"))
_RELATIVES: Final = frozenset(("who", "which", "whom", "whose"))
#: So many pieces from its verb a noun may be its object or its subject.
_NEAR: Final = 5
_PERSONAL: Final = frozenset(("he", "she"))
#: Before a form in -ing that tells of something more: ", killing two", "after winning the vote".
_BESIDE: Final = frozenset((",", "after", "before", "while"))
#: Before "saying": somebody does, beside what else is told of him.
_SPEAKING: Final = frozenset((",", "by", '"', "”"))
#: Tenses of what is told as done: kept inside of quotation marks, where the rest is somebody's manner of speaking.
_TOLD: Final = frozenset(("past", "perfect"))
#: Before a form in -ing that is done, with the noun behind as its object: "by ordering strikes".
_DOING: Final = frozenset(
    ("by", "for", "of", "without", "from", "started", "began", "stopped", "kept", "is", "are", "was", "were", "been")
)
_ONLY_POSSIBLE: Final = frozenset(("hypothetical", "conditional"))


def is_event(pieces: Pieces, clause: Clause) -> bool:
    """A verb names a happening: not one of being or having, not "called the Old Port"."""
    if clause.kind & DULL or (clause.tense == "gerund" and _describes(pieces, clause.head)):
        return False
    return not (clause.kind & NAMING and (clause.reduced or _names(pieces, clause)))


def is_statement(clause: Clause) -> bool:
    """Somebody says something: the event is that it was said."""
    return clause.group is not None and clause.kind & REPORTING != 0


def is_worth(pieces: Pieces, clause: Clause, status: EventStatus, when: When | None, parts: Parts, titled: bool) -> bool:
    """Whether a reader would miss the event: what has a time of its own, what took place, what somebody named does."""
    group = clause.group
    if group is not None and clause.kind & REPORTING:
        return (bool(parts.agents) or _has_pronoun(pieces, clause)) and _is_said(pieces, clause, status)
    if when is not None and when.basis in _GIVEN:
        return True
    if group is None:
        return _is_noun_worth(pieces, clause, status, when, parts)
    if clause.quoted and not parts and group.tense not in _TOLD and group.first == group.head:
        return False
    if titled or status == "scheduled" or (status == "conditional" and group.tense not in DEPENDENT):
        return True
    if status in _ONLY_POSSIBLE:
        return bool(parts.agents or parts.patients) and not clause.quoted
    if clause.tense == "gerund":
        before = pieces.word(group.first - 1)
        return before in _BESIDE or (bool(parts) and before not in ABSTRACT_LEADS)
    if clause.tense == "infinitive" and status == "occurred":
        return True
    if clause.tense in ("infinitive", "present"):
        return (bool(parts) and not clause.quoted) or (clause.tense == "present" and _is_going_on(pieces, clause))
    return True


def _describes(pieces: Pieces, head: int) -> bool:
    """ "The spending cuts", "across-the-board spending cuts": what is told of is the noun behind."""
    before = pieces.word(head - 1)
    return KINDS[pieces.word(head + 1)] & (NOUN | BASE | PAST | GERUND) == NOUN and before not in _BESIDE and before not in _DOING


def _is_noun_worth(pieces: Pieces, clause: Clause, status: EventStatus, when: When | None, parts: Parts) -> bool:
    """One with a time, and, in the background, one that was spoken of ("the deal") or has somebody named beside it."""
    if clause.quoted and not parts:
        return False
    if when is None and clause.side == "lasting":
        return bool(parts)  # "the campaign" goes on beside all that is told
    if when is None:
        return bool(parts) or is_definite(pieces, clause.head)
    return status != "ongoing" and (bool(parts) or pieces.words[clause.head - 1] != "of")


def _is_going_on(pieces: Pieces, clause: Clause) -> bool:
    """A present that tells of something: "is rolling out", "are sold", and outside of speech "it sells"."""
    group = clause.group
    if group is None:
        return False
    return group.head > group.first or (clause.kind & THIRD != 0 and not clause.quoted)


def _has_pronoun(pieces: Pieces, clause: Clause) -> bool:
    """Somebody named before says it: "he said", "said she", "the company has said", "..., saying"."""
    group = clause.group
    if group is None:
        return False
    at = group.first - 1
    if at > 0 and KINDS[pieces.words[at]] & SKIPPED:
        at -= 1  # "Berg also noted"
    before = pieces.word(at)
    named = before.isalpha() and pieces.surface(at)[0].isupper()
    if group.tense == "gerund":
        return named or before in _SPEAKING
    if before in _PERSONAL or pieces.word(group.head + 1) in _PERSONAL:
        return True
    if before in STANDING_IN and pieces.word(at - 1) == "the":
        return True
    return (
        named and clause.kind & (PAST | PARTICIPLE) != 0 and at > clause.first
    )  # at the head of a clause any word is written so


def _is_said(pieces: Pieces, clause: Clause, status: EventStatus) -> bool:
    """Somebody says it here, and not only might: "said", "has said", "..., saying that"."""
    group = clause.group
    if group is None or status not in ("occurred", "ongoing"):
        return False
    if group.tense == "gerund":
        return pieces.word(group.first - 1) in _SPEAKING or pieces.surface(group.first - 1)[:1].isupper()
    return group.tense not in DEPENDENT


def is_news(pieces: Pieces, clause: Clause, status: EventStatus, when: When | None, narrative: Narrative, titled: bool) -> bool:
    """The news of the day and what is to come of it; not what lies long before, nor what only might be, nor what is said."""
    if when is None or status in _ONLY_POSSIBLE or status == "recurring" or clause.quoted or not narrative.frame.is_news(when):
        return False
    if clause.tense in DEPENDENT and status != "scheduled":
        return False
    if titled:
        return clause.home is None and pieces.word(clause.head + 1).isalnum()
    if when.basis == "before-document-time" or is_statement(clause):
        return False
    if clause.group is None:
        return (
            clause.home is not None
            and _is_beside(clause, clause.home)
            and not clause.home.dated
            and pieces.words[clause.home.head] in LIGHT_VERBS
            and narrative.at_head()
        )
    if (clause.reduced or clause.opener in _RELATIVES) and when.basis not in _GIVEN:
        return False
    return when.basis in _GIVEN or clause.tense != "present" or narrative.at_head()


def _is_beside(clause: Clause, home: Clause) -> bool:
    """A noun near the verb of its clause, which does not only describe another noun."""
    return abs(clause.head - home.head) <= _NEAR and home.opener not in _RELATIVES


def _names(pieces: Pieces, clause: Clause) -> bool:
    """A thing is given its name: passive, or after a comma, with a name behind the verb."""
    group = clause.group
    assert group is not None
    after = group.head + (2 if pieces.word(group.head + 1) == "the" else 1)
    follows = pieces.word(group.first - 1) == "," if group.first == group.head else group.passive
    return follows and pieces.word(after).isalpha() and pieces.surface(after)[0].isupper()
