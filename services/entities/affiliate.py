"""Whose body of the state a name means: by its own words, by its owner, by the rest of the text, by where that is from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.entities.bodies import Bodies, state_body
from services.entities.gazetteer import Gazetteer
from services.entities.names import Name, key_of
from services.entities.readings import Named

_JOINTS: Final = ("'s ", "’s ", "' ", "’ ", " ")


class Affiliations:
    """The bodies of one text. Learn all of its organisations, then ask. `home`: code of the country that the text is from."""

    def __init__(self, bodies: Bodies, gazetteer: Gazetteer, text: str, places: list[Name], home: str | None) -> None:
        self._bodies, self._gazetteer, self._text = bodies, gazetteer, text
        self._by_end = {one.end: one for one in places if one.entry and one.type in ("LOC", "NORP")}
        self._home = home
        self._owners: dict[str, set[str]] = {}

    def learn(self, named: Iterable[Named]) -> None:
        """Take in which body is whose."""
        for one in named:
            found = self._read(one)
            if found and found[1]:
                self._owners.setdefault(found[0], set()).add(found[1])

    def find(self, one: Named) -> Name | None:
        """The body; None where the name is no body of a state."""
        found = self._read(one)
        if found is None:
            return None
        usual, code = found
        owners = self._owners.get(usual, set())
        code = code or (next(iter(owners)) if len(owners) == 1 else None if owners else self._home)
        if code is None:
            return Name(one.start, one.end, "ORG", key_of("ORG", usual), usual)
        other = self._gazetteer.entries.get(self._bodies.elsewhere.get(code, {}).get(usual, ""))
        body = other or self._gazetteer.body(code, usual)
        return Name(one.start, one.end, "ORG", body.id, body.name, body, body.country)

    def _read(self, one: Named) -> tuple[str, str | None] | None:
        found = state_body(self._bodies, one.text, self._gazetteer.code)
        if found is None or found[1]:
            return found
        owner = next((self._by_end.get(one.start - len(joint)) for joint in _JOINTS if self._owns(one.start, joint)), None)
        return found[0], self._code(owner) if owner else None

    def _owns(self, start: int, joint: str) -> bool:
        return start - len(joint) in self._by_end and self._text.startswith(joint, start - len(joint))

    def _code(self, name: Name) -> str | None:
        return self._gazetteer.code_of(name.entry) if name.entry else None
