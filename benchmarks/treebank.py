"""Verb groups as treebanks of Universal Dependencies have them (CoNLL-U, gzip): what `benchmarks.verbs` measures against."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from services.dating.forms import forms

_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_AUXILIARIES = frozenset(("aux", "aux:pass"))
#: What stands for "will" and the like before "n't" or after an apostrophe.
_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would", "sha": "shall"}


class Word(NamedTuple):
    """A word with its offset in the text of its document; `head` and `relation` as the treebank has them."""

    start: int
    form: str
    lemma: str
    tag: str
    is_verb: bool
    number: int
    head: int
    relation: str


class Gold(NamedTuple):
    """A finite verb group by its verb, or by the copula where it has one."""

    start: int
    tense: str
    negated: bool


class Document(NamedTuple):
    """A document and its finite verb groups by the offset of the verb; `words` of each sentence."""

    name: str
    text: str
    groups: dict[int, Gold]
    words: list[list[Word]]


def documents(folder: Path) -> Iterator[Document]:
    """All documents of the treebanks of a folder, in the order of file names."""
    for path in sorted(folder.glob("*.conllu.gz")):
        for text in gzip.decompress(path.read_bytes()).decode().split("# newdoc")[1:]:
            yield _document(text)


def _document(source: str) -> Document:
    name = source.split("\n", 1)[0].rpartition("= ")[2].strip()
    parts, size, sentences = list[str](), 0, list[list[Word]]()
    for block in source.split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if line[:1].isdigit() and "." not in line.split("\t", 1)[0]]
        if rows:
            apart = "\n\n" if parts and any(line.startswith("# newpar") for line in lines) else ""
            text, words = _sentence(rows, size + len(apart))
            parts += (apart, text)
            size += len(apart) + len(text)
            sentences.append(words)
    groups = {one.start: one for words in sentences for one in _groups(words)}
    return Document(name, "".join(parts), groups, sentences)


def _sentence(rows: list[list[str]], start: int) -> tuple[str, list[Word]]:
    """The text of a sentence, and its words with their offsets; those of "didn't" lie in it one after the other."""
    text, words, low, until = "", list[Word](), 0, 0
    for row in rows:
        first, _, last = row[0].partition("-")
        space = "" if "SpaceAfter=No" in row[9] else " "
        if last:
            low, until = len(text), int(last)
            text += row[1] + space
            continue
        number = int(first)
        if number > until:
            low = len(text)
            text += row[1] + space
        at = max(text.find(row[1], low), low)
        words.append(Word(start + at, row[1], row[2], row[4], row[3] in ("VERB", "AUX"), number, int(row[6]), row[7]))
        low = min(at + len(row[1]), len(text))
    return text, words


def _groups(words: list[Word]) -> Iterator[Gold]:
    for predicate in words:
        below = [one for one in words if one.head == predicate.number]
        copula = next((one for one in below if one.relation == "cop"), None)
        verb = copula or (predicate if predicate.is_verb and predicate.relation not in (*_AUXILIARIES, "cop") else None)
        if verb is None:
            continue
        helping = [one for one in below if one.relation in _AUXILIARIES]
        finite = next((one for one in (*helping, verb) if one.tag in _FINITE), None)
        if finite is None:
            continue
        negated = any(one.relation == "advmod" and one.lemma in ("not", "n't", "never") for one in below)
        yield _planned(words, verb, finite, negated) or Gold(verb.start, _tense(finite, verb), negated)


def _planned(words: list[Word], verb: Word, finite: Word, negated: bool) -> Gold | None:
    """ "is going to open": the verb to come."""
    if verb.lemma != "go" or verb.tag != "VBG" or finite.lemma != "be":
        return None
    ahead = next((one for one in words if one.head == verb.number and one.relation == "xcomp" and one.tag == "VB"), None)
    return Gold(ahead.start, "future", negated) if ahead else None


def _tense(finite: Word, verb: Word) -> str:
    if finite.tag == "MD":
        word = finite.form.lower()
        return forms().modals.get(_MODALS.get(word, word), "possible")
    if finite.tag == "VBD":
        return "past"
    return "perfect" if finite.lemma == "have" and finite is not verb else "present"
