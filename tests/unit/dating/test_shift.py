"""An article moved by some days moves every relative day by as many; no system clock has a say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator

ANNOTATE = DatingAnnotator()
TEXT = """\
He left yesterday, came back today and will go tomorrow. Two weeks ago it rained.
It will rain on Friday; last Monday it did.
"""


def days(published: date) -> list[date | None]:
    layer = ANNOTATE(Article(id="item", text=TEXT, published_at=str(published)), Layers())
    return [date.fromisoformat(one.earliest) if one.earliest else None for one in layer.expressions]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(100, 1, 1), date(9900, 1, 1)), st.integers(-500, 500))
@example(date(2000, 2, 28), 1)
@example(date(1582, 10, 4), 2)
@example(date(2019, 12, 30), 1)
def test_days_move_with_the_article(published: date, weeks: int) -> None:
    moved = timedelta(weeks=weeks)
    assert days(published + moved) == [one + moved if one else None for one in days(published)]
    assert len(days(published)) == 6
