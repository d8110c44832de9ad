"""Which place, people or known organisation a name means, by what else the text names.

A name that is several things ("Georgia", "Victoria") counts as one of them only with evidence: another name of that country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.entities.gazetteer import Entry, Gazetteer
from services.entities.lexicon import Lexicon
from services.entities.names import Name, key_of
from services.entities.readings import Named

_THE = re.compile(r"^[Tt]he ")


class Locator:
    """Resolves names of one text that the gazetteer has."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, named: Iterable[Named]) -> None:
        self._gazetteer, self._lexicon = gazetteer, lexicon
        self._evidence: set[str | None] = {
            entry.gives for one in named if (entry := self._entry(one)) and entry.gives and not entry.unsure
        }

    @property
    def evidence(self) -> set[str | None]:
        """Codes of the countries, and slugs of the disputes, that the text names beyond doubt."""
        return self._evidence

    def find(self, one: Named) -> Name | None:
        """The known entity of a name; None where there is none."""
        entry = self._entry(one)
        if entry is None:
            return None
        if not entry.unsure or entry.needs in self._evidence:
            return Name(one.start, one.end, one.type, entry.id, entry.name, entry, entry.country)
        return None

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


def _fits(entry: Entry, one: Named) -> bool:
    """Whether what is known can be of the type that was read; a seat of government may be read as a place."""
    return entry.type == one.type or (entry.kind == "metonym" and one.type == "LOC")


def unknown(one: Named, full: str | None = None, country: str | None = None) -> Name:
    """The entity of a name that nothing is known of."""
    name = _THE.sub("", full or one.text)
    return Name(one.start, one.end, one.type, key_of(one.type, name), name, None, country)
