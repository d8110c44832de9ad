"""Headers of what we produce: CloudEvents 1.0 in the binary mode of its Kafka binding, and W3C `traceparent`.

Nothing here reads a clock: the same record gets the same headers whenever it is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.topology import Topic
from services.runtime.records import Headers

CONTENT_TYPE = ("content-type", b"application/json")
_TRACE = "traceparent"
_ID = "ce_id"
#: On a record that was sent through the chain again to be published again, even where nothing changed.
REPLAY = "dateline-replay"


@dataclass(frozen=True, slots=True)
class CloudEvent:
    """What the `ce_` headers say of one record."""

    topic: Topic
    stage: str  #: who wrote it
    article_id: str
    value: bytes
    time: str | None  #: the article's `received_at`
    record_id: str | None = None  #: when the record is a part of the article: its own id

    @property
    def id(self) -> str:
        """The same for the same bytes, another for every other version of the record."""
        version = hashlib.sha256(self.value).hexdigest()[:16]
        return f"{self.article_id}/{self.record_id or self.stage}/{version}"


def cloud_event(event: CloudEvent, received: Headers = ()) -> Headers:
    """Headers for a record made from one that had the headers `received`: those that are not ours are passed on."""
    passed = tuple(pair for pair in received if not _ours(pair[0]))
    if not any(key == _TRACE for key, _ in passed):
        passed = (*passed, (_TRACE, _trace(event.article_id)))
    return (*_attributes(event), CONTENT_TYPE, *passed)


def cloud_events(events: Sequence[CloudEvent], received: Headers = ()) -> Iterator[Headers]:
    """The headers of each of the parts that one record becomes on one topic: they differ in their id alone."""
    first = cloud_event(events[0], received) if events else ()
    at = next((at for at, (name, _) in enumerate(first) if name == _ID), 0)
    for event in events:
        yield (*first[:at], (_ID, event.id.encode("utf-8")), *first[at + 1 :])


def _attributes(event: CloudEvent) -> Headers:
    said = {
        "ce_specversion": "1.0",
        _ID: event.id,
        "ce_source": f"/dateline/{event.stage}",
        "ce_type": f"dateline.{event.topic.name}",
        "ce_time": event.time,
        "ce_subject": event.article_id,
        "ce_dataschema": event.topic.schema_name(),
    }
    return tuple((key, text.encode("utf-8")) for key, text in said.items() if text is not None)


def _ours(key: str) -> bool:
    return key.startswith("ce_") or key.lower() == CONTENT_TYPE[0]


def _trace(article_id: str) -> bytes:
    digest = hashlib.sha256(article_id.encode("utf-8")).hexdigest()
    return f"00-{digest[:32]}-{digest[32:48]}-01".encode()
