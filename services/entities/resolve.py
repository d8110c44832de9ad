"""One reading per name through the document: which candidates are names, of which type, and which are the same entity."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.layers.entities import EntityType
from services.entities.candidates import Candidate
from services.entities.gazetteer import Entry, slug
from services.entities.lexicon import Lexicon

Context = Callable[[int, int], tuple[EntityType, int] | None]

#: Weight of a name's own shape against the votes of its contexts: a guess from several words, one telling word, an acronym.
_GUESS, _SHAPE, _ACRONYM = 1, 3, 50
#: Shortest word whose ending tells something.
_ENDING_FROM = 6
#: Plurals of acronyms, initials, amounts and codes: "MPs", "J.", "R92".
_CODE = re.compile(r"[A-Z]{2,}s$|[A-Z]\.?$|[A-Z]{1,3}-?\d+[a-z]?$")
_PREFIX = {"PERSON": "per", "ORG": "org", "LOC": "loc", "NORP": "norp", "EVENT": "evt"}


#: Country that the first words of a name speak of.
Country = Callable[[str], str | None]


class Name(NamedTuple):
    """A mention with its reading: `key` is the entity's id, `full` its name as first written in full."""

    start: int
    end: int
    type: EntityType
    key: str
    full: str
    entry: Entry | None
    title: tuple[int, int] | None
    country: str | None  #: of an organisation whose name begins with a country or people


class Document:
    """What the names of one text tell about each other."""

    def __init__(
        self, candidates: list[Candidate], acronyms: dict[str, str], context: Context, country: Country, lexicon: Lexicon
    ) -> None:
        self._lexicon, self._context, self._country = lexicon, context, country
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

    @property
    def shorts(self) -> list[str]:
        """Short forms of the persons and organisations of the text."""
        return [*self._persons, *self._organisations]

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
                votes[one.text][seen[0]] += seen[1]
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
            votes = Counter(self._votes.get(one.text, {}))
            shape = one.type or self._shape(one.text)
            if shape:
                votes[shape] += _ACRONYM if one.text.isupper() else _GUESS if one.type else _SHAPE
            best = max(((weight, kind == shape, kind) for kind, weight in votes.items()), default=None)
            self._types[one.text] = best[2] if best else None
        return self._types[one.text]

    def _name(self, one: Candidate) -> Name | None:
        if one.entry:
            return self._known(one, one.entry)
        if one.type is None and one.sure:
            return None
        kind = self._type(one)
        if one.sure and one.type and (one.title or kind is None):
            kind = one.type
        if one.text in self._persons and (kind in (None, "PERSON") or not one.sure):
            return self._as(one, "PERSON", self._persons[one.text])
        if one.text in self._organisations and kind in (None, "ORG"):
            return self._as(one, "ORG", self._organisations[one.text])
        if not one.sure and self._no_name(one.text):
            return None
        return self._as(one, kind, one.text) if kind else None

    def _no_name(self, text: str) -> bool:
        lexicon = self._lexicon
        return text.lower() in lexicon.common_words or text in lexicon.titles or text in lexicon.skip or bool(_CODE.match(text))

    def _known(self, one: Candidate, entry: Entry) -> Name | None:
        """A known name; an unsure one needs its evidence, and gives way to a person of that name in the text."""
        person = self._persons.get(one.text)
        if person and (entry.unsure or entry.kind in ("city", "group")) and entry.type != "NORP":
            return self._as(one, "PERSON", person)
        if not entry.unsure or entry.needs in self._evidence:
            return Name(one.start, one.end, entry.type, entry.id, entry.name, entry, None, None)
        if entry.kind == "dispute":
            return None
        if entry.kind == "city":
            seen = self._votes[one.text].most_common(1)
            return self._unsure(one, entry) if not seen or seen[0][0] == "LOC" else self._as(one, seen[0][0], one.text)
        return self._unsure(one, entry)

    @staticmethod
    def _unsure(one: Candidate, entry: Entry) -> Name:
        return Name(one.start, one.end, entry.type, f"{_PREFIX[entry.type]}:{slug(one.text)}", one.text, None, None, None)

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

    def _as(self, one: Candidate, kind: EntityType, full: str) -> Name:
        country = self._country(full) if kind == "ORG" else None
        return Name(one.start, one.end, kind, f"{_PREFIX[kind]}:{slug(full)}", full, None, one.title, country)
