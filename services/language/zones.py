"""Zones: the parts of an agency item that are read in their own way."""

import re
from typing import Final, NamedTuple

from dateline.layers.entities import ZoneName
from services.language.datelines import find_dateline
from services.language.paragraphs import paragraphs

Spans = list[tuple[int, int]]


class Zone(NamedTuple):
    """A part of the item; adjoining body paragraphs are one zone, `paragraphs` tells them apart."""

    zone: ZoneName
    start: int
    end: int


#: Limits, in words, of what may be a label, a headline or deck, and a crosshead.
_LABEL_WORDS, _HEADLINE_WORDS, _CROSSHEAD_WORDS = 3, 30, 10
_FULL_STOP: Final = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+$")
_SIGNATURE: Final = re.compile(
    r"""
    \(?(?:Additional\ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Written|Edited|Reported)\ (?:and\ \w+\ )?by\b
    | (?:By|BY)\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+|,|\ and|\ in|\ for)*$
    | \(?[A-Z][\w/-]{1,15}\)?$(?<=[)/])
    | -0-$ | \(END\)$ | [-—–]+\ ?[A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){0,3}(?:,\ .{2,30})?$
    """,
    re.VERBOSE,
)


def find_zones(text: str, blocks: Spans | None = None) -> list[Zone]:
    """The zones of the item in order, none overlapping; every paragraph is in one. Any text will do.

    `blocks`: its paragraphs, where the caller has them.
    """
    spans = paragraphs(text) if blocks is None else blocks
    dateline = find_dateline(text, spans)
    first_body = dateline[0] if dateline else _headings(text, spans)
    zones = _above(text, spans[:first_body])
    if dateline:
        start, end = dateline[1]
        zones.append(Zone("dateline", start, end))
        rest = end + len(text[end : spans[first_body][1]]) - len(text[end : spans[first_body][1]].lstrip())
        spans = [
            *spans[:first_body],
            *([(rest, spans[first_body][1])] if rest < spans[first_body][1] else []),
            *spans[first_body + 1 :],
        ]
    return zones + _below(text, spans[first_body:])


def _headings(text: str, spans: Spans) -> int:
    """How many paragraphs stand above the body of an item without a dateline."""
    count = 0
    while count < min(3, len(spans) - 1) and _is_heading(text[slice(*spans[count])]):
        count += 1
    return count


def _is_heading(piece: str) -> bool:
    return len(piece.split()) <= _HEADLINE_WORDS and (not _FULL_STOP.search(piece) or piece.endswith("?"))


def _above(text: str, spans: Spans) -> list[Zone]:
    zones: list[Zone] = []
    named = False
    for number, (start, end) in enumerate(spans):
        piece = text[start:end]
        zone: ZoneName = "deck" if named else "headline"
        if _SIGNATURE.match(piece):
            zone = "signature"
        elif not named and (
            _URL.match(piece) or _is_label(piece, text[slice(*spans[number + 1])] if number + 1 < len(spans) else "")
        ):
            zone = "site_label"
        named = named or zone == "headline"
        zones.append(Zone(zone, start, end))
    return zones


def _is_label(piece: str, following: str) -> bool:
    return len(piece.split()) <= _LABEL_WORDS < len(following.split()) and not _SIGNATURE.match(following)


def _below(text: str, spans: Spans) -> list[Zone]:
    zones: list[Zone] = []
    for number, (start, end) in enumerate(spans):
        piece = text[start:end]
        zone: ZoneName = "body"
        if end - start <= 200 and _SIGNATURE.match(piece) and number > 0:
            zone = "signature"
        elif 0 < number < len(spans) - 1 and _is_crosshead(piece, text[slice(*spans[number + 1])]):
            zone = "crosshead"
        if zone == "body" and zones and zones[-1].zone == "body":
            zones[-1] = Zone("body", zones[-1].start, end)
        else:
            zones.append(Zone(zone, start, end))
    return zones


def _is_crosshead(piece: str, following: str) -> bool:
    if len(piece) > 100 or len(piece.split()) > _CROSSHEAD_WORDS or not piece[0].isalnum() or piece[0].islower():
        return False
    return not _FULL_STOP.search(piece) and len(following) > len(piece) and following[-1] in '.!?"”’)…:'
