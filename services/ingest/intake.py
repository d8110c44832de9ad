"""From the body of a request to entries for the outbox: what is accepted, and what is refused and why, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.article import Article, rfc3339
from dateline.codec import CodecError, decode_json, encode, expect_object
from dateline.deadletter import Code
from dateline.topology import RAW
from services.ingest.arrival import Arrivals
from services.ingest.outbox import Entry
from services.ingest.validate import admit_object
from services.runtime.headers import CloudEvent, cloud_event
from services.runtime.records import Headers

#: Most items of one batch.
MAX_ITEMS = 10_000
#: Longest record: what the raw topic takes, less room for its headers.
MAX_RECORD = RAW.max_message_bytes - 65_536

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

#: How a body is to be read, by its media type.
Form = Literal["json", "lines", "event", "events"]
FORMS: dict[str, Form] = {
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/ndjson": "lines",
    "application/jsonl": "lines",
    "application/cloudevents+json": "event",
    "application/cloudevents-batch+json": "events",
}


class TooManyItems(ValueError):
    """A batch of more than MAX_ITEMS."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that is not taken: its place among the items, from 0, and in NDJSON its line, from 1."""

    index: int
    line: int | None
    code: Code
    detail: str


@dataclass(slots=True)
class Intake:
    """What a body comes to."""

    batch: bool
    entries: list[Entry] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Ids of what is accepted, in the order of the body."""
        return [entry.key for entry in self.entries]


def is_batch(form: Form, beginning: bytes) -> bool:
    """Whether a body of this form, which begins so, holds many articles."""
    return form in ("lines", "events") or beginning.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] == b"["


def take(body: bytes | bytearray, form: Form, arrivals: Arrivals, traceparent: str | None = None) -> Intake:
    """Read a body. Raises CodecError when it cannot be read at all, and TooManyItems."""
    intake = Intake(batch=is_batch(form, bytes(body[:1024])))
    trace = _trace(traceparent)
    for index, (line, item) in enumerate(_items(body, form, intake.batch)):
        if index >= MAX_ITEMS:
            raise TooManyItems(f"more than {MAX_ITEMS} items in one batch; send several")
        try:
            parsed = decode_json(item) if isinstance(item, bytes) else item
            article = admit_object(_payload(parsed, form), None)
            intake.entries.append(raw_entry(stamped(article, arrivals), trace))
        except CodecError as error:
            intake.refused.append(Refusal(index, line, error.code, str(error)))
    return intake


def stamped(article: Article, arrivals: Arrivals) -> Article:
    """The same article with `received_at`, which is now when it has none."""
    if article.received_at is not None:
        return article
    return article.model_copy(update={"received_at": rfc3339(arrivals.stamp(str(article.id)))})


def raw_entry(article: Article, trace: Headers = ()) -> Entry:
    """The record of the raw topic for an identified article. Raises CodecError (TOO_LARGE)."""
    article_id, value = str(article.id), encode(article)
    if len(value) > MAX_RECORD:
        raise CodecError("TOO_LARGE", f"the article is {len(value)} bytes of JSON, more than {MAX_RECORD}")
    headers = cloud_event(CloudEvent(RAW, "ingest", article_id, value, article.received_at), trace)
    return Entry(article_id, value, tuple((name, (text or b"").decode("utf-8")) for name, text in headers))


def _items(body: bytes | bytearray, form: Form, batch: bool) -> Iterator[tuple[int | None, Any]]:
    """Items with their lines: unread JSON of each line in NDJSON, parsed values otherwise. One at a time, to hold little."""
    if form == "lines":
        yield from _lines(body)
        return
    parsed = decode_json(bytes(body).removeprefix(_BYTE_ORDER_MARK))
    if not batch or not isinstance(parsed, list):
        yield None, parsed
        return
    parsed.reverse()
    while parsed:
        yield None, parsed.pop()


def _lines(body: bytes | bytearray) -> Iterator[tuple[int, bytes]]:
    start, number = len(_BYTE_ORDER_MARK) if body.startswith(_BYTE_ORDER_MARK) else 0, 0
    while start < len(body):
        end = body.find(b"\n", start)
        end = len(body) if end < 0 else end
        number += 1
        line = bytes(body[start:end])
        start = end + 1
        if line.strip():
            yield number, line


def _payload(item: Any, form: Form) -> dict[str, Any]:
    sent = expect_object(item)
    if form not in ("event", "events"):
        return sent
    if not isinstance(sent.get("data"), dict):
        raise CodecError("SCHEMA", "data: a CloudEvent must carry its article here, as a JSON object")
    data: dict[str, Any] = sent["data"]
    return data


def _trace(traceparent: str | None) -> Headers:
    if traceparent is None or not _TRACEPARENT.fullmatch(traceparent):
        return ()
    return (("traceparent", traceparent.encode()),)
