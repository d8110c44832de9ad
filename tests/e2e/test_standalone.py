"""Everything in one process, as a user starts it: `dateline run` and `dateline demo` on the embedded broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from dateline import decode_event
from dateline.topology import RAW
from services.runtime.logs import silent
from services.sink.store import Store

_PATIENCE = 120.0


def until(what: str, true: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + _PATIENCE
    while not (found := true()):
        if time.monotonic() > deadline:
            pytest.fail(f"after {_PATIENCE:.0f} s still not so: {what}")
        time.sleep(0.05)
    return found


def environment(directory: Path) -> dict[str, str]:
    ours = {"DATELINE_DATA_DIR": str(directory), "DATELINE_HTTP_PORT": "0", "NO_COLOR": "1"}
    return {**{key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}, **ours}


class Server:
    """A `dateline run` of one's own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._log = directory / "log"
        directory.mkdir(exist_ok=True)
        with self._log.open("wb") as log:
            command = [sys.executable, "-m", "services.cli", "run"]
            self.process = subprocess.Popen(command, env=environment(directory), stdout=log, stderr=log)
        self.url = until("it listens", lambda: self._word_after("listening") and self._word_after("url="))

    def _word_after(self, mark: str) -> str | None:
        assert self.process.poll() is None, self.log
        _, found, rest = self.log.partition(mark)
        return rest.split()[0] if found and rest.split() else None

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def bootstrap(self) -> str:
        address = until("it is ready", lambda: "ready; Ctrl-C" in self.log and self._word_after("\nbroker"))
        return str(address)

    def post(self, articles: list[dict[str, Any]]) -> list[str]:
        """Send articles; the ids that were answered 202."""
        headers = {"content-type": "application/x-ndjson"}
        body = b"\n".join(map(orjson.dumps, articles))
        answer = httpx.post(f"{self.url}/v1/articles", content=body, headers=headers, trust_env=False, timeout=30)
        assert answer.status_code == 202, answer.text
        accepted: list[str] = answer.json()["accepted"]
        return accepted

    def waiting(self) -> int:
        """Articles accepted and not yet finished."""
        text = httpx.get(f"{self.url}/metrics", trust_env=False, timeout=30).text
        return int(float(text.partition("\ndateline_outbox_records ")[2].split()[0]))

    def stored(self) -> set[str]:
        """What is in the store."""
        store = Store.open(f"sqlite:///{self.directory / 'dateline.db'}")
        ids = set(store.ids(limit=100_000))
        store.close()
        return ids

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; the exit code. Fails when it takes more than ten seconds."""
        self.process.send_signal(how)
        return self.process.wait(10)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def server(directory: Path) -> Iterator[Server]:
    running = Server(directory)
    try:
        yield running
    finally:
        running.kill()


def article(number: int, **more: Any) -> dict[str, Any]:
    text = (
        f"OSLO, March {number % 28 + 1}. /Agency/. Norway and Russia held talks on Monday. "
        f'"We shall meet again on June 2, 2021," spokesman number {number} said.'
    )
    return {"id": f"a{number}", "text": text, "published_at": "2021-03-01", **more}


def test_killed_and_started_again_it_finishes_what_it_had_accepted(tmp_path: Path) -> None:
    accepted: set[str] = set()
    with server(tmp_path) as running:
        accepted |= set(running.post([article(number) for number in range(60)]))
        until("some are in the store", lambda: len(running.stored()) > 5)
    with server(tmp_path) as running:
        until("all are finished", lambda: running.waiting() == 0)
        assert running.stored() == accepted
        assert len(accepted) == 60
        a_second_one_is_told_so(tmp_path)
        assert running.end(signal.SIGINT) == 0


def test_ended_while_it_starts(tmp_path: Path) -> None:
    with server(tmp_path) as running:
        until("its services join their groups", lambda: "connected" in running.log)
        assert running.end(signal.SIGINT) == 0
        assert "Traceback" not in running.log
        assert "ending by force" not in running.log


def a_second_one_is_told_so(directory: Path) -> None:
    command = [sys.executable, "-m", "services.cli", "run"]
    second = subprocess.run(command, env=environment(directory), capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert "another process is using this outbox" in second.stderr
    assert "Traceback" not in second.stderr


def test_what_is_large_odd_or_wrong_hinders_nobody(tmp_path: Path) -> None:
    large = "Norway and Russia held talks on Monday in Oslo, a spokesman said. " * 3_000
    hot = [article(1, title=f"Version {number}") for number in range(60)]
    with server(tmp_path) as running:
        bootstrap = running.bootstrap
        client = Producer({"bootstrap.servers": bootstrap}, logger=silent())
        direct = orjson.dumps({"id": "direct", "text": "From a client."})
        for key, value in ((None, b"nonsense"), (b"k", None), (None, b"\xff"), (b"t", direct)):
            client.produce(RAW.full_name(), value, key)
        assert client.flush(20) == 0
        accepted = {*running.post([article(2, text=large), *hot, article(3, text=large)]), "direct"}
        until("all are finished", lambda: running.waiting() == 0 and running.stored() == accepted)
        assert letters(bootstrap) == Counter({b"INVALID_JSON": 1, b"TOMBSTONE": 1, b"NOT_UTF8": 1})
        assert running.end() == 0


def letters(bootstrap: str) -> Counter[bytes]:
    """Codes of the dead letters of the raw topic."""
    topic = RAW.dead_letters().full_name()
    reader = Consumer({"bootstrap.servers": bootstrap, "group.id": "nobody", "enable.partition.eof": True}, logger=silent())
    reader.assign([TopicPartition(topic, number, 0) for number in range(4)])
    codes, ends = Counter[bytes](), 0
    while ends < 4:
        message: Any = reader.poll(20)
        assert message is not None
        if message.error() is not None:
            ends += 1
        else:
            codes[dict(message.headers())["errors.code"]] += 1
    reader.close()
    return codes


def test_the_demo_prints_events_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "services.cli", "demo"]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, timeout=_PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    events = [decode_event(line) for line in done.stdout.splitlines()]
    assert len({event.article.id for event in events}) >= 8
    assert len({event.id for event in events}) == len(events)
    assert {event.disputes[0].registry for event in events if event.disputes} - {None}
    told = done.stderr.decode()
    assert f"{len(events)} events" in told and str(tmp_path / "demo" / "dateline.db") in told and "dateline show" in told


def test_the_demo_takes_other_articles_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_bytes(orjson.dumps(article(1)) + b'\n{"text": ""}\n')
    command = [sys.executable, "-m", "services.cli", "demo", str(mine)]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, timeout=_PATIENCE)
    assert done.returncode == 0, done.stderr.decode()
    assert {decode_event(line).article.id for line in done.stdout.splitlines()} == {"a1"}
    assert "refused article 2" in done.stderr.decode()
