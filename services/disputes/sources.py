"""Who a claim's source is: an entity of the article, and a side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.layers.entities import EntitiesLayer, Mention
from services.disputes.lang.en.words import OFFICES
from services.disputes.powers import Power
from services.disputes.reading import Span, Unit
from services.disputes.statements import Statement

_PRONOUNS = frozenset(["he", "she", "it", "they", "who", "i", "we"])
#: What stands between names that speak together.
_JOINED = re.compile(r"(?:, |,? and )(?:the )?")
_TYPES = ("PERSON", "ORG", "LOC", "NORP")


class Sources:
    """Resolves sources by the mentions that stand in them; a pronoun is the last source before it, when that is near."""

    def __init__(self, text: str, layer: EntitiesLayer | None, powers: Sequence[Power], units: Sequence[Unit]) -> None:
        self._text = text
        self._units = units
        self.powers = powers
        self._power_starts = [power.start for power in powers]
        self._mentions = sorted(layer.mentions, key=lambda one: (one.start, one.end)) if layer else []
        self._mention_starts = [one.start for one in self._mentions]

    def entities(self, statements: Sequence[Statement]) -> list[str | None]:
        """Entity id of each statement's source; None when no mention stands in it."""
        found: list[str | None] = []
        for number, statement in enumerate(statements):
            entity = self._entity(statement.source)
            if entity is None and self._refers_back(statements, number):
                entity = found[-1]
            found.append(entity)
        return found

    def speakers(self, statements: Sequence[Statement]) -> list[tuple[Span, ...]]:
        """Where each statement's source is named: elsewhere, when it is a pronoun or "the report"."""
        found: list[tuple[Span, ...]] = []
        for number, statement in enumerate(statements):
            found.append(found[-1] if self._refers_back(statements, number) and found[-1] else statement.source)
        return found

    def sides(self, statements: Sequence[Statement]) -> list[Power | None]:
        """The side that each statement's source speaks for; None when it is no state or registered party."""
        found: list[Power | None] = []
        for number, statement in enumerate(statements):
            side = next((power for start, end in statement.source for power in self._speaking(start, end)), None)
            if side is None and self._refers_back(statements, number):
                side = found[-1]
            found.append(side)
        return found

    def together(self, statement: Statement, side: Power | None) -> frozenset[str]:
        """Ids of all sides that make a statement: of "Norden and Sudland both claim ..." the two."""
        found = [] if side is None else [side]
        for start, end in statement.source:
            for power in self._speaking(start, end):
                if found and _JOINED.fullmatch(self._text, found[-1].end, power.start):
                    found.append(power)
        return frozenset(power.id for power in found)

    def _speaking(self, start: int, end: int) -> list[Power]:
        """Sides that a source speaks for: "the Norden foreign ministry" does, "Norden sprinter Jo Field" does not."""
        found = self.powers_in(start, end)
        owns = bool(found) and self._text.startswith(("'s", "’s"), found[0].end)
        if found and (owns or found[0].kind in ("adjective", "people")) and found[0].end < end:
            rest = set(self._text[found[0].end : end].lower().replace("-", " ").split())
            return found if rest & OFFICES else []
        return found

    def powers_in(self, start: int, end: int) -> list[Power]:
        """Mentions of sides within a span, in order."""
        first = bisect_left(self._power_starts, start)
        found: list[Power] = []
        for power in self.powers[first:]:
            if power.start >= end:
                break
            if power.end <= end:
                found.append(power)
        return found

    def organisations(self, start: int, end: int) -> list[Span]:
        """Where organisations are named between two offsets, in order."""
        first, last = (bisect_left(self._mention_starts, offset) for offset in (start, end))
        return [(one.start, one.end) for one in self._mentions[first:last] if one.type == "ORG" and not one.nominal]

    def _entity(self, source: Sequence[Span]) -> str | None:
        inside: list[Mention] = []
        for start, end in source:
            first = bisect_left(self._mention_starts, start)
            for mention in self._mentions[first:]:
                if mention.start >= end:
                    break
                if mention.end <= end and mention.entity:
                    inside.append(mention)
        best = min(inside, key=lambda one: (_rank(one), one.start), default=None)
        return best.entity if best else None

    def _refers_back(self, statements: Sequence[Statement], number: int) -> bool:
        source = statements[number].source
        if number == 0 or len(source) != 1:
            return False
        word, cue = self._text[slice(*source[0])].lower(), self._text[slice(*statements[number - 1].cue)].lower()
        if word not in _PRONOUNS and not (word == "the report" and "report" in cue):
            return False
        here, before = self._units[statements[number].unit], self._units[statements[number - 1].unit]
        return here.paragraph - before.paragraph <= 1


def _rank(mention: Mention) -> int:
    return _TYPES.index(mention.type) if mention.type in _TYPES else len(_TYPES)
