"""Which way a sentence looks from the document's day: back, ahead, or neither."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Final

from services.dating.forms import forms
from services.dating.lang.en.cues import AHEAD_CUES, APPOINTS, PUT_OFF, TIMETABLE, UNTIL_LATER
from services.dating.lexer import Pieces
from services.dating.verbs import VerbGroup

_head, _first = attrgetter("head"), attrgetter("first")
#: How many verbs are looked at on either side.
_NEAR: Final = 8

_FINITE: Final = frozenset(("past", "present", "perfect", "future"))


def direction(pieces: Pieces, groups: list[VerbGroup], first: int, last: int) -> int:
    """-1, 0 or +1 for the expression at the pieces from `first` to `last` (half open), from the verb that governs it.

    The nearest verb before it counts, verbs of saying only when there is no other; then the nearest after it.
    """
    if pieces.word(last) in ("'s", "’s"):
        return 0  # "Wednesday's ruling": the verb says nothing about it
    if pieces.word(first - 1) == "since":
        return -1
    cut = bisect_left(groups, first, key=_head)
    before = groups[max(0, cut - _NEAR) : cut]
    lead = pieces.word(first - 1)
    if lead == "as" and pieces.word(first - 2) in ("soon", "early"):
        return 1
    if lead in ("until", "till") and _holds_until(pieces, before):
        return 1
    cut = bisect_left(groups, last, key=_first)
    after = groups[cut : cut + _NEAR]
    beside = [group for group in (*before[-1:], *after[:1]) if _is_beside(group, first, last)]
    if beside and pieces.words[beside[0].head] in forms().reporting and beside[0].tense != "gerund":
        return _of(pieces, beside[0], lead)
    if after and after[0].first == last and after[0].tense in _FINITE and pieces.words[after[0].head] not in forms().reporting:
        return _of(pieces, after[0], lead)  # "the march on Friday will be small"
    for group in (*reversed(before), *after):
        if group.tense == "infinitive" and _is_over(pieces.words[max(0, group.first - 4) : group.first]):
            return -1
        if pieces.words[group.head] not in forms().reporting and group.tense != "gerund":
            return _of(pieces, group, lead)
    return _of(pieces, before[-1], lead) if before else _of(pieces, after[0], lead) if after else 0


def _is_over(before: list[str]) -> bool:
    """What stands before an infinitive puts it into the past: "had been due to expire", "was able to flee"."""
    return "had" in before or ("able" in before and ("was" in before or "were" in before))


def _holds_until(pieces: Pieces, before: list[VerbGroup]) -> bool:
    """ "has until Tuesday", "extended its deadline until Friday"; "stayed until Friday" is over."""
    if not before or before[-1].tense not in ("past", "participle"):
        return True
    return not UNTIL_LATER.isdisjoint(pieces.words[before[-1].first : before[-1].head + 6])


def _is_beside(group: VerbGroup, first: int, last: int) -> bool:
    """Right before it, or with a preposition or an object between ("told reporters on Friday"); or right after."""
    return 0 < first - group.head <= 4 or 0 <= group.first - last <= 1


def _of(pieces: Pieces, group: VerbGroup, lead: str) -> int:
    if group.tense in ("future", "possible"):
        return 1
    if group.tense in ("past", "perfect", "participle"):
        if "had" in pieces.words[group.first : group.head]:
            return -1  # "had been scheduled for Friday" is over
        if lead == "on" and pieces.words[group.head] in PUT_OFF:
            return -1  # "postponed on Friday", but "postponed to Friday"
        planned = pieces.words[group.head] in APPOINTS or (
            pieces.words[group.head] in AHEAD_CUES and (group.passive or group.tense == "participle")
        )
        return 1 if planned else -1
    if group.tense == "conditional":
        return 0 if pieces.words[group.first] == "could" else 1
    if group.tense == "infinitive":
        return 1
    head = pieces.words[group.head]
    return 1 if head in AHEAD_CUES or head in TIMETABLE or pieces.word(group.head + 1) == "due" else 0
