"""Where sentences end, and where a full stop does not end one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["The bridge is open.", "Cars pass again."],
        ["Gen. Olav Lie met Dr. Berg on Jan. 5 in Oslo.", "They agreed."],
        ["The U.S. Navy sent two ships.", "One came back."],
        ["He flew to the U.S.", "The visit lasted a day."],
        ["J. K. Berg wrote it in St. Olavs gate.", "Nobody read it."],
        ["“Is it open?” she asked.", "“It is!”", "He laughed."],
        ['"We are ready."', "The minister left."],
        ["Prices rose 3.5 percent to $1.20 a litre.", "Wages did not."],
        ["The talks began at 9 a.m. on Monday.", "They ended at 5 p.m.", "The ministers left."],
        ["Berg Corp. Chairman Lie resigned.", "Shares fell."],
        ["It was No. 3 on the list.", "Was it?", "Yes!"],
        ["Inflation fell to 3.5.", "Berg was glad."],
        ["They said no.", "Then they left."],
        ["He waited...", "Nobody came."],
    ],
)
def test_sentences(pieces: list[str]) -> None:
    assert cut(" ".join(pieces)) == pieces


def test_a_paragraph_ends_a_sentence() -> None:
    assert cut("Bridge open again\n\nCars pass. Ships wait") == ["Bridge open again", "Cars pass.", "Ships wait"]


def test_a_hard_wrapped_line_does_not() -> None:
    assert cut("The bridge over the\nsound is open. Cars\npass again.") == [
        "The bridge over the\nsound is open.",
        "Cars\npass again.",
    ]


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    text = "OSLO, March 12. /NPK/. The bridge is open, the road service said on Tuesday in a statement."
    assert cut(text)[0] == "OSLO, March 12. /NPK/."


@given(st.text(alphabet=st.sampled_from("AaZ .,!?-/()\n\"'”01…é")))
def test_any_text_is_cut_without_losing_a_character(text: str) -> None:
    spans = sentences(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
