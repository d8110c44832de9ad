"""One reading per name through the document: which candidates are names, and of which type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Final, NamedTuple

from dateline.layers.entities import EntityType
from services.entities.candidates import Candidate
from services.entities.gazetteer import Entry
from services.entities.lexicon import Lexicon

Context = Callable[[int, int], tuple[EntityType, int] | None]

#: Weight of a name's own shape against the votes of its contexts: a guess from several words, one telling word, an acronym.
_GUESS, _SHAPE, _ACRONYM = 1, 3, 50
#: Shortest word whose ending tells something.
_ENDING_FROM: Final = 6
#: Plurals of acronyms, initials, amounts and codes: "MPs", "J.", "R92".
_CODE: Final = re.compile(r"[A-Z]{2,}s$|[A-Z]\.?$|[A-Z]{1,3}-?\d+[a-z]?$")


class Named(NamedTuple):
    """A stretch of text that is a name of this type: all that a recogniser has to find. `text` is its usual spelling, which
    differs from the surface in a heading all in capitals."""

    start: int
    end: int
    text: str
    type: EntityType


class Document:
    """What the names of one text tell about each other."""

    def __init__(self, candidates: list[Candidate], acronyms: dict[str, str], context: Context, lexicon: Lexicon) -> None:
        self._lexicon, self._context = lexicon, context
        self._evidence = {one.entry.gives for one in candidates if one.entry and one.entry.gives}
        self._votes = self._count(candidates)
        self._types: dict[str, EntityType | None] = {}
        self._persons: dict[str, str] = {}
        self._organisations: dict[str, str] = {}
        self._learn(candidates, acronyms)

    def names(self, candidates: Iterable[Candidate]) -> list[Named]:
        """The candidates that are names, each with its type."""
        found = ((one, self.kind(one)) for one in candidates)
        return [Named(one.start, one.end, one.text, kind) for one, kind in found if kind]

    @property
    def shorts(self) -> list[str]:
        """Short forms of the persons and organisations of the text."""
        return [*self._persons, *self._organisations]

    # learning

    def _count(self, candidates: list[Candidate]) -> dict[str, dict[EntityType, int]]:
        votes: dict[str, dict[EntityType, int]] = {}
        for one in candidates:
            seen = (one.type, 3) if one.sure else self._context(one.start, one.end)
            if seen and (kind := seen[0]):
                counted = votes.setdefault(one.text, {})
                counted[kind] = counted.get(kind, 0) + seen[1]
        return votes

    def _learn(self, candidates: list[Candidate], acronyms: dict[str, str]) -> None:
        for one in candidates:
            if one.type == "PERSON" and " " in one.text and self.type(one) == "PERSON":
                self._person(one.text)
        for one in candidates:
            if one.type == "ORG" and one.entry is None and self.type(one) == "ORG":
                self._organisation(one.text)
        for short, full in acronyms.items():
            self._organisations.setdefault(short, full)

    def _person(self, full: str) -> None:
        parts = full.split()
        self._persons.setdefault(full, full)
        for part in (parts[-1], parts[0], " ".join(parts[1:]), " ".join(parts[-2:])):
            if len(part) > 2:
                self._persons.setdefault(part, full)

    def _organisation(self, full: str) -> None:
        self._organisations.setdefault(full, full)
        parts = full.split()
        if len(parts) > 1 and parts[-1] in self._lexicon.corporate_endings:
            self._organisations.setdefault(" ".join(parts[:-1]), full)

    # reading

    def type(self, one: Candidate) -> EntityType | None:
        """The type of an unresolved name: what most of its places in the text say, else its own words' guess."""
        if one.text not in self._types:
            votes = self._votes.get(one.text)
            shape = one.type or self._shape(one.text)
            if votes and shape:
                weight = _ACRONYM if one.text.isupper() else _GUESS if one.type else _SHAPE
                votes = {**votes, shape: votes.get(shape, 0) + weight}
            best = max((weight, kind == shape, kind) for kind, weight in votes.items()) if votes else (0, True, shape)
            self._types[one.text] = best[2]
        return self._types[one.text]

    def kind(self, one: Candidate) -> EntityType | None:
        """The type of a candidate as the rules read it; None where it is no name."""
        if one.entry:
            return self._known(one, one.entry)
        if one.type is None and one.sure:
            return None
        kind = self.type(one)
        if one.sure and one.type and (one.title or kind is None):
            kind = one.type
        if one.text in self._persons and (kind in (None, "PERSON") or not one.sure):
            return "PERSON"
        if one.text in self._organisations and kind in (None, "ORG"):
            return "ORG"
        return None if not one.sure and self._no_name(one.text) else kind

    def _no_name(self, text: str) -> bool:
        lexicon = self._lexicon
        return text.lower() in lexicon.common_words or text in lexicon.titles or text in lexicon.skip or bool(_CODE.match(text))

    def _known(self, one: Candidate, entry: Entry) -> EntityType | None:
        """The type of a known name; an unsure one needs its evidence, and gives way to a person of that name in the text."""
        if one.text in self._persons and (entry.unsure or entry.kind in ("city", "group")) and entry.type != "NORP":
            return "PERSON"
        if not entry.unsure or entry.needs in self._evidence:
            return entry.type
        if entry.kind == "city":
            seen = self._votes.get(one.text)
            return max(seen.items(), key=itemgetter(1))[0] if seen else entry.type
        return None if entry.kind == "dispute" else entry.type

    def _shape(self, text: str) -> EntityType | None:
        """What a word alone looks like."""
        lexicon = self._lexicon
        if text in lexicon.given_names:
            return "PERSON"
        if text.isupper() and 2 <= len(text) <= 8:
            return "ORG"
        if len(text) < _ENDING_FROM:
            return None
        lower = text.lower()
        if lower.endswith(lexicon.org_endings):
            return "ORG"
        return "LOC" if lower.endswith(lexicon.loc_endings) else None
