"""Years, decades and centuries, in figures and in words."""

from __future__ import annotations

from services.dating import calendar
from services.dating.grammar import Found, Rule
from services.dating.lang.en import context
from services.dating.lang.en.cues import AFTER_YEAR, NO_YEAR_AFTER
from services.dating.lang.en.parts import ERA, MONTH_PART, RANGE, is_era, with_era, year_of
from services.dating.lang.en.words import EARLY_PART, integer, load, modifier, ordinal
from services.dating.senses import Fixed, Pair, Sense


def year_alone(found: Found) -> Sense | None:
    """ "1956", "early 1941", "the end of 2019", "the year 2000"."""
    year = year_of(found)
    if year is None or not context.is_year(found, "year"):
        return None
    return Fixed(calendar.year(year), mod=modifier(found))


def year_about(found: Found) -> Sense | None:
    """ "circa 1640", "c. 466 BC", "about 1910"; "about 1500 fans" are a count."""
    year, after = integer(found.word("year")), found.pieces.word(found.last)
    sure = found.has("circa") or found.has("era")
    if not 0 < year < 2200 or not (sure or (year >= 1400 and (not after.isalnum() or after in AFTER_YEAR))):
        return None
    return Fixed(calendar.year(with_era(found, year)), mod="APPROX") if context.is_figure(found, "year") else None


def year_with_era(found: Found) -> Sense | None:
    """ "490 BC", "A.D. 71", "the year 71"."""
    year = integer(found.word("year"))
    if not 0 < year < 9999 or not is_era(found):
        return None
    return Fixed(calendar.year(with_era(found, year)), mod=modifier(found))


def years_with_era(found: Found) -> Sense | None:
    """ "499-493 BC", "264 to 241 B.C.", "AD 14-37": two years of one era."""
    first, second = integer(found.word("year")), integer(found.word("until"))
    before_christ = found.word("era").startswith("b")
    if not is_era(found) or not 0 < min(first, second) <= max(first, second) < 9999 or (first > second) != before_christ:
        return None
    periods = [calendar.year(with_era(found, one)) for one in (first, second)]
    pieces = found.parts
    return Pair(Fixed(periods[0]), pieces["year"], Fixed(periods[1]), (pieces["until"][0], found.last))


def years_range(found: Found) -> Sense | None:
    """ "1939-45", "2018/19", "1918–1920": two years."""
    first, word = integer(found.word("year")), found.word("until")
    second = integer(word) if len(word) == 4 else first // 100 * 100 + integer(word)
    if not first < second <= first + 200 or not context.is_years(found, "year"):
        return None
    pieces = found.parts
    return Pair(Fixed(calendar.year(first)), pieces["year"], Fixed(calendar.year(second)), pieces["until"])


def decade(found: Found) -> Sense | None:
    """ "the 1990s", "the early '60s", "the roaring twenties"."""
    word = found.word("decade")
    if len(word) == 3 and found.pieces.words[found.first] == word and not _follows_decade(found):
        return None  # "in his 30s"
    if word in load().numbers["DECADE_WORD"]:
        start = 1900 + load().numbers["DECADE_WORD"][word]
    else:
        start = integer(word)
        start += 0 if start >= 100 else (2000 if start < 20 else 1900)
    if start % 100 == 0 and 1000 <= start < 2000:
        return Fixed(calendar.century(start // 100 + 1), mod=modifier(found))
    if start % 10:
        return None
    return Fixed(calendar.decade(start, modifier(found)), mod=modifier(found)) if start <= 9990 else None


def decade_with_era(found: Found) -> Sense | None:
    """ "the 470s BC"."""
    start = integer(found.word("decade"))
    if start % 10 or not start:
        return None
    return Fixed(calendar.decade(with_era(found, start), modifier(found)), mod=modifier(found))


def _follows_decade(found: Found) -> bool:
    """ "the 20s and 30s"."""
    pieces, first = found.pieces, found.first
    return pieces.word(first - 1) in ("and", "or", "to") and pieces.word(first - 2).endswith("0s")


def centuries(found: Found) -> Sense | None:
    """ "from the 15th to the 19th century", "the 17th and 18th centuries"."""
    first, second = ordinal(found.word("nth")), ordinal(found.word("until"))
    before_christ = found.word("era").startswith("b")
    if not (1 <= first <= 30 and 1 <= second <= 30 and first != second):
        return None
    (start, middle), (other, _) = found.parts["nth"], found.parts["until"]
    senses = [Fixed(calendar.century(number, before_christ)) for number in (first, second)]
    lead = 1 if start > 0 and found.pieces.word(start - 1) == "the" and start - 1 >= found.first else 0
    return Pair(senses[0], (start - lead, middle), senses[1], (other, found.last))


def century(found: Found) -> Sense | None:
    """ "the 20th century", "mid-19th-century", "the fifth century BC"."""
    number = ordinal(found.word("nth"))
    if not 1 <= number <= 30:
        return None
    return Fixed(calendar.century(number, found.word("era").startswith("b")), mod=modifier(found))


def millennium(found: Found) -> Sense | None:
    """ "the second millennium", "the first millennium BC"; of late years "the third millennium" begins."""
    number = ordinal(found.word("nth"))
    return (
        Fixed(calendar.millennium(number, found.word("era").startswith("b")), mod=modifier(found)) if 1 <= number <= 9 else None
    )


def _spoken(found: Found) -> int:
    numbers = load().numbers
    hundred = numbers["CARDINAL"].get(found.word("century")) or numbers["TENS"][found.word("century")]
    tens, ones = found.word("tens"), numbers["CARDINAL"].get(found.word("ones"), 0)
    return 100 * hundred + (numbers["TENS"].get(tens) or numbers["CARDINAL"].get(tens, 0)) + ones


def spoken_year(found: Found) -> Sense | None:
    """ "nineteen ninety-six", "January of fifteen eighteen", "the winter of nineteen ninety-four": a year in words."""
    year = _spoken(found)
    if found.has("month"):
        if not context.is_month(found, "month"):
            return None
        return Fixed(calendar.month(year, load().month(found.word("month").rstrip(" ."))))
    if found.has("season"):
        return Fixed(calendar.season(year, load().codes["SEASON"][found.word("season")]))
    return Fixed(calendar.year(year)) if found.pieces.word(found.last) not in NO_YEAR_AFTER else None


def year_two_thousand(found: Found) -> Sense | None:
    """ "the year two thousand"."""
    return Fixed(calendar.year(2000))


_TENS = 'tens:TENS ( "-"? ones:CARDINAL )?'
_ERA_BEFORE = "era:( ad | a.d. )"
RULES: list[Rule] = [
    Rule("date.year", f"( {EARLY_PART} | the year | calendar )? year:YEAR", year_alone),
    Rule("date.year_short", "year:YEAR_SHORT", year_alone),
    Rule(
        "date.year_about",
        f'( circa:( circa | ca "."? | c "." ) | around | about | approximately ) the? year? year:NUMBER {ERA}?',
        year_about,
    ),
    Rule("date.the_year", "the year year:( HOUR | DAY24 | DAY31 | TWO | THREE )", year_with_era),
    Rule(
        "date.years_era",
        f"{_ERA_BEFORE} year:NUMBER {RANGE} until:NUMBER | year:NUMBER {RANGE} until:NUMBER {ERA}",
        years_with_era,
    ),
    Rule("date.year_era", f"{EARLY_PART}? year:NUMBER era:( bc | bce | b.c. | b.c.e. | ce | ad | a.d. )", year_with_era),
    Rule("date.era_year", f"{EARLY_PART}? era:( ad | a.d. ) year:NUMBER", year_with_era),
    Rule("date.years", 'year:YEAR ( "-" | "–" | "/" ) until:( YEAR | MINUTE )', years_range, glued=True),
    Rule("date.decade", f"{EARLY_PART}? the? decade:( DECADE | DECADE_SHORT | DECADE_WORD )", decade),
    Rule("date.decade_era", f"{EARLY_PART}? the? decade:( DECADE_OLD | DECADE_SHORT ) {ERA}", decade_with_era),
    Rule("date.decade_apostrophe", f"( the | {EARLY_PART} ) decade:YEAR ( 's | ’s )", decade),
    Rule("date.centuries", f'the? nth:NTHS ( {RANGE} | or ) the? until:NTHS "-"? ( century | centuries ) {ERA}?', centuries),
    Rule("date.century", f'{EARLY_PART}? the? nth:( NTHS | TENS "-" ORDINAL ) "-"? century {ERA}?', century),
    Rule("date.millennium", f'{EARLY_PART}? the? nth:NTHS "-"? millennium {ERA}?', millennium),
    Rule("date.spoken_year", f"century:( eighteen | nineteen | twenty ) {_TENS}", spoken_year),
    Rule(
        "date.spoken_year_of",
        f"( {MONTH_PART} | the? season:SEASON ) of? century:( fifteen | sixteen | seventeen | eighteen | nineteen | twenty ) "
        f"( {_TENS} | tens:CARDINAL )",
        spoken_year,
    ),
    Rule("date.two_thousand", "the year two thousand", year_two_thousand),
]
