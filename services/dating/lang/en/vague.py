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
    """ "the future", "the near future"; "the future of the house" is none."""
    return Vague("FUTURE_REF") if found.pieces.word(found.last) not in ("of", "'s", "’s") else None


def one_day(found: Found) -> Sense | None:
    """ "will one day be": some day to come; "in one day", "one day after" and "one day last May" are none."""
    pieces, first, last = found.pieces, found.first, found.last
    ahead = pieces.word(first - 1) in ("will", "would", "may", "might", "could", "can") or pieces.word(first - 1) == "he"
    return Vague("FUTURE_REF") if ahead and pieces.word(last).isalpha() else None


def up_to_now(found: Found) -> Sense | None:
    """ "2013 – present", "to date": up to now."""
    return Vague("PRESENT_REF") if not found.pieces.surface(found.last)[:1].isalpha() else None


def in_story(found: Found) -> Sense | None:
    """ "the former king", "a recent victory", "future wars": where a history is told."""
    word = found.pieces.word(found.first)
    value = {"former": "PAST_REF", "recent": "PAST_REF", "future": "FUTURE_REF"}.get(word, "PRESENT_REF")
    return Vague(value, story=True)


def the_past(found: Found) -> Sense | None:
    """ "in the past"; "the past president" is none."""
    after = found.pieces.surface(found.last)
    return None if after[:1].isalpha() and found.pieces.word(found.last) in ("president", "chairman") else Vague("PAST_REF")


def some_day(found: Found) -> Sense | None:
    """ "some day", "someday", "sooner or later": to come; "some day labourers" are none."""
    return Vague("FUTURE_REF") if not found.pieces.word(found.last).endswith("s") else None


def soon(found: Found) -> Sense | None:
    """ "will soon open", "could soon be": to come; "soon left" is told of the past, "as soon as" is none."""
    return Vague("FUTURE_REF") if found.pieces.word(found.last) not in ("as", "after", "enough") else None


_NOW = "right? now | currently | nowadays | presently | at present | at the moment | at this moment | these days | at this time"
_OLD = "in ( ancient | olden | bygone ) times | in the olden days"
_THEN = f"more? recently | lately | in recent times | not long ago | long ago | formerly | {_OLD}"
RULES: list[Rule] = [
    Rule("vague.now", f"( {_NOW} )", _always("PRESENT_REF")),
    Rule("vague.then", f"( {_THEN} )", _always("PAST_REF")),
    Rule("vague.past", "the ( recent | distant )? past", the_past),
    Rule("vague.some_day", "some day | someday | sooner or later", some_day),
    Rule("vague.soon", "( will | would | may | could | should | to | is | are ) ( very | also )? soon", soon, skip=1),
    Rule("vague.one_day", "one day", one_day),
    Rule("vague.present", '( "-" | "–" | "—" | to | until ) ( the? present | date )', up_to_now, skip=1),
    Rule("vague.story", "former | recent | future | current", in_story),
    Rule("vague.future", "the ( near | foreseeable | distant | immediate )? future", future),
]
