"""Who has a part in an event, and where it is, from the entities named in its clause."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from dateline.layers.entities import Mention
from services.dating.clauses import Clause
from services.dating.forms import BE, DO, GERUND, HAVE, KINDS, MODAL, PARTICIPLE, PAST, REPORTING, THIRD, TO
from services.dating.lang.en.cues import DETERMINERS, PLACE_LEADS, ROLE_LEADS
from services.dating.lexer import Pieces

_RELATIVES: Final = frozenset(("which", "who", "that", "whose", "whom"))
#: Most words of a title, and the lead of a name that only describes the next one.
_TITLE, _ATTRIBUTE = 5, "'s"
_POSSESSIVE: Final = frozenset(("'s", "’s"))
#: Words that stand in no title.
_APART: Final = ROLE_LEADS | DETERMINERS | _RELATIVES | frozenset(("and", "or", "but", "while"))
_ACTS: Final = MODAL | HAVE | BE | DO | TO | PAST | PARTICIPLE | GERUND | THIRD
_BEFORE_NAMES: Final = DETERMINERS | {'"'}


@dataclass(slots=True)
class Named:
    """A mention of an entity: its first piece, one past its last, and the preposition that leads to it. Never changed."""

    first: int
    last: int
    entity: str
    is_place: bool
    describes: bool  #: a state, a people: may stand before the name of one who acts for it
    lead: str


@dataclass(slots=True)
class Parts:
    """Who acts, who is acted on, who else is named, and the place."""

    agents: list[str] = field(default_factory=list)
    patients: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    place: str | None = None

    def __bool__(self) -> bool:
        return bool(self.agents or self.patients or self.others or self.place)

    def participants(self) -> list[dict[str, str]]:
        """Each entity once, in the first role that it has, as fields of a `Participant`."""
        if self is NOBODY:
            return []
        found, place = dict.fromkeys(self.agents, "agent"), self.place
        for entity in self.patients:
            found.setdefault(entity, "patient")
        for entity in self.others:
            found.setdefault(entity, "other")
        if place is not None:
            found.pop(place, None)
        return [{"entity": entity, "role": role} for entity, role in found.items()]


#: Of a sentence that names nobody; never changed.
NOBODY: Final = Parts()


def find_named(pieces: Pieces, mentions: list[Mention]) -> list[Named]:
    """The mentions of a sentence by their pieces."""
    found: list[Named] = []
    starts, words, first = pieces.starts, pieces.words, 0
    for one in mentions:
        entity = one.entity
        if entity is None:
            continue
        first = bisect_left(starts, one.start, first)  # they come in the order of the text
        lead = words[first - 1] if first else ""
        if lead in _BEFORE_NAMES:
            lead = _lead(words, first)
        last = bisect_left(starts, one.end, first)
        found.append(
            Named(first, last, entity, one.type == "LOC", one.type in ("LOC", "NORP"), lead if lead in ROLE_LEADS else "")
        )
    for before, after in pairwise(found):
        if before.describes and after.first - before.last <= _TITLE and _is_title(words[before.last : after.first]):
            after.lead, before.lead = before.lead or after.lead, _ATTRIBUTE
    return found


def _is_title(between: list[str]) -> bool:
    """What stands between a state and one who holds an office of it: "Norwegian [foreign minister] Ella Brandt"."""
    if between and between[0] in _POSSESSIVE:
        between = between[1:]
    return all(word.isalpha() and word not in _APART and not KINDS[word] & _ACTS for word in between)


def _lead(words: list[str], first: int) -> str:
    """The word before a name and its article or quotation mark, of which there may be two."""
    at = first - 1
    while at >= 0 and words[at] in _BEFORE_NAMES and first - at < 3:
        at -= 1
    return words[at] if at >= 0 else ""


def find_parts(pieces: Pieces, clause: Clause, named: list[Named], known: dict[int, Parts]) -> Parts:
    """The parts in the event of a clause; `known` holds those of the verbs before it in the sentence."""
    first, last, group = clause.first, clause.last, clause.group
    inside = [one for one in named if first <= one.first < last]
    if not inside:
        agents = _from_before(pieces, clause, named, known) if group is not None and not group.passive else None
        return Parts(agents) if agents else NOBODY
    parts = _placed(clause, inside)
    if group is None:
        return parts
    if not parts.agents and not group.passive:
        parts.agents = _from_before(pieces, clause, named, known)
    if not parts.agents and parts.patients and clause.kind & REPORTING and clause.opener in ('"', "”", ","):
        parts.agents, parts.patients = parts.patients[:1], parts.patients[1:]  # "...," said Mrs Berg
    return parts


def _placed(clause: Clause, inside: list[Named]) -> Parts:
    """The parts of those who are named inside of a clause."""
    head, group = clause.head, clause.group
    passive = group is not None and group.passive
    agents: list[str] = []
    patients: list[str] = []
    others: list[str] = []
    place: str | None = None
    for one in inside:
        if one.lead:
            if one.is_place and place is None and one.lead in PLACE_LEADS:
                place = one.entity
            elif one.lead == "by" and (passive or group is None):
                agents.append(one.entity)
            else:
                others.append(one.entity)
        elif (one.first < head) != passive:
            agents.append(one.entity)
        elif not passive or one.first < head:
            patients.append(one.entity)
        else:
            others.append(one.entity)
    return Parts(agents, patients, others, place)


def _from_before(pieces: Pieces, clause: Clause, named: list[Named], known: dict[int, Parts]) -> list[str]:
    """The subject that a clause has from the one it hangs on or goes with, or from the word that "which" stands for."""
    other = clause.joined or (clause.governor if clause.tense in ("infinitive", "gerund") else None)
    if other is not None and other.head in known:
        before = known[other.head]
        return before.patients if other.group and other.group.passive else before.agents
    if clause.opener in _RELATIVES:
        return [
            one.entity
            for one in named
            if one.last == clause.first or (one.last == clause.first - 1 and pieces.words[one.last] == ",")
        ][:1]
    return []
