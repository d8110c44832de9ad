"""The look at a running worker: when it counts as ready, and when it ends to be started anew."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.runtime.health import Health
from services.runtime.logs import logger
from services.runtime.settings import Settings
from services.runtime.worker import Watch


@dataclass
class Clock:
    """Seconds that pass when the test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Consumer:
    """What Faust knows of its partitions."""

    partitions: set[str] = field(default_factory=set)
    ends: dict[str, int] = field(default_factory=dict)
    _committed_offset: dict[str, int] = field(default_factory=dict)

    def assignment(self) -> set[str]:
        return self.partitions

    def highwater(self, partition: str) -> int | None:
        return self.ends.get(partition)


@dataclass
class Setting:
    """A worker without Faust, and its watch, which looks a hundred times as often as it would."""

    clock: Clock = field(default_factory=Clock)
    consumer: Consumer = field(default_factory=Consumer)
    members: int = 1

    def __post_init__(self) -> None:
        self.app = SimpleNamespace(consumer=self.consumer, crashed=False, rebalancing=False, conf=SimpleNamespace(id="group"))
        self.batches = SimpleNamespace(done=0, working_since=None, guard=SimpleNamespace(overdue=lambda: None))
        self.health = Health()
        self.worker = SimpleNamespace(
            service="dating",
            app=self.app,
            batches=self.batches,
            wiring=SimpleNamespace(settings=Settings(), health=self.health),
            _log=logger("dating"),
            _trouble=lambda what: self.health.trouble("dating", what),
        )
        self.watch = Watch(cast(Any, self.worker), self.clock)
        topics: Any = SimpleNamespace(members=lambda _: self.members, present=lambda: dict.fromkeys(_sources(), 3))
        self.watch._topics = topics

    async def look(self, seconds: float) -> str | None:
        """Let time pass, look, and say why it would end."""
        self.clock.now += seconds
        self.watch._look()
        await self.watch._explain_idleness()
        return self.watch._beyond_help()


def _sources() -> list[str]:
    from services.runtime.worker import source_of

    return [Settings().topic(source_of("dating"))]


@pytest.fixture
def setting() -> Setting:
    return Setting()


async def test_ready_with_partitions(setting: Setting) -> None:
    setting.health.trouble("dating", "joining its group")
    setting.consumer.partitions = {"p0"}
    assert await setting.look(1) is None
    assert setting.health.troubles() == {}


async def test_without_partitions_it_is_not_ready_and_ends_after_a_while(setting: Setting) -> None:
    setting.health.trouble("dating", "joining its group")
    assert await setting.look(3) is None
    assert setting.health.troubles() == {"dating": "joining its group"}
    assert await setting.look(3) is None
    assert "1 workers for 3" in setting.health.troubles()["dating"]
    assert await setting.look(60) == "no partitions for 60 s, and nobody else needs them"


async def test_one_worker_more_than_partitions_is_ready_and_stays(setting: Setting) -> None:
    setting.members = 4
    assert await setting.look(10) is None
    assert setting.health.troubles() == {}
    assert await setting.look(1_000) is None


async def test_a_broker_that_does_not_answer_is_waited_for(setting: Setting) -> None:
    def away(_: str) -> int:
        raise ConnectionError("away")

    topics: Any = setting.watch._topics
    topics.members = away
    for _ in range(5):
        assert await setting.look(100) is None
    assert "away" in setting.health.troubles()["dating"]


async def test_ends_when_records_wait_and_nothing_moves(setting: Setting) -> None:
    setting.consumer.partitions, setting.consumer.ends = {"p0"}, {"p0": 10}
    assert await setting.look(1) is None
    assert await setting.look(119) is None
    assert await setting.look(2) == "records wait, and nothing was done for 120 s"


@pytest.mark.parametrize("movement", ["done", "working", "no lag", "rebalancing"])
async def test_stays_while_something_moves(setting: Setting, movement: str) -> None:
    setting.consumer.partitions, setting.consumer.ends = {"p0"}, {"p0": 10}
    for step in range(5):
        if movement == "done":
            setting.batches.done = step + 1
        elif movement == "working":
            setting.batches.working_since = setting.clock.now
        elif movement == "no lag":
            setting.consumer._committed_offset = {"p0": 10}
        else:
            setting.app.rebalancing = True
        assert await setting.look(100) is None


async def test_a_batch_that_takes_long_is_told(setting: Setting) -> None:
    setting.consumer.partitions = {"p0"}
    setting.batches.working_since = setting.clock.now
    assert await setting.look(61) is None
    assert setting.health.troubles() == {"dating": "a batch has been in work for 61 s"}


async def test_ends_when_faust_has_crashed(setting: Setting) -> None:
    setting.consumer.partitions = {"p0"}
    setting.app.crashed = True
    assert "Faust crashed" in (await setting.look(1) or "")


async def test_ends_with_1_to_be_started_anew_and_with_0_when_told(setting: Setting) -> None:
    setting.consumer.partitions = {"p0"}
    stop = asyncio.Event()
    stop.set()
    assert await setting.watch.until(stop) == 0
    setting.app.crashed = True
    assert await setting.watch.until(asyncio.Event()) == 1
    assert setting.health.dead is not None


async def test_ends_when_one_record_never_ends() -> None:
    setting = Setting(consumer=Consumer({"p0"}))
    assert await setting.look(1) is None
    setting.batches.guard.overdue = lambda: "a record has been in work for long"
    assert await setting.look(1) == "a record has been in work for long"
