"""The second pass over a text: what the recogniser and the rules found, as names with one type each from beginning to end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from dateline.layers.entities import EntityType
from services.entities import bodies
from services.entities import lexicon as lexicons
from services.entities.acronyms import acronyms
from services.entities.candidates import Candidate
from services.entities.reader import Reading
from services.entities.readings import Named
from services.entities.recogniser import Span
from services.entities.senses import senses

#: Known beforehand, these keep their type whatever the recogniser says.
_FIXED: Final = frozenset({"country", "people", "capital", "dispute"})
#: Known beforehand, these are names even where the recogniser sees none.
_KEPT: Final = _FIXED | {"org", "region"}
#: Types that the rules find alone.
_OF_RULES: Final = frozenset({"NORP", "EVENT"})
#: Between two names that stand for a relation of two.
_JOINTS: Final = frozenset("-–—/")
#: A member's party before what they stand for: "D-Va.", "R-Texas".
_PARTY: Final = re.compile(r"[A-Z]-(?=[A-Z])")
#: Behind a place, the state that it lies in.
_STATE: Final = re.compile(r", ([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?)")
#: Shortest word that stands for the person whose name it is a part of.
_SHORTEST: Final = 3


def settle(text: str, reading: Reading, spans: Iterable[Span]) -> list[Named]:
    """Names in order, none overlapping."""
    mend = _Mending(text, reading.candidates)
    starts, ends, others = reading.page.starts, reading.page.ends, lexicons.load().other_names
    named, done, found_spans = list[Named](), 0, list(spans)
    firsts = starts[[span.first for span in found_spans]].tolist()
    lasts = ends[[span.last - 1 for span in found_spans]].tolist()
    for start, end, span in zip(firsts, lasts, found_spans, strict=True):
        for one in mend(start, end, span.type):
            if one.start >= done and one.text not in others:
                named.append(one)
                done = one.end
    left = [one for one in _untouched(reading.candidates, named) if one.text not in others]
    return _agreed(text, sorted([*named, *_certain(left, reading)]), left, reading)


class _Mending:
    """What the rules of one text know better than the recogniser: titles, and names that are known beforehand."""

    def __init__(self, text: str, candidates: Sequence[Candidate]) -> None:
        self._text = text
        self._candidates = {(one.start, one.end): one for one in candidates}
        self._titled = {one.end: one for one in candidates if one.title}
        self._office_starts = [one.title[0] for one in candidates if one.title]
        self._office_ends = [one.title[1] for one in candidates if one.title]
        self._fixed = [one for one in candidates if _is_fixed(one)]
        self._fixed_starts = [one.start for one in self._fixed]
        self._bodies = {one.start: one for one in candidates if one.sure and one.type == "ORG" and one.entry is None}

    def __call__(self, start: int, end: int, kind: EntityType) -> list[Named]:
        """The names that a stretch is made of: mostly one."""
        offices = self._office_ends
        if offices:
            at = bisect_left(offices, end)
            if at < len(offices) and self._office_starts[at] <= start:
                return []
            titled = self._titled.get(end)
            if titled and kind == "PERSON" and start < titled.start:
                start = titled.start
        if not _JOINTS.isdisjoint(self._text[start:end]) and (parts := self._relation(start, end)):
            return parts
        return [self._one(start, end, kind)]

    def _one(self, start: int, end: int, kind: EntityType) -> Named:
        if kind == "LOC" and _PARTY.match(self._text, start, end):
            start += len("D-")
        candidate = self._candidates.get((start, end))
        body = self._bodies.get(start)
        if body and kind == "LOC" and body.end > end:  # "Norway Rescue Fund"
            candidate, end, kind = body, body.end, "ORG"
        elif candidate and candidate.entry and _is_fixed(candidate):
            kind = candidate.entry.type
        return Named(start, end, candidate.text if candidate else self._text[start:end], kind)

    def _relation(self, start: int, end: int) -> list[Named]:
        """ "Norway-Sweden" is two names; nothing where the stretch is not made up of known ones alone."""
        parts = self._fixed[bisect_left(self._fixed_starts, start) : bisect_left(self._fixed_starts, end)]
        if len(parts) < 2 or parts[0].start != start or parts[-1].end != end:
            return []
        if any(self._text[one.end : two.start] not in _JOINTS for one, two in pairwise(parts)):
            return []
        return [Named(one.start, one.end, one.text, one.entry.type) for one in parts if one.entry]


def _is_fixed(one: Candidate) -> bool:
    return one.entry is not None and not one.entry.unsure and one.entry.kind in _FIXED


def _untouched(candidates: Iterable[Candidate], named: Sequence[Named]) -> Iterator[Candidate]:
    """The candidates that share no character with `named`; both are in order."""
    at = 0
    for one in candidates:
        while at < len(named) and named[at].end <= one.start:
            at += 1
        if at == len(named) or one.end <= named[at].start:
            yield one


def _certain(left: Iterable[Candidate], reading: Reading) -> list[Named]:
    """Names that stand without the recogniser."""
    found = []
    for one in left:
        kind = reading.document.kind(one)
        if kind and (kind in _OF_RULES or (one.entry is not None and not one.entry.unsure and one.entry.kind in _KEPT)):
            found.append(Named(one.start, one.end, one.text, kind))
    return found


def _agreed(text: str, named: list[Named], left: Sequence[Candidate], reading: Reading) -> list[Named]:
    """One type for each name, and the names that were missed though the text has them elsewhere."""
    types = _types(named)
    persons = _persons(types)
    shorts = acronyms(text, named)
    fixed = {one.text for one in reading.candidates if _is_fixed(one)}
    placed, companies = _placed(text, named), _companies(types)

    def settled(name: str, kind: EntityType | None) -> EntityType | None:
        if name in fixed or kind == "NORP":
            return kind
        if shorts.get(name) and types.get(shorts[name]) == "ORG":
            return "ORG"
        if name in persons:
            return "PERSON"
        return "LOC" if name in placed else "ORG" if kind == "PERSON" and name in companies else kind

    kinds = {name: settled(name, kind) for name, kind in types.items()}
    found = [_retyped(one, kinds[one.text]) for one in named]
    taken = {one.start for one in found}
    for one in left:
        kind = kinds[one.text] if one.text in kinds else settled(one.text, None)
        if kind and one.start not in taken:
            found.append(Named(one.start, one.end, one.text, kind))
    return sorted(found)


def _placed(text: str, named: Iterable[Named]) -> set[str]:
    """Words that are said to lie in a state: "Springfield, Ohio"."""
    found = set()
    for one in named:
        if one.type in ("PERSON", "ORG") and " " not in one.text and (state := _STATE.match(text, one.end)):
            first = state[1].split(" ")[0]
            if any(senses(one.text, None, beside) for beside in dict.fromkeys((state[1], first))):
                found.add(one.text)
    return found


def _companies(types: Mapping[str, EntityType]) -> set[str]:
    """First words of the names of companies and media: "Toyota" of "Toyota Motor Corp", "Sky" of "Sky News"."""
    lexicon = lexicons.load()
    endings = bodies.load().legal | lexicon.media_endings
    names = (name.split() for name, kind in types.items() if kind == "ORG" and " " in name)
    return {
        words[0] for words in names if words[-1] in endings and len(words[0]) >= _SHORTEST and words[0] not in lexicon.given_names
    }


def _retyped(one: Named, kind: EntityType | None) -> Named:
    return one if kind is None or kind == one.type else one._replace(type=kind)


def _types(named: Iterable[Named]) -> dict[str, EntityType]:
    """The type that most places of a name have; the first one's, where two are even."""
    votes: dict[str, list[EntityType]] = {}
    for one in named:
        votes.setdefault(one.text, []).append(one.type)
    # the first of the most frequent
    return {name: max(dict.fromkeys(kinds), key=kinds.count) if len(kinds) > 1 else kinds[0] for name, kinds in votes.items()}


def _persons(types: Mapping[str, EntityType]) -> set[str]:
    """Last words of the full names of persons."""
    lasts = (name.rpartition(" ") for name, kind in types.items() if kind == "PERSON")
    return {last for _, full, last in lasts if full and len(last) >= _SHORTEST}
