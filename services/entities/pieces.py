"""Where a run of capitalised words is one name and where it is several, and which of its words only open a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.entities.gazetteer import Known
from services.entities.lexicon import Lexicon
from services.entities.words import Word
from services.language.lang.en.abbreviations import OPENERS


class Cutter:
    """Cuts the runs of one text. `known`: names of the gazetteer by their first capital; `starts`: where sentences begin."""

    def __init__(self, known: Mapping[int, Known], lexicon: Lexicon, starts: set[int]) -> None:
        self._known, self._lexicon, self._starts = known, lexicon, starts

    def pieces(self, run: list[Word]) -> Iterator[list[Word]]:
        """The run, cut where two names only stand side by side."""
        piece = [run[0]]
        for number, word in enumerate(run[1:], 1):
            if self._joins(piece, word, run[number:]):
                piece.append(word)
            else:
                yield piece
                piece = [word]
        yield piece

    def _joins(self, piece: list[Word], word: Word, rest: list[Word]) -> bool:
        lexicon, last = self._lexicon, piece[-1].text
        if word.text in lexicon.skip or last in lexicon.skip:
            return False
        if word.link in (" ", "de", "&", "'s"):
            return True
        covering = self._known.get(piece[-1].start) or self._known.get(piece[0].start)
        if covering and covering.end >= word.end:
            return True
        if word.link == "of":
            office = word.text in lexicon.titles and len(rest) > 1
            return not office and (last in lexicon.of_org_heads or last in lexicon.of_loc_heads)
        if word.link in ("for", "on"):
            return last in (lexicon.of_org_heads if word.link == "for" else lexicon.topic_heads) and last not in lexicon.titles
        return word.link == "and" and self._joins_and(piece, word, rest)

    def _joins_and(self, piece: list[Word], word: Word, rest: list[Word]) -> bool:
        """ "Ministry of Trade and Industry", "Food and Drug Administration"; never "Russia and Japan"."""
        if word.start in self._known or word.text in self._lexicon.titles or not self.common(word):
            return False
        if any(one.link in ("of", "for", "on") for one in piece):
            return self.common(piece[-1]) and piece[-1].text not in self._lexicon.org_heads
        ahead = [word]
        for one in rest[1:]:
            if one.link != " ":
                break
            ahead.append(one)
        head = ahead[-1].text in self._lexicon.org_heads
        return head and len(ahead) > 1 and self.common(piece[-1]) and piece[-1].text not in self._lexicon.titles

    def trimmed(self, piece: list[Word]) -> list[Word]:
        """Without days, months and the words that only open a sentence."""
        lexicon = self._lexicon
        while piece and piece[0].start not in self._known and self._opens(piece):
            piece = piece[1:]
        while piece and piece[-1].text in lexicon.skip and piece[-1].start not in self._known:
            piece = piece[:-1]
        return piece

    def _opens(self, piece: list[Word]) -> bool:
        word = piece[0]
        if word.text in self._lexicon.skip or word.text.lower() in OPENERS:
            return True
        if word.start not in self._starts or not self.common(word) or word.text in self._lexicon.titles:
            return False
        if len(piece) == 1:
            return False
        if piece[-1].text in self._lexicon.org_heads or any(one.link == "of" for one in piece):
            return False
        following = piece[1]
        return following.start in self._known or following.text in self._lexicon.given_names or not self.common(following)

    def common(self, word: Word) -> bool:
        """Whether the word is mostly written in lower case."""
        return word.text.lower() in self._lexicon.common_words

    def all_common(self, piece: list[Word]) -> bool:
        """Whether every word of it is."""
        return all(map(self.common, piece))
