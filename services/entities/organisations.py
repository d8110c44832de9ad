"""Which names of organisations in a text are one organisation.

"Liberal Democratic Party (LDP)" and "LDP", "Toyota Motor Corp." and "Toyota", "European Commission" and "the Commission".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from services.entities.bodies import Bodies
from services.entities.lexicon import Lexicon
from services.entities.spelling import plain

_SMALL: Final = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "des", "du", "la", "le", "da", "do", "del", "et", "y", "&", "to"}
)
_ACRONYM: Final = re.compile(r"[A-Z](?:[A-Za-z]?[A-Z&-]){1,7}$")


class Organisations:
    """The organisations of one text. Learn all names first, then ask; a name that nothing recalls is its own."""

    def __init__(self, lexicon: Lexicon, bodies: Bodies, acronyms: Mapping[str, str]) -> None:
        self._lexicon, self._bodies = lexicon, bodies
        self._acronyms = dict(acronyms)
        self._names: dict[str, str] = {}
        self._initials: dict[str, str | None] = {}
        self._leads: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def learn(self, name: str) -> None:
        """Take in a name as the text has it."""
        words = name.split()
        self._names.setdefault(_form(name), name)
        if len(words) < 2:
            return
        letters = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
        if len(letters) > 1:
            self._initials[letters] = name if self._initials.get(letters, name) == name else None
        for short in self._shorter(words):
            self._leads.setdefault(_form(short), name)

    def _shorter(self, words: list[str]) -> list[str]:
        """A name without its legal form, and without the words that only tell what it is: "Toyota" of "Toyota Motor Corp."."""
        lexicon, count = self._lexicon, len(words)
        found = []
        while count > 1 and (words[count - 1] in lexicon.corporate_endings or words[count - 1] in lexicon.org_heads):
            count -= 1
            found.append(" ".join(words[:count]))
        return [one for one in found if one.lower() not in lexicon.common_words and one not in lexicon.given_names]

    def full(self, name: str) -> str:
        """The fullest name of the organisation that `name` means; `name` itself when the text has no other. Ask in the order of
        the text: "the Commission" is the one named last."""
        found = self._full(name)
        last = found.rsplit(" ", 1)
        if len(last) == 2 and last[1] in self._bodies.heads:
            self._latest[last[1]] = found
        return found

    def _full(self, name: str) -> str:
        if name in self._acronyms:
            return self._acronyms[name]
        if (longer := self._leads.get(_form(name))) and longer != name:
            return longer
        if _ACRONYM.match(name) and (spelt := self._initials.get(name.replace(".", "").upper())):
            return spelt
        if name in self._latest:
            return self._latest[name]
        return self._names.get(_form(name), name)


def _form(name: str) -> str:
    return plain(name.removeprefix("The ").removeprefix("the "))
