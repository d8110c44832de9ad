"""Persons named with an office that they held for a known time: "President Clinton" speaks for 1993 to 2001."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from services.dating.evidence import Belongs
from services.knowledge import terms
from services.knowledge.spans import LAST, Span

#: How far down a text, in code points, offices are looked for.
_WITHIN: Final = 6000
#: How far behind the dateline, in code points, office holders are those of the day.
_LEAD: Final = 1500
_FORMER: Final = re.compile(
    r"(?:former|ex|late|then|previous|predecessor,?|future|exiled|ousted|vice|deputy)[\s-]*(?:\w+[\s-]){0,2}$", re.IGNORECASE
)
_NAME_WORD: Final = r"(?:[A-Z][\w.'’-]*|al-[A-Z]\w+|da|de|arap)"


@cache
def _named() -> re.Pattern[str]:
    """A title and the name after it: up to four words with capitals."""
    titles = "|".join(title.replace(" ", r"[\s-]") for title in terms.load().titles)
    return re.compile(rf"\b({titles})\s+({_NAME_WORD}(?:\s{_NAME_WORD}){{0,3}})")


def find_offices(text: str, begin: int = 0) -> list[Belongs]:
    """One clue for each office holder named with the title near the head of a text; not those called former."""
    clues: dict[tuple[str, str], Belongs] = {}
    known = terms.load().by_surname
    for found in _named().finditer(text, 0, _WITHIN):
        if _FORMER.search(text, max(0, found.start() - 40), found.start()):
            continue
        title = found[1].replace("-", " ").lower()
        for name in _surnames(found[2]):
            held = known.get((title, name))
            if held:
                spans = tuple(
                    Span(one.since, one.until or LAST) for one in held if any(_fits(found[2], name, each) for each in one.names)
                )
                if spans:
                    curve = "office_far" if found.start() - begin > _LEAD else "office"
                    clues.setdefault((title, name), Belongs("office.held", found.start(), found.end(), spans, curve))
                break
    return list(clues.values())


def _surnames(words: str) -> list[str]:
    """Each word of a name may be its last, the first ones first; then the whole, for popes."""
    clean = [word.removesuffix("'s").removesuffix("’s").rstrip(".,").lower() for word in words.split()]
    return [" ".join(clean[:size]) for size in (3, 2) if len(clean) >= size] + clean


def _fits(said: str, surname: str, name: str) -> bool:
    """What is said before the surname must be that person's: "President George W. Bush" is not his father."""
    first, whole = said.lower().split(surname.split()[0])[0].split(), name.lower().split()
    size = len(first)
    return first == whole[:size] or any(
        first == whole[at : at + size] for at in range(len(whole)) if whole[at + size :] == surname.split()
    )
