"""Capitalised words of a text, and the runs in which they follow each other."""

from __future__ import annotations

import re
import sys
from typing import Final, NamedTuple

from services.entities.lexicon import Lexicon


class Word(NamedTuple):
    """A capitalised word; `link` is what joins it to the word before: "" first in its run, " ", "of", "and", "'s", ..."""

    start: int
    end: int
    text: str
    link: str


_UPPER: Final = "".join(chr(code) for code in range(min(sys.maxunicode, 0x24F) + 1) if chr(code).isupper())
_WORD: Final = re.compile(
    rf"""
    [{_UPPER}](?<![\w@\#/].)(?:                                 # a capital first: the scan for it is fast
        \.(?:-?[{_UPPER}]\.)*(?![{_UPPER}]?[a-z])                # J.  U.S.
      | (?:[^\W_]|['’](?![sS]\b)(?=[^\W_])|&(?=[{_UPPER}])
          |-(?=[^\W_])(?!(?:based|led|backed|born|controlled|held|owned|style|wide|bound|occupied|administered|made|funded|run|era
                           |type|like|trained|ruled|linked|sponsored|dominated|friendly|elect|speaking|listed)\b))*
    )
    """,
    re.VERBOSE | re.DOTALL,
)
#: Small articles at the front of a name, by length: "al-Assad", "d'Estaing".
_ARTICLES: Final = frozenset({"al-", "el-", "ul-", "an-", "d'", "d’"})
#: Words of a run: more are no name, and time must stay linear.
_LONGEST_RUN: Final = 30
_ARTICLE_ENDS: Final = "-'’"
_POSSESSIVE: Final = frozenset({"'s ", "’s ", "' ", "’ "})
_WIDEST_LINK: Final = 10
_LINKS: Final = {
    " ": " ", "\xa0": " ", " of ": "of", " of the ": "of", " for ": "for", " for the ": "for", " and ": "and", " and the ": "and",
    " & ": "&", " on ": "on", " in ": "in", " to ": "to",
}  # fmt: skip


class Words:
    """Finds the capitalised words of texts. "Russia-Ukraine" is two words, since a part of it is one of the known `names`."""

    def __init__(self, lexicon: Lexicon, names: frozenset[str]) -> None:
        self._lexicon, self._names = lexicon, names
        pairs = (f"{one} {two}" for one in lexicon.particles for two in lexicon.particles)
        self._links = {f" {one} ": "de" for one in (*lexicon.particles, *pairs)} | _LINKS

    def runs(self, text: str, breaks: set[int]) -> list[list[Word]]:
        """Words that follow each other, never over one of `breaks`."""
        runs, run = list[list[Word]](), list[Word]()
        last, previous, stopped, new = 0, "", self._lexicon.stopped, tuple.__new__
        for match in _WORD.finditer(text):
            start, end = match.span()
            word = match[0]
            if start and text[start - 1] in _ARTICLE_ENDS:
                start = _with_article(text, start)
                word = text[start:end]
            near = last and start - last <= _WIDEST_LINK and start not in breaks
            link = self._link(text[last:start], previous) if near else ""
            if word in stopped and text.startswith(".", end):
                end += 1
                word += "."
            previous, last = word, end
            found = [new(Word, (start, end, word, link))]
            if "-" in word and word not in self._names:
                found = self._parts(start, word, link)
            for one in found:
                if one.link and run and len(run) < _LONGEST_RUN:
                    run.append(one)
                else:
                    run = [one]
                    runs.append(run)
        return runs

    def _link(self, between: str, previous: str) -> str:
        if between in _POSSESSIVE and previous in self._lexicon.possessive:
            return "'s"
        return self._links.get(between, "")

    def _parts(self, start: int, word: str, link: str) -> list[Word]:
        """The word whole, or cut at its hyphens when a part of it is a known name."""
        pieces = word.split("-")
        personal = pieces[0].lower() in self._lexicon.particles or pieces[0] in self._lexicon.given_names
        if personal or not any(piece in self._names and len(piece) > 2 for piece in pieces):
            return [Word(start, start + len(word), word, link)]
        found = []
        for piece in pieces:
            if piece and piece[0].isupper():
                found.append(Word(start, start + len(piece), piece, link))
            start += len(piece) + 1
            link = ""
        return found


def _with_article(text: str, start: int) -> int:
    for length in (3, 2):
        first = start - length
        if first >= 0 and text[first:start] in _ARTICLES and not text[first - 1 : first].isalnum():
            return first
    return start
