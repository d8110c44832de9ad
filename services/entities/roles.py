"""Offices that the text gives to a person: before the name, after it between commas, with their country or organisation.

"outgoing Japanese Prime Minister Shinzo Abe", "Sergey Lavrov, Russia's foreign minister,", "the president of Chile, Ana Soto".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from services.entities.names import Name
from services.entities.offices import Offices

_OPENING: Final = "\"'“‘(["
_WORD: Final = re.compile(r"[^\W\d_](?:[\w-]|\.(?=\w)|['’](?!s\b))*")
#: Before an office in apposition, and what must follow it.
_APPOSED: Final = re.compile(r"(?:,|\ [–—-])\ (?:who\ (?:is|was)\ )?(?:the\ |an?\ )?(?:then[\ -])?", re.VERBOSE)
_CLOSED: Final = re.compile(r"[,.;:)\n]|$| (?:and|who|said|told)\b")
#: Between the parts of an office.
_JOINTS: Final = ("'s ", "’s ", "' ", "’ ", " ")
#: Words of an office at most, and characters before a name in which they stand.
_LONGEST, _REACH = 12, 160


class Part(NamedTuple):
    """A word of an office, or a name within it."""

    start: int
    end: int
    word: str  #: in lower case
    name: Name | None


class Role(NamedTuple):
    """An office of a person. `of` is the country, people or organisation it belongs to."""

    status: str  #: "former", "outgoing", "acting": empty for who is in office
    office: str  #: as written: "Prime Minister"
    of: Name | None
    start: int
    end: int


class RoleReader:
    """Reads the offices around the names of one text; `names` are those of peoples, places and organisations."""

    def __init__(self, text: str, names: list[Name], offices: Offices) -> None:
        self._text, self._offices = text, offices
        self._by_end = {one.end: one for one in names}
        self._by_start = {one.start: one for one in names}

    def before(self, start: int) -> Role | None:
        """The office that stands right before a name, or before it with a comma: "the mayor of Lima, Ana Soto"."""
        comma = self._text.startswith(", ", max(0, start - 2))
        end = start - 2 if comma else self._joint_before(start)
        low = max(0, start - _REACH)
        part = self._part_before(end, low) if end is not None and end > low else None
        if part is None:
            return None
        parts = [part]
        while len(parts) < _LONGEST and (end := self._joint_before(part.start)) is not None and end > low:
            part = self._part_before(end, low)
            if part is None:
                break
            parts.append(part)
        parts = [one for one in reversed(parts) if one.word not in self._offices.honorifics]
        if comma and not (parts and (parts[0].word == "the" or parts[0].name)):
            return None
        return self._role(parts)

    def around(self, start: int, end: int) -> Role | None:
        """The office before a name, with what follows the name of it ("President Ana Soto of Chile"), or the one after it."""
        role = self.before(start)
        if role is None:
            return self.after(end)
        if role.of is None and self._text.startswith(" of ", end):
            return role._replace(of=self._by_start.get(end + 4) or self._by_start.get(end + 8))
        return role

    def after(self, end: int) -> Role | None:
        """The office in apposition right behind a name."""
        text, parts = self._text, list[Part]()
        opening = _APPOSED.match(text, end)
        at = opening.end() if opening else None
        while at is not None and len(parts) < _LONGEST and (part := self._part_after(at)):
            parts.append(part)
            at = next((part.end + len(one) for one in _JOINTS if text.startswith(one, part.end)), None)
        return self._role(parts) if parts and _CLOSED.match(text, parts[-1].end) else None

    def _joint_before(self, at: int) -> int | None:
        text = self._text
        if not at or text[at - 1] != " ":
            return None
        if at > 2 and text[at - 2] == "s" and text[at - 3] in "'’":
            return at - 3
        return at - 2 if at > 1 and text[at - 2] in "'’" else at - 1

    def _part_before(self, end: int, low: int) -> Part | None:
        name = self._by_end.get(end)
        if name:
            return Part(name.start, end, "", name)
        text = self._text
        start = max(text.rfind(" ", low, end), low - 1) + 1
        line = text.rfind("\n", start, end)
        start = line + 1 if line >= 0 else start
        while start < end and text[start] in _OPENING:
            start += 1
        return self._word(start, end) if start < end else None

    def _part_after(self, at: int) -> Part | None:
        name = self._by_start.get(at)
        if name:
            return Part(at, name.end, "", name)
        match = _WORD.match(self._text, at)
        return self._word(at, match.end()) if match else None

    def _word(self, start: int, end: int) -> Part | None:
        word = self._text[start:end].lower().removeprefix("ex-")
        return Part(start, end, word, None) if word in self._offices.words else None

    def _role(self, parts: list[Part]) -> Role | None:
        """The office in these parts; None where no title is among them."""
        offices = self._offices
        titles = [number for number, one in enumerate(parts) if one.word in offices.titles]
        if not titles:
            return None
        last = titles[-1]
        first = last
        while first and (parts[first - 1].word in offices.modifiers or parts[first - 1].word in offices.titles):
            first -= 1
        held = self._of(parts, first, last)
        if held is None:
            return None
        of, last = held
        status = next((one.word for one in parts[:first] if one.word in offices.status), "")
        if self._text.startswith(("ex-", "Ex-"), parts[first].start):
            status = "former"
        office = self._text[parts[first].start : parts[last].end].removeprefix("ex-").removeprefix("Ex-")
        return Role(status, office, of, parts[0].start, parts[-1].end)

    @staticmethod
    def _of(parts: list[Part], first: int, last: int) -> tuple[Name | None, int] | None:
        """Whose office it is, and its last part; None where what follows the title is not part of it."""
        of = next((one.name for one in reversed(parts[:first]) if one.name), None)
        rest = parts[last + 1 :]
        if not rest:
            return of, last
        if rest[0].word not in ("of", "for"):
            return None
        named = next((number for number, one in enumerate(rest) if one.name), len(rest))
        words = [one for one in rest[:named] if one.word not in ("of", "for", "the", "in")]
        return of or (rest[named].name if named < len(rest) else None), last + (1 + len(words) if words else 0)
