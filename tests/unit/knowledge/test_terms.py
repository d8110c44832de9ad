"""Terms of office: every file can be read, no office is held twice at a time, and no gap goes unsaid."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from services.knowledge import countries, terms

TERMS = terms.load()
#: Shorter gaps are handovers.
_GAP_DAYS = 31
#: What a term of that precision may overlap with the next.
_SLACK = {4: 366, 7: 31, 10: 0}


def label(office: terms.Office) -> str:
    return f"{office.country} {office.name or office.titles[0]}"


def test_terms_of_one_name_are_in_order() -> None:
    held = TERMS.by_surname[("president", "putin")]
    assert [one.since for one in held] == [date(1999, 12, 31), date(2000, 5, 7), date(2012, 5, 7)]


def test_codes_titles_and_names() -> None:
    codes = {*countries.load().by_code, "UN", "EU", "NATO"}
    for office in TERMS.offices:
        assert office.country in codes
        assert office.titles and office.terms
        assert all(term.name.isascii() for term in office.terms), label(office)
        assert len({(office.country, office.name or office.titles[0]) for office in TERMS.offices}) == len(TERMS.offices)


@pytest.mark.parametrize("office", TERMS.offices, ids=label)
def test_one_holder_at_a_time_and_no_unsaid_gap(office: terms.Office) -> None:
    for left, right in pairwise(office.terms):
        assert left.until is not None and left.until_edtf is not None, left
        assert (left.until - right.since).days <= max(_SLACK[len(left.until_edtf)], _SLACK[len(right.since_edtf)]), (left, right)
        said = any(one.since <= left.until and one.until >= right.since for one in office.vacant)
        assert said or (right.since - left.until).days <= _GAP_DAYS, (left, right)


def test_a_vacancy_holds_no_term() -> None:
    for office in TERMS.offices:
        for one in office.vacant:
            assert one.since < one.until and one.note
            assert not [
                term for term in office.terms if term.since < one.since and (term.until is None or term.until > one.until)
            ]


def test_sixty_countries_since_1990() -> None:
    """Their head of state or of government is known, or said to be missing, on the first day of every year."""
    leaders = [one for one in TERMS.offices if one.role in ("state", "government", "both")]
    whole = [one for one in leaders if one.terms[0].since <= date(1990, 12, 31) and one.terms[-1].until is None]
    assert len({one.country for one in whole}) >= 60
    for office in whole:
        for day in (date(year, 1, 1) for year in range(1991, 2026)):
            holder = [one for one in office.terms if one.within(day, day)]
            vacant = [one for one in office.vacant if one.since <= day <= one.until]
            assert holder or vacant, (label(office), day)


@pytest.mark.parametrize(
    ("country", "title", "first", "last", "names"),
    [
        ("RU", "president", date(2010, 1, 1), date(2010, 12, 31), ["Dmitry Medvedev"]),
        ("RU", "president", date(2012, 1, 1), date(2012, 12, 31), ["Dmitry Medvedev", "Vladimir Putin"]),
        ("IE", "Prime Minister", date(2015, 6, 1), date(2015, 6, 1), ["Enda Kenny"]),
        ("IE", "taoiseach", date(2015, 6, 1), date(2015, 6, 1), ["Enda Kenny"]),
        ("VA", "Pope", date(2005, 4, 10), date(2005, 4, 10), []),
        ("FR", "king", date(2005, 4, 10), date(2005, 4, 10), []),
    ],
)
def test_held(country: str, title: str, first: date, last: date, names: list[str]) -> None:
    assert [one.name for one in TERMS.held(country, title, first, last)] == names


def test_spellings_lead_to_one_person() -> None:
    zelensky = {one.name for text in ("volodymyr zelenskyy", "volodymyr zelenskiy") for one in TERMS.by_name[text]}
    assert zelensky == {"Volodymyr Zelensky"}
    assert TERMS.by_surname[("president", "zelenskyy")] == TERMS.by_surname[("president", "zelensky")]


def test_a_month_alone_gives_its_outer_days() -> None:
    rabbani = TERMS.by_name["mohammad najibullah"][0]
    assert (rabbani.since, rabbani.until) == (date(1987, 11, 1), date(1992, 4, 30))
    assert (rabbani.since_edtf, rabbani.until_edtf) == ("1987-11", "1992-04")


def test_regnal_names_are_kept_whole() -> None:
    assert terms.surname("John Paul II") == "john paul ii"
    assert terms.surname("Shinzo Abe") == "abe"
    assert terms.surname("Ferdinand Marcos Jr.") == "marcos"
