"""What a member of a consumer group commits, and when: against a consumer that keeps a diary."""

from collections import deque
from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka.errors import CommitFailedError
from aiokafka.structs import ConsumerRecord, TopicPartition

from dateline import CodecError, EventRecord, commits, encode
from dateline.codec import decode_event
from dateline.subscriber import Subscriber
from tests.wire import event

TOPIC = "events"
ONE, TWO = TopicPartition(TOPIC, 1), TopicPartition(TOPIC, 2)


def message(partition: TopicPartition, offset: int, value: bytes | None = None) -> Any:
    """A record as aiokafka hands it over."""
    return ConsumerRecord(
        TOPIC, partition.partition, offset, 0, 0, None, encode(event(offset)) if value is None else value, None, 0, 0, ()
    )


class Diary:
    """A consumer that hands out prepared batches and writes down what happens."""

    def __init__(self, *batches: Sequence[Any]) -> None:
        self.batches = deque(batches)
        self.entries: list[Any] = []
        self.listener: Any = None
        self.mine = {ONE, TWO}
        self.refuse = False

    def subscribe(self, topics: list[str], listener: Any) -> None:
        """Remember whom to tell of a rebalance."""
        self.listener = listener

    def assignment(self) -> set[TopicPartition]:
        """The partitions of this member."""
        return self.mine

    async def getmany(self, timeout_ms: int) -> dict[TopicPartition, list[Any]]:
        """The next batch."""
        self.entries.append("fetch")
        found: dict[TopicPartition, list[Any]] = {}
        for one in self.batches.popleft():
            found.setdefault(TopicPartition(one.topic, one.partition), []).append(one)
        return found

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        """Take a commit."""
        if self.refuse:
            raise CommitFailedError("the group has moved on")
        self.entries.append({one.partition: offset for one, offset in offsets.items()})


async def member(diary: Diary) -> Subscriber[EventRecord]:
    """A subscriber in a group, over the diary."""

    def ignore(where: str, error: CodecError) -> None:
        diary.entries.append(error.code)

    stream = Subscriber(diary, decode_event, ignore)
    await stream.join(TOPIC)
    return stream


async def test_commits_only_after_the_body_was_done_with_a_record() -> None:
    diary = Diary([message(ONE, 0), message(ONE, 1), message(TWO, 7)], [message(ONE, 2)])
    stream = await member(diary)
    for _ in range(4):
        await anext(stream)
    assert diary.entries == ["fetch", {1: 2, 2: 8}, "fetch"]
    await stream.finish()
    assert diary.entries[-1] == {1: 3}


async def test_commits_between_records_when_time_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    diary = Diary([message(ONE, 0), message(ONE, 1)])
    stream = await member(diary)
    await anext(stream)
    monkeypatch.setattr(commits, "_INTERVAL_SECONDS", 0.0)
    await anext(stream)
    assert diary.entries == ["fetch", {1: 1}]


async def test_a_record_whose_body_failed_is_not_committed() -> None:
    diary = Diary([message(ONE, 0), message(ONE, 1)])
    stream = await member(diary)
    await anext(stream)
    await anext(stream)
    stream.drop_in_hand()
    await stream.finish()
    assert diary.entries[-1] == {1: 1}


async def test_unreadable_records_are_committed_like_the_others() -> None:
    diary = Diary([message(ONE, 0, b"{"), message(ONE, 1, b"[]")], [message(ONE, 2)])
    stream = await member(diary)
    await anext(stream)
    assert diary.entries == ["fetch", "INVALID_JSON", "SCHEMA", {1: 2}, "fetch"]


async def test_waiting_for_the_next_record_does_not_hold_back_a_commit() -> None:
    diary = Diary([message(ONE, 0)], [], [], [message(ONE, 1)])
    stream = await member(diary)
    await anext(stream)
    await anext(stream)
    assert diary.entries == ["fetch", {1: 1}, "fetch", "fetch", "fetch"]


async def test_commits_before_partitions_go_and_drops_what_is_not_its_own_any_more() -> None:
    diary = Diary([message(ONE, 0), message(TWO, 7), message(ONE, 1), message(TWO, 8)])
    stream = await member(diary)
    assert [(await anext(stream)).event.id for _ in range(2)] == ["e0", "e1"]
    await diary.listener.on_partitions_revoked([ONE])
    diary.mine = {TWO}
    assert diary.entries == ["fetch", {1: 1}]
    assert (await anext(stream)).event.id == "e7"
    await stream.finish()
    assert diary.entries[-1] == {2: 8}


async def test_a_refused_commit_is_a_warning_and_the_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    diary = Diary([message(ONE, 0)], [message(ONE, 1)])
    diary.refuse = True
    stream = await member(diary)
    await anext(stream)
    assert (await anext(stream)).event.id == "e1"
    assert "the records will come again" in caplog.text
