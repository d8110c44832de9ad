"""A text as the annotator reads it once: pieces, matches, sentences, zones, and verb groups on demand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter
from typing import Final

from dateline.layers.entities import EntitiesLayer, Mention
from services.dating import tense
from services.dating.forms import KINDS, MARKED
from services.dating.grammar import Grammar, Match
from services.dating.lexer import Pieces
from services.dating.verbs import VerbGroup, find_groups
from services.language.sentences import sentences
from services.language.zones import Zone, find_zones

_start = attrgetter("start")


@dataclass(slots=True)
class Sentence:
    """A sentence: code points, the pieces in it (half open), and the zone that it stands in."""

    start: int
    end: int
    first: int
    last: int
    zone: str
    marked: list[tuple[int, int]]  #: the words that may be or part verbs or name events: index and what it may be
    _groups: list[VerbGroup] | None = None

    def groups(self, pieces: Pieces) -> list[VerbGroup]:
        """Its verb groups, read once."""
        if self._groups is None:
            self._groups = find_groups(pieces, self.first, self.last, self.marked, self.zone in ("headline", "deck"))
        return self._groups


@dataclass(slots=True)
class Reading:
    """All that the steps of dating share about one text."""

    text: str
    pieces: Pieces
    matches: list[Match]
    sentences: list[Sentence]
    zones: list[Zone]
    mentions: list[Mention] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    read_to: int | None = None  #: where the reading ended of a text that holds too much; None where all was read

    @classmethod
    def of(cls, text: str, grammar: Grammar, entities: EntitiesLayer | None) -> Reading:
        """Read a text. Zones are those of the entities layer where it has some that fit the text."""
        pieces = grammar.alphabet.lex(text)
        zones = _zones(text, entities)
        spans = _sentences(text, pieces, zones)
        matches, ended = grammar.search(pieces)
        ends = [pieces.ends[ended - 1]] if ended is not None else []
        if len(spans) >= MOST_SENTENCES and not text[spans[-1].end :].isspace() and spans[-1].end < len(text):
            ends.append(spans[-1].end)
        mentions = [one for one in entities.mentions if one.start < one.end <= len(text)] if entities else []
        mentions.sort(key=_start)
        starts = [one.start for one in spans]
        return cls(text, pieces, matches, spans, zones, mentions, starts, min(ends) if ends else None)

    def datelines(self) -> list[tuple[int, int]]:
        """Spans of the dateline zones."""
        return [(zone.start, zone.end) for zone in self.zones if zone.zone == "dateline"]

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a code point."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def direction(self, match: Match) -> int:
        """-1, 0 or +1: the way the sentence looks where a match stands."""
        sentence = self.sentence_at(match.start)
        if sentence is None:
            return 0
        return tense.direction(self.pieces, sentence.groups(self.pieces), match.first, match.last)

    def looks_ahead(self, match: Match) -> bool:
        """The sentence looks to the future where a match stands."""
        return self.direction(match) > 0


def _zones(text: str, entities: EntitiesLayer | None) -> list[Zone]:
    given = entities.zones if entities else []
    fitting = [Zone(one.zone, one.start, one.end) for one in given if one.start < one.end <= len(text)]
    return fitting or find_zones(text)


#: Sentences of one text that are read: news of the largest size has fewer than half as many.
MOST_SENTENCES: Final = 20_000
#: A sentence is no longer than so many pieces; what goes on without a full stop is read in stretches of this length.
_LONGEST: Final = 400


class _Marks(dict[str, int]):
    """What a word may be where it matters to events, else 0; remembered, forgets all when it has grown large."""

    def __missing__(self, word: str) -> int:
        kind = KINDS[word]
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = mark = kind if kind & MARKED else 0
        return mark


_REMEMBERED: Final = 50_000
_MARKS: Final = _Marks()


def _sentences(text: str, pieces: Pieces, zones: list[Zone]) -> list[Sentence]:
    zones = sorted(zones, key=_start)
    begins = [one.start for one in zones]
    marks = list(map(_MARKS.__getitem__, pieces.words))
    places = list(compress(range(len(marks)), marks))
    marked = list(zip(places, filter(None, marks), strict=True))
    starts, last, mark = pieces.starts, 0, 0
    found: list[Sentence] = []
    for start, end in sentences(text, zones)[:MOST_SENTENCES]:
        place = bisect_right(begins, start) - 1
        zone = zones[place].zone if place >= 0 and start < zones[place].end else "body"
        first, last = bisect_left(starts, start, last), bisect_left(starts, end, last)
        while True:
            cut = min(last, first + _LONGEST)
            begin, mark = bisect_left(places, first, mark), bisect_left(places, cut, mark)
            found.append(Sentence(start, end if cut == last else starts[cut], first, cut, zone, marked[begin:mark]))
            if cut == last:
                break
            start, first = starts[cut], cut
    return found
