"""A model read with numpy gives the labels that CRFsuite itself gives."""

from collections.abc import Sequence
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from services.language import sequence
from services.language.fitting import JOINT, fit, seed
from services.language.sequence import OUTSIDE, Ints, Weights, WordTable, best_labels, signal_table

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


def read(words: list[list[str]], table: WordTable, weights: Weights) -> list[list[str]]:
    """Labels of the sentences, found together."""
    flat = [OUTSIDE, *(word for sentence in words for word in (*sentence, OUTSIDE))]
    numbers = table.numbers(flat)
    lengths = np.array([len(sentence) for sentence in words], np.int32)
    places = np.concatenate([np.arange(size) + sum(lengths[:n]) + n + 1 for n, size in enumerate(lengths)])
    emissions = table.emissions([(part, numbers[places + int(part)]) for part in PARTS])
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
    assert read(words, WordTable(weights, attributes, len), weights) == [tagger.tag(features(one)) for one in words]


def test_the_same_sequences_give_the_same_bytes(model: bytes) -> None:
    assert fit(examples(), "ap", OPTIONS, PARTS, {}) == model


def test_a_full_table_changes_no_label(model: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = Weights.read(BytesIO(model))
    words = [words.split() for words, _ in SENTENCES]
    expected = read(words, WordTable(weights, attributes, len), weights)
    monkeypatch.setattr(sequence, "CAPACITY", 20)
    monkeypatch.setattr(sequence, "_NOTHING", 19)
    table = WordTable(weights, attributes, len)
    for batch in islice(cycle([["so", "many", "new", "words", "here"], ["and", "others", "that", "come"]]), 5):
        read([batch], table, weights)
        assert read(words, table, weights) == expected


def test_a_text_of_more_words_than_the_table_holds_is_read(model: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "CAPACITY", 8)
    monkeypatch.setattr(sequence, "_NOTHING", 7)
    weights = Weights.read(BytesIO(model))
    words = [[f"w{number}" for number in range(50)]]
    assert len(read(words, WordTable(weights, attributes, len), weights)[0]) == 50
