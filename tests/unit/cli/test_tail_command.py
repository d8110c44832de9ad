"""`dateline tail`: against a broker in this process."""

import logging
import os
import pty
import re
import signal
import socket
import subprocess
import sys

import orjson
import pytest

from dateline import Article, EnrichedArticle, decode_event, encode, topology
from services import cli
from services.commands.tail import Trouble
from tests.wire import Wire, event

TAIL = [sys.executable, "-m", "services.cli", "tail"]


@pytest.fixture(autouse=True)
def address(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of this file find the broker, and the topics of this test."""
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", wire.bootstrap)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", wire.prefix)


def test_lines_of_json_in_a_pipe(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(6)))
    assert cli.main(["tail", "events", "--from", "-2", "--no-follow"]) == 0
    captured = capsys.readouterr()
    assert [decode_event(line.encode()) for line in captured.out.splitlines()] == [event(4), event(5)]
    assert captured.err == ""


def test_articles_too(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.put(topology.ENRICHED, encode(EnrichedArticle(article=Article(id="a", text="Rain fell."))))
    assert cli.main(["tail", "articles", "--from", "beginning", "--no-follow"]) == 0
    assert orjson.loads(capsys.readouterr().out)["article"]["id"] == "a"


def test_ends_at_the_limit_of_records_that_are_wanted(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    denied = event(9).model_copy(update={"event": event(9).event.model_copy(update={"status": "denied"})})
    wire.put(topology.EVENTS, encode(event(0)), encode(denied), encode(event(1)), encode(denied), encode(denied), partition=0)
    assert cli.main(["tail", "events", "--from", "beginning", "--status", "denied", "--limit", "2"]) == 0
    assert capsys.readouterr().out.count("\n") == 2


def test_skips_what_cannot_be_read_and_says_so(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.put(topology.EVENTS, b"{", encode(event(1)), partition=0)
    assert cli.main(["tail", "events", "--from", "beginning", "--no-follow"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    assert captured.err.startswith(f"skipped {wire.prefix}events.enriched.v1 partition 0 offset 0: the value is not JSON")


def test_a_table_on_a_terminal(wire: Wire) -> None:
    wire.put(topology.EVENTS, encode(event(1)))
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "120", "TERM": "xterm", "NO_COLOR": "1"}
    command = [*TAIL, "events", "--from", "-1", "--no-follow"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=environment)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", os.read(ours, 10_000).decode()).splitlines()
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line.split() for line in shown] == [
        ["date", "status", "event", "place", "dispute", "article"],
        ["-", "occurred", "event", "1", "-", "-", "a"],
    ]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, cli.INTERRUPTED), (None, cli.READER_GONE)])
def test_ends_quietly_on_ctrl_c_and_when_the_reader_goes_away(wire: Wire, sent: signal.Signals | None, code: int) -> None:
    wire.put(topology.EVENTS, encode(event(1)))
    with subprocess.Popen([*TAIL, "events", "--from", "-1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        if sent:
            process.send_signal(sent)
        else:
            process.stdout.close()
            wire.put(topology.EVENTS, encode(event(2)), encode(event(3)))
        assert process.stderr.read().strip() == b""
    assert process.returncode == code


def test_says_that_no_broker_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        bootstrap = f"127.0.0.1:{closed.getsockname()[1]}"
        monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", bootstrap)
        assert cli.main(["tail", "events"]) == 1
    message = capsys.readouterr().err
    assert message.startswith(f"dateline: no Kafka broker answers at {bootstrap} (")
    assert message.endswith("; DATELINE_KAFKA_BOOTSTRAP says where it is\n") and message.count("\n") == 1


def test_says_that_the_topic_is_missing(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tail", "events"]) == 1
    assert f"the broker has no topic {wire.prefix}events.enriched.v1: create the topics" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["news"], "'news' is not one of 'events', 'articles'"),
        (["events", "--from", "end"], "'end' is neither 'beginning' nor 'latest' nor a number like -10"),
        (["events", "--from", "5"], "'5' is neither"),
        (["events", "--since", "2021-02-29"], "'2021-02-29' is not a date: day is out of range for month"),
        (["events", "--status", "done"], "'done' is not one of 'occurred'"),
    ],
)
def test_wrong_use(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tail", *args]) == 2
    assert message in capsys.readouterr().err


def test_a_broker_that_goes_away_is_told_once_in_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    trouble = Trouble()
    log = logging.getLogger("aiokafka.test")
    log.addHandler(trouble)
    log.error("connection refused")
    assert (capsys.readouterr().err, trouble.reason()) == ("", " (connection refused)")
    trouble.connected_to("kafka:9092")
    for _ in range(100):
        log.error("connection lost")
    log.removeHandler(trouble)
    assert capsys.readouterr().err == "waiting for the broker at kafka:9092 to come back: connection lost\n"
