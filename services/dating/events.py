"""Events: what the item says has happened, happens or is to happen, when, and who has a part in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from dateline.layers.dates import Event, EventStatus, When
from dateline.layers.entities import Mention
from services.dating.acts import take_in
from services.dating.boilerplate import find_boilerplate
from services.dating.clauses import Clause, find_clauses, find_nouns, is_definite, start_of
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.forms import DULL, NAMING, forms
from services.dating.labels import label
from services.dating.lang.en.cues import DETERMINERS, EMPTY_VERBS, LOOSE_ENDS, PERSONAL
from services.dating.lexer import Pieces
from services.dating.links import Draft, link
from services.dating.narrative import Frame, Narrative
from services.dating.parts import NOBODY, Named, Parts, find_named, find_parts
from services.dating.quoted import mark_quoted
from services.dating.reading import Reading, Sentence
from services.dating.status import status_of
from services.dating.whens import Timer
from services.dating.worth import is_event, is_news, is_statement, is_worth

_Contents = tuple[Sentence, list[Dated], list[Mention], list[int]]
#: As many as a book has: a text of nothing but verbs takes no longer than one.
_MOST_EVENTS: Final = 20_000
#: A verb of which it is to be asked whether it is a happening.
_OF_NONE: Final = DULL | NAMING
#: What is told in the present or by a noun may yet be to come.
_UNSETTLED: Final = frozenset(("occurred", "ongoing"))
_MARKS: Final = re.compile('["“”]')
_start = attrgetter("start")
_TITLES: Final = frozenset(("headline", "deck"))
#: What says that a sentence goes on with the one before stands among so many first words.
_HEAD: Final = 4
_GIVEN: Final = frozenset(("same-clause", "same-phrase", "same-sentence"))


@dataclass(slots=True)
class _Teller:
    """Goes through a text sentence by sentence and keeps the time that it tells of."""

    reading: Reading
    narrative: Narrative
    told: list[Draft] = field(default_factory=list)
    last_end: int = 0
    in_quotes: bool = False
    day: str | None = None

    def __post_init__(self) -> None:
        """Keep the document's day, which each event is compared with."""
        self.day = self.narrative.frame.day

    def read(self, sentence: Sentence, dated: list[Dated], mentions: list[Mention], marks: list[int]) -> None:
        """Add the events of a sentence. `marks`: where quotation marks stand in it."""
        pieces, titled = self.reading.pieces, sentence.zone in _TITLES
        if titled or "\n" in self.reading.text[self.last_end : sentence.start]:
            self.in_quotes = False
            if titled or not _goes_on(pieces, sentence):  # "He said" goes on with what was told of him
                self.narrative.paragraph = None
        self.last_end = sentence.end
        self.narrative.sentences += not titled
        clauses = find_clauses(pieces, sentence, dated)
        nouns = find_nouns(pieces, sentence, clauses, dated)
        told = [*clauses, *nouns] if nouns else clauses
        if marks or self.in_quotes:
            self.in_quotes = mark_quoted(pieces, marks, told, self.in_quotes)
        if not told:
            return
        timer = Timer(pieces, self.narrative, None, titled, dated)
        if dated:
            timer.front = next((clause for clause in clauses if clause.fronted), None)
            timer.look_ahead(clauses)
        self._tell(sentence, told, timer, find_named(pieces, mentions) if mentions else [])

    def _tell(self, sentence: Sentence, clauses: list[Clause], timer: Timer, named: list[Named]) -> None:
        pieces, narrative, lemmas = self.reading.pieces, self.narrative, forms().lemmas
        words, at_head = pieces.words, narrative.at_head()
        known: dict[int, Parts] = {}
        drafts: dict[int, Draft] = {}
        parts = NOBODY
        for clause in clauses:  # first the verbs: nouns have their times from them
            head, group = clause.head, clause.group
            status = status_of(pieces, clause, sentence)
            if group is not None:
                when = timer.of_verb(clause, status)
            else:
                when = timer.of_noun(clause, lemmas.get(words[head], words[head]))
            if when is not None and when.earliest is not None:
                status = self._settle(clause, status, when, at_head)
            if named:
                parts = known[head] = find_parts(pieces, clause, named, known)
            if group is not None and (clause.kind & _OF_NONE or clause.tense == "gerund") and not is_event(pieces, clause):
                continue
            if is_worth(pieces, clause, status, when, parts, timer.titled):
                drafts[head] = self._draft(sentence, clause, status, when, parts)
        if drafts:
            take_in(pieces, clauses, drafts, known)
        self.told.extend(drafts.values())

    def _settle(self, clause: Clause, status: EventStatus, when: When, at_head: bool) -> EventStatus:
        """The status that an event has with its time, which is noted for what the text tells next."""
        narrative, day = self.narrative, self.day
        if day and when.earliest and when.earliest > day and status in _UNSETTLED:
            status = "scheduled"  # "opens on Friday"
        if when.basis in _GIVEN:
            gone = day is None or when.earliest is None or when.earliest <= day
            if clause.group is not None and clause.tense == "past" and gone and not clause.quoted:
                narrative.tell(when)
        elif not at_head:
            return status
        if status == "occurred":
            word = self.reading.pieces.words[clause.head]
            narrative.note(forms().lemmas.get(word, word), when, when.basis in _GIVEN)
        return status

    def _draft(self, sentence: Sentence, clause: Clause, status: EventStatus, when: When | None, parts: Parts) -> Draft:
        pieces, titled, head = self.reading.pieces, sentence.zone in _TITLES, clause.head
        noun, word = clause.group is None, pieces.words[head]
        return Draft(
            pieces.starts[start_of(pieces, clause) if noun else head], pieces.ends[head], forms().lemmas.get(word, word),
            label(pieces, clause, sentence), status, when, parts, "statement" if is_statement(clause) else None,
            is_news(pieces, clause, status, when, self.narrative, titled), (sentence.start, sentence.end),
            titled or self.narrative.sentences == 1, noun and is_definite(pieces, head), self._verb(clause) if noun else None,
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


def _goes_on(pieces: Pieces, sentence: Sentence) -> bool:
    """ "He said", "Berg also met the king": goes on with what was just told."""
    words = pieces.words[sentence.first : sentence.first + _HEAD]
    return bool(words) and (words[0] in PERSONAL or "also" in words)


def find_events(reading: Reading, dated: list[Dated], decision: Decision) -> list[Event]:
    """All events in the order of the text, ids `e1`, `e2`, ... A headline is read after the body, which says when it is.

    Of a text with more of them than books have, what follows the first 20,000 is not told: `reading.read_to` says so.
    """
    teller = _Teller(reading, Narrative(Frame.of(decision)))
    sentences = _with_contents(reading, dated)
    pages = find_boilerplate(reading)
    if pages:
        sentences = [one for one in sentences if one[0].start not in pages]
    for one in sentences:
        if one[0].zone != "body":
            continue
        if len(teller.told) >= _MOST_EVENTS:
            start = one[0].start
            reading.read_to = start if reading.read_to is None else min(reading.read_to, start)
            break
        teller.read(*one)
    for one in sentences:
        if one[0].zone in _TITLES and len(teller.told) < _MOST_EVENTS:
            teller.read(*one)
    return link(sorted(teller.told, key=_start))


def _with_contents(reading: Reading, dated: list[Dated]) -> list[_Contents]:
    """Each sentence with the expressions and the mentions that begin in it, and where quotation marks stand in it."""
    times, names = [one.match.start for one in dated], [one.start for one in reading.mentions]
    marks = [one.start() for one in _MARKS.finditer(reading.text)]
    found: list[_Contents] = []
    nothing: tuple[list[Dated], list[Mention], list[int]] = ([], [], [])
    time = name = mark = 0
    for series in (times, names, marks):
        series.append(len(reading.text) + 1)
    for sentence in reading.sentences:
        start, end = sentence.start, sentence.end
        inside, mentions, quoted = nothing
        if times[time] < end:
            first, time = bisect_left(times, start, time), bisect_left(times, end, time)
            inside = dated[first:time]
        if names[name] < end:
            first, name = bisect_left(names, start, name), bisect_left(names, end, name)
            mentions = reading.mentions[first:name]
        if marks[mark] < end:
            first, mark = bisect_left(marks, start, mark), bisect_left(marks, end, mark)
            quoted = marks[first:mark]
        found.append((sentence, inside, mentions, quoted))
    return found
