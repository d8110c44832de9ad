"""Persons known beforehand by the offices that they have held: their one name, and who a surname alone may be.

The offices and their terms are those of `services/knowledge`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.entities.spelling import alike, sound
from services.knowledge.terms import Term, Terms

#: Years after the end of a term in which a person is still named by surname alone.
_REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the terms of office known of them, in order of time."""

    name: str
    terms: tuple[Term, ...]

    @property
    def country(self) -> str | None:
        """ISO code of the one country that they have served; None for the United Nations and the like."""
        served = {one.country for one in self.terms}
        return served.pop() if len(served) == 1 and served.isdisjoint(("UN", "EU")) else None

    def held(self, office: str) -> bool:
        """Whether they have held an office of that title ("president"), in lower case."""
        return any(one.title.lower() == office for one in self.terms)

    def near(self, year: int) -> bool:
        """Whether they were in office in that year, or had left it not long before."""
        return any(one.since.year - 1 <= year <= (one.until.year if one.until else 9999) + _REMEMBERED for one in self.terms)

    def serving(self, year: int) -> bool:
        """Whether they were in office in that year."""
        return any(one.since.year <= year <= (one.until.year if one.until else 9999) for one in self.terms)


class Holders:
    """All of them, by the sound of their names."""

    def __init__(self, terms: Terms) -> None:
        self._surnames: dict[str, list[Holder]] = defaultdict(list)
        self._fulls: dict[str, list[Holder]] = defaultdict(list)
        for holder in _holders(term for group in terms.by_surname.values() for term in group):
            words = holder.name.split()
            for word in {sound(words[0]), sound(words[-1])}:
                self._fulls[word].append(holder)
            for short in _surnames(words):
                self._surnames[short].append(holder)

    def full(self, words: Sequence[str]) -> Holder | None:
        """The one person whose given name and surname stand in these words, in their order; None when there are several."""
        ends = (sound(words[0]), sound(words[-1]))
        near = {one.name: one for end in ends for one in self._fulls.get(end, ())}
        found = [one for one in near.values() if _same(one.name.split(), words)]
        if len(found) > 1:
            sounds = [sound(word) for word in words]
            found = [one for one in found if [sound(word) for word in one.name.split()] == sounds]
        return found[0] if len(found) == 1 else None

    def short(self, name: str) -> list[Holder]:
        """Everybody of that surname, in order of their first terms."""
        return self._surnames.get(" ".join(map(sound, name.split())), [])


def _holders(terms: Iterable[Term]) -> list[Holder]:
    by_name: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_name[term.name].append(term)
    found = (Holder(name, tuple(sorted(held, key=lambda one: one.since))) for name, held in by_name.items())
    return sorted(found, key=lambda one: (one.terms[0].since, one.name))


def _surnames(words: list[str]) -> set[str]:
    """What a person may be called by: the last word, all but the first, and the last two."""
    forms = {tuple(words[-1:]), tuple(words[1:]), tuple(words[-2:])}
    return {" ".join(map(sound, form)) for form in forms if form}


def _same(known: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a name as written is the known one: its given name first, its surname after it, more between or behind."""
    if len(words) < 2 or len(known) < 2:
        return list(known) == list(words)
    sounds = [sound(word) for word in words]
    surname = sound(known[-1])
    if surname in sounds[1:]:
        return alike(known[0], words[0]) and len(words[0].strip(".")) > 1
    return len(words) == len(known) and set(sounds) == {sound(word) for word in known}
