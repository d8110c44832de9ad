"""The persons of a text: one id for all names of a person, with the offices that the text gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from services.entities.holders import Holder, Holders
from services.entities.lexicon import Lexicon
from services.entities.names import Name, key_of
from services.entities.nominal import Incumbents
from services.entities.offices import Offices
from services.entities.persons import People
from services.entities.readings import Named
from services.entities.roles import Role, RoleReader


class _Read(NamedTuple):
    named: Named
    words: tuple[str, ...]
    role: Role | None
    short: bool


class Identifier:
    """Identifies the personal names of one text. `evidence`: codes of the countries it names; `year`: of publication."""

    def __init__(
        self,
        lexicon: Lexicon,
        holders: Holders,
        offices: Offices,
        reader: RoleReader,
        evidence: Collection[str | None],
        year: int | None,
    ) -> None:
        self._lexicon, self._holders, self._offices = lexicon, holders, offices
        self._reader, self._evidence, self._year = reader, evidence, year
        self._people = People(lexicon)
        self._alone: dict[str, Holder | None] = {}
        self.roles: dict[str, list[Role]] = defaultdict(list)
        self.known: dict[str, Holder] = {}
        self.incumbents = Incumbents(offices)
        #: Spans of the offices that stand beside a name, rising.
        self.described: list[tuple[int, int]] = []

    def names(self, named: list[Named]) -> list[Name]:
        """The names with their persons, in the order given."""
        read = [self._read(one) for one in named]
        for one in read:
            if not one.short:
                self._enter(one)
        self._alone = {name: self._holder(name, offices) for name, offices in self._surnames(read).items()}
        found: list[Name] = []
        for one in read:
            beside = found[-1].full if found and one.named.start - found[-1].end <= len(", ") else None
            found.append(self._name(one, beside))
        for one, name in zip(read, found, strict=True):
            if one.role:
                self.roles[name.key].append(one.role)
                self.incumbents.add(name, one.role)
                self.described.append((one.role.start, one.role.end))
            if name.key in self.known:
                self.incumbents.know(name, self.known[name.key], self._year)
        return found

    def _surnames(self, read: list[_Read]) -> dict[str, set[str | None]]:
        """Short names with the offices given with them anywhere."""
        found: dict[str, set[str | None]] = defaultdict(set)
        for one in read:
            if one.short:
                found[" ".join(one.words)].add(self._office(one.role))
        return found

    def _read(self, one: Named) -> _Read:
        words = self._people.words(one.text)
        short = len(words) < 2 or words[0].lower() in self._lexicon.particles
        role = self._reader.around(one.start, one.end)
        return _Read(one, words, role, short)

    def _enter(self, one: _Read) -> None:
        holder = self._holders.full(one.words)
        person = self._people.add(one.words, one.named.start, self._office(one.role), holder)
        if holder and person.known:
            self.known[key_of("PERSON", person.name)] = holder

    def _name(self, one: _Read, beside: str | None) -> Name:
        start, end, office = one.named.start, one.named.end, self._office(one.role)
        person = self._people.short(one.words, start, office, beside) if one.short else self._people.person(one.words)
        alone = self._alone[" ".join(one.words)] if one.short else None
        titled = person and office and office not in person.offices and alone and self._held(alone, office)
        if alone and (person is None or titled):
            holder = alone
            self.known[key_of("PERSON", holder.name)] = holder
            return Name(start, end, "PERSON", key_of("PERSON", holder.name), holder.name)
        full = person.name if person else " ".join(one.words)
        return Name(start, end, "PERSON", key_of("PERSON", full), full)

    def _office(self, role: Role | None) -> str | None:
        return self._offices.usual(role.office) if role else None

    def _holder(self, name: str, offices: Collection[str | None]) -> Holder | None:
        """The one office holder whom a surname alone can mean: by the offices given with it, or by their country in the text."""
        found = [one for one in self._holders.short(name) if any(self._speaks_of(one, name, office) for office in offices)]
        if len(found) > 1 and self._year:
            found = [one for one in found if one.serving(self._year)] or found
        return found[0] if len(found) == 1 else None

    def _speaks_of(self, holder: Holder, name: str, office: str | None) -> bool:
        at_home = holder.country in self._evidence
        if self._year and not holder.near(self._year):
            return False
        if office:
            return self._held(holder, office) and (at_home or not self._common(name))
        return at_home and not self._common(name)

    def _held(self, holder: Holder, office: str) -> bool:
        readings = self._offices.readings(office)
        return not holder.titles.isdisjoint(readings)

    def _common(self, name: str) -> bool:
        if self._holders.sure(name):
            return False
        lexicon = self._lexicon
        return self._holders.frequent(name) or name in lexicon.given_names or name.lower() in lexicon.common_words
