"""Lists of links that a web page has set into a sentence: "Jo FieldOrtiz sues council | Rain ahead MORE said so"."""

from __future__ import annotations

import re
from typing import Final

#: Where the first link runs on from a name, what ends the list, and how long it may be, in code points.
_RUNS_ON: Final = re.compile(r"(?<=[a-z]{3})(?=[A-Z])")
_END: Final = re.compile(r"\bMORE\b")
_SHORTEST, _LONGEST = 25, 700


def without_links(text: str) -> str:
    """The text with such lists blanked out, so that no headline is read as part of a sentence; offsets stay."""
    if " MORE" not in text:
        return text
    pieces: list[str] = []
    last = seen = 0
    for found in _END.finditer(text):
        line = max(seen, text.rfind("\n", seen, found.start()) + 1, found.start() - _LONGEST)
        seen = found.end()
        start = _RUNS_ON.search(text, line, found.start())
        if start and found.end() - start.start() >= _SHORTEST:
            pieces += [text[last : start.start()], " " * (found.end() - start.start())]
            last = found.end()
    return "".join([*pieces, text[last:]])
