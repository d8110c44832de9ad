"""Sentences of a page that are no sentences of its article: captions, credits, "read more"."""

from __future__ import annotations

from typing import Final

from services.dating.lang.en.boilerplate import ANYWHERE, OPENINGS
from services.dating.reading import Reading

#: First words of the openings, so that most sentences are asked for one word.
_FIRST: Final = frozenset(opening.split()[0] for opening in OPENINGS)


def find_boilerplate(reading: Reading) -> frozenset[int]:
    """Where they start: what begins as such lines do, and what holds a phrase of a page. Linear in the text."""
    words = reading.pieces.words
    found = [
        one.start for one in reading.sentences if one.first < one.last and words[one.first] in _FIRST and _opens(words, one.first)
    ]
    text = reading.text
    for phrase in ANYWHERE:
        at = text.find(phrase)
        while at >= 0:
            sentence = reading.sentence_at(at)
            if sentence is not None:
                found.append(sentence.start)
            at = text.find(phrase, max(at + len(phrase), sentence.end if sentence is not None else 0))
    return frozenset(found)


def _opens(words: list[str], first: int) -> bool:
    return any(" ".join(words[first : first + length]) in OPENINGS for length in (1, 2, 3))
