"""What stands between quotation marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.quotes import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We are ready," he said. "All of us."', ["We are ready,", "All of us."]),
        ("“We are ready,” he said.", ["We are ready,"]),
        ("«We are ready», he said.", ["We are ready"]),
        ("„We are ready“, he said.", ["We are ready"]),
        ("He called it ‘a day’s work’ and left.", ["a day’s work"]),
        ("He called it 'a good day' and left.", ["a good day"]),
        ("The workers' boat isn't the captain's.", []),
        ('A 12" gun and a 10" gun.', []),
        ("No marks at all.", []),
        ('"One thing,\n\n"and another," she said.', ["One thing,", "and another,"]),
        ("He said “never and left.\n\nNext.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


@given(st.text(alphabet=st.sampled_from("ab \n\"'“”‘’«»„.,")))
def test_any_text_gives_ordered_spans(text: str) -> None:
    spans = quotations(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))
