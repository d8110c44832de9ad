"""The ledger: what was sent, accepted and refused, against the store, the topics and the dead letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

Figure = int | float | str


class Broken(AssertionError):
    """The first difference between what was promised and what was found."""


@dataclass
class Row:
    """One line of the table: what was done, the figures seen, and whether the promise held."""

    name: str
    what: str
    figures: dict[str, Figure] = field(default_factory=dict)
    broken: str | None = None

    def __str__(self) -> str:
        seen = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        return f"| {self.name} | {self.what} | {seen} | {'held' if self.broken is None else f'BROKEN: {self.broken}'} |"


@dataclass
class Ledger:
    """Ids of articles, and keys of values that are none."""

    good: set[str] = field(default_factory=set)  #: acknowledged: each must end as one row and at least one record
    poison: set[str] = field(default_factory=set)  #: acknowledged: each must end as a dead letter

    def compare(self, row: Row, stored: Counter[str], published: Counter[str], dead: Iterable[str]) -> None:
        """Put the figures into the row. Raises Broken at the first difference."""
        letters = Counter(dead)
        again = sum(published.values()) - len(published)
        row.figures |= {
            "articles": len(self.good),
            "stored": len(stored),
            "published": len(published),
            "published again": again,
            "poison": len(self.poison),
            "dead letters": len(letters),
            "set aside again": sum(letters.values()) - len(letters),
        }
        _same(self.good, stored, "not in the store")
        _same(self.good, published, "not published")
        _same(self.poison, letters, "not among the dead letters")
        twice = [name for name, count in stored.items() if count != 1]
        if twice:
            raise Broken(f"{len(twice)} articles stand in the store more than once, {twice[0]} first")


def _same(expected: set[str], found: Counter[str], what: str) -> None:
    missing, more = sorted(expected - found.keys()), sorted(found.keys() - expected)
    if missing:
        raise Broken(f"{len(missing)} {what}, {missing[0]} first")
    if more:
        raise Broken(f"{len(more)} that nobody sent, {more[0]} first")
