"""What the words around a name tell of its type."""

from __future__ import annotations

import re

from dateline.layers.entities import EntityType
from services.entities.lexicon import Lexicon

_BEFORE = re.compile(r"([^\W\d_]+)[ \"“'‘]+$")
_AFTER = re.compile(
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
_NEXT = re.compile(r",?['’\"”]?\ ([a-z]+)")


def read_context(lexicon: Lexicon, text: str, start: int, end: int) -> EntityType | None:
    """The type that the neighbours of `text[start:end]` speak for; None when they are silent."""
    after = _AFTER.match(text, end, end + 40)
    if after:
        return "PERSON" if after["person"] else "ORG" if after["org"] else "LOC"
    before = _BEFORE.search(text, max(0, start - 20), start)
    word = before[1].lower() if before else ""
    if word in lexicon.place_prepositions:
        return "LOC"
    following = _NEXT.match(text, end, end + 20)
    if following and following[1] in lexicon.speech and word != "the":
        return "PERSON"
    if word in lexicon.org_before:
        return "ORG"
    return "PERSON" if word in lexicon.person_before else None
