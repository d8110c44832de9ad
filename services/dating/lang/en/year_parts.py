"""Quarters, halves and seasons, with and without their year."""

from __future__ import annotations

from services.dating import calendar
from services.dating.grammar import Found, Rule
from services.dating.lang.en.cues import SEASON_EVENTS, SEASON_LEADS
from services.dating.lang.en.parts import year_of
from services.dating.lang.en.words import EARLY_PART, integer, load, modifier, ordinal
from services.dating.senses import Fixed, InYear, Reported, Sense


def _place(found: Found, part: str, mod: str | None = None) -> Sense:
    year = year_of(found)
    if year is None:
        return InYear(
            part=part, mod=mod, direction=_direction(found), back=1 if found.has("back") else 0, year_offset=_offset(found),
            fiscal=_is_fiscal(found),
        )  # fmt: skip
    if part[0] in "QH":
        maker = calendar.quarter if part[0] == "Q" else calendar.half
        period = maker(year, int(part[1]))
        return Fixed(calendar.fiscal(period) if _is_fiscal(found) else period, mod=mod)
    year = 1 - year if found.word("era").startswith("b") else year
    return Fixed(calendar.season(year, part), mod=mod)


def _is_fiscal(found: Found) -> bool:
    return "fiscal" in found.pieces.words[found.first : found.last]


def _direction(found: Found) -> int | None:
    if not found.has("which"):
        return None
    word = found.word("which").split()[-1]
    sets = load().sets
    return -1 if word in sets["LAST"] else 1 if word in sets["NEXT"] else 0


def _offset(found: Found) -> int | None:
    words = {"last year": -1, "this year": 0, "next year": 1, "this year ' s": 0, "last year ' s": -1}
    return (
        words.get(found.word("whose").replace(" 's", "").replace(" ’s", "").removeprefix("of ")) if found.has("whose") else None
    )


def quarter(found: Found) -> Sense | None:
    """ "the third quarter", "fourth-quarter", "the 1988 second quarter", "Q3 2019", "this year's first quarter"."""
    number = integer(found.word("figure")) if found.has("figure") else ordinal(found.word("nth"))
    if found.has("figure") and not found.pieces.glued(found.parts["figure"][0]):
        return None
    return _place(found, f"Q{number}", modifier(found)) if 1 <= number <= 4 else None


def short_part(found: Found) -> Sense | None:
    """ "3Q19", "2019Q3", "H1 2020", "1H20": a quarter or half in figures, as reports of companies have them."""
    pieces, letter = found.pieces, "Q" if "q" in found.pieces.words[found.first : found.last] else "H"
    number, word = integer(found.word("figure")), found.word("year") or found.word("short")
    at = found.parts["figure"][0]
    marked = pieces.glued(at) or (pieces.glued(at + 1) and pieces.word(at + 1) == letter.lower())
    if not marked or not 1 <= number <= (4 if letter == "Q" else 2) or len(word) not in (0, 2, 4):
        return None
    if not word:
        return InYear(part=f"{letter}{number}")
    year = integer(word) + (2000 if len(word) == 2 else 0)
    return Fixed((calendar.quarter if letter == "Q" else calendar.half)(year, number))


def reported(found: Found) -> Sense | None:
    """ "in the quarter", "the latest period", "the 1988 quarter": the quarter that a report is about."""
    return Reported(integer(found.word("year")) if found.has("year") else 0)


def half(found: Found) -> Sense | None:
    """ "the first half of 2019", "the second half"."""
    number = load().numbers["HALF_ORDINAL"][found.word("nth")]
    return _place(found, f"H{number}")


def that_season(found: Found) -> Sense | None:
    """ "that spring", "the same autumn": of the year last spoken of; "that fall from power" is none."""
    if found.pieces.word(found.last) in ("from", "of"):
        return None
    return InYear(part=load().codes["SEASON"][found.word("season")], narrative=True)


def winter(found: Found) -> Sense | None:
    """ "the winter of 2010-11", "winter 1946/47": one winter, by the year of its December."""
    year, until = integer(found.word("year")), integer(found.word("until"))
    if until not in (year + 1, (year + 1) % 100):
        return None
    return Fixed(calendar.season(year, "WI"), mod=modifier(found))


def season(found: Found) -> Sense | None:
    """ "summer 2012", "last fall", "the spring of 1943", "in winter"; "the fall of the wall" is none."""
    word, pieces = found.word("season"), found.pieces
    if pieces.word(found.last) == "festival":
        return None  # a feast with a day of its own
    if pieces.word(found.last) in SEASON_EVENTS and pieces.word(found.first - 1) != "'s":
        return _place(found, load().codes["SEASON"][word], modifier(found))
    pinned = found.has("year") or found.has("which") or found.has("early")
    before = pieces.word(found.first - 1)
    led = before in SEASON_LEADS
    ambiguous = word in ("fall", "spring") or not pieces.surface(found.first)[0].islower()
    if (
        not pinned
        and ambiguous
        and (pieces.word(found.last) in ("of", "from") or not (led or pieces.words[found.first] == "the"))
    ):
        return None
    if word == "fall" and not pinned and not led:
        return None
    return _place(found, load().codes["SEASON"][word], modifier(found))


_YEAR = '( of | "," )? the? ( fiscal | year )? year:( YEAR | YEAR_SHORT )'
_WHOSE = "whose:( ( last | this | next ) year ( 's | ’s )? )"
_OF_YEAR = "whose:( of ( last | this | next ) year )"
_NTH = "nth:( NTH | ORDINAL )"
_WHICH = "which:( the? ( LAST | NEXT | THIS ) )"
RULES: list[Rule] = [
    Rule(
        "quarter.named",
        f"( the | {_WHICH} | {EARLY_PART} | {_WHOSE} )? fiscal? {_NTH} fiscal? quarter ( {_YEAR} | {_OF_YEAR} )?",
        quarter,
    ),
    Rule("quarter.joined", f'{_NTH} "-" quarter {_YEAR}?', quarter),
    Rule(
        "quarter.reported",
        "the ( latest | most recent )? quarter | the latest period | the year:YEAR ( quarter | period )",
        reported,
    ),
    Rule("quarter.back", 'the? back:( year "-"? ( earlier | ago ) ) nth:( NTH | ORDINAL ) "-"? quarter', quarter),
    Rule("quarter.year_first", 'the year:YEAR fiscal? nth:( NTH | ORDINAL ) "-"? quarter', quarter),
    Rule("quarter.figure", "q figure:HOUR ( ( of | in )? year:YEAR )?", quarter),
    Rule("quarter.short", "figure:HOUR q ( year:YEAR | short:MINUTE )? | year:YEAR q figure:HOUR", short_part, glued=True),
    Rule("half.short", "( h figure:HOUR | figure:HOUR h ) ( ( of | in )? year:YEAR | short:MINUTE )", short_part),
    Rule("half.named", f"( the | {_WHOSE} ) nth:( first | second | latter ) half ( {_YEAR} | {_OF_YEAR} | of the year )", half),
    Rule("season.year", f"( the | {EARLY_PART} )? season:SEASON {_YEAR}", season),
    Rule("season.winter", f'( the | {EARLY_PART} )? winter {_YEAR} ( "-" | "–" | "/" ) until:( YEAR | MINUTE )', winter),
    Rule("season.era", f"( the | {EARLY_PART} )? season:SEASON of? year:NUMBER era:( bc | bce | b.c. | b.c.e. )", season),
    Rule("season.that", "( that same? | the same ) season:SEASON", that_season),
    Rule("season.which", f"( {EARLY_PART} )? {_WHICH} season:SEASON", season),
    Rule("season.bare", f"( the | {EARLY_PART} )? season:SEASON", season),
]
