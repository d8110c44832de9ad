"""Texts to learn from: annotated ones under open licences, and news with the names that other taggers found."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

#: Start, end, type; offsets in code points.
Name = tuple[int, int, str]
#: Sentences of an annotated file that make up one text.
_TOGETHER = 20
_CLOSING, _OPENING = frozenset(".,;:!?)]}%”’"), frozenset("([{$“‘")


class Labelled(NamedTuple):
    """A text with the names that each annotator found in it."""

    text: str
    names: tuple[list[Name], ...]


def annotated(folder: Path) -> Iterator[Labelled]:
    """The texts of the files of a folder: a token and its label on a line, an empty line after a sentence."""
    for path in sorted(folder.glob("*.conll")):
        sentences = [_sentence(block) for block in path.read_text("utf-8").split("\n\n") if block.strip()]
        for first in range(0, len(sentences), _TOGETHER):
            yield _joined(sentences[first : first + _TOGETHER])


def _sentence(block: str) -> tuple[str, list[Name]]:
    text, names, quoted = "", list[Name](), False
    for line in block.strip("\n").split("\n"):
        word, _, label = line.partition("\t")
        closes = word in _CLOSING or word.startswith(("'", "’", "n't", "n’t")) or (word == '"' and quoted)
        glued = not text or closes or text[-1] in _OPENING or (text[-1] == '"' and quoted)
        quoted ^= word == '"'
        start = len(text) + (not glued)
        text += word if glued else " " + word
        if label.startswith("B-"):
            names.append((start, len(text), label[2:]))
        elif label.startswith("I-") and names:
            names[-1] = (names[-1][0], len(text), names[-1][2])
    return text, names


def _joined(sentences: Iterable[tuple[str, list[Name]]]) -> Labelled:
    text, found = "", list[Name]()
    for sentence, names in sentences:
        text += "\n\n" if text else ""
        found += [(len(text) + start, len(text) + end, kind) for start, end, kind in names]
        text += sentence
    return Labelled(text, (found,))


def news(articles: Path, taggers: Iterable[Path]) -> Iterator[Labelled]:
    """The articles that all of the taggers have read, with the names that each found."""
    found = [_by_id(path) for path in taggers]
    for line in gzip.decompress(articles.read_bytes()).splitlines():
        article = orjson.loads(line)
        if all(article["id"] in one for one in found):
            yield Labelled(article["text"], tuple(one[article["id"]] for one in found))


def _by_id(path: Path) -> dict[str, list[Name]]:
    records = map(orjson.loads, path.read_bytes().splitlines())
    return {
        record["article"]["id"]: [(one["start"], one["end"], one["type"]) for one in record["layers"]["entities"]["mentions"]]
        for record in records
    }
