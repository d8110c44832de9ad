"""Zones of agency items in many styles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.zones import Zone, find_zones

LEAD = "The two ministers agreed to open the border to lorries, an official of the customs service said."


def named(text: str) -> list[tuple[str, str]]:
    return [(zone.zone, text[zone.start : zone.end]) for zone in find_zones(text)]


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO, March 12. /NPK/.",
        "OSLO (Reuters) -",
        "OSLO, Norway (AP) —",
        "OSLO, 12 March (AFP) —",
        "OSLO, March 12 -",
        "OSLO, Sept 4 --",
        "OSLO, Mar. 12 (Xinhua) --",
        "OSLO, March 12, 2019 (dpa) –",
        "NEW YORK, N.Y. (AP) —",
        "OSLO/BERGEN (Reuters) -",
        "OSLO —",
        "OSLO:",
        "Oslo –",
        "Oslo, Norway | AFP | 12/03/2019 -",
        "(Reuters) -",
        "(CNN)",
        "Tromso. 12 March. INTERFAX.RU -",
        "SAN JOSE, Costa Rica, March 12 (ACAN) -",
        "OSLO, Norway -- (BUSINESS WIRE) -- March 12, 2019 --",
        "OSLO--(BUSINESS WIRE)--March 12, 2019--",
        "OSLO, NO / ACCESSWIRE / March 12, 2019 /",
        "ОСЛО / OSLO. March 12 (Interfax) -",
        "Oslo, March 12, NPK -",
        "March 12 (UPI) --",
        "Oslo, Mar 12 (PTI)",
        "OSLO (12 March 2019) –",
        "OSLO - 12 March 2019:",
        "OSLO, MARCH 12, 2019, NPKPRESS:",
        "OSLO, MARCH 12, NPKPRESS.",
        "afrol News, 27 January -".replace("afrol", "Afrol"),
    ],
)
def test_a_dateline_is_found_with_its_closing_mark(dateline: str) -> None:
    assert named(f"{dateline} {LEAD}") == [("dateline", dateline), ("body", LEAD)]


@pytest.mark.parametrize(
    "text",
    [
        "Officials met on Monday - the second time this year - to talk about the price of fish in the north.",
        "UPDATE: The harbour is open again after the storm, the harbour master told our reporter on Sunday evening.",
        "WATCH — The minister answers questions about the harbour and the price of fish in the north of the land.",
        "The harbour (pictured) is open again after the storm, the harbour master told our reporter on Sunday.",
        "March 12 (a Friday) was the day that the officials had set for a talk about the price of fish in the north.",
        "Oslo, March 12 was the day; Bergen, March 14, the next, when the two towns would both hold their elections.",
        "Mr Berg, a fisherman (and a poet), said that he would go to sea again.",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert "dateline" not in dict(named(text))


def test_a_whole_item() -> None:
    parts = [
        ("site_label", "World news"),
        ("headline", "Norway and Sweden open the border to lorries again"),
        ("deck", "Lorries had to wait for up to three days at the northern crossings"),
        ("dateline", "OSLO, March 12 (Reuters) -"),
        ("body", LEAD),
        ("crosshead", "Three days of waiting"),
        ("body", "Drivers said that they had run out of water. Nobody was hurt."),
        ("signature", "Reporting by Kari Berg; Editing by Per Lie"),
    ]
    text = "\n\n".join(piece for _, piece in parts).replace("-\n\n", "- ")
    assert named(text) == parts


def test_an_item_without_a_dateline_has_a_headline() -> None:
    assert named(f"Border open to lorries again\n\n{LEAD}\n\n{LEAD}") == [
        ("headline", "Border open to lorries again"),
        ("body", f"{LEAD}\n\n{LEAD}"),
    ]


def test_one_paragraph_is_body() -> None:
    assert named(LEAD) == [("body", LEAD)]


def test_a_dateline_alone_on_its_line() -> None:
    assert named(f"PARIS, May 3 (AFP) -\n\n{LEAD}") == [("dateline", "PARIS, May 3 (AFP) -"), ("body", LEAD)]


def test_an_address_above_the_item_is_a_label() -> None:
    assert named(f"https://news.example/a/1\n\nBorder open to lorries again\n\n{LEAD}")[:2] == [
        ("site_label", "https://news.example/a/1"),
        ("headline", "Border open to lorries again"),
    ]


@pytest.mark.parametrize("text", ["", " \n ", "\n\n\n", "-", "A", "OSLO", "OSLO -", "(Reuters)", "\ufffd", "😀 – 😀"])
def test_odd_texts(text: str) -> None:
    assert all(text[zone.start : zone.end].strip() for zone in find_zones(text))


@given(st.text(alphabet=st.sampled_from("AaéZ .,:-–—/()|\n\"'“”0129\u2028\x85😀")))
def test_any_text_has_ordered_zones_that_hold_every_character(text: str) -> None:
    zones: list[Zone] = find_zones(text)
    assert all(left.end <= right.start for left, right in pairwise(zones))
    assert all(zone.start < zone.end <= len(text) for zone in zones)
    held = {at for zone in zones for at in range(zone.start, zone.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in held)
