"""Short forms in brackets: "Liberal Democratic Party (LDP)" and "LDP (Liberal Democratic Party)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol

from dateline.layers.entities import EntityType

_SHORT: Final = re.compile(r" \([\"“]?(?:the )?([A-Z][A-Za-z&+-]{1,9})[\"”]?(?:[,;)])")
_OPENED: Final = " ("


class Spanned(Protocol):
    """A candidate or a name, with its text as usually spelt."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def type(self) -> EntityType | None: ...


def acronyms(text: str, found: Sequence[Spanned]) -> dict[str, str]:
    """Short forms and the names they stand for."""
    shorts: dict[str, str] = {}
    if _OPENED not in text:
        return shorts
    by_start = {one.start: one for one in found}
    for one in found:
        if one.type == "LOC" or not text.startswith(_OPENED, one.end):
            continue
        match = _SHORT.match(text, one.end)
        if match and " " in one.text and match[1][0] == one.text[0]:
            shorts[match[1]] = one.text
        if one.text.isupper():
            full = by_start.get(one.end + len(_OPENED))
            if full and full.text[0] == one.text[0] and " " in full.text and text[full.end : full.end + 1] in (")", ",", ";"):
                shorts[one.text] = full.text
    return shorts
