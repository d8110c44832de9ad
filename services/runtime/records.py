"""Kafka records as plain values: what came in, and what is to go out because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline.article import rfc3339

#: Header pairs in the order of the wire; a key may stand more than once, a value may be null.
Headers = tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record as it stands on its topic."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int | None
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    @classmethod
    def of(cls, message: Any) -> Incoming:
        """From a Faust message. Its `headers` keep repeated keys, which an event's mapping would drop."""
        stamp = message.timestamp
        return cls(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            timestamp_ms=None if stamp is None or stamp < 0 else round(stamp * 1000),
            key=message.key,
            value=message.value,
            headers=tuple(message.headers or ()),
        )

    @property
    def timestamp(self) -> str | None:
        """The broker's timestamp, RFC 3339 UTC."""
        if self.timestamp_ms is None:
            return None
        return rfc3339(datetime.fromtimestamp(self.timestamp_ms / 1000, UTC))

    def __str__(self) -> str:
        return f"{self.topic}[{self.partition}]@{self.offset}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One record to produce; `cause` is the record it was made from."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    cause: Incoming
    dead: bool = False  #: it is a dead letter
