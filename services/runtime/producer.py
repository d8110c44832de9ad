"""Producers as `deliver.Flight` wants them: records go in, one by one or in batches, and futures of their delivery come out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from services.runtime.records import Outgoing


class Producer(Protocol):
    """What is needed of a Kafka producer: each result is the future of an acknowledgement."""

    async def send(self, record: Outgoing) -> Awaitable[Any]: ...

    async def partition(self, record: Outgoing) -> int:
        """Where it will go."""

    async def send_batch(self, records: Sequence[Outgoing], partition: int) -> tuple[int, Awaitable[Any]]:
        """Send the first of some records of one topic, as many as go together; how many, and the future for all of them."""


class ClientBatches:
    """Whole batches for aiokafka's client, whose work for a record of its own is tenfold."""

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    async def partition(self, record: Outgoing) -> int:
        """The partition that the client chooses for the key."""
        client = self._client()
        await client.client._wait_on_metadata(record.topic)
        chosen: int = client._partition(record.topic, None, None, None, record.key, record.value)
        return chosen

    async def send_batch(self, records: Sequence[Outgoing], partition: int) -> tuple[int, Awaitable[Any]]:
        """Hand over a batch of the client's usual size at most, or of one record."""
        client = self._client()
        batch, count = client.create_batch(), 0
        for record in records:
            if batch.append(key=record.key, value=record.value, timestamp=None, headers=list(record.headers)) is None:
                break
            count += 1
        batch.close()  # so that it does not wait for more
        return count, await client.send_batch(batch, records[0].topic, partition=partition)


class FaustProducer(ClientBatches):
    """A Faust app's own producer. Takes records that have neither key nor value, which its client refuses otherwise."""

    def __init__(self, producer: Callable[[], Any]) -> None:
        super().__init__(lambda: producer()._ensure_producer())
        self._producer = producer

    async def send(self, record: Outgoing) -> Awaitable[Any]:
        """Hand a record to the client; the result is the future of its acknowledgement."""
        if record.key is None and record.value is None:
            _, future = await self.send_batch([record], record.cause.partition)
            return future
        headers = list(record.headers)
        sent: Awaitable[Any] = await self._producer().send(record.topic, record.key, record.value, None, None, headers)
        return sent
