"""Now, then and some day: references that no calendar holds."""

from __future__ import annotations

from collections.abc import Callable

from services.dating.grammar import Found, Rule
from services.dating.senses import Sense, Vague


def _always(value: str) -> Callable[[Found], Sense | None]:
    def read(found: Found) -> Sense | None:
        return Vague(value)

    return read


def future(found: Found) -> Sense | None:
    """ "the future", "the near future"; "future generations" and futures that are traded are none."""
    return Vague("FUTURE_REF")


def the_past(found: Found) -> Sense | None:
    """ "in the past"; "the past president" is none."""
    after = found.pieces.surface(found.last)
    return None if after[:1].isalpha() and found.pieces.word(found.last) in ("president", "chairman") else Vague("PAST_REF")


_NOW = "right? now | currently | nowadays | presently | at present | at the moment | at this moment | these days | at this time"
_THEN = "more? recently | lately | in recent times | not long ago | long ago | formerly"
RULES = [
    Rule("vague.now", f"( {_NOW} )", _always("PRESENT_REF")),
    Rule("vague.then", f"( {_THEN} )", _always("PAST_REF")),
    Rule("vague.past", "the ( recent | distant )? past", the_past),
    Rule("vague.future", "the ( near | foreseeable | distant | immediate )? future", future),
]
