"""Rates and prices: every currency word has its means, and none of them leaps by a slip of the decimal point."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from services.knowledge import prices

#: Devaluations and redenominations that are real.
_LEAPS = {"TRL", "TRY", "IDR", "ARS", "VEB", "NGN", "RUR", "RUB", "MXN"}


def test_means_do_not_leap() -> None:
    known = prices.load()
    for name, table in {**known.per_dollar, **known.goods}.items():
        leaps = [max(left, right) / min(left, right) for left, right in pairwise(table.means)]
        assert name in _LEAPS or max(leaps) < 2.1, name
        assert table.since + len(table.means) - 1 <= 2026, name


@pytest.mark.parametrize(
    ("code", "day", "mean"), [("CNY", date(2006, 7, 1), 7.97), ("JPY", date(1995, 7, 1), 94.1), ("EUR", date(2008, 1, 1), 0.707)]
)
def test_means_between_years(code: str, day: date, mean: float) -> None:
    assert prices.load().per_dollar[code].at(day) == pytest.approx(mean, rel=0.02)


def test_no_mean_before_there_was_such_money() -> None:
    assert prices.load().per_dollar["EUR"].at(date(1995, 1, 1)) is None
    assert prices.load().per_dollar["DEM"].at(date(2004, 1, 1)) is None
