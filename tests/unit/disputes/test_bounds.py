"""What is blanked out, and what is left out of texts that only an attacker would write."""

from __future__ import annotations

import re

import pytest

from dateline.article import Article
from dateline.record import Layers
from services.disputes.annotate import Annotator
from services.disputes.inserts import without_links
from services.disputes.reading import Reading
from services.disputes.trails import Trails

annotate = Annotator()


def test_a_list_of_links_is_blanked_out_and_offsets_stay() -> None:
    text = "Mayor Jo Louise FieldTram strike ends | Ortiz sues Field over harbour MORE said on Monday that the road is open."
    quiet = without_links(text)
    assert len(quiet) == len(text)
    assert quiet.split() == ["Mayor", "Jo", "Louise", "Field", "said", "on", "Monday", "that", "the", "road", "is", "open."]


@pytest.mark.parametrize(
    "text",
    [
        "Jo McAllister wants MORE boats for the harbour.",
        "The firm FieldWorks said so.\nMORE on the harbour inside.",
        "FieldWorks wants MORE.",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert without_links(text) == text


def test_many_blanks_before_a_verb_of_saying() -> None:
    text = "Field" + " " * 40 + "said that the road is open."
    assert [text[one.cue[0].start : one.cue[0].end] for one in annotate(Article(id="a", text=text), Layers()).claims] == ["said"]


def test_one_sentence_gives_a_bounded_number_of_matches() -> None:
    trails = Trails(Reading("Field sued Ortiz " * 500))
    assert len(list(trails.find(re.compile("sued"), "legal"))) == 100
