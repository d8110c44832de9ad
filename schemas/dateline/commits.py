"""What a consumer group has handled, and the committing of it: after the work, never before."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from typing import Any

from dateline.connection import library

logger = logging.getLogger(__name__)

_INTERVAL_SECONDS = 1.0


class Commits:
    """Offsets that are handled and not yet committed."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._handled: dict[Any, int] = {}
        self._committed_at = time.monotonic()

    def handled(self, message: Any) -> None:
        """The work on this record is done."""
        self._handled[library().TopicPartition(message.topic, message.partition)] = message.offset + 1

    def due(self) -> bool:
        """Whether it is time to commit again."""
        return time.monotonic() - self._committed_at >= _INTERVAL_SECONDS

    async def commit(self) -> None:
        """Commit what is handled. When the group has moved on meanwhile, another member does those records again."""
        mine = self._consumer.assignment()
        offsets = {partition: offset for partition, offset in self._handled.items() if partition in mine}
        self._handled.clear()
        self._committed_at = time.monotonic()
        if not offsets:
            return
        errors = library().errors
        try:
            await self._consumer.commit(offsets)
        except (errors.KafkaError, errors.IllegalStateError) as error:
            logger.warning("could not commit, the records will come again: %s", error)

    def listener(self, revoked: Callable[[Collection[Any]], None]) -> _BeforeRevocation:
        """A rebalance listener that commits before partitions go, and then tells `revoked` which ones."""
        library().ConsumerRebalanceListener.register(_BeforeRevocation)
        return _BeforeRevocation(self, revoked)


class _BeforeRevocation:
    def __init__(self, commits: Commits, revoked: Callable[[Collection[Any]], None]) -> None:
        self._commits = commits
        self._revoked = revoked

    async def on_partitions_revoked(self, revoked: Collection[Any]) -> None:
        await self._commits.commit()
        self._revoked(revoked)

    async def on_partitions_assigned(self, assigned: Collection[Any]) -> None:
        """Nothing to do: the consumer goes to the committed place by itself."""
