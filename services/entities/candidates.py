"""From runs of capitalised words to candidate names: titles taken off, runs cut at joints, types where the words themselves tell.

"Russian Foreign Minister Sergey Lavrov"  ->  Russian (known people), Sergey Lavrov (PERSON, title "Foreign Minister")
"Ministry of Trade and Industry"          ->  one ORG
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dateline.layers.entities import EntityType
from services.entities.gazetteer import Entry, Known
from services.entities.lexicon import Lexicon
from services.entities.pieces import Cutter
from services.entities.words import Word
from services.language.lang.en.abbreviations import OPENERS


class Candidate(NamedTuple):
    """A stretch that may be a name. `type` is null where only the context or the rest of the text can tell."""

    start: int
    end: int
    text: str
    type: EntityType | None
    sure: bool  #: by its own words or by the gazetteer
    entry: Entry | None = None
    title: tuple[int, int] | None = None  #: span of the title before a person


#: A run of words: its text, how many words, whether it opens a sentence, bounds of the names known in it.
_Key = tuple[str, int, bool, tuple[tuple[int, int], ...]]
#: Its candidates, and the end of what was read; offsets count from its start.
_Read = tuple[list[Candidate], int]
#: Words that are kept, and runs.
_WORDS, _RUNS = 8_192, 4_096


class Readings:
    """What is the same in every text: words that alone are no name, and how runs of several words were read. Construct once.

    A cache: its state never shows in a result.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.idle = lru_cache(_WORDS)(self._idle)
        self._runs: dict[_Key, _Read] = {}

    def _idle(self, word: str) -> bool:
        return word in self.lexicon.skip or word in self.lexicon.titles or word.lower() in OPENERS

    def get(self, key: _Key) -> _Read | None:
        """How a run was read; offsets count from its start."""
        return self._runs.get(key)

    def put(self, key: _Key, read: _Read) -> None:
        """Keep how a run was read."""
        if len(self._runs) >= _RUNS:
            self._runs.clear()
        self._runs[key] = read


class Reader:
    """Reads the runs of one text."""

    def __init__(self, text: str, known: list[Known], readings: Readings, starts: set[int]) -> None:
        self._text, self._readings, self._lexicon, self._starts = text, readings, readings.lexicon, starts
        self._known = {_first_capital(text, one): one for one in known}
        self._cutter = Cutter(self._known, self._lexicon, starts)
        self._done = 0  # nothing before this offset is read again

    def read(self, runs: Iterable[list[Word]]) -> list[Candidate]:
        """Candidates of the runs, in order, none overlapping."""
        found: list[Candidate] = []
        known, idle, new = self._known, self._readings.idle, tuple.__new__
        for run in runs:
            if len(run) > 1:
                found += self._several_words(run)
                continue
            start, end, text, _ = run[0]
            if start in known:
                found += self._one_known(run)
            elif start >= self._done and not idle(text):
                self._done = end
                found.append(new(Candidate, (start, end, text, None, False, None, None)))
        return found

    def _one_known(self, run: list[Word]) -> Iterator[Candidate]:
        """What a run of one word is that a known name begins with."""
        word, known = run[0], self._known[run[0].start]
        if known.end == word.end:
            yield self._from_known(known, None)
        elif word.text not in self._lexicon.skip and word.text.lower() not in OPENERS:
            yield from self._piece(run)

    def _several_words(self, run: list[Word]) -> list[Candidate]:
        """A run is read once: what it holds hangs on its words, on the names known in it and on whether it opens a sentence."""
        first, last = run[0].start, run[-1].end
        inside = [self._known[word.start] for word in run if word.start in self._known]
        if self._done > first or any(one.start < first or one.end > last for one in inside):
            return list(self._read(run))
        names = tuple([(one.start - first, one.end - first) for one in inside])
        key = self._text[first:last], len(run), first in self._starts, names
        read = self._readings.get(key)
        if read is None:
            found = list(self._read(run))
            moved = [_moved(one, -first) for one in found]
            self._readings.put(key, (moved, self._done - first))
            return found
        self._done = max(self._done, first + read[1])
        return [_moved(one, first) for one in read[0]]

    def _read(self, run: list[Word]) -> Iterator[Candidate]:
        title: Word | None = None
        for piece in self._cutter.pieces(run):
            if title and piece[0].link in ("of", "and") and self._cutter.common(piece[0]):
                yield from self._after_office(piece, title)
                title = piece[-1] if piece[-1].text in self._lexicon.titles else title
            else:
                yield from self._piece(self._cutter.trimmed(piece))
                title = piece[-1] if piece[-1].text in self._lexicon.titles else None

    def _after_office(self, piece: list[Word], title: Word) -> Iterator[Candidate]:
        """What follows "Secretary of ...": the rest of the office, and perhaps its holder."""
        held = next(
            (
                number
                for number, word in enumerate(piece)
                if not self._cutter.common(word) or word.text in self._lexicon.given_names
            ),
            None,
        )
        if held:
            yield from self._name(piece[held:], (title.start, piece[held - 1].end))

    def _piece(self, piece: list[Word]) -> Iterator[Candidate]:
        if piece and piece[0].start < self._done:
            piece = [word for word in piece if word.start >= self._done]
        if not piece:
            return
        cut = self._title(piece)
        if cut is None:
            yield from self._name(piece, None)
            return
        first, last = cut
        if first:
            yield from self._name(piece[:first], None)
        if last < len(piece):
            yield from self._name(piece[last:], (piece[first].start, piece[last - 1].end))

    def _title(self, piece: list[Word]) -> tuple[int, int] | None:
        """Bounds of the last title in the piece with its modifiers; None where the piece is no titled person."""
        lexicon = self._lexicon
        known = self._known.get(piece[0].start)
        if (known and known.end >= piece[-1].end) or (len(piece) > 1 and self._headed(piece)):
            return None
        at = next((number for number in range(len(piece) - 1, -1, -1) if piece[number].text in lexicon.titles), None)
        if at is None:
            return None
        first = at
        while first and self._modifies(piece[first - 1]):
            first -= 1
        return first, at + 1

    def _modifies(self, word: Word) -> bool:
        lexicon = self._lexicon
        return word.start not in self._known and (word.text in lexicon.title_modifiers or word.text in lexicon.titles)

    def _headed(self, piece: list[Word]) -> bool:
        lexicon, last = self._lexicon, piece[-1].text
        if last in lexicon.org_heads or last in lexicon.loc_heads:
            return not (last in lexicon.family_heads and piece[-2].text in lexicon.given_names)
        return any(
            word.link == "of" and (before.text in lexicon.of_org_heads or before.text in lexicon.of_loc_heads)
            for before, word in pairwise(piece)
        )

    def _name(self, piece: list[Word], title: tuple[int, int] | None) -> Iterator[Candidate]:
        known = self._known.get(piece[0].start)
        if known and known.end >= piece[-1].end:
            yield self._from_known(known, title)
        elif title and not (known and known.entry.type == "NORP"):
            yield self._span(piece, "PERSON", True, title)
        elif known and self._same_place(known, piece):
            self._done = piece[-1].end
            yield Candidate(known.start, self._done, self._text[known.start : self._done], "LOC", True, known.entry)
        elif len(piece) > 1 and (found := self._by_head(piece)):
            yield from found
        elif known:
            yield from self._after_known(piece, known)
        else:
            yield from self._unknown(piece)

    def _same_place(self, known: Known, piece: list[Word]) -> bool:
        """ "Shikotan Island" is Shikotan."""
        if known.entry.kind not in ("dispute", "region") or known.entry.unsure:
            return False
        return all(word.text in self._lexicon.same_place_heads and word.link == " " for word in piece if word.start >= known.end)

    def _from_known(self, known: Known, title: tuple[int, int] | None) -> Candidate:
        self._done = known.end
        entry = known.entry
        surface = self._text[known.start : known.end]
        if title and (entry.unsure or entry.kind == "city") and " " not in surface:
            return Candidate(known.start, known.end, surface, "PERSON", True, None, title)
        return Candidate(known.start, known.end, surface, entry.type, not entry.unsure, entry)

    def _by_head(self, piece: list[Word]) -> list[Candidate]:
        """Names whose type a word of theirs tells: "... Ministry", "University of ...", "... Islands"."""
        lexicon = self._lexicon
        last = next((word.text for word in reversed(piece) if word.text not in lexicon.numerals), "")
        for before, word in pairwise(piece):
            if word.link in ("of", "for", "on"):
                local = before.text in lexicon.of_loc_heads and (before.text not in lexicon.of_org_heads)
                return [self._span(piece, "LOC" if local else "ORG", True)]
        if last in lexicon.family_heads and piece[0].text in lexicon.given_names:
            return []
        if last in lexicon.org_heads:
            return [self._span(piece, "ORG", True)]
        if last in lexicon.event_heads:
            return [self._span(piece, "EVENT", True)]
        if last in lexicon.other_heads:
            self._done = piece[-1].end
            return [self._span(piece, None, True)]
        return [self._span(piece, "LOC", True)] if last in lexicon.loc_heads else []

    def _after_known(self, piece: list[Word], known: Known) -> Iterator[Candidate]:
        """A known name and more: "Russian Rolling Stone" is two, "Boston Celtics" one, "Chad Smith" a person."""
        rest = [word for word in piece if word.start >= known.end]
        given = self._lexicon.given_names
        if known.entry.type == "NORP" or not rest:
            yield self._from_known(known, None)
            if rest:
                yield from self._name(rest, None)
        elif piece[0].text in given and known.end == piece[0].end:
            yield self._span(piece, "PERSON", known.entry.unsure)
        elif (rest[0].text in given and len(rest) > 1) or rest[0].start in self._known or known.entry.type == "ORG":
            yield self._from_known(known, None)
            yield from self._name(rest, None)
        else:
            yield self._span(piece, "ORG", False)

    def _unknown(self, piece: list[Word]) -> Iterator[Candidate]:
        lexicon = self._lexicon
        inner = next((number for number, word in enumerate(piece) if number and word.start in self._known), None)
        if inner is not None and piece[0].text in lexicon.directions:
            yield self._span(piece, "LOC", True)
        elif inner is not None and piece[0].text not in lexicon.given_names and self._cutter.all_common(piece[:inner]):
            yield from self._name(piece[inner:], None)
        elif len(piece) > 1 and piece[0].text in lexicon.org_prefixes:
            yield self._span(piece, "ORG", True)
        elif len(piece) > 1 and piece[0].text in lexicon.loc_prefixes:
            yield self._span(piece, "LOC", False)
        elif len(piece) > 1:
            yield from self._several(piece)
        else:
            yield self._span(piece, None, False)

    def _several(self, piece: list[Word]) -> Iterator[Candidate]:
        lexicon = self._lexicon
        if self._cutter.all_common(piece):
            yield self._span(piece, "PERSON" if piece[0].text in lexicon.given_names else "ORG", False)
            return
        personal = piece[0].text in lexicon.given_names or len(piece[0].text) == 2 or any(word.link == "de" for word in piece[1:])
        yield self._span(piece, "PERSON", personal and len(piece) <= 5)

    def _span(self, piece: list[Word], kind: EntityType | None, sure: bool, title: tuple[int, int] | None = None) -> Candidate:
        start, end = piece[0].start, piece[-1].end
        self._done = max(self._done, end)
        return Candidate(start, end, self._text[start:end], kind, sure, None, title)


def _moved(one: Candidate, by: int) -> Candidate:
    start, end, text, kind, sure, entry, title = one
    return Candidate(start + by, end + by, text, kind, sure, entry, (title[0] + by, title[1] + by) if title else None)


def _first_capital(text: str, known: Known) -> int:
    start = known.start
    while start < known.end - 1 and not text[start].isupper():
        start += 1
    return start
