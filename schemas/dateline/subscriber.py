"""An async iterator of typed records over a Kafka consumer: where it starts, where it stops, what it commits."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, Generic, Literal, Self, TypeVar

from dateline.codec import CodecError
from dateline.commits import Commits
from dateline.connection import library
from dateline.span import WireModel

R = TypeVar("R", bound=WireModel)
#: Where to begin: at the oldest record, after the newest, or -N, with the last N records.
Start = Literal["beginning", "latest"] | int

#: How long one poll waits for records; what was handled is committed at least that often.
_POLL_MS = 1000
_FINISH_SECONDS = 5.0


class Subscriber(Generic[R]):
    """Async iterator of typed records; made by `subscribe`."""

    def __init__(
        self, consumer: Any, decode: Callable[[bytes | None], R], on_unreadable: Callable[[str, CodecError], None]
    ) -> None:
        self._consumer = consumer
        self._decode = decode
        self._on_unreadable = on_unreadable
        self._commits: Commits | None = None
        self._fetched: deque[Any] = deque()
        self._in_hand: Any = None
        self._ends: Mapping[Any, int] = {}
        self._follow = True
        self._last = 0

    async def join(self, topic: str) -> None:
        """Share the topic with the other members of the group."""
        self._commits = Commits(self._consumer)
        self._consumer.subscribe([topic], listener=self._commits.listener(self._revoked))

    async def place(self, topic: str, start: Start, follow: bool) -> None:
        """Take all partitions of the topic and go to the place to start. Partitions added later are not noticed."""
        partitions = await self._partitions(topic)
        self._consumer.assign(partitions)
        begins = await self._consumer.beginning_offsets(partitions)
        ends = await self._consumer.end_offsets(partitions)
        for one in partitions:
            places = {"beginning": begins[one], "latest": ends[one]}
            self._consumer.seek(one, places[start] if isinstance(start, str) else max(begins[one], ends[one] + start))
        self._last, self._ends, self._follow = (-start if isinstance(start, int) else 0), ends, follow

    async def _partitions(self, topic: str) -> list[Any]:
        """All partitions; the consumer asks for them once it is told of one."""
        partition = library().TopicPartition
        self._consumer.assign([partition(topic, 0)])
        while not (numbers := self._consumer.partitions_for_topic(topic)):
            await asyncio.sleep(0.01)
        return [partition(topic, number) for number in sorted(numbers)]

    async def _fetch_last(self) -> None:
        """Put the last records of all partitions, in order of time, before those that came meanwhile."""
        last: list[Any] = []
        while await self._before_the_ends():
            for partition, messages in (await self._consumer.getmany(timeout_ms=_POLL_MS)).items():
                self._fetched.extend(one for one in messages if one.offset >= self._ends[partition])
                last += (one for one in messages if one.offset < self._ends[partition])
            last = heapq.nlargest(self._last, last, key=_in_time)
        self._fetched.extendleft(last)
        self._last = 0

    async def _before_the_ends(self) -> bool:
        return any([await self._consumer.position(one) < end for one, end in self._ends.items()])

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> R:
        self._done_with_record()
        if self._last:
            await self._fetch_last()
        while True:
            message = self._in_hand = await self._next_message()
            try:
                return self._decode(message.value)
            except CodecError as error:
                self._on_unreadable(f"{message.topic} partition {message.partition} offset {message.offset}", error)
                self._done_with_record()

    async def _next_message(self) -> Any:
        while not self._fetched:
            if self._commits:
                await self._commits.commit()
            if not self._follow and not await self._before_the_ends():
                raise StopAsyncIteration
            for messages in (await self._consumer.getmany(timeout_ms=_POLL_MS)).values():
                self._fetched.extend(messages)
        if self._commits and self._commits.due():
            await self._commits.commit()
        return self._fetched.popleft()

    def _done_with_record(self) -> None:
        if self._commits and self._in_hand is not None:
            self._commits.handled(self._in_hand)
        self._in_hand = None

    def drop_in_hand(self) -> None:
        """The body failed on the record in hand: it is not handled, and comes again."""
        self._in_hand = None

    def _revoked(self, partitions: Collection[Any]) -> None:
        """Another member gets these partitions: what was fetched from them is its work now."""
        gone = {(one.topic, one.partition) for one in partitions}
        self._fetched = deque(one for one in self._fetched if (one.topic, one.partition) not in gone)
        if self._in_hand is not None and (self._in_hand.topic, self._in_hand.partition) in gone:
            self._in_hand = None

    async def finish(self) -> None:
        """Commit what was handled."""
        self._done_with_record()
        if self._commits:
            with suppress(TimeoutError):
                async with asyncio.timeout(_FINISH_SECONDS):
                    await self._commits.commit()


def _in_time(message: Any) -> tuple[int, int, int]:
    return message.timestamp, message.partition, message.offset
