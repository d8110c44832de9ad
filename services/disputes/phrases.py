"""Who stands before and after a word that tells of a quarrel: the subject of its verb, the name after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from services.disputes import clauses
from services.disputes.clauses import Group
from services.disputes.lang.en import words
from services.disputes.pairs import rules
from services.disputes.parts import Parts, Span
from services.disputes.reading import Reading
from services.disputes.told import is_name

_ARTICLE = re.compile(r"^(?:the|an?|some|its|their|his|her|about|nearly|more than)\s(?=\S)", re.IGNORECASE)
_OWNED = re.compile(r"[’']s?$")
_TICKER = re.compile(r"\s*(?:<[^>]*>|\([^)]*\)|\[[^\]]*\])")
_CAPITALS = re.compile(r"(?:[A-Z][\w.&’'-]*)(?:\s(?:(?:of|de|and|&|for|the|del|la)\s)*[A-Z0-9][\w.&’'-]*)*$")
#: What leads to where somebody is, rather than to whose it is.
_PLACING = words.PREPOSITIONS - {"of", "for", "to"}
#: An abbreviation shorter than this is a place's or a month's.
_SHORTEST = 5
#: A subject longer than this, in code points, is misread.
_LONGEST = 160


class Phrases:
    """Subjects and names by the offset of a word."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts = [unit.start for unit in reading.units]

    def _at(self, offset: int) -> tuple[Parts, int] | None:
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self._reading.units[number].end:
            return None
        parts = self._reading.units[number].parts
        index = bisect_left(parts.starts, offset)
        return (parts, index) if index < parts.size else None

    def verb(self, offset: int) -> Group | None:
        """The verb group that ends at the verb which begins there."""
        place = self._at(offset)
        return clauses.verb_group(*place) if place else None

    def supposed(self, offset: int) -> bool:
        """Whether the verb that begins there tells of what may be, or is not: "could refuse", "did not refuse"."""
        if (place := self._at(offset)) is None:
            return False
        parts, at = place
        group = clauses.verb_group(parts, at)
        return group.negated or not words.MODALS.isdisjoint(parts.low[group.start : at])

    def subject(self, offset: int) -> Span | None:
        """The subject of the verb that begins there."""
        if (place := self._at(offset)) is None:
            return None
        parts, at = place
        group = clauses.verb_group(parts, at)
        if group.infinitive and group.start > 0:
            group = clauses.verb_group(parts, group.start - 1)  # "will have to win", "plans to win"
        found = clauses.subject_before(parts, group.start)
        return self._span(parts, found) if found else None

    def name(self, offset: int) -> Span | None:
        """The noun phrase that begins at that offset or right after it."""
        if (place := self._at(offset)) is None:
            return None
        parts, at = place
        end = clauses.name_after(parts, at)
        return self._span(parts, (at, end)) if end > at else None

    def _span(self, parts: Parts, found: tuple[int, int]) -> Span | None:
        start, end = parts.starts[found[0]], parts.ends[found[1] - 1]
        return (start, end) if end - start <= _LONGEST else None


def called(text: str, span: Span | None) -> str | None:
    """What to call the party that a phrase names: the name that ends or begins it, else its words; None when it is none."""
    if span is None:
        return None
    phrase = " ".join(_TICKER.sub("", text[slice(*span)]).split()).strip(' ,.;:"“”')
    phrase = re.split(r",| (?:who|which|that|whose|for|from|at|with)\b", phrase)[0]
    name = _CAPITALS.search(phrase)
    if name and name.start() and (head := _placed(phrase[: name.start()].split())):
        name, phrase = None, " ".join(head)
    elif name and name.start() and phrase[: name.start()].split()[-1].lower() in words.PREPOSITIONS:
        name = None
    chosen = _OWNED.sub("", _ARTICLE.sub("", name[0] if name else phrase))
    if len(chosen) < _SHORTEST and chosen.endswith("."):
        return None
    return chosen if is_name(chosen) and (name or _somebody(phrase)) else None


def _placed(before: list[str]) -> list[str]:
    """What stands before the preposition that leads to a name: "villagers" of "villagers in the | Tarn Delta"; else nothing."""
    at = len(before) - (before[-1].lower() == "the")
    return before[: at - 1] if at > 1 and before[at - 1].lower() in _PLACING else []


def _somebody(phrase: str) -> bool:
    """Whether a phrase without a name may be a party: "the woman", "two men", "students", not "the policy"."""
    low = phrase.lower().split()
    if not low or low[-1] in words.PREPOSITIONS | _things() or set(low) & words.COMMON_VERBS or '"' in phrase:
        return False
    return (low[0] in words.DETERMINERS or low[0][0].isdigit() or low[-1].endswith("s")) and len(low) > (
        low[0] in words.DETERMINERS
    )


@cache
def _things() -> frozenset[str]:
    return frozenset(rules()["things"])
