"""Names that only the news of some years bears, found in one pass, and what is counted from them: anniversaries and ages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import ahocorasick_rs

from services.dating.evidence import Aged, Belongs, Clue, Counted
from services.dating.lang.en.bearers import TITLES
from services.dating.lang.en.numbers import count
from services.knowledge import eras
from services.knowledge.eras import Era

#: How far before a name, in code points, the words are read that make it one of the past, or count from it.
_BEFORE: Final = 48
#: How far behind the dateline, in code points, the persons of the news itself stand.
_LEAD: Final = 400
_FORMER = re.compile(r"\b(?:former|ex|late|then|slain|assassinated|predecessor,?)[\s-]+(?:[\w.'’]+[\s-]+){0,3}$", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\b([\w-]+) (?:anniversary of|years? (?:after|since)) (?:the )?$", re.IGNORECASE)
#: A capitalised word on the same line, right before.
_LAST_WORD: Final = re.compile(r"\b([A-Z][\w.’'-]*)[ ]$")
#: Behind a name: ", 68,", ", aged 68,", ", who is 68,", " turned 68 on"; before it: "68-year-old ".
_AGE: Final = re.compile(
    r"(?:, (?:aged |who is |now )?(\d\d),|,? (?:who )?(?:turns|turned|is aged) (\d\d)(?=[,.;]| (?:on|in|this|last|next|today)\b))"
)
_AGE_BEFORE: Final = re.compile(r"\b(\d\d)-year-old (?:[A-Z][\w.'’-]+ ){0,3}$")


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Era, ...]]:
    pairs = [(name, era) for era in eras.load() for name in era.names]
    matcher = ahocorasick_rs.AhoCorasick([name for name, _ in pairs], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, tuple(era for _, era in pairs)


def find_named(text: str, begin: int = 0, end: int = 0, taken: Iterable[Clue] = ()) -> Iterator[Clue]:
    """Each era once, where it is first named; not where another clue already reads the name ("President Bill Clinton").

    A name is whole words; of names that overlap the longest counts. `begin` and `end` are where the day of the dateline
    stands: it names no happening that is called by its day, and persons far behind it are more often of the past.
    """
    matcher, owners = _automaton()
    seen: set[str] = set()
    spans = [(one.start, one.end) for one in taken]
    for index, start, stop in matcher.find_matches_as_indexes(text):
        era = owners[index]
        if era.names[0] in seen or begin <= start < end or not _whole(text, start, stop):
            continue
        seen.add(era.names[0])
        if any(first < stop and start < last for first, last in spans):
            continue
        yield from _clues(text, era, start, stop, start - begin > _LEAD)


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and (text[start - 1].isalnum() or text[start - 1] == "-")) and not text[end : end + 1].isalnum()


def _another(text: str, name: str, start: int) -> bool:
    """A surname alone behind a capitalised word that is no title is somebody else's: another first name."""
    if " " in name or not text[start - 1 : start].isspace():
        return False
    found = _LAST_WORD.search(text, max(0, start - _BEFORE), start)
    return found is not None and found[1].lower() not in TITLES


def _clues(text: str, era: Era, start: int, end: int, far: bool) -> Iterator[Clue]:
    before = text[max(0, start - _BEFORE) : start]
    if era.kind == "person":
        if not _FORMER.search(before) and not _another(text, text[start:end], start):
            yield Belongs("person.in_public_life", start, end, era.spans, "person_far" if far else "person")
        if era.born and (age := _AGE.match(text, end)):
            yield Aged("person.age", start, age.end(age.lastindex or 1), era.born, int(age[1] or age[2]))
        elif era.born and (age := _AGE_BEFORE.search(before)):
            yield Aged("person.age", start - len(before) + age.start(), end, era.born, int(age[1]))
    else:
        yield Belongs(f"{era.kind}.named", start, end, era.spans, era.kind)
        if era.kind == "happening" and (counted := _COUNTED.search(before)) and (number := count(counted[1])):
            year = era.spans[0].since.year + number
            yield Counted("happening.anniversary", start - len(before) + counted.start(), end, year, year)
