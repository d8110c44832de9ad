"""`dateline produce`: what it sends, counts, says, and how it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from dateline.codec import decode_article
from dateline.topology import RAW
from services import cli
from services.ingest.sending import Reader
from services.runtime import logs
from tests.contract.test_bad_input import Line
from tests.wire import Wire


@pytest.fixture(autouse=True)
def logging_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "configure", lambda _: None)


@pytest.fixture
def raw(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A broker with the raw topic, named in the environment."""
    wire.create(RAW)
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", wire.bootstrap)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", wire.prefix)
    return wire


def write(path: Path, *values: object) -> str:
    path.write_bytes(b"\n".join(value if isinstance(value, bytes) else orjson.dumps(value) for value in values))
    return str(path)


def test_articles_of_files_reach_the_topic(raw: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = write(tmp_path / "a.jsonl", *({"id": f"a{number}", "text": f"Rain {number}."} for number in range(1200)))
    many = write(tmp_path / "b.json", [{"id": "b1", "maintext": "Snow.", "date_publish": "2021-04-01 18:30:00"}])
    text = write(tmp_path / "c.txt", "Café.".encode())
    assert cli.main(["produce", lines, many, text]) == 0
    assert capsys.readouterr().out == "1202 sent, 0 refused\n"
    found = {key: decode_article(value) for key, value in raw.values(RAW).items()}
    assert len(found) == 1202
    assert found["b1"].published_at == "2021-04-01T18:30:00"
    assert all(article.id == key and article.received_at for key, article in found.items())
    assert [article.text for key, article in found.items() if key.startswith("art-")] == ["Café."]


def test_what_is_no_article_is_named_and_the_rest_is_sent(raw: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = write(tmp_path / "a.jsonl", {"id": "a", "text": "Rain."}, b"no json", b"", {"text": 5}, {"id": "b", "text": "Snow."})
    assert cli.main(["produce", lines, write(tmp_path / "b.txt", b"\xff")]) == 1
    said = capsys.readouterr()
    assert said.out == "2 sent, 3 refused\n"
    refused = said.err.splitlines()
    assert refused[0].startswith(f"{lines}:2: the value is not JSON")
    assert refused[1] == f"{lines}:4: text: Input should be a valid string"
    assert "b.txt" in refused[2] and "UTF-8" in refused[2]
    assert set(raw.values(RAW)) == {"a", "b"}


def test_no_broker_and_no_topic_are_said_in_a_line(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = write(tmp_path / "a.jsonl", {"text": "Rain."})
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", "127.0.0.1:9")
    assert cli.main(["produce", lines]) == 1
    assert "no Kafka broker answers at 127.0.0.1:9 (DATELINE_KAFKA_BOOTSTRAP)" in capsys.readouterr().err
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", wire.bootstrap)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", "nobody.")
    assert cli.main(["produce", lines]) == 1
    said = capsys.readouterr().err
    assert "dateline topics apply" in said and "0 sent" in said and len(said.splitlines()) == 1


def test_a_missing_file_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["produce", str(tmp_path / "none.jsonl")]) == 2
    assert cli.main(["produce"]) == 2
    assert "none.jsonl" in capsys.readouterr().err


async def test_what_comes_slowly_is_passed_on_at_once() -> None:
    more = threading.Event()

    def slowly() -> Iterator[Line]:
        yield Line(b"one")
        more.wait(10)
        yield Line(b"two")
        raise OSError("the pipe broke")

    async with asyncio.timeout(10):
        reader = Reader(slowly())
        assert [line.value for line in await reader.window()] == [b"one"]
        more.set()
        assert [line.value for line in await reader.window()] == [b"two"]
        with pytest.raises(OSError, match="the pipe broke"):
            await reader.window()


async def test_no_more_is_read_ahead_than_is_needed() -> None:
    read = 0

    def endless() -> Iterator[Line]:
        nonlocal read
        while True:
            read += 1
            yield Line(b"x")

    async with asyncio.timeout(10):
        reader = Reader(endless())
        total = 0
        while total < 2000:
            total += len(await reader.window())
            assert read <= total + 501


def test_a_door_open_to_all_without_a_key_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_HTTP_HOST", "0.0.0.0")
    monkeypatch.delenv("DATELINE_API_KEY", raising=False)
    assert cli.main(["service", "ingest"]) == 2
    assert capsys.readouterr().err.startswith("dateline: wrong setting: DATELINE_HTTP_HOST=0.0.0.0 lets other machines in")
