"""How names are spelled: without accents, in which script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that no decomposition takes apart, and marks that stand for letters in transliterations.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ə": "a"}
    | {"Ə": "A", "þ": "th", "ð": "d", "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "`": "'", "ʿ": "'", "ʾ": "'", "–": "-"}
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A name as an agency without accents writes it: "Łódź" is "Lodz", "‘Abasān" is "Abasan"."""
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in bare if not unicodedata.combining(char)).lstrip("'")


def latin(text: str) -> bool:
    """Whether a name is written in Latin letters, with or without accents."""
    return all(not char.isalpha() or unicodedata.name(char, "").startswith("LATIN") for char in text)
