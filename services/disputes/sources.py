"""Who a claim's source is: an entity of the article, and a side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from dateline.layers.entities import EntitiesLayer, Mention
from services.disputes.lang.en.words import OFFICES, OPPOSED, PREPOSITIONS, PRIVATE
from services.disputes.parts import Span
from services.disputes.powers import Power
from services.disputes.reading import Unit
from services.disputes.statements import Statement

#: What may stand for a source named before, and how many paragraphs back that may be.
_REACHES: Final = {"he": 1, "she": 1, "it": 1, "they": 1, "who": 1, "i": 1, "we": 1, "the report": 1, "the statement": 2}
#: How many statements back a source may stand.
_BACK: Final = 8
#: Words for bodies, which no "he" or "she" is.
_BODIES = frozenset(("agency", "service", "ministry", "government", "office", "department", "party", "company", "union", "court"))
#: What stands between names that speak together.
_JOINED: Final = re.compile(r"(?:, |,? and )(?:the )?")
#: What makes a state the place of a post, not who speaks: "the ambassador to Norden".
_POSTED = re.compile(r"\b(?:ambassador|envoy|emissary|representative)s? (?:in|to) (?:the )?(?:[A-Z]\w+ and )?$", re.IGNORECASE)
#: After these a state is whom it concerns, not who speaks: "contacts with Norden".
_BESIDE: Final = re.compile(r"\b(?:with|about|between|against|over)\s")
_LEAD: Final = 50
_TYPES: Final = ("PERSON", "ORG", "LOC", "NORP")


class Source(NamedTuple):
    """What a statement's source resolves to: an entity, a side, and where it is named."""

    entity: str | None
    side: Power | None
    speaker: tuple[Span, ...]


class Sources:
    """Resolves sources by the mentions that stand in them; a pronoun is the last source before it, when that is near."""

    def __init__(self, text: str, layer: EntitiesLayer | None, powers: Sequence[Power], units: Sequence[Unit]) -> None:
        self._text = text
        self._units = units
        self.powers = powers
        self._power_starts = [power.start for power in powers]
        self._mentions = sorted(layer.mentions, key=lambda one: (one.start, one.end)) if layer else []
        self._mention_starts = [one.start for one in self._mentions]

    def resolve(self, statements: Sequence[Statement]) -> list[Source]:
        """Who each statement's source is; a pronoun, "the report" or "the statement" is a source before it."""
        found: list[Source] = []
        for number, statement in enumerate(statements):
            entity = self._entity(statement.source)
            side = next((power for start, end in statement.source for power in self._speaking(start, end)), None)
            speaker = statement.source
            back = self._antecedent(statements, number, found) if entity is None or side is None else None
            if back is not None:
                entity, side, speaker = entity or found[back].entity, side or found[back].side, found[back].speaker or speaker
            found.append(Source(entity, side, speaker))
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
        named = self.powers_in(start, end)
        if not named or self._speaks_not(start, end):
            return []
        found = [
            one
            for one in named
            if not _BESIDE.search(self._text, start, one.start)
            and not _POSTED.search(self._text, max(start, one.start - _LEAD), one.start)
        ]
        owns = bool(found) and self._text.startswith(("'s", "’s"), found[0].end)
        if found and (owns or found[0].kind in ("adjective", "people")) and found[0].end < end:
            return found if self._rest(found[0], end) & OFFICES else []
        return [] if found and self._rest(found[0], end) & PRIVATE else found

    def _speaks_not(self, start: int, end: int) -> bool:
        """Whether a source is no subject, or stands against whoever governs: "of Norden", "the opposition in Norden"."""
        said = self._text[start:end].lower().split()
        return said[0] in PREPOSITIONS or not OPPOSED.isdisjoint(said)

    def _rest(self, power: Power, end: int) -> set[str]:
        """What a source goes on with after the name of a side, in lower case."""
        return set(self._text[power.end : end].lower().replace("-", " ").split())

    def powers_in(self, start: int, end: int) -> list[Power]:
        """Mentions of sides within a span, in order."""
        first, last = (bisect_left(self._power_starts, offset) for offset in (start, end))
        return [power for power in self.powers[first:last] if power.end <= end]

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

    def _antecedent(self, statements: Sequence[Statement], number: int, found: Sequence[Source]) -> int | None:
        """Index of the earlier statement whose source this one's refers to; None when it is no pronoun or nobody fits."""
        source = statements[number].source
        word = self._text[slice(*source[0])].lower() if len(source) == 1 else ""
        if word not in _REACHES:
            return None
        here = self._units[statements[number].unit].paragraph
        for index in range(number - 1, max(-1, number - _BACK), -1):
            if here - self._units[statements[index].unit].paragraph > _REACHES[word]:
                return None
            if self._fits(word, statements[index], found[index].entity):
                return index
        return None

    def _fits(self, word: str, statement: Statement, entity: str | None) -> bool:
        """Whether a pronoun or "the statement" may mean that statement's source."""
        start, end = statement.source[-1] if statement.source else (0, 0)
        last = self._text[start:end].split()[-1:] or [""]
        person = (entity or "").startswith("per:")
        body = bool(entity) and not person and (last[0][:1].isupper() or last[0] in _BODIES)
        if word == "the report":
            return "report" in self._text[slice(*statement.cue)].lower()
        if word == "the statement":
            return body and statement.speech
        return not body if word in ("he", "she") else not person if word == "it" else True


def _rank(mention: Mention) -> int:
    return _TYPES.index(mention.type) if mention.type in _TYPES else len(_TYPES)
