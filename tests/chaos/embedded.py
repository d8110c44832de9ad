"""What is done to `dateline run`, everything in one process, a function for each row of the table."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import orjson
import psutil
import pytest

from tests.chaos.ledger import Broken, Row
from tests.e2e.test_standalone import Server, article, server

#: Megabytes by which resident memory may grow under a flood.
GROWTH = 64


def finished(running: Server, patience: float = 300.0) -> None:
    """Wait until the outbox is empty. Raises Broken when it does not get smaller."""
    last, moved = -1, time.monotonic()
    while waiting := running.waiting():
        if waiting != last:
            last, moved = waiting, time.monotonic()
        if time.monotonic() - moved > patience:
            raise Broken(f"{waiting} articles wait, and nothing moves")
        time.sleep(0.2)


def compare(running: Server, accepted: set[str]) -> None:
    """Every accepted article is in the store. Raises Broken."""
    stored = running.stored()
    if missing := sorted(accepted - stored):
        raise Broken(f"{len(missing)} were answered 202 and are not in the store, {missing[0]} first")
    if more := sorted(stored - accepted):
        raise Broken(f"{len(more)} that nobody had an answer for, {more[0]} first")


def killed(row: Row, directory: Path, size: int) -> None:
    """The whole process killed again and again; what was answered 202 is finished after the next start."""
    kills, per = 2 * size, 500
    chance, accepted = random.Random(kills), set[str]()
    for step in range(kills):
        with server(directory) as running:
            goal = len(running.stored())
            accepted |= set(running.post([article(step * per + number) for number in range(per)]))
            until = goal + chance.randrange(1, per)
            _wait(lambda running=running, until=until: len(running.stored()) >= until)  # type: ignore[misc]
    with server(directory) as running:
        finished(running)
        compare(running, accepted)
    row.figures |= {"answered 202": len(accepted), "stored": len(accepted), "kills": kills}


def _wait(true: Callable[[], bool], patience: float = 300.0) -> None:
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise Broken("nothing moves")
        time.sleep(0.1)


def piled_up(row: Row, directory: Path, size: int) -> None:
    """More megabytes come in than the broker can keep, faster than they are worked on."""
    megabytes = 6 * size
    text = "Zitat des Tages. " * 600  # 10 kB in another language: little work
    count = megabytes * 100
    with server(directory) as running:
        accepted: set[str] = set()
        for first in range(0, count, 100):
            accepted |= set(
                running.post([{"id": f"b{one}", "text": text, "language": "de"} for one in range(first, first + 100)])
            )
        waiting = running.waiting()
        finished(running)
        compare(running, accepted)
    row.figures |= {"MB": megabytes, "answered 202": len(accepted), "waited in the outbox": waiting, "stored": len(accepted)}


def flooded(row: Row, directory: Path, size: int) -> None:
    """Clients send as fast as they can to a small outbox: the rest is answered 429 or 503, and memory stays."""
    seconds, answers, accepted = 6.0 * size, Counter[int](), set[str]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.e2e.test_standalone.environment", _small(directory))
        with server(directory) as running:
            assert running.bootstrap, "it is ready, and has loaded what it needs"
            before = psutil.Process(running.process.pid).memory_info().rss
            until = time.monotonic() + seconds
            clients = [threading.Thread(target=_client, args=(running.url, one, until, answers, accepted)) for one in range(4)]
            for client in clients:
                client.start()
            peak = before
            while any(client.is_alive() for client in clients):
                peak = max(peak, psutil.Process(running.process.pid).memory_info().rss)
                time.sleep(0.1)
            grown = (peak - before) // 1_048_576
            finished(running)
            compare(running, accepted)
    row.figures |= {"accepted": len(accepted), "MB grown": grown} | {f"batches answered {code}": n for code, n in answers.items()}
    if set(answers) - {202, 429, 503} or not answers.keys() & {429, 503}:
        raise Broken(f"answers were {dict(answers)}")
    if grown > GROWTH:
        raise Broken(f"memory grew by {grown} MB")


def full(row: Row, directory: Path, size: int) -> None:
    """No file may grow for a while, as on a full disk: nothing is answered 202 then, and afterwards all goes on by itself."""
    answers, seconds = {name: Counter[int]() for name in ("before", "full", "after")}, 3 * size
    accepted: set[str] = set()
    with server(directory) as running:
        assert running.bootstrap, "it is ready"
        process = psutil.Process(running.process.pid)
        unlimited = process.rlimit(psutil.RLIMIT_FSIZE)
        _client(running.url, 0, time.monotonic() + 2, answers["before"], accepted)
        process.rlimit(psutil.RLIMIT_FSIZE, (4096, unlimited[1]))
        _client(running.url, 1, time.monotonic() + seconds, answers["full"], accepted)
        process.rlimit(psutil.RLIMIT_FSIZE, unlimited)
        freed = time.monotonic()
        while not answers["after"][202]:
            _client(running.url, 2, time.monotonic() + 0.5, answers["after"], accepted)
            if time.monotonic() - freed > 30:
                raise Broken("it does not take articles again")
        row.figures |= {"s full": seconds, "s until the next 202": round(time.monotonic() - freed, 1)}
        finished(running)
        compare(running, accepted)
    row.figures |= {f"{name} {code}": count for name, found in answers.items() for code, count in found.items()}
    if answers["full"].keys() != {503} or 202 not in answers["before"] or 0 in answers["after"]:
        raise Broken("answers were not 202, 503 with Retry-After, 202")


def _small(directory: Path) -> Callable[[Path], dict[str, str]]:
    from tests.e2e.test_standalone import environment

    ours = environment(directory) | {"DATELINE_OUTBOX_LIMIT": "2000000"}
    return lambda _: ours


def _client(url: str, number: int, until: float, answers: Counter[int], accepted: set[str]) -> None:
    sent = 0
    with httpx.Client(trust_env=False, timeout=60) as client:
        while time.monotonic() < until:
            items: list[dict[str, Any]] = [article(0) | {"id": f"f{number}-{sent + one}"} for one in range(20)]
            sent += 20
            body = b"\n".join(map(orjson.dumps, items))
            answer = client.post(f"{url}/v1/articles", content=body, headers={"content-type": "application/x-ndjson"})
            answers[answer.status_code] += 1
            if answer.status_code == 202:
                accepted |= set(answer.json()["accepted"])
            elif "retry-after" not in answer.headers:
                answers[0] += 1  # refused, and not told when to come back


ROWS: dict[str, tuple[str, Callable[[Row, Path, int], None]]] = {
    "D3": ("embedded: the whole process killed", killed),
    "D4": ("embedded: more comes in than the broker keeps", piled_up),
    "D11": ("embedded: the disk is full for a while", full),
    "L1": ("embedded: more comes in than the outbox may keep", flooded),
}
