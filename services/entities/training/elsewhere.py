"""The same news from elsewhere: a copy of a text in which persons and towns have names from other parts of the world.

What is written around a name stays, so that the recogniser learns to read names that the news at hand never has.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence

from services.entities.attributes import personal_names
from services.entities.gazetteer import Gazetteer
from services.entities.training.texts import Labelled, Name
from services.knowledge import places

#: Of a full name, shares of those that get a second family name, a hyphen, or are left with one word.
_LONGER, _HYPHENED = 0.2, 0.05
#: Share of names that are in no list, as most names of the news are.
_INVENTED = 0.6
_Change = tuple[int, int, str]


class Elsewhere:
    """Makes such copies; the same texts in the same order give the same copies."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self._random = random.Random(seed)
        names = personal_names()
        self._given, self._family = sorted(names["given"]), sorted(names["family"])
        self._places = [name for name, weak in places.names() if not weak]
        self._entries = gazetteer.entries

    def __call__(self, labelled: Labelled) -> Labelled:
        """The copy, with the names of all annotators where they now stand. The first annotator says what is changed."""
        words: dict[str, str] = {}
        changes = list[_Change]()
        for start, end, kind in sorted(labelled.names[0]):
            name = labelled.text[start:end]
            other = self._person(name, words) if kind == "PERSON" else self._place(name, words) if kind == "LOC" else None
            if other and (not changes or changes[-1][1] <= start):
                changes.append((start, end, other))
        return Labelled(_changed(labelled.text, changes), tuple(_moved(names, changes) for names in labelled.names))

    def _person(self, name: str, words: dict[str, str]) -> str:
        parts = name.split()
        for number, part in enumerate(parts):
            if part not in words:
                given = number == 0 and len(parts) > 1
                words[part] = self._given_name() if given else self._family_name()
        return " ".join(words[part] for part in parts)

    def _given_name(self) -> str:
        return self._one_of(self._given)

    def _family_name(self) -> str:
        name = self._one_of(self._family)
        chance = self._random.random()
        if chance < _HYPHENED:
            return f"{name}-{self._one_of(self._family)}"
        return f"{name} {self._one_of(self._family)}" if chance < _LONGER else name

    def _place(self, name: str, words: dict[str, str]) -> str | None:
        entry = self._entries.get(name)
        if entry and entry.kind not in ("city", "region"):
            return None
        if name not in words:
            words[name] = self._one_of(self._places)
        return words[name]

    def _one_of(self, names: Sequence[str]) -> str:
        """One of the names, or more often one that is in no list: the head of one with the tail of another."""
        head = self._random.choice(names)
        if self._random.random() > _INVENTED:
            return head
        tail = self._random.choice(names)
        return head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :].lower()


def _changed(text: str, changes: Sequence[_Change]) -> str:
    pieces, at = list[str](), 0
    for start, end, other in changes:
        pieces += [text[at:start], other]
        at = end
    return "".join([*pieces, text[at:]])


def _moved(names: Sequence[Name], changes: Sequence[_Change]) -> list[Name]:
    """The names where they stand after the changes; the part of a change that a name covers is the whole of it."""
    starts = [start for start, _, _ in changes]
    shifts = [0]
    for start, end, other in changes:
        shifts.append(shifts[-1] + len(other) - (end - start))

    def left(offset: int) -> int:
        at = bisect_right(starts, offset)
        inside = at and changes[at - 1][0] <= offset < changes[at - 1][1]
        return changes[at - 1][0] + shifts[at - 1] if inside else offset + shifts[at]

    def right(offset: int) -> int:
        at = bisect_right(starts, offset - 1)
        inside = at and offset <= changes[at - 1][1]
        return changes[at - 1][0] + len(changes[at - 1][2]) + shifts[at - 1] if inside else offset + shifts[at]

    return [(left(start), right(end), kind) for start, end, kind in names]
