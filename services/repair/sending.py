"""Records put onto topics and waited for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.topology import ENRICHED
from services.runtime.logs import silent
from services.runtime.records import Headers
from services.runtime.settings import Settings
from services.runtime.topics import BrokerUnavailable

_SECONDS = 60.0
#: Bytes that may wait for their acknowledgement.
_IN_FLIGHT_KB = 65_536


class Sender:
    """A producer whose every record is acknowledged by all replicas before a call returns."""

    def __init__(self, settings: Settings, compression: str = "none") -> None:
        from confluent_kafka import Producer

        self._where = settings.kafka_bootstrap
        self._producer = Producer(
            {
                "bootstrap.servers": settings.kafka_bootstrap,
                "acks": "all",
                "enable.idempotence": True,
                "compression.type": compression,
                "message.max.bytes": ENRICHED.dead_letters().max_message_bytes + 1_048_576,
                "queue.buffering.max.kbytes": _IN_FLIGHT_KB,
                "delivery.timeout.ms": int(_SECONDS * 1000),
            },
            logger=silent(),
        )

    def deliver(self, records: Iterable[tuple[str, bytes | None, bytes | None, Headers]]) -> None:
        """Send topic, key, value and headers, and wait until the broker has them all. Raises BrokerUnavailable."""
        failed: list[str] = []

        def delivered(error: Any, _: Any) -> None:
            if error is not None:
                failed.append(error.str())

        for topic, key, value, headers in records:
            self._producer.produce(topic, value, key, headers=list(headers), on_delivery=delivered)
        waiting = self._producer.flush(_SECONDS)
        if failed or waiting:
            why = failed[0] if failed else f"{waiting} records were not acknowledged in {_SECONDS:.0f} s"
            raise BrokerUnavailable(f"the broker at {self._where} did not take all of them: {why}")
