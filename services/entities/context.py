"""What the words around a name tell of its type."""

from __future__ import annotations

import re
from typing import Final

from dateline.layers.entities import EntityType
from services.entities.lexicon import Lexicon

_OPENING: Final = " \"“'‘"
_AFTER: Final = re.compile(
    r"""
    (?P<person>
        ,?\ who(?:se|m)?\b | ,\ (?:aged\ )?\d\d?\b(?!\ percent) | \ \(\d\d\)
      | ['’]s\ (?:wife|husband|son|daughter|lawyer|mother|father|death|brother|family)
    ) | (?P<org>
        \ \([A-Z][A-Za-z&-]{1,8}\) | ,\ (?:which|a\ company|a\ group)
      | ['’]s\ (?:headquarters|shares|board|chief\ executive|website|members|spokes\w+)
    ) | (?P<place>
        \ (?:province|district|county|city|state|region|village|river|town|airport|street|island|islands|area|suburb|peninsula)\b
      | -based\b
    )
    """,
    re.VERBOSE,
)
_NEXT: Final = re.compile(r",?['’\"”]?\ ([a-z]+)")


def read_context(lexicon: Lexicon, text: str, start: int, end: int) -> tuple[EntityType, int] | None:
    """The type that the neighbours of `text[start:end]` speak for, and how strongly; None when they are silent."""
    after = _AFTER.match(text, end, end + 40)
    if after:
        return ("PERSON", 3) if after["person"] else ("ORG", 2) if after["org"] else ("LOC", 3)
    before = text[max(0, start - 20) : start].rstrip(_OPENING).split(" ")
    word = before[-1].lower() if len(before) > 1 or start < 20 else ""
    following = _NEXT.match(text, end, end + 20)
    if following and following[1] in lexicon.speech and word != "the":
        return "PERSON", 2
    if word in ("in", "near"):
        return "LOC", 3
    if word in lexicon.org_before:
        return "ORG", 2
    if word in lexicon.person_before:
        return "PERSON", 2
    return ("LOC", 1) if word in lexicon.place_prepositions else None
