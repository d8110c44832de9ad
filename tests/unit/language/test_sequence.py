"""A model read with numpy gives the labels that CRFsuite itself gives."""

from collections.abc import Sequence
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from services.language import sequence, vocabulary
from services.language.fitting import JOINT, fit, seed
from services.language.sequence import OUTSIDE, Weights, WordTable, best_labels, signal_table
from services.language.vocabulary import Ints, Vocabulary

PARTS = ("-1", "0", "1")
OPTIONS = {"max_iterations": 5}
SENTENCES = [
    ("Kari Lie sings", "B I O"),
    ("old Kari Lie and Per sing", "O B I O B O"),
    ("in Oslo Per met Kari", "O L B O B"),
    ("Oslo sings", "L O"),
    ("Per", "B"),
    ("they met in Bergen near Oslo", "O O O L O L"),
]


def attributes(word: str) -> list[str]:
    return [word, word[:1].upper() + str(word.istitle())] if word else ["outside"]


def features(words: Sequence[str]) -> list[list[str]]:
    padded = [OUTSIDE, *words, OUTSIDE]
    return [
        [f"{part}{JOINT}{one}" for part in PARTS for one in attributes(padded[at + 1 + int(part)])] + [f"even={at % 2}"]
        for at in range(len(words))
    ]


def examples() -> list[tuple[list[list[str]], list[str]]]:
    return [(features(words.split()), labels.split()) for words, labels in SENTENCES]


class Table:
    """Words with their rows."""

    def __init__(self, weights: Weights) -> None:
        self.vocabulary = Vocabulary(len)
        self.rows = WordTable(weights, attributes, self.vocabulary)


def read(words: list[list[str]], table: Table, weights: Weights) -> list[list[str]]:
    """Labels of the sentences, found together."""
    flat = [OUTSIDE, *(word for sentence in words for word in (*sentence, OUTSIDE))]
    numbers = table.vocabulary.of(flat)
    lengths = np.array([len(sentence) for sentence in words], np.int32)
    places = np.concatenate([np.arange(size) + sum(lengths[:n]) + n + 1 for n, size in enumerate(lengths)])
    emissions = table.rows.emissions([(part, numbers[places + int(part)]) for part in PARTS])
    even = np.concatenate([np.arange(size) % 2 for size in lengths])
    emissions += signal_table(weights, "even", ("0", "1"))[even]
    found: Ints = best_labels(emissions, lengths, weights.transitions)
    names = iter(weights.labels[number] for number in found)
    return [list(islice(names, size)) for size in lengths.tolist()]


@pytest.fixture(scope="module")
def model() -> bytes:
    return fit(examples(), "ap", OPTIONS, PARTS, {})


def test_the_labels_are_those_of_crfsuite(model: bytes, tmp_path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="ap", params=OPTIONS, verbose=False)
    for shown, labels in examples():
        trainer.append(shown, labels)
    seed()
    trainer.train(str(tmp_path / "model"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    words = [*(words.split() for words, _ in SENTENCES), ["old", "Per", "and", "Oslo", "met", "in", "Bergen", "Kari", "Lie"]]
    weights = Weights.read(BytesIO(model))
    assert read(words, Table(weights), weights) == [tagger.tag(features(one)) for one in words]


def test_the_same_sequences_give_the_same_bytes(model: bytes) -> None:
    assert fit(examples(), "ap", OPTIONS, PARTS, {}) == model


@pytest.mark.parametrize(("room", "rows"), [(20, 40), (100, 20), (20, 20)])
def test_full_tables_change_no_label(model: bytes, monkeypatch: pytest.MonkeyPatch, room: int, rows: int) -> None:
    weights = Weights.read(BytesIO(model))
    words = [words.split() for words, _ in SENTENCES]
    expected = read(words, Table(weights), weights)
    small(monkeypatch, room, rows)
    table = Table(weights)
    for batch in islice(cycle([["so", "many", "new", "words", "here"], ["and", "others", "that", "come"]]), 5):
        read([batch], table, weights)
        assert read(words, table, weights) == expected


@pytest.mark.parametrize(("room", "rows"), [(8, 100), (100, 8), (8, 8)])
def test_a_text_of_more_words_than_the_tables_hold_is_read_the_same_after_any_other(
    model: bytes, monkeypatch: pytest.MonkeyPatch, room: int, rows: int
) -> None:
    small(monkeypatch, room, rows)
    weights = Weights.read(BytesIO(model))
    words = [["Kari", "Lie", *(f"w{number}" for number in range(50)), "Per"]]
    table = Table(weights)
    first = read(words, table, weights)
    read([["Per", "met", "w3"]], table, weights)
    assert read(words, table, weights) == first and len(first[0]) == 53


def small(monkeypatch: pytest.MonkeyPatch, room: int, rows: int) -> None:
    for module in (sequence, vocabulary):
        monkeypatch.setattr(module, "CAPACITY", room)
    monkeypatch.setattr(sequence, "ROWS", rows)
    monkeypatch.setattr(sequence, "_NOTHING", rows - 1)
