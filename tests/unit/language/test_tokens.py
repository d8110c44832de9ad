"""Words and marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway's ships", "Norway 's ships"),
        ("Sweden’s ships didn’t", "Sweden ’s ships did n’t"),
        ("the U.S. and the UK", "the U.S. and the UK"),
        ("O'Neill in N'Djamena", "O'Neill in N'Djamena"),
        ("a mid-20th-century bridge", "a mid - 20th - century bridge"),
        ("3,000 at 10.30 p.m.", "3,000 at 10.30 p.m."),
        ("“Yes,” – she said...", "“ Yes , ” – she said ..."),
        ("the workers' rights", "the workers ' rights"),
        ("21st of May -- $5", "21st of May -- $ 5"),
    ],
)
def test_tokens(text: str, words: str) -> None:
    assert [token.text for token in tokenize(text)] == words.split()


def test_a_part_of_a_text_keeps_its_offsets() -> None:
    assert [(token.start, token.text) for token in tokenize("one two three", 4, 7)] == [(4, "two")]


@given(st.text())
def test_any_text_slices_back(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(text.split())
