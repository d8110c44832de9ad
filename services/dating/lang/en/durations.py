"""How long: "three days", "almost two hours", "the past 20 years", "a two-year plan", "decades"."""

from __future__ import annotations

from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import BEFORE_UNITS, MAKES_LENGTH
from services.dating.lang.en.relative import load_length
from services.dating.lang.en.words import APPROX_PART, COUNT, VAGUE_COUNT, count, load, modifier, spoken
from services.dating.senses import Length, Pair, Sense


def _length(found: Found, ending: int = 0) -> Sense | None:
    grain = load().unit(found.word("unit"))
    number = 1.0 if found.has("one") else count(found)
    if found.has("half"):
        number = 0.5
    if found.word("vague").startswith(("a couple", "couple")):
        number = 2.0
    value = load_length(grain, number)
    return Length(value, grain, int(number or 0), ending=ending, mod=modifier(found))


def plain(found: Found) -> Sense | None:
    """ "three days", "more than four hours", "several months", "half an hour"; an age ("three years old") is none."""
    number = count(found)
    if (
        found.pieces.word(found.first - 1) == ":"
        or _is_age(found)
        or _is_share(found)
        or (number and number > 999 and not found.word("unit").endswith("s"))
    ):
        return None
    return _length(found)


def _is_share(found: Found) -> bool:
    """ "three quarters of the food", "more than a quarter of the market"."""
    return found.word("unit").startswith("quarter") and found.pieces.word(found.last) in ("of", "off", "full", "empty")


def span(found: Found) -> Sense | None:
    """ "two to six days", "ten or fifteen years": two lengths."""
    if _is_age(found) or _is_share(found):
        return None
    pieces = found.pieces
    (start, middle), (other, end) = found.parts["count"], found.parts["second"]
    grain = load().unit(found.word("unit"))
    low, high = spoken(pieces.words[start:middle]), spoken(pieces.words[other:end])
    if low is None or high is None or low >= high:
        return None
    mod = modifier(found)
    first, second = (Length(load_length(grain, one), grain, int(one), mod=mod) for one in (low, high))
    return Pair(first, (found.first, middle), second, (other, found.last))


def _is_age(found: Found) -> bool:
    pieces, after = found.pieces, found.last
    if pieces.word(after) == "-":
        after += 1
    if pieces.word(after) == "of" and pieces.word(after + 1) == "age":
        return True
    return pieces.word(after) in ("old", "olds") or pieces.word(found.first - 1) in ("aged", "age")


def one(found: Found) -> Sense | None:
    """ "for a year", "in a week", "a day or two": with a word before it that makes it a length."""
    before, after = found.pieces.word(found.first - 1), found.pieces.word(found.last)
    if (
        _is_age(found)
        or _is_share(found)
        or after == "-"
        or not (before in MAKES_LENGTH or found.has("approx") or after in ("after", "before"))
    ):
        return None
    return _length(found)


def joined(found: Found) -> Sense | None:
    """ "two-year", "10-day", "16-hour": before a noun; not an age."""
    return None if _is_age(found) or (found.word("unit") == "quarters") else _length(found)


def past(found: Found) -> Sense | None:
    """ "the past 20 years", "the last two weeks", "recent months": ends at the document's day."""
    return _length(found, ending=-1)


def following(found: Found) -> Sense | None:
    """ "the next two weeks", "coming years": begins at the document's day."""
    return _length(found, ending=1)


def first(found: Found) -> Sense | None:
    """ "the first nine months", "the six months": a length within a year."""
    return _length(found)


def units_about(found: Found) -> Sense | None:
    """ "the next 12 to 18 months": some, between two numbers."""
    return _length(found)


def long(found: Found) -> Sense | None:
    """ "month-long", "decades-long"."""
    word = found.word("unit")
    return Length(load_length(load().unit(word), None if word.endswith("s") else 1))


def units(found: Found) -> Sense | None:
    """ "for years", "in weeks", "decades of war": some, nobody says how many."""
    pieces = found.pieces
    bounded = pieces.word(found.first - 1) == "the" and pieces.word(found.last) in (
        "before",
        "after",
        "since",
        "leading",
        "following",
    )
    if not (bounded or pieces.word(found.first - 1) in BEFORE_UNITS) or _is_age(found):
        return None
    return _length(found)


_UNITS = "unit:( UNITS | CLOCK_UNITS )"
_ANY = "unit:( UNIT | UNITS | CLOCK_UNIT | CLOCK_UNITS )"
_SECOND = "( NUMBER | SPELLED )"
_ONE = "unit:( UNIT | CLOCK_UNIT )"
RULES: list[Rule] = [
    Rule("length.plain", f"{APPROX_PART}? {COUNT} WHOLE? {_ANY}", plain),
    Rule("length.vague", f"{APPROX_PART}? {VAGUE_COUNT} WHOLE? {_UNITS}", plain),
    Rule("length.one", f"( {APPROX_PART} | approx:over )? one:( a | an ) WHOLE? {_ONE} ( or ( two | so ) )?", one),
    Rule("length.range", f'{APPROX_PART}? {COUNT} ( to | or | "-" | "–" ) second:{_SECOND} {_UNITS}', span),
    Rule("length.next_range", f'the? ( NEXT | LAST ) NUMBER ( to | or | "-" | "–" ) NUMBER {_UNITS}', units_about),
    Rule("length.vague_joined", f'vague:VAGUE "-" {_ONE}', joined),
    Rule("length.half", f"{APPROX_PART}? half:( half ( a | an ) | a half ) {_ONE}", plain),
    Rule("length.joined", f'{COUNT} "-" {_ANY}', joined),
    Rule("length.past", f"the? ( LAST | recent ) ( {COUNT} | {VAGUE_COUNT} )? {_UNITS}", past),
    Rule("length.next", f"the? ( NEXT ) ( {COUNT} | {VAGUE_COUNT} )? {_UNITS}", following),
    Rule("length.first", f"the ( first | last | final | full )? {COUNT} {_UNITS}", first),
    Rule("length.units", f"{_UNITS}", units),
    Rule("length.long", f'( {_ONE} | {_UNITS} ) "-" long', long),
]
