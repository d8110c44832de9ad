"""The ingest service as a whole: who may use it, whether it is ready, what it logs, how it describes itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
import pytest
from structlog.testing import capture_logs

from dateline.topology import RAW
from services.ingest import app as http
from services.ingest.service import CannotListen, running, serve
from services.ingest.settings import IngestSettings
from tests.doors import NOBODY, Open, Served, is_problem
from tests.wire import Wire

MIB = 1_048_576


async def test_the_key_is_asked_for_where_there_is_one(open_door: Open, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret-é\n")
    door = await open_door(http_host="0.0.0.0", api_key_file=tmp_path / "key")
    for header in (None, "Bearer wrong", "Basic s3cret", "Bearer", "Bearer s3cret-e"):
        answer = await door.post(b'{"text": "Rain."}', **({} if header is None else {"authorization": header}))
        is_problem(answer, 401, "Bearer KEY")
        assert answer.headers["www-authenticate"] == "Bearer"
    right = [(b"content-type", b"application/json"), (b"authorization", b"Bearer s3cret-\xc3\xa9")]
    assert (await door.client.post("/v1/articles", content=b'{"text": "Rain."}', headers=right)).status_code == 202
    assert (await door.client.get("/livez")).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])
def test_without_a_key_it_listens_on_loopback_alone(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_API_KEY", raising=False)
    with pytest.raises(ValueError, match="DATELINE_API_KEY"):
        IngestSettings(http_host=host)
    assert IngestSettings(http_host=host, api_key="k").key() == "k"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_loopback_needs_no_key(host: str) -> None:
    assert IngestSettings(http_host=host).key() is None


async def test_a_port_that_is_taken_is_named(door: Served, tmp_path: Path) -> None:
    port = int(door.ingest.url.rpartition(":")[2])
    with pytest.raises(CannotListen, match=rf"127\.0\.0\.1:{port} .*DATELINE_HTTP_PORT.*in use"):
        async with running(IngestSettings(http_port=port, data_dir=tmp_path / "other")):
            pass


async def test_a_second_service_on_the_same_outbox_says_so_and_ends(door: Served) -> None:
    settings = IngestSettings(http_port=0, data_dir=door.ingest.outbox.path.parent)
    with capture_logs() as lines:
        assert await serve(settings, asyncio.Event()) == 1
    assert "cannot start" in lines[-1]["event"] and "another process" in lines[-1]["event"]


async def test_alive_without_a_broker_but_not_ready_and_still_taking_articles(door: Served) -> None:
    assert (await door.client.get("/livez")).json() == {"alive": True}
    async with asyncio.timeout(10):
        while "no Kafka broker" not in (answer := await door.client.get("/readyz")).text:
            await asyncio.sleep(0.01)
    assert answer.status_code == 503
    assert NOBODY in answer.json()["troubles"]["broker"]
    assert (await door.post(b'{"text": "Rain."}')).status_code == 202
    assert "dateline_outbox_records 1.0" in (await door.client.get("/metrics")).text


async def test_ready_with_a_broker_and_the_outbox_is_emptied(open_door: Open, wire: Wire) -> None:
    wire.create(RAW)
    door = await open_door(kafka_bootstrap=wire.bootstrap, topic_prefix=wire.prefix)
    await door.post(orjson.dumps([{"id": f"a{number}", "text": "Rain."} for number in range(10)]))
    async with asyncio.timeout(20):
        while door.ingest.outbox.rows:
            await asyncio.sleep(0.01)
    assert (await door.client.get("/readyz")).json() == {"ready": True, "troubles": {}}
    found = await asyncio.to_thread(wire.values, RAW)
    assert sorted(found) == [f"a{number}" for number in range(10)]


async def test_on_the_embedded_broker_rows_wait_for_the_store(open_door: Open, wire: Wire) -> None:
    wire.create(RAW)
    door = await open_door(embedded=True, kafka_bootstrap=wire.bootstrap, topic_prefix=wire.prefix)
    await door.post(b'{"id": "a", "text": "Rain."}')
    await asyncio.to_thread(_until_there, wire)
    [row] = await door.ingest.outbox.read(0, 10, MIB)
    await door.ingest.settle((("dateline-outbox", str(row.id).encode()),))
    await door.ingest.outbox.check()
    assert door.ingest.outbox.rows == 0


def _until_there(wire: Wire) -> None:
    while not wire.values(RAW):
        pass


async def test_a_fault_of_ours_is_a_problem_too(door: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(http, "take", broken)
    answer = await door.post(b'{"text": "Rain."}')
    assert "secret" not in str(is_problem(answer, 500, "the fault is ours"))


async def test_the_log_has_a_line_a_request_and_never_a_body(door: Served) -> None:
    with capture_logs() as lines:
        await door.post(b'{"id": "a", "text": "very private"}', authorization="Bearer private")
        await door.client.get("/%0d%0aforged%1b[31m?q=private")
        await door.client.get("/livez")
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["method"], line["path"], line["status"], line["log_level"]) for line in requests] == [
        ("POST", "/v1/articles", 202, "info"),
        ("GET", "/%0d%0aforged%1b[31m", 404, "info"),
        ("GET", "/livez", 200, "debug"),
    ]
    assert "private" not in str(lines)


async def test_the_openapi_document_describes_what_there_is(door: Served) -> None:
    document = (await door.client.get("/openapi.json")).json()
    assert set(document["paths"]) == {"/v1/articles", "/livez", "/readyz", "/metrics"}
    post = document["paths"]["/v1/articles"]["post"]
    assert set(post["responses"]) == {"202", "400", "401", "408", "413", "415", "422", "429", "503"}
    assert list(post["responses"]["422"]["content"]) == ["application/problem+json"]
    assert "application/x-ndjson" in post["requestBody"]["content"]
    assert {"Article", "Accepted", "ProblemDetails", "ItemProblem"} <= set(document["components"]["schemas"])
    assert "text" in document["components"]["schemas"]["Article"]["required"]
