"""Names known beforehand: countries and their peoples, capitals, cities, regions, disputed places, organisations.

One pass of Aho-Corasick over the text finds them all, the longest at each place, bounded by word limits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.layers.entities import EntityType, LocSubtype
from services.entities import peoples
from services.entities.lexicon import Lexicon
from services.entities.subtypes import subtype_of
from services.knowledge.countries import Countries, Country
from services.knowledge.disputes import Dispute, DisputeRegistry
from services.knowledge.organisations import Organisations
from services.knowledge.places import Places, lookup

Kind = Literal["country", "people", "capital", "metonym", "former", "dispute", "region", "city", "org", "group"]
_NOT_SLUG: Final = re.compile(r"[\W_]+")
#: Shortest name that is also looked for in capitals.
_UPPER_FROM: Final = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """What a known name stands for. `country` is "XX" for a disputed place, with its `claimants`."""

    id: str
    type: EntityType
    name: str
    kind: Kind
    subtype: LocSubtype | None = None
    country: str | None = None
    claimants: tuple[str, ...] | None = None
    iso: str | None = None
    geonames: int | None = None
    unsure: bool = False  #: counts as this entity only with other evidence in the text
    needs: str | None = None  #: the evidence: a country code, or the slug of a dispute
    gives: str | None = None  #: what it is evidence for
    part_of: str | None = None  #: id of the entity that it stands for: the country of a people, a capital, a palace


class Known(NamedTuple):
    """A known name in the text."""

    start: int
    end: int
    entry: Entry


@lru_cache(maxsize=8_192)
def slug(name: str) -> str:
    """Lower case, without accents, words joined by hyphens: "Shinzo Abe" is "shinzo-abe"."""
    plain = name
    if not name.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _NOT_SLUG.sub("-", plain.lower()).strip("-") or "unnamed"


class Gazetteer:
    """All known names, built once."""

    def __init__(
        self, countries: Countries, registry: DisputeRegistry, places: Places, organisations: Organisations, lexicon: Lexicon
    ) -> None:
        self._registry = registry
        self._given = lexicon.given_names
        self._disputed = {name.text: name.place for one in registry.disputes for name in one.names}
        self.entries: dict[str, Entry] = {}
        #: Countries by code.
        self.governments = {one.code: self._government(one) for one in countries.countries}
        self._adjectives = {one.code: _attributive(one) for one in countries.countries}
        self._organisations_of = organisations
        for text, entry in self._all(countries, places, organisations, lexicon):
            self._add(text, entry)
        self._add_capitals()
        #: Names that may be joined to another one by a hyphen.
        self.joined = frozenset(
            text for text, one in self.entries.items() if one.kind not in ("city", "region") and not one.unsure
        )
        self._automaton = AhoCorasick(list(self.entries), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Known]:
        """Known names of the text in order, none overlapping."""
        size, found = len(text), []
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            if start and text[start - 1].isalnum():
                continue
            if end < size and text[end].isalnum():
                end = self._shorter(text, start, end)
            if end:
                found.append(Known(start, end, self.entries[text[start:end]]))
        return found

    def code(self, name: str) -> str | None:
        """ISO code of the country that a word means beyond doubt: "Japan" and "Japanese" are JP."""
        entry = self.entries.get(name)
        return self.code_of(entry) if entry and entry.kind in ("country", "people") and not entry.unsure else None

    def code_of(self, entry: Entry) -> str | None:
        """ISO code of the country that a known name belongs to; a contested one has its own."""
        owner = entry.part_of or entry.id
        return owner[4:].upper() if owner.startswith("gpe:") else None if entry.country == "XX" else entry.country

    def country(self, name: str) -> str | None:
        """The one country whose name or people opens a longer name: "Russian Railways" is RU."""
        words = name.split(" ", 2)
        for lead in (" ".join(words[:2]), words[0]):
            code = self.code(lead) if lead != name else None
            if code:
                return self.sovereign(code)
        return None

    def sovereign(self, code: str) -> str | None:
        """The code of a country as an entity's `country`: None for a contested one."""
        country = self.governments.get(code)
        return country.country if country and country.country != "XX" else None

    def body(self, code: str, usual: str) -> Entry:
        """A body of a country's state: the organisation known under that name, or one named so."""
        for lead in self._adjectives[code]:
            entry = self.entries.get(f"{lead} {usual}")
            if entry and entry.kind == "org":
                return entry
        name = f"{self._adjectives[code][0]} {usual}"
        return Entry(f"org:{slug(name)}", "ORG", name, "org", None, self.sovereign(code))

    def unsure_organisation(self, name: str, names: Collection[str], evidence: Collection[str | None]) -> Entry | None:
        """The organisation of an ambiguous name that the text's countries or one of its other `names` speak for."""
        found = [
            one
            for one in self._organisations_of.by_name.get(name, ())
            if (one.country and one.country in evidence) or any(other in names for other in one.names if other != name)
        ]
        if len(found) != 1:
            return None
        country = self.sovereign(found[0].country) if found[0].country else None
        return Entry(found[0].id, "ORG", found[0].name, "org", None, country)

    def government(self, seat: Entry) -> Entry | None:
        """The country that a seat of government stands for."""
        return self.governments.get(seat.part_of[4:].upper()) if seat.part_of else None

    def _shorter(self, text: str, start: int, end: int) -> int:
        """End of the longest known name of whole words within `start:end`, which ends inside a word; 0 when there is none."""
        while (end := text.rfind(" ", start, end)) > start:
            if text[start:end] in self.entries:
                return end
        return 0

    def _add(self, text: str, entry: Entry) -> None:
        """Keep the first meaning of a name; a second country under the same name makes it unsure."""
        other = self.entries.get(text)
        if other is None:
            self.entries[text] = entry
        elif other.kind == entry.kind and other.kind in ("country", "people") and other.id != entry.id:
            shared = f"{other.id.partition(':')[0]}:{slug(text)}" if other.type == "NORP" else f"loc:{slug(text)}"
            self.entries[text] = replace(
                other, id=shared, name=text, country=None, iso=None, gives=None, part_of=None, unsure=False
            )

    def _add_capitals(self) -> None:
        for text, entry in list(self.entries.items()):
            if entry.type == "LOC" and len(text) >= _UPPER_FROM:
                self.entries.setdefault(text.upper(), entry)

    def _all(
        self, countries: Countries, places: Places, organisations: Organisations, lexicon: Lexicon
    ) -> Iterator[tuple[str, Entry]]:
        named = {name for one in countries.countries for name in one.names}
        for dispute in self._registry.disputes:
            yield from self._of_dispute(dispute, named)
        yield from self._organisations(organisations)
        for country in countries.countries:
            yield from self._of_country(country)
        yield from _former(countries)
        yield from _regions(places)
        for word in sorted(lexicon.single_orgs):
            yield word, Entry(f"org:{slug(word)}", "ORG", word, "org")
        yield from self._cities(places)
        for word in sorted(lexicon.norps):
            name = peoples.usual(word)
            yield word, Entry(f"norp:{slug(name)}", "NORP", name, "group")

    def _of_dispute(self, dispute: Dispute, named: set[str]) -> Iterator[tuple[str, Entry]]:
        titles: dict[str, str] = {}
        for name in dispute.names:
            titles.setdefault(name.place, name.text)
        for name in dispute.names:
            if name.text in named or name.text.islower():
                continue
            title, claimants = titles[name.place], self._registry.claimants(name.place)
            gives = None if name.ambiguous else dispute.slug
            subtype = subtype_of(title) or _listed(title) or ("island" if subtype_of(dispute.name) == "island" else "region")
            entry = Entry(name.place, "LOC", title, "dispute", subtype, needs=dispute.slug, gives=gives)
            if claimants:
                entry = replace(entry, country="XX", claimants=claimants)
            yield name.text, replace(entry, unsure=name.ambiguous)

    def _of_country(self, country: Country) -> Iterator[tuple[str, Entry]]:
        code, claimants = self._sovereign(country)
        base = self.governments[country.code]
        for text in country.names:
            yield _without_article(text), self._certain(base, text, country)
        for text in (*country.adjectives, *country.nouns):
            name = country.adjectives[0] if country.adjectives else country.nouns[0]
            people = Entry(f"norp:{slug(name)}", "NORP", name, "people", None, code, claimants, part_of=country.id)
            yield text, self._certain(people, text, country)
        for capital in country.capitals:
            city = Entry(f"loc:{slug(capital.name)}", "LOC", capital.name, "capital", "city", code, claimants, part_of=country.id)
            for text in (capital.name, *capital.aliases):
                yield text, self._certain(city, text, country)
        for text in country.metonyms:
            name = _without_article(text)
            owner = self.sovereign(country.code)
            yield name, Entry(f"org:{slug(name)}", "ORG", name, "metonym", None, owner, gives=country.code, part_of=country.id)

    def _government(self, country: Country) -> Entry:
        code, claimants = self._sovereign(country)
        return Entry(country.id, "LOC", country.name, "country", "country", code, claimants, country.code, gives=country.code)

    def _sovereign(self, country: Country) -> tuple[str, tuple[str, ...] | None]:
        place = next((self._disputed[name] for name in country.names if name in self._disputed), None)
        claimants = self._registry.claimants(place) if place else ()
        return ("XX", claimants) if claimants or country.contested else (country.code, None)

    @staticmethod
    def _certain(entry: Entry, text: str, country: Country) -> Entry:
        unsure = text in country.ambiguous
        return replace(entry, unsure=unsure, needs=country.code if unsure else None, gives=None if unsure else country.code)

    def _organisations(self, organisations: Organisations) -> Iterator[tuple[str, Entry]]:
        for one in organisations.organisations:
            country = self.sovereign(one.country) if one.country else None
            for text in one.names:
                if organisations.find(text) is one:
                    yield _without_article(text), Entry(one.id, "ORG", one.name, "org", None, country)

    def _cities(self, places: Places) -> Iterator[tuple[str, Entry]]:
        for city in places.cities:
            country, claimants = city.country, None
            if city.within:
                claimants = self._registry.claimants(city.within)
                country = "XX" if claimants else None
            entry = Entry(f"loc:{slug(city.name)}", "LOC", city.name, "city", "city", country, claimants, geonames=city.geonames)
            yield city.text, replace(entry, unsure=city.weak or city.text in self._given)


def _listed(title: str) -> LocSubtype | None:
    """What kind the likeliest place of a name is."""
    found = lookup(title)
    return found[0].kind if found else None


def _attributive(country: Country) -> tuple[str, ...]:
    """What stands before a body's name: "US", else "Japanese"; then all others."""
    short = [name for name in country.aliases if name.isalpha() and name.isupper() and len(name) == 2]
    return (*short, *(country.adjectives or country.nouns or (country.name,)))


def _without_article(text: str) -> str:
    return text.removeprefix("the ").removeprefix("The ")


def _former(countries: Countries) -> Iterator[tuple[str, Entry]]:
    for state in countries.former:
        entry = Entry(f"loc:{state.slug}", "LOC", state.name, "former", "country")
        for text in (state.name, *state.aliases):
            yield text, entry
        for text in (*state.adjectives, *state.nouns):
            yield text, Entry(f"norp:{slug(state.adjectives[0])}", "NORP", state.adjectives[0], "people", part_of=entry.id)


def _regions(places: Places) -> Iterator[tuple[str, Entry]]:
    for region in places.regions:
        for text in (region.name, *region.aliases):
            yield text, Entry(f"loc:{slug(region.name)}", "LOC", region.name, "region", region.subtype, region.country)
