"""Times of arrival: what came later under one id has the later time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.ingest.arrival import Arrivals

NOON = datetime(2031, 5, 6, 12, 0, 0, 1234, UTC)
TICK = timedelta(milliseconds=1)


def test_times_are_whole_milliseconds_and_shared_by_different_ids() -> None:
    arrivals = Arrivals(lambda: NOON)
    assert arrivals.stamp("a") == arrivals.stamp("b") == NOON.replace(microsecond=1000)


def test_one_id_never_has_a_time_twice() -> None:
    arrivals = Arrivals(lambda: NOON)
    first = arrivals.stamp("a")
    assert [arrivals.stamp("a") for _ in range(3)] == [first + TICK, first + 2 * TICK, first + 3 * TICK]


def test_not_even_when_the_clock_catches_up_or_goes_back() -> None:
    now = NOON
    arrivals = Arrivals(lambda: now)
    stamps = [arrivals.stamp("a") for _ in range(4)]
    now = NOON + TICK
    stamps.append(arrivals.stamp("a"))
    now = NOON - timedelta(seconds=1)
    stamps.append(arrivals.stamp("a"))
    assert stamps == sorted(set(stamps))


def test_it_forgets_ids_that_cannot_come_into_conflict_any_more() -> None:
    now = NOON
    arrivals = Arrivals(lambda: now)
    for number in range(1000):
        arrivals.stamp(str(number))
    now = NOON + TICK
    arrivals.stamp("a")
    assert len(arrivals._recent) == 1
