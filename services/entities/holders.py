"""Persons known beforehand by the offices that they have held: their one name, and who a surname alone may be.

The offices and their terms are those of `services/knowledge`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

from services.entities.spelling import alike, sound
from services.knowledge.terms import Term, Terms

#: Years after the end of a term in which a person is still named by surname alone.
_REMEMBERED: Final = 30
_LAST_YEAR: Final = 9999
#: In the place of a country: organisations of states.
_NO_COUNTRY: Final = frozenset({"UN", "EU", "NATO"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the terms of office known of them, in order of time, and the usual titles of those offices."""

    name: str
    terms: tuple[Term, ...]
    titles: frozenset[str]
    names: tuple[str, ...]  #: all of their names, the usual one first

    @property
    def country(self) -> str | None:
        """ISO code of the one country that they have served."""
        served = {one.country for one in self.terms} - _NO_COUNTRY
        return served.pop() if len(served) == 1 else None

    def near(self, year: int) -> bool:
        """Whether they were in office in that year or about to be, or had left it not long before."""
        return any(one.since.year - 1 <= year <= _until(one) + _REMEMBERED for one in self.terms)

    def serving(self, year: int) -> bool:
        """Whether they were in office in that year."""
        return any(one.since.year <= year <= _until(one) for one in self.terms)


@cache
def _surnames() -> Mapping[str, frozenset[str]]:
    raw = orjson.loads(files("services.entities").joinpath("data/surnames.json").read_bytes())
    return {key: frozenset(raw[key].split()) for key in ("frequent", "sure")}


def _until(term: Term) -> int:
    return term.until.year if term.until else _LAST_YEAR


class Holders:
    """All of them, by the sound of their names. `usual` gives one form for titles of one office."""

    def __init__(self, terms: Terms, usual: Callable[[str], str]) -> None:
        self._surnames: dict[str, list[Holder]] = defaultdict(list)
        self._fulls: dict[str, list[tuple[tuple[str, ...], Holder]]] = defaultdict(list)
        for holder in _holders(terms, usual):
            for words in (tuple(name.split()) for name in holder.names):
                for end in {sound(words[0]), sound(words[-1])}:
                    self._fulls[end].append((words, holder))
                for short in _shorter(words):
                    if holder not in self._surnames[short]:
                        self._surnames[short].append(holder)

    def full(self, words: Sequence[str]) -> Holder | None:
        """The one person whose given name and surname stand in these words, in their order; None when there are several."""
        near = [pair for end in {sound(words[0]), sound(words[-1])} for pair in self._fulls.get(end, ())]
        found = {holder.name: (known, holder) for known, holder in near if _same(known, words)}
        if len(found) > 1:
            sounds = [sound(word) for word in words]
            exact = {name: pair for name, pair in found.items() if [sound(word) for word in pair[0]] == sounds}
            found = exact
        return next(iter(found.values()))[1] if len(found) == 1 else None

    @staticmethod
    def frequent(name: str) -> bool:
        """Whether many others bear that surname."""
        return name in _surnames()["frequent"]

    @staticmethod
    def sure(name: str) -> bool:
        """Whether news items mean nobody else, though it may be a given name."""
        return name in _surnames()["sure"]

    def short(self, name: str) -> list[Holder]:
        """Everybody of that surname, in order of their first terms."""
        return self._surnames.get(" ".join(map(sound, name.split())), [])


def _holders(terms: Terms, usual: Callable[[str], str]) -> list[Holder]:
    """Everybody, in order of their first terms."""
    held: dict[str, list[Term]] = defaultdict(list)
    titles: dict[str, set[str]] = defaultdict(set)
    for office in terms.offices:
        for term in office.terms:
            held[term.name].append(term)
            titles[term.name].update(title.lower() for title in office.titles)
    found = []
    for name, group in held.items():
        ordered = tuple(sorted(group, key=lambda one: one.since))
        names = dict.fromkeys(each for term in ordered for each in term.names)
        found.append(Holder(name, ordered, frozenset(map(usual, titles[name])), tuple(names)))
    return sorted(found, key=lambda one: (one.terms[0].since, one.name))


def _shorter(words: Sequence[str]) -> set[str]:
    """What a person may be called by: the last word, all but the first, and the last two."""
    forms = {tuple(words[-1:]), tuple(words[1:]), tuple(words[-2:])}
    return {" ".join(map(sound, form)) for form in forms if form}


def _same(known: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a name as written is the known one: its given name first, its surname after it, more between or behind."""
    if len(words) < 2 or len(known) < 2:
        return False
    sounds = [sound(word) for word in words]
    if sound(known[-1]) in sounds[1:]:
        between = {sound(word) for word in known[1:-1]}
        others = set(sounds[1 : sounds.index(sound(known[-1]), 1)])
        apart = between and others and between.isdisjoint(others) and all(len(word) > 1 for word in between | others)
        return alike(known[0], words[0]) and len(words[0].strip(".")) > 1 and not apart
    return len(words) == len(known) and set(sounds) == {sound(word) for word in known}
