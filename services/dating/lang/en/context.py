"""What stands around a word of time and makes it one, or none: "May said", "March on Washington", "2020 troops"."""

from __future__ import annotations

from services.dating.grammar import Found
from services.dating.lang.en.cues import (
    BEFORE_MONTH,
    BEFORE_YEAR,
    DOUBTS,
    NO_PLURALS,
    NO_YEAR_AFTER,
    NO_YEAR_BEFORE,
    OTHER_CALENDARS,
    STREETS,
    VERBS_AFTER_NAME,
    WEAK_LEADS,
)
from services.dating.lexer import Pieces

#: Month names that are also other words, or names of persons.
_AMBIGUOUS = frozenset(("may", "march", "mar"))
_NAMES = frozenset(("april", "may", "june", "august", "jan"))


def is_month(found: Found, part: str) -> bool:
    """The month begins with a capital letter; nobody writes "may 5" in print."""
    index = found.parts[part][0]
    return found.pieces.surface(index)[:1].isupper()


def is_bare_month(found: Found, part: str) -> bool:
    """A month without day and year: not a verb, not a person's name, not half of a place's."""
    pieces, index = found.pieces, found.parts[part][0]
    before, word, after = pieces.word(found.first - 1), pieces.word(index), found.last
    marked = before in BEFORE_MONTH or found.first < index
    if word in _AMBIGUOUS and not (marked and before not in ("the", "a", "and", "or", "to")):
        return found.first < index
    if pieces.word(after) == "on" and word == "march":
        return False
    weak = before in ("and", "or", ",", "to", "the") and found.first == index
    return not (word in _NAMES and (not marked or weak) and _is_name(pieces, index))


def _is_name(pieces: Pieces, index: int) -> bool:
    after = pieces.surface(index + 1)
    before = pieces.surface(index - 1)
    return pieces.word(index + 1) in VERBS_AFTER_NAME or after[:1].isupper() or (before[:1].isupper() and before.isalpha())


def is_year(found: Found, part: str) -> bool:
    """Four figures that are a year and not a sum, a count or a number of a flight."""
    pieces, index = found.pieces, found.parts[part][0]
    if pieces.word(found.last) in OTHER_CALENDARS:
        return False
    if found.first < index or found.pieces.word(index)[0] in "'’`":
        return found.first < index or pieces.word(index - 1) in BEFORE_YEAR
    before, after = pieces.word(index - 1), pieces.word(found.last)
    if before in NO_YEAR_BEFORE or after in NO_YEAR_AFTER or _in_figures(pieces, index, found.last):
        return False
    if _counts(pieces, before, found.last) or _is_address(pieces, found.last):
        return False
    year = int(pieces.word(index))
    if before in BEFORE_YEAR or before in BEFORE_MONTH:
        return year >= 1000
    return 1800 <= year <= 2099


def is_doubted(pieces: Pieces, first: int, last: int) -> bool:
    """ "probably in 1640", "(1450?-1516)", "1640 (?)": the writer is not sure."""
    if pieces.word(first - 1) in DOUBTS or pieces.word(first - 2) in DOUBTS:
        return True
    after, following = pieces.word(last), pieces.word(last + 1)
    if after == "(" and following == "?":
        return True
    return after == "?" and pieces.glued(last) and following in (")", "-", "–", "—", ",", ";")


def is_figure(found: Found, part: str) -> bool:
    """Figures that stand alone: no sum, no part of a longer number."""
    index = found.parts[part][0]
    return not _in_figures(found.pieces, index, found.last) and found.pieces.word(found.last) not in NO_YEAR_AFTER


def _counts(pieces: Pieces, before: str, last: int) -> bool:
    """A plural follows, and nothing before the figures makes them a year: "of 1500 fans", "2000 homes"."""
    after = pieces.word(last)
    if before not in WEAK_LEADS or not after.endswith("s") or len(after) < 4 or after in NO_PLURALS or after.endswith("ss"):
        return False
    return pieces.surface(last).islower()


def _is_address(pieces: Pieces, last: int) -> bool:
    """A name and "Street" follow."""
    names = pieces.surface(last)[:1].isupper()
    return names and (pieces.word(last + 1) in STREETS or pieces.word(last + 2) in STREETS)


def is_years(found: Found, part: str) -> bool:
    """The first of two years with a dash between them: older ones need no word before them."""
    pieces, index = found.pieces, found.parts[part][0]
    if pieces.word(index - 1) in NO_YEAR_BEFORE or _in_figures(pieces, index, found.last):
        return False
    return len(found.word("until")) == 4 or is_year(found, part)


def _in_figures(pieces: Pieces, first: int, last: int) -> bool:
    """Glued to a letter, a point or a dash on the left: "B-2020", "10:2020", "0-1956"."""
    if pieces.glued(first):
        before = pieces.word(first - 1)
        if before in (".", ":", "$", "#", "&", "@", "_") or before.isalnum():
            return True
        if before in ("-", "/") and pieces.glued(first - 1) and pieces.word(first - 2).isdigit():
            return not (len(pieces.word(first - 2)) == 4 and pieces.word(first - 2) < pieces.word(first))
    after = pieces.word(last)
    return pieces.glued(last) and (
        after.isalnum() or (after in (".", ":") and pieces.glued(last + 1) and pieces.word(last + 1).isdigit())
    )
