"""Events: what the item says has happened, happens or is to happen, when, and who has a part in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.layers.dates import Event, EventStatus, Participant, When
from dateline.layers.entities import Mention
from services.dating.clauses import Clause, find_clauses, is_event
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.labels import label
from services.dating.lang.en.cues import LIGHT_VERBS, PLANS
from services.dating.lexer import Pieces
from services.dating.reading import Reading, Sentence
from services.dating.verbs import VerbGroup, forms
from services.dating.whens import Frame, Narrative, find_when

_ZONES = frozenset(("headline", "deck", "body"))
_CONDITIONS = frozenset(("if", "unless", "once", "provided"))
_PLACES = frozenset(("in", "at", "near", "outside", "on", "from", "to", "off", "inside", "around", "across"))


@dataclass(slots=True)
class _Teller:
    """Goes through a text sentence by sentence and keeps the time that it tells of."""

    reading: Reading
    narrative: Narrative
    events: list[Event] = field(default_factory=list)
    last_end: int = 0
    next_mention: int = 0

    def read(self, sentence: Sentence, dated: list[Dated]) -> None:
        """Add the events of a sentence."""
        if "\n" in self.reading.text[self.last_end : sentence.start]:
            self.narrative.paragraph = None
        self.last_end = sentence.end
        self.narrative.sentences += sentence.zone == "body"
        pieces = self.reading.pieces
        clauses = find_clauses(pieces, sentence, dated)
        front = next((clause for clause in clauses if clause.fronted), None)
        nouns = _nouns(pieces, sentence, clauses)
        mentions = self._mentions(sentence)
        for clause in sorted([*clauses, *nouns], key=lambda one: one.head):
            status = _status(pieces, clause, sentence)
            when = find_when(pieces, clause, front, status, self.narrative)
            if clause.group and clause.group.tense == "past":
                self.narrative.tell(when)
            if is_event(pieces, clause):
                self.events.append(self._event(sentence, clause, status, when, mentions))

    def _mentions(self, sentence: Sentence) -> list[Mention]:
        """The mentions of entities inside of a sentence."""
        mentions, found = self.reading.mentions, []
        while self.next_mention < len(mentions) and mentions[self.next_mention].start < sentence.end:
            one = mentions[self.next_mention]
            if one.start >= sentence.start and one.end <= sentence.end and one.entity:
                found.append(one)
            self.next_mention += 1
        return found

    def _event(
        self, sentence: Sentence, clause: Clause, status: EventStatus, when: When | None, mentions: list[Mention]
    ) -> Event:
        pieces = self.reading.pieces
        low, high = pieces.starts[clause.first], pieces.ends[clause.last - 1]
        inside = [one for one in mentions if low <= one.start < high]
        place = _place(self.reading, inside) if inside else None
        return Event(
            id=f"e{len(self.events) + 1}", start=pieces.starts[clause.head], end=pieces.ends[clause.head],
            label=label(pieces, clause, sentence), status=status, when=when,
            participants=_participants(pieces, clause, inside, place), place=place,
            foreground=self._is_news(when, status, clause), sentence=[sentence.start, sentence.end],
        )  # fmt: skip

    def _is_news(self, when: When | None, status: EventStatus, clause: Clause) -> bool:
        """The news of the day and what is to come of it; not what lies long before, nor what only might be."""
        if when is None or clause.group is None or status in ("hypothetical", "recurring"):
            return False
        return self.narrative.frame.is_news(when)


def find_events(reading: Reading, dated: list[Dated], decision: Decision) -> list[Event]:
    """All events in the order of the text, ids `e1`, `e2`, ..."""
    teller = _Teller(reading, Narrative(Frame.of(decision)))
    position = 0
    for sentence in reading.sentences:
        inside: list[Dated] = []
        while position < len(dated) and dated[position].match.start < sentence.end:
            if dated[position].match.start >= sentence.start:
                inside.append(dated[position])
            position += 1
        if sentence.zone in _ZONES:
            teller.read(sentence, inside)
    return _linked(teller.events)


def _nouns(pieces: Pieces, sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """Event nouns ("the attack", "talks"), each with the time and the tense of the clause that it stands in."""
    heads = {clause.head for clause in clauses}
    found = []
    words, nouns = pieces.words, forms().event_nouns
    for index, word in enumerate(words[sentence.first : sentence.last], start=sentence.first):
        if word not in nouns or index in heads or not _is_noun(pieces, index, sentence):
            continue
        home = next((clause for clause in clauses if clause.first <= index < clause.last), None)
        if home:
            light = words[home.head] in LIGHT_VERBS
            found.append(
                Clause(home.first, home.last, index, None, _beside(index, home), home=home.group, light=light, opener=home.opener)
            )
        else:
            found.append(Clause(sentence.first, sentence.last, index, None))
    return found


def _beside(index: int, home: Clause) -> list[Dated]:
    """Expressions right by a noun ("the May 15 election"), else those of its clause."""
    near = [one for one in home.dated if -3 <= one.match.first - index <= 4]
    return near or home.dated


def _is_noun(pieces: Pieces, index: int, sentence: Sentence) -> bool:
    surface = pieces.surface(index)
    if surface[0].isupper() and index > sentence.first:
        return False
    return pieces.word(index + 1) not in forms().event_nouns and pieces.word(index - 1) != "to"


def _status(pieces: Pieces, clause: Clause, sentence: Sentence) -> EventStatus:
    group = clause.group
    if any(one.expression.type == "SET" for one in clause.dated):
        return "recurring"
    if group is None:
        return _status_of_noun(clause)
    if group.negated:
        return "denied"
    if clause.opener in _CONDITIONS or (
        group.tense == "conditional" and any(word in _CONDITIONS for word in pieces.words[sentence.first : sentence.last])
    ):
        return "conditional"
    return _by_tense(pieces, group, sentence)


def _status_of_noun(clause: Clause) -> EventStatus:
    if clause.home is None:
        return "occurred"
    if clause.home.tense in ("future", "possible", "infinitive"):
        return "scheduled"
    return "hypothetical" if clause.home.tense == "conditional" else "ongoing" if clause.home.tense == "present" else "occurred"


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
