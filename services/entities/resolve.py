"""From typed names to canonical entities: one id for each person, organisation, place and people, the same in every article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.entities import bodies, groups, metonyms, offices
from services.entities.affiliate import Affiliations
from services.entities.gazetteer import Gazetteer
from services.entities.groups import Group
from services.entities.holders import Holder, Holders
from services.entities.identify import Identifier
from services.entities.lexicon import Lexicon
from services.entities.locate import Locator, unknown
from services.entities.metonyms import read_seat
from services.entities.names import Name
from services.entities.nominal import nominals
from services.entities.organisations import Organisations
from services.entities.persons import Forms
from services.entities.readings import Named
from services.entities.roles import Role, RoleReader
from services.knowledge.terms import Terms
from services.language.zones import Zone


@dataclass(frozen=True, slots=True)
class Resolution:
    """All mentions in order, with what the text and the knowledge tell of the persons, by id."""

    names: list[Name]
    groups: list[Group]
    roles: Mapping[str, list[Role]]
    holders: Mapping[str, Holder]


class Resolver:
    """Construct once; then one call for each text. Pure."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, terms: Terms) -> None:
        self._gazetteer, self._lexicon = gazetteer, lexicon
        self._offices = offices.load(lexicon)
        self._holders = Holders(terms, self._offices.usual)
        self._forms = Forms(lexicon, self._holders)
        self._seats, self._bodies = metonyms.load(), bodies.load()
        self._groups = groups.load()

    def __call__(
        self, text: str, zones: Sequence[Zone], named: list[Named], acronyms: Mapping[str, str], year: int | None
    ) -> Resolution:
        """Resolve the names of a text. `acronyms`: short forms and what they stand for; `year`: of publication, if known."""
        named = _spelt_out(named, acronyms)
        dateline = next(((zone.start, zone.end) for zone in zones if zone.zone == "dateline"), (-1, -1))
        locator = Locator(self._gazetteer, self._lexicon, text, named, dateline)
        places = self._places(text, named, locator, dateline)
        others = sorted([*places, *self._organisations(text, named, places, acronyms, locator)], key=lambda one: one.start)
        reader = RoleReader(text, others, self._offices)
        identifier = Identifier(self._lexicon, self._holders, self._forms, self._offices, reader, locator.evidence, year)
        people = identifier.names([one for one in named if one.type == "PERSON"])
        names = sorted([*others, *people], key=lambda one: one.start)
        found = nominals(text, names, identifier.described, identifier.incumbents, self._offices)
        if found:
            names = sorted([*names, *found], key=lambda one: one.start)
        pairs = self._groups.find(text, names, identifier.incumbents.held)
        return Resolution(names, pairs, identifier.roles, identifier.known)

    def _places(self, text: str, named: list[Named], locator: Locator, dateline: tuple[int, int]) -> list[Name]:
        """Everything that is no person, but for organisations that are not known beforehand."""
        found = []
        for one in named:
            common = one.type == "PERSON" or self._bodies.usual(one.text)
            name = None if common else locator.find(one)
            if name and name.entry and name.entry.kind in ("capital", "metonym"):
                government = self._gazetteer.government(name.entry)
                name = read_seat(self._seats, text, name, government, dateline=dateline[0] <= one.start < dateline[1])
            if name is None and one.type not in ("PERSON", "ORG"):
                name = unknown(one)
            if name:
                found.append(name)
        return found

    def _organisations(
        self, text: str, named: list[Named], places: list[Name], acronyms: Mapping[str, str], locator: Locator
    ) -> list[Name]:
        known = {one.start for one in places}
        rest = [one for one in named if one.type == "ORG" and one.start not in known]
        table = Organisations(self._lexicon, self._bodies, acronyms)
        for one in rest:
            table.learn(one.text)
        bodies_of = Affiliations(self._bodies, self._gazetteer, text, places, locator.home)
        bodies_of.learn(rest)
        names = frozenset(one.text for one in named if one.type == "ORG")
        return [bodies_of.find(one) or self._organisation(one, table, names, locator) for one in rest]

    def _organisation(self, one: Named, table: Organisations, names: frozenset[str], locator: Locator) -> Name:
        full = table.full(one.text)
        entry = (
            self._gazetteer.entries.get(full)
            or self._gazetteer.entries.get(self._bodies.plain(full))
            or self._gazetteer.unsure_organisation(full, names, locator.evidence)
        )
        if entry and entry.type == "ORG" and entry.kind != "metonym":
            return Name(one.start, one.end, "ORG", entry.id, entry.name, entry, entry.country)
        return unknown(one, full, self._gazetteer.country(full))


def _spelt_out(named: list[Named], acronyms: Mapping[str, str]) -> list[Named]:
    """The initials of a person ("Mohammed bin Salman (MBS)") are read as a person's name."""
    persons = {one.text for one in named if one.type == "PERSON"}
    full = {short: name for short, name in acronyms.items() if name in persons}
    if not full:
        return named
    return [one._replace(text=full[one.text], type="PERSON") if one.text in full else one for one in named]
