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
from services.entities.persons import Form, Forms, People
from services.entities.readings import Named
from services.entities.roles import Role, RoleReader


class _Read(NamedTuple):
    start: int
    end: int
    form: Form
    role: Role | None
    office: str | None  #: of the role, in its usual form


class Identifier:
    """Identifies the personal names of one text. `evidence`: codes of the countries it names; `year`: of publication."""

    def __init__(
        self,
        lexicon: Lexicon,
        holders: Holders,
        forms: Forms,
        offices: Offices,
        reader: RoleReader,
        evidence: Collection[str | None],
        year: int | None,
    ) -> None:
        self._lexicon, self._holders, self._forms, self._offices = lexicon, holders, forms, offices
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
        surnames = {one.form.sounds[-2:] for one in read if len(one.form.words) > 2}
        read = [one._replace(form=self._forms.whole(one.form, surnames)) if one.form.short else one for one in read]
        shorts: dict[str, set[str | None]] = {}  # with the offices given with them anywhere
        for one in read:
            if one.form.short:
                shorts.setdefault(one.form.text, set()).add(one.office)
            else:
                self._enter(one)
        self._alone = {name: self._holder(name, offices) for name, offices in shorts.items()}
        found: list[Name] = []
        for one in read:
            beside = found[-1].full if found and one.start - found[-1].end <= len(", ") else None
            found.append(self._name(one, beside))
        self._tell(read, found)
        return found

    def _tell(self, read: list[_Read], found: list[Name]) -> None:
        known = dict(self.known)
        for one, name in zip(read, found, strict=True):
            if one.role:
                self.roles[name.key].append(one.role)
                self.incumbents.add(name, one.role)
                self.described.append((one.role.start, one.role.end))
            if holder := known.pop(name.key, None):
                self.incumbents.know(name, holder, self._year)

    def _read(self, one: Named) -> _Read:
        role = self._reader.around(one.start, one.end)
        return _Read(one.start, one.end, self._forms.of(one.text), role, self._offices.usual(role.office) if role else None)

    def _enter(self, one: _Read) -> None:
        person = self._people.add(one.form, one.start, one.office)
        if one.form.holder and person.known:
            self.known[key_of("PERSON", person.name)] = one.form.holder

    def _name(self, one: _Read, beside: str | None) -> Name:
        form, office = one.form, one.office
        person = self._people.short(form, one.start, office, beside) if form.short else self._people.person(form)
        alone = self._alone[form.text] if form.short else None
        titled = person and office and office not in person.offices and alone and self._held(alone, office)
        if alone and (person is None or titled):
            full = alone.name
            self.known[key_of("PERSON", full)] = alone
        else:
            full = person.name if person else form.text
        return Name(one.start, one.end, "PERSON", key_of("PERSON", full), full)

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
