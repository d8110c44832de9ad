"""Events: what the item says has happened, happens or is to happen, when, and who has a part in it."""

from __future__ import annotations

from dateline.layers.dates import Event, EventStatus, Participant, When
from dateline.layers.entities import Mention
from services.dating.clauses import Clause, find_clauses, is_event
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.labels import label
from services.dating.lang.en.cues import PLANS
from services.dating.lexer import Pieces
from services.dating.reading import Reading, Sentence
from services.dating.verbs import VerbGroup, forms
from services.dating.whens import find_when

_ZONES = frozenset(("headline", "deck", "body"))
_CONDITIONS = frozenset(("if", "unless", "once", "provided"))
_PLACES = frozenset(("in", "at", "near", "outside", "on", "from", "to", "off", "inside", "around", "across"))
#: Events further from the document's day than this, in days, are background.
_NEWS_DAYS = 31


def find_events(reading: Reading, dated: list[Dated], decision: Decision) -> list[Event]:
    """All events in the order of the text, ids `e1`, `e2`, ..."""
    events: list[Event] = []
    position = 0
    for sentence in reading.sentences:
        inside: list[Dated] = []
        while position < len(dated) and dated[position].match.start < sentence.end:
            if dated[position].match.start >= sentence.start:
                inside.append(dated[position])
            position += 1
        if sentence.zone in _ZONES:
            events += _of_sentence(reading, sentence, inside, decision, len(events))
    return _linked(events)


def _of_sentence(reading: Reading, sentence: Sentence, dated: list[Dated], decision: Decision, count: int) -> list[Event]:
    pieces = reading.pieces
    clauses = find_clauses(pieces, sentence, dated)
    front = next((clause for clause in clauses if clause.fronted), None)
    nouns = _nouns(pieces, sentence, clauses, dated)
    happenings = sorted([one for one in clauses if is_event(pieces, one)] + nouns, key=lambda one: one.head)
    return [
        _event(reading, sentence, clause, front, decision, f"e{count + number}")
        for number, clause in enumerate(happenings, start=1)
    ]


def _nouns(pieces: Pieces, sentence: Sentence, clauses: list[Clause], dated: list[Dated]) -> list[Clause]:
    """Event nouns ("the attack", "talks"), each with the time of the clause that it stands in."""
    heads = {clause.head for clause in clauses}
    found = []
    for index in range(sentence.first, sentence.last):
        if pieces.words[index] not in forms().event_nouns or index in heads or not _is_noun(pieces, index, sentence):
            continue
        home = next((clause for clause in clauses if clause.first <= index < clause.last), None)
        first, last = (home.first, home.last) if home else (sentence.first, sentence.last)
        found.append(
            Clause(first, last, index, None, _beside(index, home.dated if home else dated), opener=home.opener if home else "")
        )
    return found


def _beside(index: int, dated: list[Dated]) -> list[Dated]:
    """Expressions that stand right by a noun: "the May 15 election", "the attack on Monday"."""
    return [one for one in dated if -3 <= one.match.first - index <= 4]


def _is_noun(pieces: Pieces, index: int, sentence: Sentence) -> bool:
    surface = pieces.surface(index)
    if surface[0].isupper() and index > sentence.first:
        return False
    return pieces.word(index + 1) not in forms().event_nouns and pieces.word(index - 1) != "to"


def _event(reading: Reading, sentence: Sentence, clause: Clause, front: Clause | None, decision: Decision, number: str) -> Event:
    pieces = reading.pieces
    status = _status(pieces, clause, sentence)
    when = find_when(pieces, sentence, clause, front, status, decision)
    mentions = [one for one in reading.mentions if sentence.start <= one.start and one.end <= sentence.end]
    inside = [one for one in mentions if one.entity and pieces.starts[clause.first] <= one.start < pieces.ends[clause.last - 1]]
    place = _place(reading, inside)
    start, end = pieces.starts[clause.head], pieces.ends[clause.head]
    return Event(
        id=number, start=start, end=end, label=label(pieces, clause, sentence), status=status,
        when=when, participants=_participants(pieces, clause, inside, place), place=place,
        foreground=_is_news(when, status, clause, decision), sentence=[sentence.start, sentence.end],
    )  # fmt: skip


def _status(pieces: Pieces, clause: Clause, sentence: Sentence) -> EventStatus:
    group = clause.group
    if any(one.expression.type == "SET" for one in clause.dated):
        return "recurring"
    if group is None:
        return "occurred" if not any(_is_ahead(one) for one in clause.dated) else "scheduled"
    if group.negated:
        return "denied"
    if clause.opener in _CONDITIONS or (
        group.tense == "conditional" and any(word in _CONDITIONS for word in pieces.words[sentence.first : sentence.last])
    ):
        return "conditional"
    return _by_tense(pieces, group, sentence)


def _is_ahead(one: Dated) -> bool:
    return one.expression.value == "FUTURE_REF"


def _by_tense(pieces: Pieces, group: VerbGroup, sentence: Sentence) -> EventStatus:
    if group.tense == "future":
        return "scheduled"
    if group.tense == "infinitive":
        before = pieces.words[max(sentence.first, group.first - 3) : group.first]
        return "scheduled" if PLANS.intersection(before) else "hypothetical"
    if group.tense in ("conditional", "possible"):
        return "hypothetical"
    if group.tense == "present" and sentence.zone != "headline":
        return "ongoing"
    return "occurred" if not (group.tense == "past" and _progressive(pieces, group)) else "ongoing"


def _progressive(pieces: Pieces, group: VerbGroup) -> bool:
    return group.head != group.first and pieces.words[group.head].endswith("ing")


def _participants(pieces: Pieces, clause: Clause, mentions: list[Mention], place: str | None) -> list[Participant]:
    """Who stands before the verb acts, who stands after it is acted on; a passive turns them round."""
    at, passive = pieces.starts[clause.head], bool(clause.group and clause.group.passive)
    found: dict[str, str] = {}
    for one in mentions:
        if one.entity is None or one.entity == place:
            continue
        before = one.start < at
        found.setdefault(one.entity, "agent" if before != passive else "patient")
    return [Participant(entity=entity, role=role) for entity, role in found.items()]


def _place(reading: Reading, mentions: list[Mention]) -> str | None:
    """The first place that a preposition of place leads to."""
    for one in mentions:
        before = reading.text[max(0, one.start - 20) : one.start].split()
        if one.type == "LOC" and [word for word in before[-2:] if word.lower() in _PLACES]:
            return one.entity
    return None


def _is_news(when: When | None, status: EventStatus, clause: Clause, decision: Decision) -> bool:
    """The news of the day and what is to come of it; not what lies long before, nor what only might be."""
    if when is None or status in ("hypothetical", "recurring") or clause.group is None:
        return False
    if decision.day is None:
        return when.basis == "document-time"
    return when.latest is not None and abs(_days_from(when.latest, decision)) <= _NEWS_DAYS


def _days_from(latest: str, decision: Decision) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(latest) - (decision.day or date.min)).days
    except ValueError:
        return -(10**6)


def _linked(events: list[Event]) -> list[Event]:
    """Point a mention to the first with the same words, time and participants: only what is certain."""
    first: dict[tuple[str, str | None, tuple[str, ...]], str] = {}
    linked = []
    for event in events:
        key = (
            event.label.lower(),
            event.when.edtf if event.when else None,
            tuple(sorted(one.entity for one in event.participants)),
        )
        earlier = first.setdefault(key, event.id)
        certain = earlier != event.id and " " in event.label and event.when is not None
        linked.append(event.model_copy(update={"same_as": earlier}) if certain else event)
    return linked
