"""Which personal names of a text are one person.

Full names that differ by an initial, a middle name or the spelling are one person; two given names with one surname never are.
A name of fewer words belongs to the person named last in full, or, before anybody is, to the first who will be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from services.entities.holders import Holder, Holders
from services.entities.lexicon import Lexicon
from services.entities.spelling import alike, plain, sound

#: Quotation marks around a nickname.
_QUOTES: Final = "\"“”‘’'"
_SUFFIXES: Final = frozenset({"Jr", "Jr.", "Sr", "Sr."})
#: Persons with one word in common that are looked through, the latest: time must stay linear.
_NEAREST: Final = 20


#: Names whose forms are kept.
_KEPT: Final = 4_096


class Form(NamedTuple):
    """A personal name as texts write it."""

    words: tuple[str, ...]  #: without titles, nicknames in quotation marks, "Jr."
    text: str  #: of the words
    sounds: tuple[str, ...]  #: of each word
    initials: bool  #: whether a word is one letter
    short: bool  #: no full name
    holder: Holder | None  #: who has that full name, if known beforehand


class Forms:
    """Reads personal names. Construct once; it keeps those read last."""

    def __init__(self, lexicon: Lexicon, holders: Holders) -> None:
        self._lexicon, self._holders = lexicon, holders
        self.of = lru_cache(_KEPT)(self._read)

    def _read(self, name: str) -> Form:
        words = self._words(name)
        short = len(words) < 2 or words[0].lower() in self._lexicon.particles
        holder = None if short else self._holders.full(words)
        return Form(words, " ".join(words), tuple(map(sound, words)), _initials(words), short, holder)

    def whole(self, form: Form, surnames: Collection[tuple[str, ...]]) -> Form:
        """ "Al Gore" is a full name and "Al Thani" a short one: where the particle is a given name too, the name is full unless
        `surnames` (the sounds of the last two words of longer names) have it."""
        first = form.words[0]
        if not form.short or len(form.words) != 2 or first not in self._lexicon.given_names or form.sounds in surnames:
            return form
        return form._replace(short=False, holder=self._holders.full(form.words))

    def _words(self, name: str) -> tuple[str, ...]:
        kept = [word for word in name.split() if word not in _SUFFIXES and not (word[0] in _QUOTES and word[-1] in _QUOTES)]
        while len(kept) > 1 and self._titular(kept[0]):
            kept = kept[1:]
        return tuple(kept or name.split())

    def _titular(self, word: str) -> bool:
        lexicon = self._lexicon
        return (word in lexicon.titles or word.rstrip(".") in lexicon.stopped) and word not in lexicon.given_names


@dataclass(slots=True, eq=False)
class Person:
    """A person under the fullest name that the text gives."""

    name: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]  #: of each word
    initials: bool  #: whether a word is one letter
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

    def person(self, form: Form) -> Person | None:
        """The person of a full name that was added."""
        return self._by_text.get(form.text)

    def add(self, form: Form, start: int, office: str | None) -> Person:
        """The person of a full name (two words or more)."""
        person = self._by_text.get(form.text)
        if person is None:
            person = self._matching(form) or Person(form.text, form.words, form.sounds, form.initials, start)
            self._by_text[form.text] = person
            self._enter(person, form.sounds)
            if form.holder:
                self._acquaint(person, form.holder)
            elif _fuller(form.words, person.words) and not person.known:
                person.name, person.words, person.sounds, person.initials = form.text, form.words, form.sounds, form.initials
        person.named.append(start)
        if office:
            person.offices.add(office)
        return person

    def _acquaint(self, person: Person, known: Holder) -> None:
        person.name, person.words, person.known = known.name, tuple(known.name.split()), True
        person.sounds, person.initials = tuple(map(sound, person.words)), _initials(person.words)
        person.offices |= known.titles
        for name in known.names:
            self._enter(person, map(sound, name.split()))

    def _enter(self, person: Person, sounds: Iterable[str]) -> None:
        for each in sounds:
            bearers = self._by_sound[each]
            if person not in bearers[-_NEAREST:]:
                bearers.append(person)

    def _matching(self, form: Form) -> Person | None:
        known, bearers = form.holder, self._by_sound
        ends = dict.fromkeys((form.sounds[0], form.sounds[-1]))
        near = {id(one): one for end in ends if end in bearers for one in bearers[end][-_NEAREST:]}
        if not near:
            return None
        if known:
            same = next((one for one in near.values() if one.known and one.name == known.name), None)
            return same or next((one for one in near.values() if not one.known and one_person(one, form)), None)
        return next((one for one in near.values() if one_person(one, form)), None)

    def short(self, form: Form, start: int, office: str | None, beside: str | None = None) -> Person | None:
        """The person that a surname, a given name or the end of a name means there; None when nobody bears it.

        `beside`: the full name that stands right before it, and so means somebody else: "Ana Lie, Lie's sister".
        """
        found = [one for one in self._by_sound.get(form.sounds[-1], ())[-_NEAREST:] if _within(one.sounds, form.sounds)]
        found = [one for one in found if one.name != beside] or found
        if len(found) < 2:
            return found[0] if found else None
        ranks = [self._rank(one, form.sounds[0]) for one in found]
        found = [one for one, rank in zip(found, ranks, strict=True) if rank == min(ranks)]
        found = [one for one in found if office and office in one.offices] or found
        return max(found, key=lambda one: _recency(one, start)) if len(found) > 1 else found[0]

    def _rank(self, person: Person, wanted: str) -> int:
        """0: by the surname, 1: by a given name, 2: by a word between."""
        if wanted in (person.sounds[-1], _after_particles(person.words, self._lexicon)):
            return 0
        if person.sounds[0] == wanted:
            return 1 if person.words[0] in self._lexicon.given_names else 0
        return 2


def _fuller(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """More words, or as many with a name in the place of an initial."""
    if words is other or len(words) != len(other):
        return len(words) > len(other)
    return sum(len(plain(word)) == 1 for word in other) > sum(len(plain(word)) == 1 for word in words)


def _after_particles(words: tuple[str, ...], lexicon: Lexicon) -> str:
    """Sound of the first word of a surname that a particle opens: "von der Leyen"."""
    return next((sound(word) for word in words[1:] if word.lower() in lexicon.particles), "")


def _recency(person: Person, start: int) -> int:
    """Greater for who was named in full later before `start`; below zero, and greater for the sooner, where none was."""
    before = bisect_right(person.named, start)
    return person.named[before - 1] if before else -person.first - 1


def _within(full: tuple[str, ...], sounds: tuple[str, ...]) -> bool:
    """Whether a name of these sounds is a stretch of the full name; one word always counts as one."""
    size = len(sounds)
    return size == 1 or any(full[at : at + size] == sounds for at in range(len(full)))


def one_person(one: Person | Form, other: Person | Form) -> bool:
    """Whether two full names may be one person's: given names alike, surnames the same, the rest of the shorter in the longer."""
    longer, shorter = (one, other) if len(one.words) >= len(other.words) else (other, one)
    if shorter.sounds[-1] not in longer.sounds and not (one.initials or other.initials):
        return False  # most pairs with a given name in common
    if shorter.sounds[0] not in longer.sounds and plain(shorter.words[0])[:1] != plain(longer.words[0])[:1]:
        return False  # most pairs with a surname in common
    if len(longer.words) == len(shorter.words) and sorted(map(plain, one.words)) == sorted(map(plain, other.words)):
        return True
    if not alike(longer.words[0], shorter.words[0]):
        return len(shorter.words) > 1 and _within(longer.sounds, shorter.sounds)
    rest = iter(longer.words[1:])
    return all(any(_same_word(word, candidate) for candidate in rest) for word in shorter.words[1:])


def _initials(words: Iterable[str]) -> bool:
    return any(len(plain(word)) == 1 for word in words)


def _same_word(word: str, other: str) -> bool:
    if not word.strip("IVX") and not other.strip("IVX"):
        return word == other  # "Abdullah I" is not "Abdullah II"
    if len(plain(word)) == 1 or len(plain(other)) == 1:
        return plain(word)[:1] == plain(other)[:1]
    return sound(word) == sound(other)
