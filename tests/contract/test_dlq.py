"""`dateline dlq` on a broker: letters are listed, shown, and sent back once."""

from __future__ import annotations

import orjson
import pytest
from click.testing import CliRunner, Result
from confluent_kafka import Producer as Librdkafka

from dateline import deadletter, topology
from services.cli import cli
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.records import Incoming
from services.runtime.settings import Settings
from tests.wire import Wire, broker, wire

__all__ = ["broker", "wire"]


@pytest.fixture
def dlq(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """All topics there are, and on one of them three dead letters."""
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", wire.bootstrap)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", wire.prefix)
    for topic in topology.all_topics():
        wire.create(topic)
    client = Librdkafka({"bootstrap.servers": wire.bootstrap})
    for number in range(3):
        source = Incoming(
            wire.prefix + topology.RAW.name, 0, number, None, f"k{number}".encode(), b"\x00{\x1b[2J", (("own", b"1"),)
        )
        letter = dead_letter(source, "entities", Reason("INVALID_JSON" if number else "SCHEMA", "CodecError", "no\njson"))
        client.produce(letter.topic, letter.value, letter.key, headers=list(letter.headers), partition=number)
    assert client.flush(10) == 0
    return wire


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["dlq", *arguments], standalone_mode=False)


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exception is None, result.output
    return [orjson.loads(line) for line in result.stdout.splitlines()]


def test_listed_shown_and_sent_back_once(dlq: Wire) -> None:
    listed = rows(run("ls", "--json"))
    assert [(row["key"], row["code"], row["message"]) for row in listed] == [
        ("k0", "SCHEMA", "no json"),
        ("k1", "INVALID_JSON", "no json"),
        ("k2", "INVALID_JSON", "no json"),
    ]
    place = str(listed[0]["letter"])
    shown = run("show", place).stdout
    assert "errors.code          SCHEMA" in shown and "header own           1" in shown
    assert "\x1b" not in shown, "what moves the cursor is escaped"
    assert run("show", place, "--raw").stdout_bytes == b"\x00{\x1b[2J"

    assert len(rows(run("redrive", "--dry-run"))) == 3
    assert dlq.values(topology.RAW) == {}, "a dry run sends nothing"
    [first] = rows(run("redrive", "--code", "INVALID_JSON", "--limit", "1"))
    assert first["redrives"] == 1
    assert len(rows(run("redrive"))) == 2
    assert rows(run("redrive")) == []
    assert dlq.values(topology.RAW) == dict.fromkeys(("k0", "k1", "k2"), b"\x00{\x1b[2J")
    assert len(dlq.values(topology.REDRIVES)) == 3


def test_what_is_sent_back_has_its_own_headers_and_a_count(dlq: Wire) -> None:
    run("redrive")
    settings = Settings()
    from services.repair.reading import bounds, read

    topic = settings.topic(topology.RAW)
    sent = list(read(settings, topic, bounds(settings, [topic])[topic]))
    assert {record.headers for record in sent} == {(("own", b"1"), (deadletter.REDRIVES, b"1"))}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "nonsense"), "give TOPIC[PARTITION]@OFFSET"),
        (("show", "articles.raw.v1[0]@99"), "nothing stands at"),
        (("ls", "--topic", "nothing"), "no topic 'nothing' has dead letters"),
    ],
)
def test_a_wrong_place_is_told(dlq: Wire, arguments: tuple[str, ...], told: str) -> None:
    assert told in str(run(*arguments).exception)


def test_no_broker_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", "127.0.0.1:9")
    monkeypatch.setattr("services.runtime.topics._SECONDS", 1.0)
    assert "no Kafka broker answers at 127.0.0.1:9" in str(run("ls").exception)
