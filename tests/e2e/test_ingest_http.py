"""The ingest service over HTTP, alone: what it answers, and that what it answers is true."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from dateline.codec import decode_article
from dateline.topology import RAW
from services.ingest import app as http
from services.ingest.outbox import Outbox
from tests.doors import Open, Served, is_problem

MIB = 1_048_576


async def test_one_article_is_kept_before_the_answer(door: Served) -> None:
    answer = await door.post(b'{"id": "a1", "text": "Rain fell."}', traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01")
    assert (answer.status_code, answer.json()) == (202, {"accepted": ["a1"], "refused": []})
    [(key, value, headers)] = await door.kept()
    article = decode_article(value)
    assert (key, article.id, article.text) == ("a1", "a1", "Rain fell.")
    assert article.received_at is not None and article.received_at.endswith("Z")
    assert headers["ce_type"] == f"dateline.{RAW.name}"
    assert headers["ce_subject"] == "a1"
    assert headers["ce_time"] == article.received_at
    assert headers["traceparent"].startswith("00-aaaa")


async def test_the_answer_waits_for_the_disk(door: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk = False

    async def slow(outbox: Outbox, entries: list[Any]) -> list[int]:
        nonlocal on_disk
        await asyncio.sleep(0.05)
        on_disk = True
        return [1]

    monkeypatch.setattr(Outbox, "append", slow)
    assert (await door.post(b'{"text": "Rain fell."}')).status_code == 202
    assert on_disk


async def test_a_batch_is_answered_item_by_item(door: Served) -> None:
    batch = [{"text": "One."}, {"text": ""}, 7, {"id": "c", "text": "Three."}]
    answer = await door.post(orjson.dumps(batch))
    assert answer.status_code == 202
    content = answer.json()
    assert content["accepted"][1] == "c"
    assert [(one["index"], one["line"], one["status"], one["code"]) for one in content["refused"]] == [
        (1, None, 422, "SCHEMA"),
        (2, None, 422, "SCHEMA"),
    ]
    assert "text is empty" in content["refused"][0]["detail"]
    assert [key for key, _, _ in await door.kept()] == content["accepted"]


async def test_lines_are_read_one_by_one(door: Served) -> None:
    body = b'\xef\xbb\xbf{"id": "a", "text": "One."}\r\n\nnot json\n{"id": "b", "text": "\xff"}\n{"id": "c", "text": "Three."}'
    answer = await door.post(body, "application/x-ndjson; charset=utf-8")
    assert answer.status_code == 202
    assert answer.json()["accepted"] == ["a", "c"]
    assert [(one["line"], one["code"], one["status"]) for one in answer.json()["refused"]] == [
        (3, "INVALID_JSON", 400),
        (4, "NOT_UTF8", 400),
    ]


async def test_a_batch_of_which_nothing_is_taken_is_refused(door: Served) -> None:
    content = is_problem(await door.post(b'[{"text": ""}, {}]'), 422, "none of the 2")
    assert [one["index"] for one in content["refused"]] == [0, 1]
    is_problem(await door.post(b"[]"), 422, "no article")
    is_problem(await door.post(b"\n\n", "application/x-ndjson"), 422, "no article")
    assert await door.kept() == []


async def test_versions_of_one_article_in_one_batch_have_times_of_their_own(door: Served) -> None:
    await door.post(orjson.dumps([{"id": "a", "text": str(number)} for number in range(5)]))
    times = [str(decode_article(value).received_at) for _, value, _ in await door.kept()]
    assert len(set(times)) == 5
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (
            "application/cloudevents+json",
            {"specversion": "1.0", "id": "e", "source": "/x", "type": "t", "data": {"id": "a", "text": "Rain."}},
        ),
        ("application/cloudevents-batch+json", [{"id": "e", "data": {"id": "a", "text": "Rain."}}]),
        ("application/json", {"id": "a", "text": "Rain."}),
    ],
)
async def test_cloudevents_bring_their_article_in_data(door: Served, media_type: str, body: Any) -> None:
    answer = await door.post(orjson.dumps(body), media_type, ce_id="e", ce_specversion="1.0", ce_source="/x", ce_type="t")
    assert answer.json() == {"accepted": ["a"], "refused": []}


async def test_an_event_without_an_article_is_refused(door: Served) -> None:
    is_problem(await door.post(b'{"id": "e", "text": "Rain."}', "application/cloudevents+json"), 422, "data: ")


async def test_gzip_is_unpacked(door: Served) -> None:
    packed = gzip.compress(b'{"id": "a", "text": "Rain."}\n') + gzip.compress(b'{"id": "b", "text": "Snow."}\n')
    answer = await door.post(packed, "application/x-ndjson", content_encoding="gzip")
    assert answer.json()["accepted"] == ["a", "b"]


async def test_gzip_that_is_none_or_a_bomb_is_refused(door: Served) -> None:
    packed = gzip.compress(b'{"text": "Rain."}')
    is_problem(await door.post(b'{"text": "Rain."}', content_encoding="gzip"), 400, "not gzip")
    is_problem(await door.post(packed[:-9], content_encoding="gzip"), 400, "cut short")
    bomb = gzip.compress(b'{"text": "' + b" " * 40 * MIB)
    assert len(bomb) < 50_000
    is_problem(await door.post(bomb, content_encoding="gzip"), 413)
    is_problem(await door.post(gzip.compress(b"[" + b" " * 4 * MIB), content_encoding="gzip"), 413, "100 times")
    is_problem(await door.post(packed, content_encoding="br"), 415, "gzip")


async def test_bodies_that_are_too_long_are_refused_whether_they_say_so_or_not(open_door: Open) -> None:
    door = await open_door(ingest_batch_limit=3 * MIB)
    long_text = b'{"text": "' + b"x" * (2 * MIB) + b'"}'

    async def pieces(body: bytes) -> AsyncIterator[bytes]:
        for at in range(0, len(body), 100_000):
            yield body[at : at + 100_000]

    is_problem(await door.post(long_text), 413, "single article")
    is_problem(await door.post(b'{"text": "' + b"x" * (4 * MIB)), 413, "batch")  # by Content-Length alone
    is_problem(await door.post(pieces(long_text)), 413, "single article")
    is_problem(await door.post(pieces(b"[" + long_text + b"," + long_text + b"]")), 413, "batch")
    answer = await door.post(pieces(b"[" + long_text[: MIB // 2] + b'"},' + long_text[: 2 * MIB // 3] + b'"}]'))
    assert len(answer.json()["accepted"]) == 2


async def test_a_batch_of_too_many_articles_is_refused(door: Served) -> None:
    is_problem(await door.post(b'{"text": "a"}\n' * 10_001, "application/x-ndjson"), 413, "10000")


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"]
)
async def test_other_media_types_are_refused_with_those_that_are_taken(door: Served, media_type: str) -> None:
    answer = await door.post(b'{"text": "Rain."}', media_type)
    is_problem(answer, 415, "application/x-ndjson")
    assert "application/json" in answer.headers["accept-post"]


async def test_other_addresses_and_methods(door: Served) -> None:
    is_problem(await door.client.get("/v2/articles"), 404, "/openapi.json")
    answer = await door.client.get("/v1/articles")
    is_problem(answer, 405)
    assert answer.headers["allow"] == "POST"


async def test_a_full_outbox_says_come_back(open_door: Open) -> None:
    door = await open_door(outbox_limit=MIB)
    text = "x" * (MIB // 2)
    assert (await door.post(orjson.dumps({"text": text}))).status_code == 202
    answer = await door.post(orjson.dumps({"text": text + "y"}))
    is_problem(answer, 503, "no room")
    assert int(answer.headers["retry-after"]) > 0
    assert (await door.post(b'{"text": "small"}')).status_code == 202
    assert len(await door.kept()) == 2


async def test_too_much_at_once_says_come_back(open_door: Open) -> None:
    door = await open_door(ingest_pending_limit=MIB)
    sending = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b'{"text": "' + b"x" * 700_000
        await sending.wait()
        yield b'"}'

    first = asyncio.create_task(door.post(slow()))
    async with asyncio.timeout(10):
        while "dateline_http_pending_bytes 70" not in (await door.client.get("/metrics")).text:
            await asyncio.sleep(0.01)
    second = await door.post(orjson.dumps({"text": "x" * 700_000}))
    is_problem(second, 429, "at work")
    assert int(second.headers["retry-after"]) > 0
    sending.set()
    assert (await first).status_code == 202
    assert (await door.post(orjson.dumps({"text": "x" * 700_000}))).status_code == 202


async def test_a_body_that_does_not_come_is_not_waited_for(door: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_PATIENCE", 0.05)

    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(0.3)  # this client hears an answer only when it has sent all

    is_problem(await door.post(never()), 408)
    assert door.ingest.url


async def test_a_client_that_goes_away_leaves_nothing(door: Served) -> None:
    host, port = door.ingest.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /v1/articles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
        + b'{"text": "a"}'
    )
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await door.post(b'{"id": "b", "text": "Rain."}')).status_code == 202
    assert [key for key, _, _ in await door.kept()] == ["b"]
