"""Articles through the whole chain: how many a second, what each process costs, and that all of them arrive.

python -m benchmarks.chain kafka|embedded [--articles FILE] [--limit N] [--heavy MILLISECONDS]

`kafka`: a real Apache Kafka and a real PostgreSQL, started here; the articles go onto the raw topic, each service is a
process. `embedded`: `dateline run`, one process; the articles go through its HTTP door. `--heavy` makes the first stage
heavier and compares the chain with a bare loop over the stages. Exit code 1 when an article is missing, or when an older
version of it comes last.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import psutil
from aiokafka import AIOKafkaProducer
from sqlalchemy import create_engine, text

from benchmarks import articles, heavy
from benchmarks.processes import Service, Usage, note_of, running
from dateline.client import subscribe
from dateline.topology import RAW
from deploy.kafka.node import Node, free_port
from services.runtime.settings import Settings
from services.runtime.topics import Topics
from services.standalone.pipeline import Pipeline

_STAGES = ("entities", "dating", "disputes")


def bare_loop(values: list[bytes], milliseconds: float) -> float:
    """Articles a second of a loop over the stages, without any broker."""
    if milliseconds:
        heavy.burden("entities", milliseconds)
    pipeline = Pipeline()
    started = time.monotonic()
    for value in values:
        pipeline(value)
    return len(values) / (time.monotonic() - started)


@contextmanager
def real_parts(directory: Path) -> Iterator[dict[str, str]]:
    """A Kafka with its topics and a PostgreSQL with its tables; the environment that the services need."""
    from tests.integration.postgres import running as postgres

    node = Node(directory / "kafka")
    node.start()
    try:
        with postgres() as server:
            environment = {
                "DATELINE_KAFKA_BOOTSTRAP": node.bootstrap,
                "DATELINE_STORE_URL": server.url(),
                "DATELINE_HEALTH_PORT": "0",
            }
            Topics(Settings(kafka_bootstrap=node.bootstrap)).apply()
            yield environment
    finally:
        node.stop()


async def produce(bootstrap: str, values: list[bytes]) -> None:
    """Put the articles onto the raw topic, as any producer would."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=10)
    await producer.start()
    try:
        for delivery in [await producer.send(RAW.full_name(), value, key=orjson.loads(value)["id"].encode()) for value in values]:
            await delivery
    finally:
        await producer.stop()


async def post(url: str, values: list[bytes]) -> None:
    """Hand the articles in at the door, a hundred at once, waiting when it says so."""
    async with httpx.AsyncClient(timeout=60) as client:
        for first in range(0, len(values), 100):
            body = b"\n".join(values[first : first + 100])
            while True:
                answer = await client.post(f"{url}/v1/articles", content=body, headers={"content-type": "application/x-ndjson"})
                if answer.status_code not in (429, 503):
                    break
                await asyncio.sleep(float(answer.headers.get("retry-after", "1")))
            answer.raise_for_status()


def with_versions(values: list[bytes]) -> list[bytes]:
    """The articles, and then every tenth again with a new title: a version that must not be overtaken by the first."""
    again = [orjson.loads(value) for value in values[::10]]
    return values + [orjson.dumps({**one, "title": f"{one.get('title') or ''} (updated)"}) for one in again]


def titles(values: list[bytes]) -> dict[str, list[str | None]]:
    """The titles of each article id in the order of its versions."""
    found: dict[str, list[str | None]] = {}
    for one in map(orjson.loads, values):
        found.setdefault(str(one["id"]), []).append(one.get("title"))
    return found


async def collect(
    bootstrap: str, wanted: dict[str, list[str | None]], started: float
) -> tuple[dict[str, list[str | None]], float]:
    """Read the enriched articles until the last version of each has come; the titles of each as they came, and the seconds."""
    seen: dict[str, list[str | None]] = {}
    missing = {(name, versions[-1]) for name, versions in wanted.items()}
    async with subscribe("articles", bootstrap=bootstrap, start="beginning") as records:
        async for record in records:
            name, title = str(record.article.id), record.article.title
            seen.setdefault(name, []).append(title)
            missing.discard((name, title))
            if not missing:
                break
    return seen, time.monotonic() - started


def report(values: list[bytes], seconds: float, before: dict[str, Usage], after: dict[str, Usage]) -> None:
    """Print articles a second and a row for each process."""
    print(f"{len(values)} articles in {seconds:.1f} s: {len(values) / seconds:.0f} articles/s")
    print("| process | CPU s | ms an article | of it text work | the runtime | resident MB |\n|---|---|---|---|---|---|")
    for name, usage in after.items():
        whole, text = usage.cpu - before[name].cpu, usage.text
        parts = (
            (whole,) if text is None else (whole, text - (before[name].text or 0.0), whole - text + (before[name].text or 0.0))
        )
        each = [f"{1000 * one / len(values):.2f}" for one in parts] + [""] * (3 - len(parts))
        print(f"| {name} | {whole:.1f} | {' | '.join(each)} | {usage.resident:.0f} |")


def verify(wanted: dict[str, list[str | None]], seen: dict[str, list[str | None]], stored: int) -> bool:
    """Whether every article is in the store once and on the topic, its versions in order; says what is not."""
    sent = sum(len(versions) for versions in wanted.values())
    published = sum(len(versions) for versions in seen.values())
    behind = sum(versions[-1] != wanted[name][-1] for name, versions in seen.items())
    print(
        f"sent {len(wanted)} articles in {sent} versions; stored {stored}, published {len(seen)} in {published} records, "
        f"{behind} with an older version last"
    )
    return stored == len(wanted) and wanted.keys() == seen.keys() and not behind


async def on_kafka(values: list[bytes], milliseconds: float, directory: Path) -> tuple[bool, float]:
    """The chain on real parts."""
    with real_parts(directory) as environment:
        commands: dict[str, Sequence[str]] = {
            name: ("benchmarks.recorded", name, str(note_of(name, directory))) for name in _STAGES
        }
        commands["entities"] = (*commands["entities"], str(milliseconds))
        commands["sink"] = ("services.sink",)
        migrate(environment)
        with running(commands, environment, directory) as services:
            await warm(environment["DATELINE_KAFKA_BOOTSTRAP"])
            before = {one.name: one.usage() for one in services}
            started = time.monotonic()
            values = with_versions(values)
            wanted = titles(values)
            collecting = asyncio.create_task(collect(environment["DATELINE_KAFKA_BOOTSTRAP"], wanted, started))
            await produce(environment["DATELINE_KAFKA_BOOTSTRAP"], values)
            seen, seconds = await collecting
            report(values, seconds, before, {one.name: one.usage() for one in services})
        seen.pop("warm", None)
        return verify(wanted, seen, stored(environment["DATELINE_STORE_URL"])), len(values) / seconds


async def warm(bootstrap: str) -> None:
    """One article through the chain, so that every worker has joined its group."""
    await produce(bootstrap, [b'{"id": "warm", "text": "The first item only warms the chain."}'])
    await collect(bootstrap, {"warm": [None]}, 0.0)


def migrate(environment: dict[str, str]) -> None:
    """Make the tables."""
    from services.sink.store import Store

    store = Store.open(environment["DATELINE_STORE_URL"])
    store.migrate()
    store.close()


def stored(url: str) -> int:
    """How many articles the store holds, without the one that warmed the chain."""
    engine = create_engine(url)
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM articles WHERE id <> 'warm'")).scalar_one()
    engine.dispose()
    return int(count)


async def on_embedded(values: list[bytes], directory: Path) -> tuple[bool, float]:
    """The chain in one process, as `dateline run` has it."""
    port = free_port()
    environment = {"DATELINE_DATA_DIR": str(directory), "DATELINE_HTTP_PORT": str(port)}
    url = f"http://127.0.0.1:{port}"
    with running({"run": ("services.cli", "run")}, environment, directory) as services:
        bootstrap = await ready(directory / "run.log")
        service: Service = services[0]
        before, started = service.usage(), time.monotonic()
        values = with_versions(values)
        wanted = titles(values)
        collecting = asyncio.create_task(collect(bootstrap, wanted, started))
        await post(url, values)
        seen, seconds = await collecting
        report(values, seconds, {"all in one": before}, {"all in one": service.usage()})
    return verify(wanted, seen, stored(f"sqlite:///{directory / 'dateline.db'}")), len(values) / seconds


async def ready(log: Path) -> str:
    """Wait until the server says that it is ready; the address of its broker, as it prints it."""
    while "ready;" not in log.read_text("utf-8"):
        await asyncio.sleep(0.2)
    return next(line.split()[1] for line in log.read_text("utf-8").splitlines() if line.startswith("broker "))


def main() -> int:
    """Run one measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("broker", choices=["kafka", "embedded"])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--limit", type=int, default=3000)
    parser.add_argument("--heavy", type=float, default=0.0, metavar="MILLISECONDS")
    options = parser.parse_args()
    values = articles.read(options.articles, options.limit)
    print(f"{options.broker}: {os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB", flush=True)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        if options.broker == "embedded":
            complete, _ = asyncio.run(on_embedded(values, Path(name)))
        else:
            complete, rate = asyncio.run(on_kafka(values, options.heavy, Path(name)))
            if options.heavy:
                bare = bare_loop(values, options.heavy)
                print(f"bare loop {bare:.0f} articles/s; the chain keeps {100 * rate / bare:.0f} %")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
