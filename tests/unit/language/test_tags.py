"""Parts of speech as the shipped tagger reads them."""

import gzip
from pathlib import Path

import pytest

from services.language import tag_training, tags
from services.language.tokens import tokenize

TAGGER = tags.load()


def tagged(*sentences: str) -> list[str]:
    words = [[token.text for token in tokenize(sentence)] for sentence in sentences]
    return TAGGER([word for sentence in words for word in sentence], [len(sentence) for sentence in words])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The two sides signed the treaty .", "DET NUM NOUN VBD DET NOUN PUNCT"),
        ("The treaty was signed by both ministers .", "DET NOUN AUX VBN ADP DET NOUN PUNCT"),
        ("They will meet in Oslo on Monday .", "PRON AUX VB ADP PROPN ADP PROPN PUNCT"),
        ("She says that he is waiting .", "PRON VBZ SCONJ PRON AUX VBG PUNCT"),
    ],
)
def test_verbs_have_their_form(sentence: str, expected: str) -> None:
    assert tagged(sentence) == expected.split()


def test_a_sentence_has_the_same_tags_in_any_company() -> None:
    first, second = "They signed it .", "Old ships sink ."
    assert tagged(first, second, first) == [*tagged(first), *tagged(second), *tagged(first)]


def test_no_words_have_no_tags() -> None:
    assert TAGGER([], []) == [] and TAGGER(["Go"], [0, 1, 0]) == tagged("Go")


def test_a_treebank_is_read_by_document(tmp_path: Path) -> None:
    row = "{}\t{}\t_\t{}\t{}\t_\t_\t_\t_\t_"
    rows = [row.format("1", "He", "PRON", "PRP"), row.format("2-3", "didn't", "_", "_"), row.format("2", "did", "AUX", "VBD")]
    rows += [row.format("3", "n't", "PART", "RB"), row.format("4", "go", "VERB", "VB")]
    text = (
        "# newdoc id = a\n# text = x\n"
        + "\n".join(rows)
        + "\n\n# newdoc id = b\n"
        + row.format("1", "Yes", "INTJ", "UH")
        + "\n\n"
    )
    (tmp_path / "one.conllu.gz").write_bytes(gzip.compress(text.encode()))
    (one,), (two,) = tag_training.documents(tmp_path)
    assert one == (["He", "did", "n't", "go"], ["PRON", "AUX", "PART", "VB"])
    assert two == (["Yes"], ["INTJ"])
