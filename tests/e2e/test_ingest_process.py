"""The ingest service as a process of its own: killed, told to end, and with a disk that is full."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import orjson
import psutil
import pytest

from services.ingest.outbox import Outbox
from tests.doors import NOBODY

COMMAND = [sys.executable, "-m", "services.ingest"]


class Process:
    """A running ingest service without a broker."""

    def __init__(self, data_dir: Path) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
            "DATELINE_DATA_DIR": str(data_dir),
            "DATELINE_HTTP_PORT": "0",
            "DATELINE_KAFKA_BOOTSTRAP": NOBODY,
            "DATELINE_LOG_FORMAT": "json",
        }
        self.popen = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE)
        assert self.popen.stderr is not None
        self.url = next(line["url"] for line in map(orjson.loads, self.popen.stderr) if line["event"] == "listening")
        self._drain = threading.Thread(target=self.popen.stderr.read, daemon=True)
        self._drain.start()

    def end(self) -> None:
        """Kill it if it still runs."""
        self.popen.kill()
        self.popen.wait()
        self._drain.join()
        assert self.popen.stderr is not None
        self.popen.stderr.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """Start the service; each start is on the same data directory."""
    started: list[Process] = []

    def run() -> Process:
        started.append(Process(tmp_path / "var"))
        return started[-1]

    yield run
    for process in started:
        process.end()


@contextmanager
def client_of(process: Process) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=process.url, trust_env=False, timeout=10) as client:
        yield client


def post(client: httpx.Client, name: str) -> httpx.Response:
    return client.post("/v1/articles", json={"id": name, "text": f"Rain over {name}. " * 300})


def test_nothing_that_was_answered_202_is_lost_by_kill_9(start: Callable[[], Process], tmp_path: Path) -> None:
    acknowledged: list[str] = []

    def produce(process: Process, worker: int, round_: int) -> None:
        with client_of(process) as client, suppress(httpx.HTTPError):
            for number in range(100_000):
                name = f"{round_}-{worker}-{number}"
                if post(client, name).status_code == 202:
                    acknowledged.append(name)

    for round_ in range(2):
        process, already = start(), len(acknowledged)
        workers = [threading.Thread(target=produce, args=(process, worker, round_)) for worker in range(4)]
        for worker in workers:
            worker.start()
        while len(acknowledged) < already + 60 + 17 * round_:
            time.sleep(0.001)
        process.popen.kill()
        for worker in workers:
            worker.join()

    assert sorted(set(acknowledged)) == sorted(acknowledged)
    assert set(acknowledged) <= set(outbox_keys(tmp_path / "var" / "outbox.db"))


def outbox_keys(path: Path) -> list[str]:
    import asyncio

    async def read() -> list[str]:
        outbox = await Outbox.open(path, 1 << 30)
        rows = await outbox.read(0, 1_000_000, 1 << 30)
        await outbox.close()
        return [row.entry.key for row in rows]

    return asyncio.run(read())


def test_a_full_disk_is_answered_503_and_it_resumes_alone(start: Callable[[], Process], tmp_path: Path) -> None:
    process = start()
    unlimited = resource.RLIM_INFINITY
    with client_of(process) as client:
        assert post(client, "before").status_code == 202
        psutil.Process(process.popen.pid).rlimit(psutil.RLIMIT_FSIZE, (1, unlimited))
        for name in ("refused", "refused too"):
            answer = post(client, name)
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
        assert "outbox" in client.get("/readyz").json()["troubles"]
        assert client.get("/livez").status_code == 200

        psutil.Process(process.popen.pid).rlimit(psutil.RLIMIT_FSIZE, (unlimited, unlimited))
        assert "outbox" not in client.get("/readyz").json()["troubles"]  # asking is enough: it tries the disk again
        assert post(client, "after").status_code == 202
    process.popen.send_signal(signal.SIGINT)
    assert process.popen.wait(timeout=10) == 0
    assert outbox_keys(tmp_path / "var" / "outbox.db") == ["before", "after"]


def test_it_ends_when_told_to_though_the_broker_is_gone(start: Callable[[], Process]) -> None:
    process = start()
    with client_of(process) as client:
        assert post(client, "a").status_code == 202
        process.popen.send_signal(signal.SIGTERM)
        assert process.popen.wait(timeout=10) == 0
