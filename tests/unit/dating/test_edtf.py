"""What is written as EDTF can be read as such, and means the days given beside it."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import edtf
import pytest

from tests.unit.dating.conftest import Read

CASES = [json.loads(line) for line in files("services.dating.lang.en").joinpath("corpus.jsonl").read_text("utf-8").splitlines()]
#: Level 2 numbers of quarters and halves, and open ends, are beyond the parser.
_BEYOND = re.compile(r"-(3[3-9]|4[01])(?:[~?%]|$)|\.\.")


def test_all_edtf_of_the_cases_can_be_read(read: Read) -> None:
    found = {
        one.edtf
        for case in CASES
        for one in read(case["text"], published_at=case["today"]).expressions
        if one.edtf and not _BEYOND.search(one.edtf)
    }
    assert len(found) > 80
    for text in sorted(found):
        edtf.parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "expected", "earliest", "latest"),
    [
        ("It was built circa 1640.", "1640~", "1640-01-01", "1640-12-31"),
        ("It was built probably in 1640.", "1640?", "1640-01-01", "1640-12-31"),
        ("It was built possibly about 1640.", "1640%", "1640-01-01", "1640-12-31"),
        ("It fell in 490 BC.", "-0489", "-0489-01-01", "-0489-12-31"),
        ("It grew in the 1990s.", "199X", "1990-01-01", "1999-12-31"),
        ("It grew in the 19th century.", "18XX", "1800-01-01", "1899-12-31"),
        ("It closed in the third quarter of 2020.", "2020-35", "2020-07-01", "2020-09-30"),
        ("It closed in the second half of 2020.", "2020-41", "2020-07-01", "2020-12-31"),
        ("It closed in summer 2020.", "2020-22", "2020-06-01", "2020-08-31"),
        ("It closed in May 2019.", "2019-05", "2019-05-01", "2019-05-31"),
        ("India's fiscal year 2019-20 was weak.", "2019-04-01/2020-03-31", "2019-04-01", "2020-03-31"),
        ("The U.S. government's budget for fiscal 2019 fell.", "2018-10-01/2019-09-30", "2018-10-01", "2019-09-30"),
        ("Japan's fiscal 2019 was weak.", "2019-04-01/2020-03-31", "2019-04-01", "2020-03-31"),
        ("The mill told us fiscal 2019 was weak.", "2019~", "2018-01-01", "2020-12-31"),
        ("Sales rose in the fiscal third quarter of 2019.", "2019~", "2018-01-01", "2020-12-31"),
        ("It closed about two years ago.", "2019~", "2019-01-01", "2019-12-31"),
        ("It is closed during the Middle Ages.", "0500~/1500~", "0500-01-01", "1500-12-31"),
        ("The form says 03/04/2020.", "[2020-03-04,2020-04-03]", "2020-03-04", "2020-04-03"),
        ("It closed recently.", "../2021-06-16", None, "2021-06-16"),
        ("It will close in the near future.", "2021-06-16/..", "2021-06-16", None),
        ("It closed over the past three months.", "2021-03-17/2021-06-16", "2021-03-17", "2021-06-16"),
    ],
)
def test_intervals(read: Read, text: str, expected: str, earliest: str | None, latest: str | None) -> None:
    (one,) = read(text, published_at="2021-06-16").expressions
    assert (one.edtf, one.earliest, one.latest) == (expected, earliest, latest)


def test_a_day_of_no_known_year_is_not_made_up(read: Read) -> None:
    (one,) = read("It closed on September 14.").expressions
    assert (one.value, one.edtf, one.earliest, one.latest) == ("XXXX-09-14", "XXXX-09-14", None, None)


@pytest.mark.parametrize(
    "words", ["two weeks ago", "six and a half months ago", "a few days ago", "in early May", "a year earlier"]
)
def test_no_day_out_of_what_is_no_day(read: Read, words: str) -> None:
    for one in read(f"It closed {words}.", published_at="2021-06-16").expressions:
        assert one.earliest is None or one.latest is None or one.earliest < one.latest
