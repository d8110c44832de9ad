"""Batches: given back only when all is delivered, never with an exception, and the process ends rather than lose one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import errors

from dateline.article import Article
from dateline.codec import CodecError
from dateline.layers.entities import EntitiesLayer
from dateline.layers.layer import Layer
from dateline.record import Layers
from dateline.topology import RAW, STAGES
from services.ingest.validate import admit_raw
from services.runtime.consume import GAVE_UP, Batches, Desk
from services.runtime.guard import MOST, Guard
from services.runtime.logs import logger
from services.runtime.processor import Processor
from services.runtime.records import Headers, Incoming
from services.runtime.settings import Settings
from services.runtime.stage import StageHandler
from tests.unit.runtime.conftest import FakeBroker, incoming, outgoing


def event(record: Incoming) -> Any:
    """As Faust gives it."""
    stamp = None if record.timestamp_ms is None else record.timestamp_ms / 1000
    fields = {name: getattr(record, name) for name in ("topic", "partition", "offset", "key", "value", "headers")}
    return SimpleNamespace(message=SimpleNamespace(timestamp=stamp, **fields))


@dataclass
class Handler:
    """Does with each record what the test says."""

    work: Callable[[Incoming, Desk], Any]
    last: bool = False

    async def prepare(self) -> None:
        """Nothing is needed."""

    async def __call__(self, batch: Sequence[Incoming], desk: Desk) -> None:
        for record in batch:
            await self.work(record, desk)


@dataclass
class Bench:
    """Batches with everything around them observable."""

    broker: FakeBroker
    handler: Any
    limit: int = 0
    ended: list[int] = field(default_factory=list)
    settled: list[Headers] = field(default_factory=list)

    async def handle(self, *records: Incoming) -> Batches:
        batches = Batches(
            "test",
            self.handler,
            self.broker.flight,
            logger("test"),
            settle=self._settle,
            give_up=self.ended.append,
            most_dead_letters=self.limit,
        )
        await batches.handle([event(record) for record in records])
        return batches

    async def _settle(self, headers: Headers) -> None:
        self.settled.append(headers)


async def pass_on(record: Incoming, desk: Desk) -> None:
    await desk.send(outgoing((record.key or b"").decode(), cause=record))


async def set_aside(record: Incoming, desk: Desk) -> None:
    await desk.set_aside(record, "SCHEMA", CodecError("SCHEMA", "no article"))


async def test_given_back_after_the_delivery(broker: FakeBroker) -> None:
    broker.fail = [errors.NotLeaderForPartitionError()]
    bench = Bench(broker, Handler(pass_on))
    batches = await bench.handle(incoming(key=b"a"), incoming(key=b"b"))
    assert batches.done == 2 and batches.working_since is None
    assert {record.key for record in broker.taken} == {b"a", b"b"}
    assert bench.ended == []


@pytest.mark.parametrize("error", [RuntimeError("a bug"), MemoryError(), errors.TopicAuthorizationFailedError("t")])
async def test_what_nobody_foresaw_ends_the_process_before_a_commit(broker: FakeBroker, error: Exception) -> None:
    async def broken(record: Incoming, desk: Desk) -> None:
        raise error

    bench = Bench(broker, Handler(broken))
    await bench.handle(incoming())
    assert bench.ended == [GAVE_UP]


async def test_a_delivery_that_cannot_be_made_ends_the_process(broker: FakeBroker) -> None:
    broker.fail = [errors.InvalidTopicError()]
    bench = Bench(broker, Handler(pass_on))
    await bench.handle(incoming())
    assert bench.ended == [GAVE_UP]


async def test_a_dead_letter_is_the_record_as_it_came(broker: FakeBroker) -> None:
    record = incoming(b"\xff", key=None, headers=(("a", b"1"), ("a", b"2"), ("b", None)))
    await Bench(broker, Handler(set_aside)).handle(record)
    [letter] = broker.taken
    assert letter.topic == Settings().topic(RAW.dead_letters())
    assert (letter.key, letter.value) == (None, b"\xff")
    assert letter.headers[:3] == record.headers
    said = dict(letter.headers[3:])
    assert said["errors.offset"] == b"7" and said["errors.partition"] == b"2" and said["errors.attempts"] == b"1"
    assert said["errors.timestamp"] == b"2020-09-13T12:26:40Z"
    assert (said["errors.exception"], said["errors.message"]) == (b"CodecError", b"no article")


async def test_who_accepted_a_record_hears_when_it_goes_no_further(broker: FakeBroker) -> None:
    async def by_key(record: Incoming, desk: Desk) -> None:
        await (set_aside if record.key == b"bad" else pass_on)(record, desk)

    async def both(record: Incoming, desk: Desk) -> None:
        await set_aside(record, desk)
        await pass_on(record, desk)

    records = [incoming(key=key, headers=(("row", key),)) for key in (b"good", b"bad")]
    stage, last, copying = Bench(broker, Handler(by_key)), Bench(broker, Handler(by_key, last=True)), Bench(broker, Handler(both))
    for bench in (stage, last, copying):
        await bench.handle(*records)
    assert stage.settled == [(("row", b"bad"),)], "what was passed on is not done yet"
    assert last.settled == [(("row", b"good"),), (("row", b"bad"),)]
    assert copying.settled == [], "a copy among the dead letters does not end the record"


async def test_too_many_dead_letters_in_a_row_end_the_service(broker: FakeBroker) -> None:
    bench = Bench(broker, Handler(set_aside), limit=3)
    await bench.handle(incoming(), incoming())
    assert bench.ended == []
    await bench.handle(incoming(), incoming(), incoming())
    assert bench.ended == [GAVE_UP]


async def test_one_good_record_breaks_the_row(broker: FakeBroker) -> None:
    async def first_good(record: Incoming, desk: Desk) -> None:
        await (pass_on if record.key == b"good" else set_aside)(record, desk)

    bench = Bench(broker, Handler(first_good), limit=2)
    await bench.handle(incoming(key=b"good"), incoming(), incoming(), incoming())
    assert bench.ended == []


def stage_handler(work: Callable[[Article], Layer], guard: Guard | None = None) -> StageHandler:
    def annotate(article: Article, layers: Layers) -> Layer:
        return work(article)

    processor = Processor(name="entities", version="1.0.0", build=lambda: annotate, admit=admit_raw)
    return StageHandler(processor, Settings(), ThreadPoolExecutor(1), guard)


async def test_a_stage_passes_on_what_it_made_and_sets_aside_what_it_cannot_read(broker: FakeBroker) -> None:
    bench = Bench(broker, stage_handler(lambda article: EntitiesLayer()))
    await bench.handle(incoming(b'{"id": "x", "text": "t"}', headers=(("tenant", b"1"),)), incoming(b"nonsense"))
    letter, made = broker.taken
    assert (made.topic, made.key, made.dead) == (Settings().topic(STAGES[0].target), b"x", False)
    assert dict(made.headers)["ce_subject"] == b"x" and dict(made.headers)["tenant"] == b"1"
    assert dict(made.headers)["ce_time"] == b"2020-09-13T12:26:40Z", "received when the broker received it"
    assert letter.dead and dict(letter.headers)["errors.code"] == b"INVALID_JSON"


async def test_a_broken_rule_copies_the_record_and_passes_it_on(broker: FakeBroker) -> None:
    def broken(article: Article) -> Layer:
        raise KeyError("missing word")

    bench = Bench(broker, stage_handler(broken))
    await bench.handle(incoming(b'{"id": "x", "text": "t"}'))
    letter, made = broker.taken
    assert letter.dead and letter.value == b'{"id": "x", "text": "t"}'
    assert dict(letter.headers)["errors.code"] == b"RULE_ERROR"
    assert b'"status":"failed"' in (made.value or b"")
    assert bench.ended == []


async def test_a_long_batch_goes_out_in_slices(broker: FakeBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.runtime.stage.SLICE", 0.0)
    bench = Bench(broker, stage_handler(lambda article: EntitiesLayer()))
    records = [incoming(b'{"id": "%d", "text": "t"}' % number) for number in range(5)]
    await bench.handle(*records)
    assert [record.key for record in broker.taken] == [b"0", b"1", b"2", b"3", b"4"]


async def test_only_so_many_bytes_wait_for_their_acknowledgement(broker: FakeBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.runtime.consume._MOST_IN_FLIGHT", 10)
    landed: list[int] = []

    async def watched(record: Incoming, desk: Desk) -> None:
        await desk.send(outgoing("a", b"12345678", cause=record))
        landed.append(len(desk.landed))

    await Bench(broker, Handler(watched)).handle(*[incoming() for _ in range(4)])
    assert landed == [0, 2, 2, 4]


async def test_a_rule_that_raises_is_no_end_of_the_process(broker: FakeBroker, tmp_path: Path) -> None:
    def broken(article: Article) -> Layer:
        raise ZeroDivisionError

    record = incoming(b'{"id": "x", "text": "t"}')
    bench = Bench(broker, stage_handler(broken, Guard.open(tmp_path, "entities", logger("entities"))))
    for _ in range(MOST + 1):
        await bench.handle(record)
    assert Guard(os.open(next(tmp_path.iterdir()), os.O_RDWR))._ends == {}
    assert [one.dead for one in broker.taken] == [True, False] * (MOST + 1), "the copy, and the record without its layer"
