"""Which words of a text the recogniser looks at, and what stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.entities import lexicon
from services.entities.attributes import WordAttributes, shape
from services.entities.page import PARTS, Page, read_page
from services.language.sentences import sentences
from services.language.vocabulary import Vocabulary

ATTRIBUTES = WordAttributes(lexicon.load(), {})
VOCABULARY = Vocabulary(ATTRIBUTES.mark)


def page_of(text: str) -> Page:
    return read_page(text, [start for start, _ in sentences(text)], VOCABULARY)


def runs(text: str) -> list[str]:
    page = page_of(text)
    found, at = [], 0
    for length in page.lengths.tolist():
        first, last = page.tokens[at], page.tokens[at + length - 1]
        found.append(text[page.starts[first] : page.ends[last]])
        at += length
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Ahmad al-Sayer of the Republic of Norland.", ["Ahmad al-Sayer of the Republic of Norland"]),
        ("They like the sea. It was so.", []),
        ("The Hague is old.", ["The Hague"]),
        ("Lim Soo-yeon spoke to Channel 4 at noon.", ["Lim Soo-yeon", "Channel 4"]),
        ("It is a Norland-based firm.", ["Norland-based"]),
        ("In May Norland paid. Norland sank.", ["In May Norland", "Norland"]),
        ("Anna, who knew Per, left.", ["Anna", "Per"]),
    ],
)
def test_runs_of_words_that_may_be_names(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_words_around_never_come_from_another_sentence() -> None:
    page = page_of("It was late. Kari Lie sang of Oslo.")
    words = [*page.words, "#"]
    first = {part: words[page.neighbours(part)[0]] for part in PARTS}
    assert (first["-1"], first["0"], first["1"], first["2"]) == ("#", "Kari", "Lie", "sang")
    assert (first["before"], first["first"], first["last"], first["after"]) == ("#", "Kari", "Lie", "sang")
    assert page.opens.tolist()[:2] == [True, True] and not page.opens[-1]


@given(st.text(alphabet="aB .-—1\n'é", max_size=60))
def test_any_text_has_a_page(text: str) -> None:
    page = page_of(text)
    assert page.lengths.sum() == len(page.tokens)
    assert all(at.min() >= 0 and at.max() <= len(page.words) for _, at in page.placed if len(at))


@pytest.mark.parametrize(
    ("word", "expected"), [("Norland", "Xx"), ("sea", "x3"), ("NATO", "X"), ("U.S.", "X.X."), ("2020", "9"), ("McKay", "XxXx")]
)
def test_shapes(word: str, expected: str) -> None:
    assert shape(word) == expected
