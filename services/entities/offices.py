"""Words of offices: which words make one up, which titles are the same, which may stand for their holder.

Data: `data/offices.json`, and the titles of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson
from ahocorasick_rs import AhoCorasick, MatchKind

from services.entities.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Offices:
    """All words in lower case."""

    titles: frozenset[str]
    modifiers: frozenset[str]
    status: frozenset[str]  #: "former", "outgoing": tell whether the office is held
    honorifics: frozenset[str]  #: "Mr.": no office
    small: frozenset[str]  #: "of", "and": only inside of an office
    words: frozenset[str]  #: all that may be part of an office or of an address
    same: dict[str, str]
    covers: dict[str, tuple[str, ...]]  #: "head of state" may be a president or a king
    articled: tuple[str, ...]  #: countries whose names end so have an article
    nominal: AhoCorasick  #: finds offices that may stand for their holder

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where such offices stand as whole words."""
        size = len(text)
        for _, start, end in self.nominal.find_matches_as_indexes(text):
            if start and (text[start - 1].isalnum() or text[start - 1] == "-"):
                continue
            if end == size or not (text[end].isalnum() or text[end] == "-"):
                yield start, end

    def usual(self, office: str) -> str:
        """One form for titles of one office: "premier" is a prime minister."""
        office = office.lower()
        return self.same.get(office, office)

    def readings(self, office: str) -> tuple[str, ...]:
        """The offices that a word may speak of."""
        usual = self.usual(office)
        return (usual, *self.covers.get(usual, ()))

    def of_country(self, office: str, country: str) -> str:
        """ "Prime Minister of the Netherlands"."""
        return f"{office} of {'the ' if country.endswith(self.articled) else ''}{country}"


def _with_capitals(offices: list[str]) -> list[str]:
    """ "prime minister" and "Prime Minister"."""
    return [form for office in offices for form in (office, " ".join(word.capitalize() for word in office.split(" ")))]


@cache
def load(lexicon: Lexicon) -> Offices:
    """Read the data, once for a lexicon."""
    raw = orjson.loads(files("services.entities").joinpath("data/offices.json").read_bytes())
    honorifics = frozenset(raw["honorific"].split())
    titles = (frozenset(word.lower() for word in lexicon.titles) | frozenset(raw["single"].split())) - honorifics
    status, small = frozenset(raw["status"].split()), frozenset(raw["small"].split())
    modifiers = frozenset(word.lower() for word in lexicon.title_modifiers) - status
    return Offices(
        titles=titles,
        honorifics=honorifics,
        modifiers=modifiers,
        status=status,
        small=small,
        words=titles | honorifics | modifiers | status | small,
        same=raw["same"],
        covers={key: tuple(value) for key, value in raw["covers"].items()},
        articled=tuple(raw["article"]),
        nominal=AhoCorasick(_with_capitals(raw["nominal"]), matchkind=MatchKind.LeftmostLongest),
    )
