"""Dead letters of `dateline run` outlive it, and go back into the chain when somebody asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
from confluent_kafka import Producer

from dateline.topology import RAW
from services.repair.kept import Kept
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.logs import silent
from services.runtime.records import Incoming
from services.runtime.settings import Settings
from tests.e2e.test_standalone import article, environment, server, until


def dlq(directory: Path, *arguments: str) -> list[dict[str, Any]]:
    """The JSON lines of `dateline dlq`."""
    command = [sys.executable, "-m", "services.cli", "dlq", *arguments]
    done = subprocess.run(command, env=environment(directory), capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def set_aside(directory: Path, value: bytes) -> None:
    """A dead letter of the raw topic as a rule that has been mended since would have left it."""
    record = Incoming(RAW.full_name(), 0, 5, None, b"k", value)
    Kept(Settings(data_dir=directory)).keep([dead_letter(record, "entities", Reason("RULE_ERROR", "ValueError", "broken"))])


def test_they_outlive_a_kill_and_are_sent_back_after_the_next_start(tmp_path: Path) -> None:
    with server(tmp_path) as running:
        client = Producer({"bootstrap.servers": running.bootstrap}, logger=silent())
        client.produce(RAW.full_name(), b"nonsense", b"k", headers=[("mine", b"\xff")])
        assert client.flush(20) == 0
        until("it is set aside", lambda: Kept(Settings(data_dir=tmp_path)).there() and dlq(tmp_path, "ls"))
        running.kill()
    [found] = dlq(tmp_path, "ls", "--code", "INVALID_JSON")
    assert (found["stage"], found["key"], found["redrives"]) == ("entities", "k", 0)
    set_aside(tmp_path, orjson.dumps(article(1)))
    assert {one["code"] for one in dlq(tmp_path, "redrive")} == {"INVALID_JSON", "RULE_ERROR"}
    assert dlq(tmp_path, "redrive") == [], "each once"
    with server(tmp_path) as running:
        until("the good one is in the store", lambda: running.stored() == {"a1"})
        until("the bad one has come back", lambda: len(dlq(tmp_path, "ls")) == 3)
        running.kill()
    assert Kept(Settings(data_dir=tmp_path)).due() == []
    assert [one["redrives"] for one in dlq(tmp_path, "redrive")] == [2], "only what has come back"
