"""How the client reaches a broker: loads aiokafka when it is needed, and says plainly what is in the way.

ClientError             what keeps a client from its topic; the message says what to do
├── MissingExtra        aiokafka is not installed
├── BrokerUnavailable   no Kafka broker answers at the address
└── TopicMissing        the broker has no such topic
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

DEFAULT_BOOTSTRAP = "127.0.0.1:9092"
#: Seconds to wait for a broker's first answer.
CONNECT_SECONDS = 10.0
_CLOSE_SECONDS = 5.0
#: A broker lists a new topic a little after it has said that it was made.
_TOPIC_TRIES = 4
_TOPIC_PAUSE_SECONDS = 0.3


class ClientError(RuntimeError):
    """What keeps a client from its topic."""


class MissingExtra(ClientError):
    """The Kafka library is not installed."""


class BrokerUnavailable(ClientError):
    """No broker answers."""


class TopicMissing(ClientError):
    """The broker has no such topic."""


def library() -> Any:
    """The aiokafka package. Raises MissingExtra when it is not installed."""
    try:
        return import_module("aiokafka")
    except ModuleNotFoundError as error:
        raise MissingExtra("dateline.client speaks Kafka through aiokafka: pip install 'dateline[kafka]'") from error


@asynccontextmanager
async def reaching(bootstrap: str, seconds: float) -> AsyncIterator[None]:
    """Give the body so many seconds with the broker. Raises BrokerUnavailable when they pass or Kafka reports trouble."""
    errors = library().errors
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise BrokerUnavailable(f"no Kafka broker answers at {bootstrap} (waited {seconds:g} s)") from error
    except errors.KafkaConnectionError as error:
        raise BrokerUnavailable(f"no Kafka broker answers at {bootstrap}") from error
    except errors.KafkaError as error:
        raise BrokerUnavailable(f"the Kafka broker at {bootstrap} refuses: {error}") from error


@asynccontextmanager
async def closing(client: Any) -> AsyncIterator[Any]:
    """Stop a consumer or producer afterwards, however the body ends; a broker that is gone cannot hold this up."""
    try:
        yield client
    finally:
        with suppress(TimeoutError, library().errors.KafkaError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await client.stop()
        await asyncio.sleep(0)  # the sockets close in the loop's next turn, which a program that ends now would not give them


async def require_topic(topic: str, existing: Callable[[], Awaitable[Collection[str]]]) -> None:
    """Raises TopicMissing unless the broker has the topic; one that was made this second is waited for."""
    for _ in range(_TOPIC_TRIES):
        if topic in await existing():
            return
        await asyncio.sleep(_TOPIC_PAUSE_SECONDS)
    raise TopicMissing(f"the broker has no topic {topic}: create the topics with `dateline topics apply`, or check the prefix")
