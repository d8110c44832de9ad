"""Headers of what we produce: CloudEvents attributes, and what is passed on."""

from __future__ import annotations

import re

from dateline.topology import EVENTS, RAW, sink_source
from services.runtime.headers import CloudEvent, cloud_event, cloud_events
from services.runtime.records import Headers

EVENT = CloudEvent(sink_source(), "disputes", "a1", b"{}", "2021-03-03T12:00:00Z")


def test_attributes_of_the_binary_mode() -> None:
    said = dict(cloud_event(EVENT))
    assert said["ce_specversion"] == b"1.0"
    assert said["ce_source"] == b"/dateline/disputes"
    assert said["ce_type"] == f"dateline.{sink_source().name}".encode()
    assert said["ce_time"] == b"2021-03-03T12:00:00Z"
    assert said["ce_subject"] == b"a1"
    assert said["ce_dataschema"] == b"enriched_article.v1.schema.json"
    assert said["content-type"] == b"application/json"


def test_the_id_tells_versions_apart_and_is_the_same_for_the_same_bytes() -> None:
    again = CloudEvent(sink_source(), "disputes", "a1", b"{}", None)
    other = CloudEvent(sink_source(), "disputes", "a1", b"[]", None)
    assert EVENT.id == again.id != other.id
    assert EVENT.id.startswith("a1/disputes/")
    assert CloudEvent(EVENTS, "sink", "a1", b"{}", None, "a1#e2").id.startswith("a1/a1#e2/")


def test_no_clock_no_time() -> None:
    assert "ce_time" not in dict(cloud_event(CloudEvent(RAW, "ingest", "a1", b"{}", None)))


def test_foreign_headers_are_passed_on_as_they_were_and_ours_are_written_anew() -> None:
    received: Headers = (
        ("tenant", b"x"),
        ("ce_id", b"old"),
        ("Content-Type", b"text/plain"),
        ("tenant", b"y"),
        ("empty", None),
        ("dateline-outbox", b"7"),
    )
    made = cloud_event(EVENT, received)
    assert [pair for pair in made if pair in received] == [pair for pair in received if not pair[0].startswith(("ce_", "Con"))]
    assert [value for key, value in made if key == "ce_id"] == [EVENT.id.encode()]
    assert [value for key, value in made if key.lower() == "content-type"] == [b"application/json"]


def test_a_trace_is_made_once_and_passed_on_from_then() -> None:
    first = dict(cloud_event(EVENT))["traceparent"]
    assert first is not None and re.fullmatch(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-01", first)
    assert [value for key, value in cloud_event(EVENT, (("traceparent", b"theirs"),)) if key == "traceparent"] == [b"theirs"]


def test_ids_in_any_script() -> None:
    said = dict(cloud_event(CloudEvent(RAW, "ingest", "статья/1", b"{}", None)))
    assert said["ce_subject"] == "статья/1".encode()


def test_headers_of_many_parts_are_those_of_each() -> None:
    parts = [CloudEvent(EVENTS, "sink", "a", b"%d" % number, None, f"a#e{number}") for number in range(3)]
    received = (("tenant", b"y"), ("ce_id", b"theirs"))
    assert [*cloud_events(parts, received)] == [cloud_event(part, received) for part in parts]
    assert [*cloud_events([], received)] == []
