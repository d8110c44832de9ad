"""Records on their way to the broker. `landed` returns when it has acknowledged every one of them, and not before."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import cramjam
from aiokafka import errors
from faust.exceptions import ProducerSendError

from dateline import topology
from services.runtime import metrics
from services.runtime.backoff import Backoff
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.logs import Logger
from services.runtime.producer import Producer
from services.runtime.records import Outgoing
from services.runtime.settings import Settings

#: Bytes that Kafka's framing of one record may take beside its key, value and headers.
_FRAMING = 512
#: The embedded broker keeps 5 MiB a partition, and two records must fit, with their keys and headers.
EMBEDDED_RECORD_BYTES = 2_359_296
EMBEDDED_COMPRESSION = "zstd"
_TOO_LARGE = (errors.MessageSizeTooLargeError, errors.RecordTooLargeError, errors.RecordListTooLargeError)
_TRANSIENT = (errors.KafkaTimeoutError, errors.KafkaConnectionError, TimeoutError)


#: Returns when dead letters are where they outlive the broker.
Keep = Callable[[Sequence[Outgoing]], Awaitable[None]]


class Undeliverable(RuntimeError):
    """The broker will not take a record, now or later, and neither its dead letter."""


class Limits:
    """The largest record of each topic, in bytes, by its name on the broker."""

    def __init__(self, settings: Settings) -> None:
        self._bytes = {settings.topic(topic): topic.max_message_bytes for topic in topology.all_topics()}

    def exceeded(self, record: Outgoing) -> bool:
        """Whether the broker would refuse the record for its size."""
        headers = sum(len(key) + len(value or b"") + 8 for key, value in record.headers)
        size = len(record.key or b"") + len(record.value or b"") + headers + _FRAMING
        return size > self._bytes.get(record.topic, size)


class EmbeddedLimits(Limits):
    """Those of the embedded broker, whose partitions lose a record that leaves no room for the one before it.

    What counts is the size after compression, which its producers must use: a record shrinks to a tenth.
    """

    def exceeded(self, record: Outgoing) -> bool:
        """Whether the broker would lose the record for its size."""
        value = record.value or b""
        if len(value) > EMBEDDED_RECORD_BYTES:
            value = bytes(cramjam.zstd.compress(value))
        return super().exceeded(record) or len(value) > EMBEDDED_RECORD_BYTES


class Flight:
    """The records that one batch becomes. Order is kept; what fails for a while is sent again until it lands."""

    def __init__(self, service: str, producer: Producer, limits: Limits, log: Logger, keep: Keep | None = None) -> None:
        self._service = service
        self._keep = keep
        self._producer = producer
        self._limits = limits
        self._log = log
        self._sent: list[tuple[Sequence[Outgoing], Awaitable[Any]]] = []

    async def send(self, record: Outgoing) -> None:
        """Put a record on its way. One that is too large becomes a dead letter of its cause. Raises Undeliverable."""
        if self._limits.exceeded(record):
            record = self._refused(record, "larger than its topic takes")
        sent, future = await self._until_accepted(record)
        self._sent.append(([sent], future))

    async def send_all(self, records: Iterable[Outgoing]) -> None:
        """Put many records on their way, in order for each key; cheaper than one by one. Raises Undeliverable."""
        groups: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
        places: dict[tuple[str, bytes | None], tuple[str, int]] = {}
        for record in records:
            if self._limits.exceeded(record):
                await self.send(record)
                continue
            place = places.get((record.topic, record.key))
            if place is None:
                place = places[record.topic, record.key] = record.topic, await self._place(record)
            groups[place].append(record)
        for (_, partition), group in groups.items():
            await self._send_group(group, partition)

    async def _place(self, record: Outgoing) -> int:
        try:
            return await self._producer.partition(record)
        except errors.KafkaError:  # it will be told again, and dealt with, when the record is sent
            return -1

    async def _send_group(self, group: list[Outgoing], partition: int) -> None:
        """Send records of one partition together, and what cannot go that way one by one, with all patience."""
        while group and partition >= 0:
            try:
                count, future = await self._producer.send_batch(group, partition)
            except errors.KafkaError:
                break
            self._sent.append((group[:count], future))
            group = group[count:]
        for record in group:
            await self.send(record)

    async def landed(self) -> Sequence[Outgoing]:
        """Wait until all are acknowledged; returns what was delivered. Raises Undeliverable."""
        backoff = Backoff(self._service, "broker", self._log)
        done: list[Outgoing] = []
        while self._sent:
            results = await asyncio.gather(*(future for _, future in self._sent), return_exceptions=True)
            records = [group for group, _ in self._sent]
            failed = next((at for at, result in enumerate(results) if isinstance(result, BaseException)), len(records))
            done += chain.from_iterable(records[:failed])
            self._sent = []
            # All that came after what failed goes again too: a record must not overtake one of its own key.
            if failed < len(records):
                await self._again([*chain.from_iterable(records[failed:])], results[failed], backoff)
        if self._keep is not None and (dead := [record for record in done if record.dead]):
            await self._keep(dead)
        for topic, count in Counter(record.topic for record in done).items():
            metrics.PRODUCED.labels(self._service, topic).inc(count)
        return done

    async def _again(self, records: list[Outgoing], error: BaseException | Any, backoff: Backoff) -> None:
        if not transient(error):
            # Not even when it is a matter of size: the broker refuses a whole batch, the innocent included, and whatever
            # follows it. The topic is smaller than the topology says, which is found and told at the next start.
            raise Undeliverable(f"{records[0].topic} refused a record: {error!r}") from error
        await backoff.pause(error)
        for record in records:
            await self.send(record)

    async def _until_accepted(self, record: Outgoing) -> tuple[Outgoing, Awaitable[Any]]:
        backoff = Backoff(self._service, "broker", self._log)
        while True:
            try:
                return record, await self._producer.send(record)
            except (errors.KafkaError, ProducerSendError) as error:
                cause = error.__cause__ if isinstance(error, ProducerSendError) else error
                if isinstance(cause, _TOO_LARGE):
                    record = self._refused(record, str(cause))
                elif transient(cause):
                    await backoff.pause(cause or error)
                else:
                    raise Undeliverable(f"{record.topic} refused a record: {cause!r}") from error

    def _refused(self, record: Outgoing, why: str) -> Outgoing:
        if record.dead:
            raise Undeliverable(
                f"{record.topic} does not take the dead letter of {record.cause}: {why}; "
                "`dateline topics apply` gives topics the sizes they need"
            )
        metrics.DEAD_LETTERS.labels(self._service, "TOO_LARGE").inc()
        message = f"what became of it for {record.topic} is {len(record.value or b'')} bytes: {why}"
        return dead_letter(record.cause, self._service, Reason("TOO_LARGE", "MessageSizeTooLargeError", message))


def transient(error: BaseException | None) -> bool:
    """Whether trying again may help."""
    return isinstance(error, _TRANSIENT) or bool(getattr(error, "retriable", False))
