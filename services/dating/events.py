"""Events: what the item says has happened, happens or is to happen, when, and who has a part in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.layers.dates import Event, EventStatus, When
from dateline.layers.entities import Mention
from services.dating.clauses import Clause, find_clauses, find_nouns, is_definite, start_of
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.forms import forms
from services.dating.labels import label
from services.dating.lang.en.cues import DETERMINERS, EMPTY_VERBS, LOOSE_ENDS
from services.dating.links import Draft, link
from services.dating.narrative import Frame, Narrative
from services.dating.parts import Named, Parts, find_named, find_parts
from services.dating.quoted import mark_quoted
from services.dating.reading import Reading, Sentence
from services.dating.status import settled, status_of
from services.dating.whens import Timer
from services.dating.worth import is_event, is_news, is_statement, is_worth

_TITLES = frozenset(("headline", "deck"))
_GIVEN = frozenset(("same-clause", "same-phrase", "same-sentence"))


@dataclass(slots=True)
class _Teller:
    """Goes through a text sentence by sentence and keeps the time that it tells of."""

    reading: Reading
    narrative: Narrative
    told: list[Draft] = field(default_factory=list)
    last_end: int = 0
    in_quotes: bool = False

    def read(self, sentence: Sentence, dated: list[Dated], mentions: list[Mention]) -> None:
        """Add the events of a sentence."""
        pieces, titled = self.reading.pieces, sentence.zone in _TITLES
        if titled or "\n" in self.reading.text[self.last_end : sentence.start]:
            self.narrative.paragraph, self.in_quotes = None, False
        self.last_end = sentence.end
        self.narrative.sentences += not titled
        clauses = find_clauses(pieces, sentence, dated)
        nouns = find_nouns(pieces, sentence, clauses, dated)
        self.in_quotes = mark_quoted(pieces, sentence, clauses, nouns, self.in_quotes)
        if not clauses and not nouns:
            return
        front = next((clause for clause in clauses if clause.fronted), None) if dated else None
        timer = Timer(pieces, self.narrative, front, titled)
        if dated:
            timer.look_ahead(clauses)
        self._tell(sentence, [*clauses, *nouns], timer, find_named(pieces, mentions) if mentions else [])

    def _tell(self, sentence: Sentence, clauses: list[Clause], timer: Timer, named: list[Named]) -> None:
        pieces, narrative = self.reading.pieces, self.narrative
        known: dict[int, Parts] = {}
        lemmas, day, words = forms().lemmas, narrative.frame.day, pieces.words
        for clause in clauses:  # first the verbs: nouns have their times from them
            word, group = words[clause.head], clause.group
            origin = lemmas.get(word, word)
            status = status_of(pieces, clause, sentence)
            when = timer.of_verb(clause, status) if group is not None else timer.of_noun(clause, origin)
            if when is not None:
                status = settled(status, when, day) if when.earliest is not None else status
                if group is not None and group.tense == "past" and not clause.quoted:
                    narrative.tell(when)
                if status == "occurred" and when.earliest is not None:
                    narrative.note(origin, when, when.basis in _GIVEN)
            parts = known[clause.head] = find_parts(pieces, clause, named, known)
            if (group is None or is_event(pieces, clause)) and is_worth(pieces, clause, status, when, parts, timer.titled):
                self.told.append(self._draft(sentence, clause, origin, status, when, parts))

    def _draft(
        self, sentence: Sentence, clause: Clause, origin: str, status: EventStatus, when: When | None, parts: Parts
    ) -> Draft:
        pieces, titled = self.reading.pieces, sentence.zone in _TITLES
        return Draft(
            pieces.starts[start_of(pieces, clause)], pieces.ends[clause.head], origin, label(pieces, clause, sentence),
            status, when, parts,
            "statement" if is_statement(clause) else None,
            is_news(pieces, clause, status, when, self.narrative, titled), (sentence.start, sentence.end),
            titled or self.narrative.sentences == 1, clause.group is None and is_definite(pieces, clause.head),
            self._verb(clause),
        )  # fmt: skip

    def _verb(self, clause: Clause) -> int | None:
        """Where the verb starts that only says that its noun took place: "held talks", "has made a short visit"."""
        pieces, home = self.reading.pieces, clause.home
        if clause.group is not None or home is None or home.head >= clause.head or pieces.words[home.head] not in EMPTY_VERBS:
            return None
        between = pieces.words[home.head + 1 : clause.head]
        return (
            None
            if len(between) > 4 or any(word in LOOSE_ENDS and word not in DETERMINERS for word in between)
            else pieces.starts[home.head]
        )


def find_events(reading: Reading, dated: list[Dated], decision: Decision) -> list[Event]:
    """All events in the order of the text, ids `e1`, `e2`, ... A headline is read after the body, which says when it is."""
    teller = _Teller(reading, Narrative(Frame.of(decision)))
    sentences = [one for one in _with_contents(reading, dated) if one[0].zone in _TITLES or one[0].zone == "body"]
    for body in (True, False):
        for sentence, inside, mentions in sentences:
            if (sentence.zone == "body") == body:
                teller.read(sentence, inside, mentions)
    return link(sorted(teller.told, key=lambda one: one.start))


def _with_contents(reading: Reading, dated: list[Dated]) -> list[tuple[Sentence, list[Dated], list[Mention]]]:
    """Each sentence with the expressions and the mentions that begin in it."""
    found, at, next_mention, mentions = [], 0, 0, reading.mentions
    for sentence in reading.sentences:
        first = at
        while at < len(dated) and dated[at].match.start < sentence.end:
            at += 1
        first_mention = next_mention
        while next_mention < len(mentions) and mentions[next_mention].start < sentence.end:
            next_mention += 1
        inside = [one for one in dated[first:at] if one.match.start >= sentence.start]
        found.append((sentence, inside, [one for one in mentions[first_mention:next_mention] if one.start >= sentence.start]))
    return found
