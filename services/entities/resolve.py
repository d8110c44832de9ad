"""One reading per name through the document: which candidates are names, of which type, and which are the same entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.layers.entities import EntityType
from services.entities.candidates import Candidate
from services.entities.gazetteer import Entry, slug
from services.entities.lexicon import Lexicon

Context = Callable[[int, int], EntityType | None]

_PREFIX = {"PERSON": "per", "ORG": "org", "LOC": "loc", "NORP": "norp", "EVENT": "evt"}


class Name(NamedTuple):
    """A mention with its reading: `key` is the entity's id, `full` its name as first written in full."""

    start: int
    end: int
    type: EntityType
    key: str
    full: str
    entry: Entry | None
    title: tuple[int, int] | None


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

    def names(self, candidates: Iterable[Candidate]) -> list[Name]:
        """The candidates that are names, each with its reading."""
        found = []
        for one in candidates:
            self._follow(one)
            name = self._name(one)
            if name:
                found.append(name)
        return found

    # learning

    def _count(self, candidates: list[Candidate]) -> dict[str, Counter[EntityType]]:
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        for one in candidates:
            if one.sure:
                if one.type:
                    votes[one.text][one.type] += 3
                continue
            seen = self._context(one.start, one.end)
            if seen:
                votes[one.text][seen] += 2
        return votes

    def _learn(self, candidates: list[Candidate], acronyms: dict[str, str]) -> None:
        for one in candidates:
            if one.type == "PERSON" and " " in one.text and self._type(one) == "PERSON":
                self._person(one.text)
        for one in candidates:
            if one.type == "ORG" and one.entry is None and self._type(one) == "ORG":
                self._organisation(one.text)
        for short, full in acronyms.items():
            self._organisations.setdefault(short, full)

    def _person(self, full: str) -> None:
        parts = full.split()
        self._persons.setdefault(full, full)
        for part in (parts[-1], parts[0], " ".join(parts[1:]), " ".join(parts[-2:])):
            if len(part) > 2:
                self._persons.setdefault(part, full)

    def _follow(self, one: Candidate) -> None:
        """The person named last owns the short forms."""
        if one.text in self._persons and " " in one.text:
            full = self._persons[one.text]
            self._persons[full.split()[-1]] = full

    def _organisation(self, full: str) -> None:
        self._organisations.setdefault(full, full)
        parts = full.split()
        if len(parts) > 1 and parts[-1] in self._lexicon.corporate_endings:
            self._organisations.setdefault(" ".join(parts[:-1]), full)

    # reading

    def _type(self, one: Candidate) -> EntityType | None:
        """The type of an unresolved name: what most of its places in the text say, else its own words' guess."""
        if one.text not in self._types:
            votes = self._votes.get(one.text)
            best = max(votes.items(), key=lambda item: (item[1], item[0] == one.type))[0] if votes else None
            self._types[one.text] = best or one.type
        return self._types[one.text]

    def _name(self, one: Candidate) -> Name | None:
        if one.entry:
            return self._known(one, one.entry)
        if one.type is None and one.sure:
            return None
        kind = self._type(one)
        if one.sure and one.type and (one.title or kind is None):
            kind = one.type
        if one.text in self._persons and kind in (None, "PERSON"):
            return self._as(one, "PERSON", self._persons[one.text])
        if one.text in self._organisations and kind in (None, "ORG"):
            return self._as(one, "ORG", self._organisations[one.text])
        if not one.sure and one.text.lower() in self._lexicon.common_words:
            return None
        kind = kind or self._guess(one.text)
        return self._as(one, kind, one.text) if kind else None

    def _known(self, one: Candidate, entry: Entry) -> Name | None:
        """A known name; an unsure one needs its evidence, and gives way to a person of that name in the text."""
        person = self._persons.get(one.text)
        if person and (entry.unsure or entry.kind in ("city", "group")) and entry.type != "NORP":
            return self._as(one, "PERSON", person)
        if not entry.unsure or entry.needs in self._evidence:
            return Name(one.start, one.end, entry.type, entry.id, entry.name, entry, None)
        if entry.kind == "dispute":
            return None
        if entry.kind == "city":
            seen = self._votes[one.text].most_common(1)
            return self._unsure(one, entry) if not seen or seen[0][0] == "LOC" else self._as(one, seen[0][0], one.text)
        return self._unsure(one, entry)

    @staticmethod
    def _unsure(one: Candidate, entry: Entry) -> Name:
        return Name(one.start, one.end, entry.type, f"{_PREFIX[entry.type]}:{slug(one.text)}", one.text, None, None)

    def _guess(self, text: str) -> EntityType | None:
        lexicon = self._lexicon
        if text in lexicon.titles or text in lexicon.skip:
            return None
        if text.isupper() and 2 <= len(text) <= 7:
            return "ORG"
        return "PERSON" if text in lexicon.given_names else None

    @staticmethod
    def _as(one: Candidate, kind: EntityType, full: str) -> Name:
        return Name(one.start, one.end, kind, f"{_PREFIX[kind]}:{slug(full)}", full, None, one.title)
