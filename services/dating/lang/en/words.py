"""The words of time as tables, and how numbers are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.dating.grammar import Found

#: Names that patterns use for several sets at once.
UNIONS = {
    "MONTH": "MONTH_NAME MONTH_SHORT",
    "DAYNUM": "HOUR DAY24 DAY31 ZERO_DAY",
    "MONTHNUM": "HOUR ZERO_DAY",
    "HOUR24": "HOUR DAY24 ZERO_DAY TWO",
    "MINUTE": "HOUR DAY24 DAY31 ZERO_DAY TWO",
    "NUMBER": "HOUR DAY24 DAY31 ZERO_DAY TWO THREE YEAR BIG DECIMAL",
    "SPELLED": "CARDINAL TENS POWER",
    "TWO_FIGURES": "HOUR DAY24",
    "NTHS": "NTH NTH_BIG ORDINAL",
}
#: A count, in figures or in words: "21", "twenty-one", "a hundred", "5 1/2", "two and a half", "a few", "several".
_SPELLED = 'SPELLED ( "-"? SPELLED )? ( "-"? SPELLED )? ( and a half )?'
COUNT = f'count:( NUMBER ( NUMBER "/" NUMBER | and a half )? | a? POWER | {_SPELLED} )'
VAGUE_COUNT = "vague:( a? VAGUE of? )"


@dataclass(frozen=True, slots=True)
class Words:
    """Tables of `words.json`: number of a word, code of a word, and the sets that patterns name."""

    numbers: dict[str, dict[str, int]]
    codes: dict[str, dict[str, str]]
    sets: dict[str, frozenset[str]]

    def number(self, table: str, word: str) -> int:
        """What a word counts. Raises KeyError when the table has not the word."""
        return self.numbers[table][word]

    def month(self, word: str) -> int:
        """Number of a month by its name or short name."""
        return self.numbers["MONTH_NAME"].get(word) or self.numbers["MONTH_SHORT"][word]

    def unit(self, word: str) -> str:
        """Name of a unit by its singular or plural."""
        for table in ("UNIT", "UNITS", "CLOCK_UNIT", "CLOCK_UNITS"):
            if word in self.codes[table]:
                return self.codes[table][word]
        raise KeyError(word)


@cache
def load() -> Words:
    """The tables, read once."""
    raw = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
    tables = {**raw["numbers"], **raw["codes"], **raw["sets"]}
    return Words(raw["numbers"], raw["codes"], {name: frozenset(words) for name, words in tables.items()})


def integer(text: str) -> int:
    """Digits with thousands' commas and ordinal ends: "2,020", "31st"."""
    digits = "".join(char for char in text if char.isdecimal())
    return int(digits[:9] or "0")


def count(found: Found) -> float | None:
    """The number of the part `count`; None where it is vague or missing."""
    if not found.has("count"):
        return None
    start, end = found.parts["count"]
    return spoken(found.pieces.words[start:end])


def spoken(words: list[str]) -> float | None:
    """A number in figures or words; None where there is none."""
    total, seen = 0.0, False
    numbers = load().numbers
    for place, word in enumerate(words):
        if word in numbers["POWER"]:
            total, seen = (total or 1) * numbers["POWER"][word], True
        elif word in numbers["CARDINAL"] or word in numbers["TENS"]:
            total, seen = total + (numbers["CARDINAL"].get(word) or numbers["TENS"][word]), True
        elif word == "half":
            total += 0.5
        elif word == "/" and 0 < place < len(words) - 1:
            top, bottom = integer(words[place - 1]), integer(words[place + 1])
            return total - top + top / bottom if bottom else None
        elif word[0].isdecimal() and not (place and words[place - 1] == "/"):
            total, seen = total + float(word.replace(",", "")[:12]), True
    return total if seen else None


def ordinal(word: str) -> int:
    """ "third", "3rd", "twenty - first" to their number; 0 where there is none."""
    numbers = load().numbers
    value = 0
    for part in word.replace("-", " ").split():
        value += numbers["ORDINAL"].get(part) or numbers["TENS"].get(part) or (integer(part) if part[0].isdecimal() else 0)
    return value


def modifier(found: Found) -> str | None:
    """TIMEX3 mod of the parts `early` ("the end of") and `approx` ("almost"), or None."""
    codes = load().codes
    if found.has("early"):
        words = found.word("early").split()
        table = {**codes["EARLY"], **codes["EDGE"]}
        return next((table[word] for word in words if word in table), None)
    return approximation(found.word("approx")) if found.has("approx") else None


def approximation(phrase: str) -> str | None:
    """TIMEX3 mod of a phrase such as "more than" or "about"."""
    if phrase in load().codes["APPROX"]:
        return load().codes["APPROX"][phrase]
    phrases = {
        "more than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN", "at least": "EQUAL_OR_MORE",
        "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "as long as": "EQUAL_OR_LESS",
    }  # fmt: skip
    return phrases.get(phrase)


def daypart(found: Found) -> str:
    """The part `daypart` as the end of a TIMEX3 value: `TMO`; empty without one."""
    if not found.has("daypart"):
        return ""
    code = load().codes["DAYPART"][found.word("daypart").split()[-1]]
    return code if code.startswith("T") else f"T{code}"


#: Words before a count that bound it.
APPROX_PART = "approx:( APPROX | more than | less than | fewer than | at least | at most | up to | no more than | as long as )"
#: Which part of a period is meant.
EARLY_PART = 'early:( the? ( very )? ( EARLY ( "-" | in )? | EDGE of ) the? )'
