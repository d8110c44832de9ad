"""The Faust app that every service reads with, and why each setting is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import aiokafka
import faust
from faust.transport.drivers import aiokafka as driver
from faust.types import TopicT

from dateline.topology import ENRICHED, Topic
from services.runtime.deliver import EMBEDDED_COMPRESSION
from services.runtime.settings import Settings

#: Largest request a producer may make: the largest record with room for its headers.
MAX_REQUEST = ENRICHED.dead_letters().max_message_bytes + 1_048_576


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: a member silent for `session` loses its partitions, speaks every `heartbeat`, is waited for in a `rebalance`."""

    session: float
    heartbeat: float
    rebalance: float


REAL = Timeouts(10, 2, 20)
#: The embedded broker answers no member that speaks more slowly.
EMBEDDED = Timeouts(6, 1, 6)


#: Milliseconds that the embedded broker may keep a question open: it answers no sooner, even when records come in.
_EMBEDDED_FETCH_WAIT_MS = 100


class IdempotentProducer(driver.Producer):
    """Faust's producer, idempotent: retries inside the client neither repeat nor reorder records."""

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"enable_idempotence": True}


class PromptThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread, for the embedded broker."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = _EMBEDDED_FETCH_WAIT_MS
        return consumer


class PromptConsumer(driver.Consumer):
    """Faust's consumer, for the embedded broker."""

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return PromptThread(self, loop=self.loop, beacon=self.beacon)


class TablelessApp(faust.App):
    """A Faust app that leaves no folders behind: they would hold tables, and we have none."""

    def _create_directories(self) -> None:
        pass


for _ours in (TablelessApp, IdempotentProducer, PromptThread, PromptConsumer):
    _ours.logger = driver.logger  # of the library, so that its talk stays below our own


def create(service: str, settings: Settings, timeouts: Timeouts = REAL) -> faust.App:
    """A Faust app for one service; its consumer group is the topic prefix and the service's name. Connects when started."""
    app = TablelessApp(
        settings.topic_prefix + service,
        broker=";".join(f"kafka://{one.strip()}" for one in settings.kafka_bootstrap.split(",")),
        broker_session_timeout=timeouts.session,
        broker_heartbeat_interval=timeouts.heartbeat,
        broker_rebalance_timeout=timeouts.rebalance,
        broker_request_timeout=30.0,
        broker_commit_interval=1.0,
        broker_max_poll_records=100,
        consumer_max_fetch_size=1_048_576 if timeouts is EMBEDDED else 262_144,  # of a partition; a larger record comes alone
        consumer_auto_offset_reset="earliest",
        consumer_metadata_max_age_ms=5_000,  # a worker that came before its topic finds it soon
        producer_metadata_max_age_ms=5_000,
        producer_acks=-1,
        producer_linger=0.01,
        producer_max_batch_size=262_144,
        producer_max_request_size=MAX_REQUEST,
        producer_compression_type=EMBEDDED_COMPRESSION if timeouts is EMBEDDED else None,
        producer_request_timeout=30.0,
        # Fewer, and the fetcher's rests of a second show; more, and memory fills with records of 50 KB. Text work takes longer.
        stream_buffer_maxsize=256,
        topic_disable_leader=True,
        topic_allow_declare=False,  # topics are made by `dateline topics apply`
        autodiscover=False,
        web_enabled=False,
        web_router_enabled=False,
        web_tables_enabled=False,
    )
    transport = cast(Any, app.transport)
    transport.Producer = IdempotentProducer
    if timeouts is EMBEDDED:
        transport.Consumer = PromptConsumer
    return app


def source(app: faust.App, settings: Settings, topic: Topic) -> TopicT:
    """The topic as raw bytes: what the bytes mean is decided in one place, where it can fail without losing the record."""
    return app.topic(
        settings.topic(topic),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
    )
