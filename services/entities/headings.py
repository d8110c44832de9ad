"""Headings in which every word has a capital: capitals tell nothing there, so only names known from elsewhere are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from services.entities.candidates import Candidate
from services.entities.gazetteer import Entry
from services.entities.words import Word
from services.language.zones import Zone

_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
#: Fewest long words, and their share with a capital, that make a heading one of these.
_FEWEST, _SHARE = 4, 0.75


def capitalised_zones(text: str, zones: list[Zone]) -> list[Zone]:
    """Headings with a capital on nearly every long word, and body text that is all in capitals."""
    return [
        zone for zone in zones if zone.zone not in ("dateline", "site_label") and _capitalised(text[zone.start : zone.end], zone)
    ]


def _capitalised(piece: str, zone: Zone) -> bool:
    if zone.zone == "body":
        return piece.isupper()
    found = _LONG_WORD.findall(piece)
    return len(found) >= _FEWEST and sum(word[0].isupper() for word in found) >= _SHARE * len(found)


def read_heading(text: str, run: list[Word], entries: Mapping[str, Entry], spellings: Mapping[str, str]) -> Iterator[Candidate]:
    """The longest names at each word that are `entries` of the gazetteer or names of the text (`spellings`: as written, also in
    capitals, to its usual spelling)."""
    first = 0
    while first < len(run):
        for last in range(min(len(run), first + 6), first, -1):
            start, end = run[first].start, run[last - 1].end
            surface = text[start:end]
            entry = entries.get(surface)
            if surface in spellings or (entry and not entry.unsure):
                yield Candidate(
                    start, end, spellings.get(surface, surface), None, False, entry if surface not in spellings else None
                )
                first = last - 1
                break
        first += 1


def spellings_of(candidates: list[Candidate], shorts: list[str]) -> dict[str, str]:
    """The names of the text, as written and in capitals."""
    texts = [*(one.text for one in candidates if one.entry is None and one.type), *shorts]
    return {form: text for text in texts for form in (text.upper(), text) if len(text) > 2}
