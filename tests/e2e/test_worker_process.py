"""A worker as a process, without a broker: what it says, and that it ends when it is told to, in whatever state it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from deploy.kafka.node import free_port

NOBODY = "127.0.0.1:1"


def environment(directory: Path, **more: str) -> dict[str, str]:
    ours = {"KAFKA_BOOTSTRAP": NOBODY, "DATA_DIR": str(directory), "HEALTH_PORT": str(free_port()), "HTTP_PORT": "0", **more}
    return {**os.environ, **{f"DATELINE_{name}": value for name, value in ours.items()}}


def run(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("service", ["entities", "sink", "ingest"])
def test_waits_for_its_broker_says_so_and_ends_when_told(service: str, tmp_path: Path) -> None:
    env, log = environment(tmp_path), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", "service", service], env=env, stdout=output, stderr=output
        )
    deadline = time.monotonic() + 60
    while "no Kafka broker answers at 127.0.0.1:1" not in log.read_text("utf-8"):
        assert process.poll() is None and time.monotonic() < deadline, log.read_text("utf-8")
        time.sleep(0.05)
    if service != "ingest":
        answer = httpx.get(f"http://127.0.0.1:{env['DATELINE_HEALTH_PORT']}/readyz", trust_env=False)
        assert answer.status_code == 503
        assert "DATELINE_KAFKA_BOOTSTRAP" in answer.json()["troubles"][service]
        assert httpx.get(f"http://127.0.0.1:{env['DATELINE_HEALTH_PORT']}/livez", trust_env=False).status_code == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert "Traceback" not in log.read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"STORE_URL": "mysql://x"}, "DATELINE_STORE_URL"),
        ({"LOG_LEVEL": "LOUD"}, "DATELINE_LOG_LEVEL"),
        ({"HEALTH_PORT": "high"}, "DATELINE_HEALTH_PORT"),
    ],
)
def test_a_wrong_setting_is_a_line_and_exit_code_2(more: dict[str, str], told: str, tmp_path: Path) -> None:
    done = run("services.cli", "service", "sink", env=environment(tmp_path, **more))
    assert done.returncode == 2
    assert told in done.stderr and "Traceback" not in done.stderr


def test_topics_without_a_broker(tmp_path: Path) -> None:
    done = run("services.cli", "topics", "apply", env=environment(tmp_path))
    assert done.returncode == 1
    assert "no Kafka broker answers at 127.0.0.1:1 (DATELINE_KAFKA_BOOTSTRAP)" in done.stderr
    assert "Traceback" not in done.stderr


HANGING = """
import asyncio, sys, threading, time
from services.runtime import process

async def main(stop):
    print("up", flush=True)
    if sys.argv[1] == "blocked":
        time.sleep(60)
    if sys.argv[1] == "thread":
        threading.Thread(target=time.sleep, args=(60,)).start()
        await stop.wait()
        return 0
    if sys.argv[1] == "deaf":
        await asyncio.sleep(60)
    await stop.wait()
    return 3

process.run(main, deadline=float(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("state", "deadline", "signals", "code"),
    [
        ("listening", 5.0, [signal.SIGTERM], 3),
        ("listening", 5.0, [signal.SIGINT], 3),
        ("thread", 5.0, [signal.SIGTERM], 0),
        ("deaf", 0.3, [signal.SIGTERM], 1),
        ("blocked", 0.3, [signal.SIGTERM], 1),
        ("deaf", 50.0, [signal.SIGINT, signal.SIGINT], 130),
    ],
)
def test_ends_in_every_state(state: str, deadline: float, signals: list[signal.Signals], code: int) -> None:
    command = [sys.executable, "-c", HANGING, state, str(deadline)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None and process.stdout.readline() == b"up\n"
        for one in signals:
            process.send_signal(one)
            time.sleep(0.2)  # two signals at once are one
        assert process.wait(10) == code
