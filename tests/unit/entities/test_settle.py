"""The second pass: one type for each name of a text, and what the rules know better than the recogniser."""

import pytest

from services.entities import lexicon
from services.entities.gazetteer import Gazetteer
from services.entities.page import PARTS
from services.entities.reader import Reading, RuleReader
from services.entities.recogniser import Recogniser, Span
from services.entities.settle import settle
from services.knowledge import countries, disputes, organisations, places
from services.language.sequence import Weights
from services.language.zones import find_zones

LEXICON = lexicon.load()
GAZETTEER = Gazetteer(countries.load(), disputes.load(), places.load(), organisations.load(), LEXICON)
READ = RuleReader(GAZETTEER, LEXICON, Recogniser(Weights.untrained(PARTS), LEXICON))


def settled(text: str, *found: str) -> dict[str, str]:
    """Names with their types after the second pass, where the recogniser found these, in order: "PERSON Kari Lie"."""
    reading = READ(text, find_zones(text))
    spans, at = [], 0
    for one in found:
        kind, _, name = one.partition(" ")
        at = text.index(name, at)
        spans.append(_span(reading, at, at + len(name), kind))
        at += len(name)
    return {f"{text[one.start : one.end]}@{one.start}": one.type for one in settle(text, reading, spans)}


def _span(reading: Reading, start: int, end: int, kind: str) -> Span:
    starts, ends = reading.page.starts.tolist(), reading.page.ends.tolist()
    return Span(starts.index(start), ends.index(end) + 1, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (  # the last word of a person's name is that person
            "Kari Varre left. It rained. Varre came back, and Varre slept.",
            ("PERSON Kari Varre", "LOC Varre", "PERSON Varre"),
            {"Kari Varre@0": "PERSON", "Varre@28": "PERSON", "Varre@49": "PERSON"},
        ),
        (  # the type that most of its places have, also where it was missed
            "We saw Zorvex. We met Zorvex. We like Zorvex. We left Zorvex.",
            ("ORG Zorvex", "ORG Zorvex", "LOC Zorvex"),
            {"Zorvex@7": "ORG", "Zorvex@22": "ORG", "Zorvex@38": "ORG", "Zorvex@54": "ORG"},
        ),
        (  # a short form in brackets stands for the organisation
            "The Varre Polar Institute (VPI) paid. Later VPI left.",
            ("ORG Varre Polar Institute", "LOC VPI"),
            {"Varre Polar Institute@4": "ORG", "VPI@27": "ORG", "VPI@44": "ORG"},
        ),
        (  # titles are no part of the name, offices no names
            "They saw Secretary of State Kari Varre there.",
            ("ORG State", "PERSON Kari Varre"),
            {"Kari Varre@28": "PERSON"},
        ),
        ("A Norway-Sweden deal.", ("LOC Norway-Sweden",), {"Norway@2": "LOC", "Sweden@9": "LOC"}),
        # a word that is said to lie in a state is a place, unless somebody of the text bears it
        (
            "We saw Murray, Kentucky, and liked Murray.",
            ("PERSON Murray", "PERSON Murray"),
            {"Murray@7": "LOC", "Kentucky@15": "LOC", "Murray@35": "LOC"},
        ),
        (
            "Kari Murray came. We saw Murray, Kentucky.",
            ("PERSON Kari Murray", "PERSON Murray"),
            {"Kari Murray@0": "PERSON", "Murray@25": "PERSON", "Kentucky@33": "LOC"},
        ),
        # the first word of a company's name is the company
        (
            "Zorvex Mills Inc paid. We like Zorvex.",
            ("ORG Zorvex Mills Inc", "PERSON Zorvex"),
            {"Zorvex Mills Inc@0": "ORG", "Zorvex@31": "ORG"},
        ),
        (
            "Zorvex Mills paid. We like Zorvex.",
            ("ORG Zorvex Mills", "PERSON Zorvex"),
            {"Zorvex Mills@0": "ORG", "Zorvex@27": "PERSON"},
        ),
        ("Varre News was there. We saw Varre.", ("ORG Varre News", "PERSON Varre"), {"Varre News@0": "ORG", "Varre@29": "ORG"}),
        (  # what bears a person's name does not take it
            "The Varre Foundation paid. We saw Varre.",
            ("ORG Varre Foundation", "PERSON Varre"),
            {"Varre Foundation@4": "ORG", "Varre@34": "PERSON"},
        ),
        ("Kari Varre spoke of Medicare.", ("PERSON Kari Varre", "ORG Medicare"), {"Kari Varre@0": "PERSON"}),
        ("We met Ana Soto, R-Ohio, there.", ("PERSON Ana Soto", "LOC R-Ohio"), {"Ana Soto@7": "PERSON", "Ohio@19": "LOC"}),
        ("Norway Rescue Fund paid.", ("LOC Norway",), {"Norway Rescue Fund@0": "ORG"}),
        # what is known beforehand needs no recogniser, and a people is never a place
        ("The Norwegian ships left Sweden.", ("LOC Norwegian",), {"Norwegian@4": "NORP", "Sweden@25": "LOC"}),
    ],
)
def test_names_after_the_second_pass(text: str, found: tuple[str, ...], expected: dict[str, str]) -> None:
    assert settled(text, *found) == expected
