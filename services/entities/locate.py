"""Which place, people or known organisation a name means, by what else the text names.

A name that is several things ("Georgia", "Cordoba") is resolved by what stands beside it ("Paris, Texas", "the Syrian city of
Homs"), by the countries and regions that the text names, by the dateline and by population. Where these do not decide, it stays
open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.entities import peoples
from services.entities.gazetteer import Entry, Gazetteer
from services.entities.lexicon import Lexicon
from services.entities.names import Name, key_of
from services.entities.readings import Named
from services.entities.senses import chosen, entry_of, own, owner, senses, shares
from services.knowledge.places import Place, load

_THE: Final = re.compile(r"^[Tt]he ")
#: Between a country or people and the place that is said to be in it: "the Syrian city of", "Peru's southern region of".
_WITHIN: Final = re.compile(
    r"(?:['’]s)? (?:[a-z-]+ ){0,3}(?:city|town|village|port|province|region|district|state|capital|suburb|resort|island|county)"
    r"(?: city)?(?: of| in)? ?$"
)
#: Characters before a place in which that country or people ends.
_WITHIN_REACH: Final = 60
_REGION_AFTER: Final = re.compile(r" (?:province|region|state|governorate|oblast|prefecture|district|county)\b", re.IGNORECASE)
_QUALIFIER: Final = re.compile(r", (?:[a-z]+ )?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})")
#: How much likelier a place is when its country is named, is the dateline's or the most named, and when its region is named.
_NAMED, _HOME, _MOST, _REGION, _CAPITAL = 4.0, 2.0, 2.0, 10.0, 3.0
#: Share of the names of countries and places that makes one country the text's own.
_NEARLY: Final = 0.8
#: Share of the likelihood that decides.
_SURE: Final = 0.8
#: People of a place that a country's ambiguous name may mean instead.
_RIVAL: Final = 100_000
#: Words in capitals that are shorter may be written so.
_SHORT: Final = 3


class Locator:
    """Resolves the names of one text that are known beforehand. `dateline`: its span."""

    def __init__(
        self, gazetteer: Gazetteer, lexicon: Lexicon, text: str, named: Sequence[Named], dateline: tuple[int, int]
    ) -> None:
        self._gazetteer, self._lexicon, self._text = gazetteer, lexicon, text
        self._named = [one for one in named if one.type != "PERSON"]
        self._entries = {one.text: entry for one in self._named if (entry := self._entry(one))}
        self._countries, self._placed = Counter[str](), Counter[str]()
        self._collect(dateline)
        self._most = self._countries.most_common(1)[0][0] if self._countries else None
        self._words = {one.text for one in self._named}
        self._beside = self._qualifiers()
        self._short = load().short
        self._chosen: dict[tuple[str, int], Entry | None] = {}

    @property
    def evidence(self) -> set[str | None]:
        """Codes of the countries that the text names beyond doubt."""
        return {*self._countries}

    @property
    def home(self) -> str | None:
        """Code of the dateline's country, or of the one that nearly all places of the text are in."""
        if self._home or not self._most:
            return self._home
        return self._most if self._countries[self._most] >= _NEARLY * self._countries.total() else None

    def find(self, one: Named) -> Name | None:
        """The known entity of a name; None where there is none, or none for sure."""
        beside = self._beside.get(one.text)
        nearest = max(bisect_right(beside, one.start, key=lambda told: told[0]) - 1, 0) if beside else 0
        key = (one.text, nearest)
        if key not in self._chosen:
            self._chosen[key] = self._choose(one, beside[nearest][1] if beside else ())
        entry = self._chosen[key]
        return Name(one.start, one.end, one.type, entry.id, entry.name, entry, entry.country) if entry else None

    # what the text tells

    def _entry(self, one: Named) -> Entry | None:
        entries = self._gazetteer.entries
        entry = entries.get(one.text) or entries.get(_THE.sub("", one.text))
        if entry is None and one.type == "LOC":
            entry = self._without_heads(one.text)
        return entry if entry and _fits(entry, one) else None

    def _without_heads(self, text: str) -> Entry | None:
        """ "Shikotan Island" is Shikotan."""
        words = text.split(" ")
        while len(words) > 1 and words[-1] in self._lexicon.same_place_heads:
            words.pop()
            entry = self._gazetteer.entries.get(" ".join(words))
            if entry:
                return entry if entry.kind in ("dispute", "region") and not entry.unsure else None
        return None

    def _collect(self, dateline: tuple[int, int]) -> None:
        self._home: str | None = None
        self._disputes: set[str] = set()
        for one in self._named:
            entry = self._entries.get(one.text)
            if entry is None or (entry.unsure and entry.type != "NORP"):
                continue
            code = self._gazetteer.code_of(entry)
            if entry.kind in ("city", "region") and not own(one.text, code):
                continue
            if entry.kind == "dispute" and entry.gives:
                self._disputes.add(entry.gives)
            if code and code != "XX":
                self._countries[code] += 1
                if entry.kind in ("city", "region", "capital"):
                    self._placed[code] += 1
                if self._home is None and dateline[0] <= one.start < dateline[1]:
                    self._home = code

    def _qualifiers(self) -> dict[str, list[tuple[int, tuple[Place, ...]]]]:
        """Places narrowed by what stands beside their names, with the offsets where it does: they hold until the next."""
        found: dict[str, list[tuple[int, tuple[Place, ...]]]] = {}
        ends = [one.end for one in self._named]
        for one in self._named:
            narrowed = (self._narrowed(one) or self._narrowed_before(one, ends)) if one.type == "LOC" else ()
            if narrowed:
                found.setdefault(one.text, []).append((one.start, narrowed))
        return found

    def _narrowed(self, one: Named) -> tuple[Place, ...]:
        match = _QUALIFIER.match(self._text, one.end)
        if not match:
            return ()
        name = _cased(one.text, self._entries.get(one.text))
        if not senses(name):
            return ()
        words = match[1].split(" ")
        for count in range(len(words), 0, -1):
            beside = " ".join(words[:count]).rstrip(".,") if count < 2 else " ".join(words[:count])
            code = self._gazetteer.code(beside)
            places = senses(name, code) if code else senses(name, None, beside) or senses(name, None, f"{beside}.")
            if places:
                return places
        return ()

    def _narrowed_before(self, one: Named, ends: list[int]) -> tuple[Place, ...]:
        """`ends`: of all names, rising."""
        at = bisect_left(ends, one.start) - 1
        if at < 0 or ends[at] <= one.start - _WITHIN_REACH:
            return ()
        entry = self._entries.get(self._named[at].text)
        code = self._gazetteer.code_of(entry) if entry and entry.kind in ("country", "people") else None
        return senses(one.text, code) if code and _WITHIN.fullmatch(self._text, ends[at], one.start) else ()

    # choosing

    def _choose(self, one: Named, beside: Sequence[Place]) -> Entry | None:
        entry = self._entries.get(one.text)
        if one.type != "LOC" or (entry and entry.kind in ("former", "metonym")):
            return entry if entry and self._certain(entry) else None
        if beside and not (entry and entry.kind in ("dispute", "country")):
            return self._as_entry(chosen(beside, region=self._regional(one)), entry)
        if entry and entry.kind == "country":
            return self._country(one, entry)
        if entry and (entry.kind == "dispute" or (entry.kind == "region" and entry.country is None)):
            return entry if self._certain(entry) else None
        places = senses(_THE.sub("", one.text)) or senses(_cased(one.text, entry))
        if places:
            return self._weigh(one, places, entry)
        if entry is None and (states := self._states(one)):
            return self._as_entry(chosen(states, region=True), None)
        return entry if entry and not entry.unsure else None

    def _states(self, one: Named) -> tuple[Place, ...]:
        """What the abbreviation of a state means, with its full stop: "Minn." and "N.J."."""
        stop = "" if one.text.endswith(".") else "." if self._text.startswith(".", one.end) else None
        found = self._short.get(one.text + stop) if stop is not None else None
        return senses(found[1], found[0]) if found else ()

    def _certain(self, entry: Entry) -> bool:
        if not entry.unsure or entry.needs in self._countries or entry.needs in self._disputes:
            return True
        return entry.type == "NORP" and entry.kind == "people"

    def _country(self, one: Named, entry: Entry) -> Entry | None:
        """A country, unless its name is as much that of a place elsewhere, and nothing speaks for the country."""
        if not entry.unsure or entry.needs in self._countries:
            return entry
        rivals = [place for place in senses(one.text) if place.population >= _RIVAL]
        at_home = [place for place in rivals if place.country in self._placed]
        if at_home:
            return entry_of(at_home[0])
        return None if rivals else entry

    def _weigh(self, one: Named, places: Sequence[Place], entry: Entry | None) -> Entry | None:
        weights = {country: share * self._likelier(country, places) for country, share in shares(places).items()}
        capital = self._gazetteer.code_of(entry) if entry and entry.kind == "capital" else None
        if capital in weights:
            weights[capital] *= _CAPITAL
        best = max(weights, key=lambda country: (weights[country], country))
        if weights[best] < _SURE * sum(weights.values()):
            return None
        here = [place for place in places if owner(place) == best]
        if all(place.weak for place in here) and best not in self._countries:
            return None
        return self._as_entry(chosen(here, region=self._regional(one)), entry)

    def _likelier(self, country: str, places: Sequence[Place]) -> float:
        weight = _NAMED if country in self._countries else 1.0
        weight *= _HOME if country == self._home else 1.0
        weight *= _MOST if country == self._most else 1.0
        named = any(place.region in self._words for place in places if owner(place) == country)
        return weight * (_REGION if named else 1.0)

    def _regional(self, one: Named) -> bool:
        return _REGION_AFTER.match(self._text, one.end) is not None

    @staticmethod
    def _as_entry(place: Place, entry: Entry | None) -> Entry:
        """The place; a capital keeps its id, and what it stands for."""
        found = entry_of(place)
        if entry and entry.kind == "capital" and place.kind == "city" and place.country == entry.country:
            return replace(entry, geonames=place.geonames)
        return found


def _cased(text: str, entry: Entry | None) -> str:
    """A name in capitals as it is written elsewhere."""
    if not text.isupper():
        return text
    words = (word if len(word) < _SHORT or "." in word else word.capitalize() for word in text.split(" "))
    return entry.name if entry else " ".join(words)


def _fits(entry: Entry, one: Named) -> bool:
    """Whether what is known can be of the type that was read; a seat of government may be read as a place."""
    return entry.type == one.type or (entry.kind == "metonym" and one.type == "LOC")


def unknown(one: Named, full: str | None = None, country: str | None = None) -> Name:
    """The entity of a name that nothing is known of."""
    name = _THE.sub("", full or one.text)
    if one.type == "LOC":
        name = _cased(name, None)
    if one.type == "NORP":
        name = peoples.usual(name)
    return Name(one.start, one.end, one.type, key_of(one.type, name), name, None, country)
