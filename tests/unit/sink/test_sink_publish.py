"""What the sink publishes: all that changed the store or may not have been published, and no repetition beyond that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest

from dateline import topology
from services.runtime.consume import Desk
from services.runtime.guard import MOST, Guard
from services.runtime.headers import REPLAY
from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.records import Headers, Incoming
from services.runtime.settings import Settings
from services.sink.delivery import Delivery
from services.sink.errors import StoreRefused, StoreUnavailable
from services.sink.publish import SinkHandler
from services.sink.store import Store
from tests.records import record
from tests.unit.runtime.conftest import FakeBroker, incoming


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A store with its tables; what a test opens of it, as the sink does for the whole of its life, is closed after it."""
    made = Settings(store_url=f"sqlite:///{tmp_path / 'store.db'}", data_dir=tmp_path)
    opened, original = list[Store](), Store.open

    def noted(url: str) -> Store:
        opened.append(original(url))
        return opened[-1]

    monkeypatch.setattr(Store, "open", noted)
    Store.open(made.store()).migrate()
    yield made
    for store in opened:
        store.close()


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def sink(settings: Settings, thread: ThreadPoolExecutor) -> SinkHandler:
    return SinkHandler(settings, thread, Health())


def delivered(number: int = 1, headers: Headers = (), **more: str) -> Incoming:
    value = orjson.dumps(record(f"a{number}", **more))
    return incoming(value, topic=topology.sink_source(), headers=headers)


def published(handler: SinkHandler, *batch: Incoming, broker: FakeBroker | None = None) -> list[str]:
    """Work on a batch; the ids of the articles that went out, and of dead letters with a cross before them."""
    taking = broker or FakeBroker()

    async def work() -> None:
        desk = Desk("sink", taking.flight())
        await handler(batch, desk)
        await desk.land()

    asyncio.run(work())
    whole = Settings().topic(topology.ENRICHED)
    return [f"x{one.key!r}" if one.dead else (one.key or b"").decode() for one in taking.taken if one.dead or one.topic == whole]


def test_the_same_again_is_not_published_again(sink: SinkHandler) -> None:
    assert published(sink, delivered(1), delivered(2)) == ["a1", "a2"]
    assert published(sink, delivered(2), delivered(1), delivered(3), delivered(3)) == ["a3"]


def test_it_is_known_to_the_process_that_is_started_next(
    sink: SinkHandler, settings: Settings, thread: ThreadPoolExecutor
) -> None:
    published(sink, delivered())
    assert published(SinkHandler(settings, thread, Health()), delivered()) == []


def test_what_changes_the_record_is_published_and_what_does_not_win_is_not(sink: SinkHandler) -> None:
    published(sink, delivered(version="1.1.0"))
    assert published(sink, delivered(version="1.0.0")) == []
    assert published(sink, delivered(version="1.2.0")) == ["a1"]
    assert published(sink, delivered(title="Another", received_at="2026-03-05T08:00:00Z", version="1.2.0")) == ["a1"]
    assert published(sink, delivered(version="1.2.0")) == [], "the content before does not come back"


def test_a_replay_is_published_again(sink: SinkHandler) -> None:
    published(sink, delivered())
    assert published(sink, delivered(headers=((REPLAY, b"1"),))) == ["a1"]


def test_a_crash_between_store_and_topics_loses_nothing(
    sink: SinkHandler, settings: Settings, thread: ThreadPoolExecutor
) -> None:
    with pytest.raises(ValueError, match="gone"):
        published(sink, delivered(), broker=FakeBroker(refuse=[ValueError("gone"), *[None] * 9]))
    assert published(SinkHandler(settings, thread, Health()), delivered()) == ["a1"]


def test_without_a_note_it_is_published_once_more(sink: SinkHandler, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "mark_published", away)
        assert published(sink, delivered()) == ["a1"]
    assert published(sink, delivered()) == ["a1"]
    assert published(sink, delivered()) == []


def test_what_became_a_dead_letter_is_not_known_as_published(sink: SinkHandler) -> None:
    large = delivered(text="word " * 1_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.runtime.deliver.Limits.exceeded", lambda _, one: not one.dead and len(one.value or b"") > 5_000)
        assert published(sink, large, delivered(2)) == ["xb'k'", "a2"]
    assert published(sink, large, delivered(2)) == ["a1"]


def test_on_a_broker_that_forgets_all_is_published(settings: Settings, thread: ThreadPoolExecutor) -> None:
    sink = SinkHandler(settings, thread, Health(), drop_repeats=False)
    assert published(sink, delivered(), delivered()) == ["a1", "a1"]
    assert published(sink, delivered()) == ["a1"]


def test_a_record_that_ends_the_sink_three_times_is_set_aside(
    settings: Settings, thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    original, left = Store.put, list[bytes]()

    def put(store: Store, deliveries: Sequence[Delivery]) -> list[Delivery | StoreRefused]:
        if any(one.article_id == "a2" for one in deliveries):
            [note] = (tmp_path / str(len(left))).iterdir()
            left.append(note.read_bytes())  # what a process that is killed here leaves to the next
            (tmp_path / str(len(left))).mkdir()
            (tmp_path / str(len(left)) / note.name).write_bytes(left[-1])
            raise ValueError("killed")
        return original(store, deliveries)

    def started() -> SinkHandler:
        guard = Guard.open(tmp_path / str(len(left)), "sink", logger("sink"))
        return SinkHandler(settings, thread, Health(), guard)

    monkeypatch.setattr(Store, "put", put)
    batch = [delivered(number) for number in range(1, 4)]
    for _ in range(MOST):
        with pytest.raises(ValueError, match="killed"):
            published(started(), *batch)
    assert published(started(), *batch) == ["xb'k'", "a3"], "the first was published before, alone"
