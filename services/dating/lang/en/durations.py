"""How long: "three days", "almost two hours", "the past 20 years", "a two-year plan", "decades"."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import BEFORE_UNITS, MAKES_LENGTH
from services.dating.lang.en.relative import load_length
from services.dating.lang.en.words import APPROX_PART, COUNT, VAGUE_COUNT, count, load, modifier
from services.dating.senses import Length, Sense


def _length(found: Found, ending: int = 0) -> Sense | None:
    grain = load().unit(found.word("unit"))
    number = 1.0 if found.has("one") else count(found)
    if found.has("half"):
        number = 0.5
    value = load_length(grain, number)
    return Length(value, grain, int(number or 0), ending=ending, mod=modifier(found))


def plain(found: Found) -> Sense | None:
    """ "three days", "more than four hours", "several months", "half an hour"; an age ("three years old") is none."""
    if _is_age(found):
        return None
    return _length(found)


def _is_age(found: Found) -> bool:
    pieces, after = found.pieces, found.last
    if pieces.word(after) == "-":
        after += 1
    return pieces.word(after) in ("old", "olds") or pieces.word(found.first - 1) in ("aged", "age")


def one(found: Found) -> Sense | None:
    """ "for a year", "in a week", "a day or two": with a word before it that makes it a length."""
    before = found.pieces.word(found.first - 1)
    if _is_age(found) or before not in MAKES_LENGTH:
        return None
    return _length(found)


def joined(found: Found) -> Sense | None:
    """ "two-year", "10-day", "16-hour": before a noun; not an age."""
    return None if _is_age(found) else _length(found)


def past(found: Found) -> Sense | None:
    """ "the past 20 years", "the last two weeks", "recent months": ends at the document's day."""
    return _length(found, ending=-1)


def following(found: Found) -> Sense | None:
    """ "the next two weeks", "coming years": begins at the document's day."""
    return _length(found, ending=1)


def first(found: Found) -> Sense | None:
    """ "the first nine months", "the six months": a length within a year."""
    return _length(found)


def units(found: Found) -> Sense | None:
    """ "for years", "in weeks", "decades of war": some, nobody says how many."""
    pieces = found.pieces
    if pieces.word(found.first - 1) not in BEFORE_UNITS or _is_age(found):
        return None
    return _length(found)


_UNITS = "unit:( UNITS | CLOCK_UNITS )"
_ANY = "unit:( UNIT | UNITS | CLOCK_UNIT | CLOCK_UNITS )"
_ONE = "unit:( UNIT | CLOCK_UNIT )"
RULES = [
    Rule("length.plain", f"{APPROX_PART}? {COUNT} more? {_ANY}", plain),
    Rule("length.vague", f"{APPROX_PART}? {VAGUE_COUNT} more? {_UNITS}", plain),
    Rule("length.one", f"{APPROX_PART}? one:( a | an ) full? {_ONE}", one),
    Rule("length.half", f"{APPROX_PART}? half:( half ( a | an ) | a half ) {_ONE}", plain),
    Rule("length.joined", f'{COUNT} "-" {_ANY}', joined),
    Rule("length.past", f"the? ( LAST | recent ) ( {COUNT} | {VAGUE_COUNT} )? {_UNITS}", past),
    Rule("length.next", f"the? ( NEXT ) ( {COUNT} | {VAGUE_COUNT} )? {_UNITS}", following),
    Rule("length.first", f"the ( first | last | final | full )? {COUNT} {_UNITS}", first),
    Rule("length.units", f"{_UNITS}", units),
]
