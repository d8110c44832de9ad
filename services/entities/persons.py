"""Which personal names of a text are one person.

Full names that differ by an initial, a middle name or the spelling are one person; two given names with one surname never are.
A name of fewer words belongs to the person named last in full, or, before anybody is, to the first who will be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.entities.holders import Holder
from services.entities.lexicon import Lexicon
from services.entities.spelling import alike, plain, sound

#: Quotation marks around a nickname.
_QUOTES = "\"“”‘’'"
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr."})
#: Persons with one word in common that are looked through, the latest: time must stay linear.
_NEAREST = 20


@dataclass(slots=True)
class Person:
    """A person under the fullest name that the text gives."""

    name: str
    words: tuple[str, ...]
    first: int  #: offset of the first full name
    known: bool = False  #: the name is that of a person known beforehand
    named: list[int] = field(default_factory=list)  #: offsets of all full names, rising
    offices: set[str] = field(default_factory=set)  #: heads of the offices given with the full names, in lower case


class People:
    """The persons of one text. Tell it every full name in order, then ask for the short ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_text: dict[str, Person] = {}
        self._by_sound: dict[str, list[Person]] = defaultdict(list)

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a name without titles, nicknames in quotation marks, "Jr."."""
        kept = [word for word in name.split() if word not in _SUFFIXES and not (word[0] in _QUOTES and word[-1] in _QUOTES)]
        while len(kept) > 1 and self._titular(kept[0]):
            kept = kept[1:]
        return tuple(kept or name.split())

    def _titular(self, word: str) -> bool:
        lexicon = self._lexicon
        return (word in lexicon.titles or word.rstrip(".") in lexicon.stopped) and word not in lexicon.given_names

    def person(self, words: tuple[str, ...]) -> Person | None:
        """The person of a full name that was added."""
        return self._by_text.get(" ".join(words))

    def add(self, words: tuple[str, ...], start: int, office: str | None, known: Holder | None = None) -> Person:
        """The person of a full name (two words or more); `known`: who that is, if known beforehand."""
        key = " ".join(words)
        person = self._by_text.get(key)
        if person is None:
            person = self._by_text[key] = self._matching(words, known) or Person(key, words, start)
            self._enter(person, words)
            if known:
                self._acquaint(person, known)
            elif _fuller(words, person.words) and not person.known:
                person.name, person.words = key, words
        person.named.append(start)
        if office:
            person.offices.add(office)
        return person

    def _acquaint(self, person: Person, known: Holder) -> None:
        person.name, person.words, person.known = known.name, tuple(known.name.split()), True
        person.offices |= known.titles
        for name in known.names:
            self._enter(person, name.split())

    def _enter(self, person: Person, words: Sequence[str]) -> None:
        for word in words:
            bearers = self._by_sound[sound(word)]
            if person not in bearers[-_NEAREST:]:
                bearers.append(person)

    def _matching(self, words: tuple[str, ...], known: Holder | None) -> Person | None:
        near = {id(one): one for end in (words[0], words[-1]) for one in self._by_sound.get(sound(end), ())[-_NEAREST:]}
        if known:
            same = next((one for one in near.values() if one.known and one.name == known.name), None)
            return same or next((one for one in near.values() if not one.known and one_person(one.words, words)), None)
        return next((one for one in near.values() if one_person(one.words, words)), None)

    def short(self, words: tuple[str, ...], start: int, office: str | None, beside: str | None = None) -> Person | None:
        """The person that a surname, a given name or the end of a name means there; None when nobody bears it.

        `beside`: the full name that stands right before it, and so means somebody else: "Ana Lie, Lie's sister".
        """
        found = [one for one in self._by_sound.get(sound(words[-1]), ())[-_NEAREST:] if _ends(one.words, words)]
        found = [one for one in found if one.name != beside] or found
        if not found:
            return None
        rank = min(self._rank(one, words[0]) for one in found)
        found = [one for one in found if self._rank(one, words[0]) == rank]
        by_office = [one for one in found if office and office in one.offices]
        found = by_office or found
        return max(found, key=lambda one: _recency(one, start)) if len(found) > 1 else found[0]

    def _rank(self, person: Person, word: str) -> int:
        """0: by the surname, 1: by a given name, 2: by a word between."""
        wanted = sound(word)
        if wanted in (sound(person.words[-1]), _after_particles(person.words, self._lexicon)):
            return 0
        if sound(person.words[0]) == wanted:
            return 1 if person.words[0] in self._lexicon.given_names else 0
        return 2


def _fuller(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """More words, or as many with a name in the place of an initial."""
    initials = sum(len(plain(word)) == 1 for word in other) - sum(len(plain(word)) == 1 for word in words)
    return len(words) > len(other) or (len(words) == len(other) and initials > 0)


def _after_particles(words: tuple[str, ...], lexicon: Lexicon) -> str:
    """Sound of the first word of a surname that a particle opens: "von der Leyen"."""
    return next((sound(word) for word in words[1:] if word.lower() in lexicon.particles), "")


def _recency(person: Person, start: int) -> int:
    """Greater for who was named in full later before `start`; below zero, and greater for the sooner, where none was."""
    before = bisect_right(person.named, start)
    return person.named[before - 1] if before else -person.first - 1


def _ends(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether `words` are a stretch of the full name."""
    if len(words) == 1:
        return True
    wanted, sounds = [sound(word) for word in words], [sound(word) for word in full]
    return any(sounds[at : at + len(wanted)] == wanted for at in range(len(sounds)))


def one_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names may be one person's: given names alike, surnames the same, the rest of the shorter in the longer."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(longer) == len(shorter) and sorted(map(plain, one)) == sorted(map(plain, other)):
        return True
    if not alike(longer[0], shorter[0]):
        return _ends(longer, shorter) and len(shorter) > 1
    rest = iter(longer[1:])
    return all(any(_same_word(word, candidate) for candidate in rest) for word in shorter[1:])


def _same_word(word: str, other: str) -> bool:
    if not word.strip("IVX") and not other.strip("IVX"):
        return word == other  # "Abdullah I" is not "Abdullah II"
    if len(plain(word)) == 1 or len(plain(other)) == 1:
        return plain(word)[:1] == plain(other)[:1]
    return sound(word) == sound(other)
