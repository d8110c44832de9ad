"""Spellings that differ only by the way of writing a name in English: accents, hyphens, transliteration.

"Zelenskyy" and "Zelensky", "Dmitri" and "Dmitry", "al-Assad" and "Assad". These forms are compared and never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Words that are kept.
_KEPT: Final = 8_192
_MARKS: Final = re.compile(r"[\W_]+")
#: Articles that are written before an Arabic name, or left out.
_ARTICLE: Final = re.compile(r"^(?:al|el|ul|ad|as|ash|an|ar|az)[-‐‑](?=\w)", re.IGNORECASE)
#: Letters that English gives for one sound of another script, in the order in which they are replaced.
_SOUNDS: Final = (
    ("kh", "k"), ("q", "k"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("x", "ks"), ("tz", "ts"), ("sch", "sh"), ("tch", "ch"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"),
)  # fmt: skip
#: One sound at the end of a name.
_ENDINGS: Final = frozenset({"iy", "yi", "yy", "ii", "ij", "ie", "ei", "ey"})
_ONE_SOUND: Final = str.maketrans("yw", "iv")
_DOUBLED: Final = re.compile(r"(.)\1+")
#: Letters that no decomposition makes plain.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_VOWELS: Final = re.compile(r"[aeiou]+(?=.)")
#: Shortest given name of which two spellings may differ in their vowels.
_LONG: Final = 5


@lru_cache(maxsize=_KEPT)
def plain(word: str) -> str:
    """Lower case without accents, apostrophes, hyphens and an Arabic article in front."""
    if word.isascii() and word.isalpha():
        return word.lower()
    word = _ARTICLE.sub("", word).lower().translate(_PLAIN)
    if not word.isascii():
        word = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return _MARKS.sub("", word)


@lru_cache(maxsize=_KEPT)
def sound(word: str) -> str:
    """One form for the usual transliterations of a word."""
    found = plain(word)
    for letters, one in _SOUNDS:
        found = found.replace(letters, one)
    if found[-2:] in _ENDINGS:
        found = found[:-2] + "i"
    return _DOUBLED.sub(r"\1", found.translate(_ONE_SOUND))


@lru_cache(maxsize=_KEPT)
def alike(one: str, other: str) -> bool:
    """Whether two given names may be one: the same, an initial of the other, or two transliterations."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return False
    if left == right or sound(one) == sound(other):
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return min(len(left), len(right)) >= _LONG and left[0] == right[0] and _frame(sound(one)) == _frame(sound(other))


def _frame(word: str) -> str:
    """Consonants, the places of the vowels between them, and the last letter: "Mohamed" and "Muhammad" have the same."""
    return _VOWELS.sub("-", word)
