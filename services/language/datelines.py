"""Datelines: place, day and agency at the head of an item, in the styles of many agencies.

MOSCOW, August 31. /TASS/.      LONDON (Reuters) -      PARIS, 3 May (AFP) —      GENEVA, Sept 4 -      TAIPEI: ...
"""

import re
from typing import Final

_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\ (?:19|20)\d\d)?"
_DATE: Final = (
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[.,]?\ )?"
    rf"(?:(?i:{_MONTH})\ {_DAY}\b{_YEAR}|{_DAY}\ (?i:{_MONTH}){_YEAR}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
)
_WORD: Final = r"[^\W\d_a-z][\w.'’-]{0,20}"
_UPPER: Final = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’-]){1,20}"
_PLACE: Final = rf"{_WORD}(?:(?:\ |\ ?/\ ?){_WORD}|\ (?:de|del|la|el|al|of|upon|sur|am)\b){{0,4}}"
_UPPER_PLACE: Final = rf"{_UPPER}(?:[ /]{_UPPER}){{0,3}}"
_REGION: Final = rf"(?:,\ (?!{_MONTH}\ \d){_WORD}(?:\ {_WORD}){{0,2}}){{0,2}}"
_AGENCY: Final = r"(?:\([^\W\d_][^()\n]{1,40}\)|/[^\W\d_][^/\n]{1,30}/|\|[^|\n]{2,30}\|)"
_DASH: Final = r"(?:--+|[-—–―])"
_END: Final = rf"(?:\ ?{_DASH}(?=\s|$)|\ ?{_DASH}(?=[\"“'‘]?[A-Z])|\.(?=\s|$)|:(?=\s|$))"

_AT: Final = rf"{_PLACE}{_REGION}"
_JOIN: Final = rf"(?:\ ?{_DASH}\ ?|[,.]?\ )"
#: A place, a day, an agency: at least the agency, or place and day, with the mark that ends them.
_STRONG: Final = re.compile(
    rf"""
    (?:{_AT})?(?:[.,]?\ {_DATE})?{_JOIN}?{_AGENCY}(?:{_JOIN}{_DATE})?\ ?{_END}
    | {_AT}[.,]\ {_DATE}[.,]?(?:\ ?[A-Z][\w.]{{2,20}})?\ ?(?:{_DASH}(?=\s|$|[A-Z])|:(?=\s|$))
    | {_AT}[.,]\ {_DATE}(?:[.,]\ [A-Z]{{3,20}}[.](?=\s|$)|\ \([A-Z][\w\ ]{{1,20}}\)(?=\ ["“]?[A-Z]))
    | {_AT}(?:\ ?{_DASH}\ ?{_DATE}|\ \({_DATE}\))\ ?(?:{_DASH}(?=\s|$|[A-Z])|:(?=\s|$))
    | {_AT}\ /\ [A-Z][\w\ ]{{2,20}}\ /\ {_DATE}\ /(?=\s|$)
    | {_DATE}\ ?{_AGENCY}\ ?{_END}
    | \([A-Z][\w\ ]{{1,20}}\)(?=\ ["“]?[A-Z])
    """,
    re.VERBOSE,
)
#: A place and a mark alone: in capitals, or with a spaced dash before a new sentence.
_WEAK: Final = re.compile(
    rf"""
    {_UPPER_PLACE}{_REGION}(?:\ ?{_DASH}(?=\s["“]?[A-Z])|:(?=\s["“]?[A-Z]))
    | {_WORD}(?:[ /]{_WORD}){{0,2}}{_REGION}\ (?:--|[—–―])(?=\ ["“]?[A-Z])
    """,
    re.VERBOSE,
)
#: What looks like a place in capitals and is a label.
_LABEL: Final = re.compile(
    r"(?i:breaking|update|analysis|opinion|exclusive|watch|video|photos?|corrected|factbox|live|read|listen|editorial|comment|explainer"
    r"|interview|review|profile|timeline|q&a|note|editor|correction|related|more|see also|q|a)\b"
)
#: How far down, in paragraphs, a dateline may stand.
_STRONG_WITHIN, _WEAK_WITHIN = 8, 4


def find_dateline(text: str, spans: list[tuple[int, int]]) -> tuple[int, tuple[int, int]] | None:
    """Which of the paragraphs `spans` opens with a dateline, and the span of it with its closing mark; None without one."""
    for number, (start, end) in enumerate(spans[:_STRONG_WITHIN]):
        found = _STRONG.match(text, start, end)
        if not found and number < _WEAK_WITHIN and end - start > 80:
            found = _WEAK.match(text, start, end)
        if found and not _LABEL.match(found[0].lstrip("(")):
            return number, found.span()
    return None
