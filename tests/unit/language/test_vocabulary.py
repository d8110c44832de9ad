"""Words by number are the tokens of the text, whatever was read before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language import vocabulary
from services.language.tokens import Token, tokenize
from services.language.vocabulary import Vocabulary

#: What the rules of tokens look at, white space of several kinds, and characters beyond the first plane.
ODD = st.text(st.sampled_from("“(aB9é.,:'’-…\"n t\n\t\u00a0\u2028\u3000\x1c\U0001f600\ud800"), max_size=60)


def read(text: str, words: Vocabulary) -> list[Token]:
    numbers, starts, ends = words.read(text)
    spelled = [words.words[number] for number in numbers]
    return [Token(*one) for one in zip(starts.tolist(), ends.tolist(), spelled, strict=True)]


@given(st.one_of(ODD, st.text()))
def test_the_tokens_are_those_of_the_pattern(text: str) -> None:
    assert read(text, Vocabulary(len)) == tokenize(text)


@given(st.lists(ODD, min_size=2, max_size=5))
def test_what_was_read_before_does_not_show(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "CAPACITY", 6)
        patch.setattr(vocabulary, "_STRETCHES", 3)
        words = Vocabulary(len)
        assert [read(text, words) for text in texts] == [tokenize(text) for text in texts]


def test_marks_are_asked_for_once() -> None:
    asked: list[str] = []

    def mark(word: str) -> int:
        asked.append(word)
        return len(word)

    words = Vocabulary(mark)
    numbers, _, _ = words.read("so it was, and it was so")
    assert words.marks(numbers).tolist() == [2, 2, 3, 1, 3, 2, 3, 2]
    assert sorted(asked) == sorted({"", "so", "it", "was", ",", "and"})
