"""What a text names tells its year: persons, happenings, things, sums of money, numbered meetings. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from services.dating.evidence import Aged, Belongs, Counted, Rated
from services.dating.figures import find_figures
from services.dating.named import find_named
from tests.unit.dating.conftest import Read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Talks with Yasser Arafat broke down.", ["Yasser Arafat"]),
        ("Former president Boris Yeltsin fished.", []),
        ("A plumber called Hugh Hewitt won the raffle.", []),
        ("President Putin and Mr. Obama shook hands.", ["Putin", "Obama"]),
        ("Sales fell after the September 11 attacks.", ["September 11"]),
        ("The price is in deutschmarks, not in euros.", ["deutschmark", "euros"]),
        ("Euroscepticism, Obamania and the SARSfield road.", []),
        ("Obama met Obama's aides; Barack Obama slept.", ["Obama"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    clues = list(find_named(text))
    assert [text[one.start : one.end].removesuffix("s") for one in clues] == [name.removesuffix("s") for name in found]


def test_a_day_in_the_dateline_is_no_happening_that_is_called_by_it() -> None:
    text = "DOVER, September 11 (NPS) -- A pier opened. It was planned before September 11."
    assert [one.start for one in find_named(text, 7, 19)] == [66]
    assert [one.start for one in find_named("BEIRUT, March 14 (NPS) -- The March 14 bloc met.", 8, 16)] == [30]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("The bridge cost 1,200 million yen (10 million dollars).", 120.0),
        ("He paid 500 yuan (about 62.5 US dollars) for it.", 8.0),
        ("A debt of 3 billion rupees (66.7 million U.S. dollars).", 44.98),
        ("They stole 20 million dollars (about 16 million euros).", 0.8),
        ("A fine of 30 million pounds ($45 million).", 0.667),
        ("The dollar slipped in Tokyo to 101.25-27 yen.", 101.25),
        ("A loan of five million baht (200,000 dollars).", 25.0),
        ("He has two million pounds (of potatoes).", None),
        ("Shares rose by 12.50 yen (dollar bonds fell).", None),
        ("She won 300 dollars (third prize).", None),
    ],
)
def test_rates(text: str, rate: float | None) -> None:
    values = [one.value for one in find_figures(text) if isinstance(one, Rated)]
    assert values == ([] if rate is None else [pytest.approx(rate, rel=0.01)])


def test_a_rate_fits_its_years() -> None:
    (clue,) = find_figures("The ship cost 800 million yen (10 million dollars).")
    scores = {year: clue.score(date(year, 6, 15)) for year in range(1980, 2027)}
    assert {year for year, score in scores.items() if score > -1} == {2011, 2012}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("at the 61st session of the UN General Assembly in New York", (2006, 2007)),
        ("The 15th Asian Games open today.", (2006, 2006)),
        ("the 109th Congress", (2005, 2006)),
        ("on the tenth anniversary of the Chernobyl disaster", (1996, 1996)),
        ("five years after the September 11 attacks", (2006, 2006)),
        ("the 61st session of the town council", None),
        ("the 3rd street", None),
    ],
)
def test_counts(text: str, years: tuple[int, int] | None) -> None:
    counted = [one for one in (*find_figures(text), *find_named(text)) if isinstance(one, Counted)]
    assert [(one.first, one.last) for one in counted] == ([years] if years else [])


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel, 51, waved.",
        "The 51-year-old Chancellor Angela Merkel waved.",
        "Angela Merkel turned 51 on Monday.",
        "Angela Merkel, who is 51, waved.",
    ],
)
def test_an_age_tells_the_year(text: str) -> None:
    (age,) = [one for one in find_named(text) if isinstance(one, Aged)]
    fits = [year for year in range(1990, 2020) if age.score(date(year, 12, 1)) == 0]
    assert fits == [2005]


@pytest.mark.parametrize("text", ["A 51-year-old bridge opened by Angela Merkel fell.", "Angela Merkel turned 51 pages."])
def test_the_age_of_something_else_tells_nothing(text: str) -> None:
    assert not [one for one in find_named(text) if isinstance(one, Aged)]


def test_farther_from_its_time_is_less_likely() -> None:
    (clue,) = [one for one in find_named("Yasser Arafat spoke.") if isinstance(one, Belongs)]
    assert clue.score(date(2000, 1, 1)) > clue.score(date(2005, 1, 1)) > clue.score(date(2012, 1, 1))


# 17 November is a Thursday in 1994, 2005, 2011, 2016 and 2022.
CHANCELLERY = """\
BERLIN, November 17 (NPS) -- Chancellor Angela Merkel received US President Barack Obama in Berlin on Thursday, her office said.

The two last met in April 2016 at a trade fair. Prime Minister Theresa May will come on Friday.
"""
# 5 March is a Wednesday in 1997, 2003, 2008, 2014 and 2025.
FERRY = """\
MANILA, March 5 (NPS) -- President Fidel Ramos on Wednesday ordered a survey of all ferries, an aide said.

A survey costs 26 million pesos (one million dollars). Twelve ships were lost in 1995.
"""
# 31 August is a Monday in 1992, 1998, 2009, 2015, 2020 and 2026.
PIPELINE = """\
OSTHAVEN, August 31. /NPK/. Russian President Vladimir Putin spoke to outgoing Japanese Prime Minister Shinzo Abe about a \
pipeline on Monday, officials said.

A first contract was signed in June 2019. The virus has delayed the work since March.
"""


@pytest.mark.parametrize(
    ("text", "edtf", "receipts"),
    [
        (CHANCELLERY, "2016-11-17", (None, "2016-11-17", "2017-03-01", "2017-11-18", "2022-11-18", "2025-02-01")),
        (FERRY, "1997-03-05", (None, "1997-03-06", "1997-12-31", "1998-03-06", "2003-03-05", "2008-09-09")),
        (PIPELINE, "2020-08-31", (None, "2020-08-31", "2021-02-01", "2021-09-01", "2026-09-01", "2026-11-24")),
    ],
)
def test_content_decides_against_the_nearest_such_weekday(
    read: Read, text: str, edtf: str, receipts: tuple[str | None, ...]
) -> None:
    for received in receipts:
        time = read(text, received_at=received and f"{received}T20:00:00Z").document_time
        assert time.edtf == edtf, received
        assert all(received is None or one.edtf <= received for one in time.alternatives)


def test_the_later_year_with_that_weekday_is_named(read: Read) -> None:
    assert "2026-08-31" in {one.edtf for one in read(PIPELINE).document_time.alternatives}


def test_each_piece_of_evidence_shows_its_characters(read: Read) -> None:
    evidence = read(CHANCELLERY).document_time.evidence
    shown = {one.rule: CHANCELLERY[one.start : one.end] for one in evidence}
    assert shown["weekday.same_day"] == "Thursday" and shown["year.named"] == "April 2016"
    assert all(one.says for one in evidence)


def test_the_year_of_a_plan_that_was_changed_says_nothing(read: Read) -> None:
    text = "DOVER, March 5 (NPS) -- The pier, {} April 2015, opened on Thursday."
    for plan, said in (("first scheduled for", False), ("closed since", True)):
        evidence = read(text.format(plan)).document_time.evidence
        assert any(one.rule.startswith("year.") for one in evidence) is said
