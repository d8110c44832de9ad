"""Subscribe to enriched records and send articles, from any asyncio program. Needs `pip install 'dateline[kafka]'`.

    import asyncio

    from dateline.client import subscribe

    async def main() -> None:
        async with subscribe("events", bootstrap="127.0.0.1:9092", start=-10) as stream:
            async for record in stream:
                print(record.event.status, record.event.label)

    asyncio.run(main())

Errors are those of `dateline.connection`: ClientError and its kinds.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Literal, TypedDict, Unpack, overload

from dateline import topology
from dateline.article import Article
from dateline.codec import CodecError, decode_enriched, decode_event, encode
from dateline.connection import (
    CONNECT_SECONDS,
    DEFAULT_BOOTSTRAP,
    BrokerUnavailable,
    ClientError,
    MissingExtra,
    TopicMissing,
    closing,
    library,
    reaching,
    require_topic,
)
from dateline.record import EnrichedArticle, EventRecord
from dateline.subscriber import R, Start, Subscriber

__all__ = [
    "BrokerUnavailable",
    "ClientError",
    "MissingExtra",
    "Producer",
    "Subscriber",
    "TopicMissing",
    "producer",
    "subscribe",
]

logger = logging.getLogger(__name__)

_MAX_POLL_RECORDS = 500


def _warn_unreadable(where: str, error: CodecError) -> None:
    logger.warning("skipped a record that cannot be read: %s: %s: %s", where, error.code, error)


class Options(TypedDict, total=False):
    """What `subscribe` can be told; each has a default."""

    bootstrap: str  #: brokers, `host:port`, comma separated; 127.0.0.1:9092
    start: Start  #: "beginning", "latest" (what comes from now on), or -N (the last N records first); "latest"
    group: str | None  #: consumer group that shares the work and remembers its place; none
    follow: bool  #: wait for more at the end of the topic; False stops there; True
    prefix: str  #: put before topic names; `dateline.`
    timeout: float  #: seconds to wait for a broker's first answer; 10
    on_unreadable: Callable[[str, CodecError], None]  #: told where a skipped record lies, and why; logs a warning
    kafka: Mapping[str, Any]  #: more arguments for aiokafka's consumer: security_protocol, sasl_mechanism, ...


@overload
def subscribe(topic: Literal["events"], **options: Unpack[Options]) -> AbstractAsyncContextManager[Subscriber[EventRecord]]: ...
@overload
def subscribe(
    topic: Literal["articles"], **options: Unpack[Options]
) -> AbstractAsyncContextManager[Subscriber[EnrichedArticle]]: ...
def subscribe(topic: str, **options: Unpack[Options]) -> AbstractAsyncContextManager[Subscriber[Any]]:
    """Typed records of a public topic: `async with subscribe("events") as stream`, then `async for record in stream`.

    Without a group nothing is remembered: every subscriber gets every record from its `start`. With a group, `start`
    ("beginning" or "latest") counts only until the group has a place of its own. A record is committed once the body of
    the loop is done with it, so after a crash the last ones come again and none is lost (at-least-once); leaving by an
    exception leaves the record in hand uncommitted. Raises ValueError for options that do not go together, and
    ClientError on entry.
    """
    start = options.get("start", "latest")
    if start not in ("beginning", "latest") and not (isinstance(start, int) and start < 0):
        raise ValueError(f"start={start!r}: expected 'beginning', 'latest', or a negative number for the last N records")
    if options.get("group") is not None and (isinstance(start, int) or not options.get("follow", True)):
        raise ValueError("a group shares the partitions, but start=-N and follow=False need all of them: leave one out")
    if topic == "events":
        return _subscription(topology.EVENTS, decode_event, options)
    if topic == "articles":
        return _subscription(topology.ENRICHED, decode_enriched, options)
    raise ValueError(f"unknown topic {topic!r}: expected 'events' or 'articles'")


@asynccontextmanager
async def _subscription(
    topic: topology.Topic, decode: Callable[[bytes | None], R], options: Options
) -> AsyncIterator[Subscriber[R]]:
    bootstrap = options.get("bootstrap", DEFAULT_BOOTSTRAP)
    name = topic.full_name(options.get("prefix", topology.DEFAULT_PREFIX))
    group, start = options.get("group"), options.get("start", "latest")
    consumer = library().AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="latest" if group and start == "latest" else "earliest",
        max_poll_records=_MAX_POLL_RECORDS,
        metadata_max_age_ms=5000,
        **options.get("kafka", {}),
    )
    async with closing(consumer):
        async with reaching(bootstrap, options.get("timeout", CONNECT_SECONDS)):
            await consumer.start()
            await require_topic(name, consumer.topics)
            stream = Subscriber(consumer, decode, options.get("on_unreadable", _warn_unreadable))
            await (stream.join(name) if group else stream.place(name, start, options.get("follow", True)))
        try:
            yield stream
        except BaseException:
            stream.drop_in_hand()
            raise
        finally:
            await stream.finish()


@asynccontextmanager
async def producer(
    *,
    bootstrap: str = DEFAULT_BOOTSTRAP,
    prefix: str = topology.DEFAULT_PREFIX,
    timeout: float = CONNECT_SECONDS,
    kafka: Mapping[str, Any] | None = None,
) -> AsyncIterator[Producer]:
    """Send articles into the chain: `async with producer() as articles`, then `await articles.send(Article(text=...))`.

    Raises ClientError on entry when no broker answers or the topic is missing.
    """
    topic = topology.RAW.full_name(prefix)
    client = library().AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        max_request_size=topology.RAW.max_message_bytes,
        **(kafka or {}),
    )
    sender = Producer(client, topic)
    async with closing(client):
        async with reaching(bootstrap, timeout):
            await client.start()
            await require_topic(topic, sender.topics)
        yield sender


class Producer:
    """Sends articles; made by `producer`."""

    def __init__(self, client: Any, topic: str) -> None:
        self._client = client
        self._topic = topic

    async def topics(self) -> Collection[str]:
        """Every topic of the broker."""
        found: Collection[str] = (await self._client.client.fetch_all_metadata()).topics()
        return found

    async def send(self, article: Article) -> str:
        """Send one article and wait until the brokers have it; returns its id. Many at once: `asyncio.gather`."""
        identified = article.identified()
        key = str(identified.id)
        await self._client.send_and_wait(self._topic, encode(identified), key=key.encode("utf-8"))
        return key
