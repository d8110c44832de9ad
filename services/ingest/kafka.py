"""The producer that brings articles to the raw topic: every acknowledgement counts, and retries neither repeat nor reorder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from dateline.topology import RAW
from services.ingest.outbox import Entry
from services.runtime.producer import ClientBatches
from services.runtime.records import Headers, Incoming, Outgoing
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable

_MAX_REQUEST = RAW.dead_letters().max_message_bytes + 1_048_576
#: Seconds that a broker may take to answer at all, and that a connection may take to close.
_ANSWER = 10.0
_CLOSE = 2.0


class TopicMissing(RuntimeError):
    """The raw topic is not on the broker; the message names the command that makes it."""


class RawProducer(ClientBatches):
    """A connected producer, as `deliver.Flight` wants it. Made by `connect`."""

    def __init__(self, client: AIOKafkaProducer) -> None:
        super().__init__(lambda: client)
        self._kafka = client

    @classmethod
    async def connect(cls, settings: Settings, compression: str | None = None) -> RawProducer:
        """Connect and make sure that the raw topic is there. Raises BrokerUnavailable and TopicMissing."""
        client = AIOKafkaProducer(
            bootstrap_servers=settings.kafka_bootstrap,
            client_id="dateline-ingest",
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            compression_type=compression,
            max_batch_size=262_144,
            max_request_size=_MAX_REQUEST,
            request_timeout_ms=30_000,
            metadata_max_age_ms=5_000,
        )
        producer = cls(client)
        try:
            await producer._start(settings)
        except BaseException:
            await producer.close()
            raise
        return producer

    async def _start(self, settings: Settings) -> None:
        where = f"{settings.kafka_bootstrap} (DATELINE_KAFKA_BOOTSTRAP)"
        try:
            async with asyncio.timeout(_ANSWER):
                await self._kafka.start()
                known = await self._kafka.client.fetch_all_metadata()
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerUnavailable(f"no Kafka broker answers at {where}: {error or type(error).__name__}") from error
        if (topic := settings.topic(RAW)) not in known.topics():
            raise TopicMissing(f"the topic {topic} is not on {where}; make it with `dateline topics apply`")

    async def send(self, record: Outgoing) -> Awaitable[Any]:
        """Hand a record to the client; the result is the future of its acknowledgement."""
        sent: Awaitable[Any] = await self._kafka.send(
            record.topic, value=record.value, key=record.key, headers=list(record.headers)
        )
        return sent

    async def trouble(self) -> str | None:
        """Ask the broker whether it is there: None when it answers, else what to say of it."""
        try:
            async with asyncio.timeout(_ANSWER):
                await self._kafka.client.fetch_all_metadata()
        except (KafkaError, OSError, TimeoutError) as error:
            return f"the broker does not answer: {error or type(error).__name__}"
        return None

    async def close(self) -> None:
        """Close the connections, waiting little: whoever needs an acknowledgement has waited for it before."""
        with suppress(TimeoutError, KafkaError, OSError):
            async with asyncio.timeout(_CLOSE):
                await self._kafka.stop()


def raw_record(settings: Settings, entry: Entry, more: Headers = ()) -> Outgoing:
    """An entry as a record of the raw topic. Its cause, which a dead letter would tell of, never stood on a topic."""
    topic, key = settings.topic(RAW), entry.key.encode("utf-8")
    headers = (*((name, text.encode("utf-8")) for name, text in entry.headers), *more)
    cause = Incoming(topic, partition=-1, offset=-1, timestamp_ms=None, key=key, value=entry.value, headers=headers)
    return Outgoing(topic, key, entry.value, headers, cause)
