"""Years are weighed by the evidence alone: none is likelier by itself, and a receipt only bounds and bends."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

import pytest

from services.dating import shapes, years
from services.dating.anchors import Anchor
from services.dating.evidence import Clue, WeekdayNear, WeekdayPaired, YearNamed
from services.dating.grammar import Match
from services.dating.senses import InYear

ANCHOR = Anchor(Match(0, 8, "day", InYear(month=3, day=12), 0, 2), "dateline", 3, 12)


def weigh(*clues: Clue, received: date | None = None) -> dict[int, float]:
    return {one.year: share for one, share in years.weigh(ANCHOR, clues, received).items()}


def test_without_evidence_every_year_is_as_likely() -> None:
    shares = weigh()
    assert min(shares) == shapes.load().earliest and max(shares.values()) == pytest.approx(min(shares.values()))
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_weekday_is_soft_and_a_day_with_its_weekday_hard() -> None:
    near = weigh(WeekdayNear("weekday.same_day", 0, 1, 4, "lead"))
    paired = weigh(WeekdayPaired("weekday.beside_day", 0, 1, 4, 3, 12))
    for shares in (near, paired):
        assert {year for year, share in shares.items() if share > 0.05} >= {2009, 2015, 2020, 2026}
    # 12 March is a Friday in 2021: the Thursday may be the day before
    assert near[2021] > paired[2021]


def test_years_named_bound_from_below() -> None:
    shares = weigh(YearNamed("year.named", 0, 1, 2012), YearNamed("year.named", 2, 3, 2013, with_month=True))
    assert shares[2014] > shares[2012] > shares[2010]
    assert shares[2014] > shares[2020]


def test_a_year_to_come_bounds_from_above() -> None:
    shares = weigh(YearNamed("year.named", 0, 1, 2012, ahead=True))
    assert shares[2011] > shares[2013] and shares[2010] > shares[2015]


def test_a_receipt_ends_the_years_and_prefers_the_near_ones() -> None:
    shares = weigh(received=date(2020, 6, 1))
    assert max(shares) == 2020
    assert all(left > right for left, right in pairwise(shares[year] for year in (2020, 2019, 2005)))


def test_lags_grow_less_likely() -> None:
    lags = [shapes.receipt(lag) for lag in (0, 1, 30, 300, 900, 4000, 9000, 30000)]
    assert all(left >= right for left, right in pairwise(lags)) and math.isfinite(lags[-1])


def test_a_leap_day_has_leap_years_only() -> None:
    anchor = Anchor(ANCHOR.match, "dateline", 2, 29)
    assert {one.year % 4 for one in years.weigh(anchor, (), None)} == {0}
    assert years.weigh(Anchor(ANCHOR.match, "dateline", 2, 30), (), None) == {}
