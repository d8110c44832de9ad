"""A service with a fault built in, as a process.

python -m tests.chaos.faulty FAULT SERVICE

FAULT is a point at which the process dies once it has done some work (`received`, `produced`, `acknowledged`,
`before-store`, `after-store`: a file remembers it, so that it happens once), or a rule that goes wrong (`raises`, `kills`:
on articles that say "break the rule"), or a newer release (`newer`).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.article import Article
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.runtime import consume, deliver
from services.runtime.processor import Annotate, Processor
from services.sink.store import Store

WORDS = "break the rule"


def die_once() -> None:
    """kill -9 of oneself, unless it was done before."""
    mark = Path(os.environ["DATELINE_DATA_DIR"]) / f"died-{sys.argv[1]}-{sys.argv[2]}"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def dying(original: Callable[..., Any], *, after: bool, seen: int = 0) -> Callable[..., Any]:
    """The same coroutine function, dying before or after the call that follows the first `seen`."""
    calls = 0

    async def faulty(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > seen and not after:
            die_once()
        result = await original(*arguments, **options)
        if calls > seen and after:
            die_once()
        return result

    return faulty


def dying_store(*, after: bool) -> Callable[..., Any]:
    """`Store.put`, dying right before or right after it has committed."""
    original = Store.put

    def put(store: Store, deliveries: Any) -> Any:
        if not after:
            die_once()
        result = original(store, deliveries)
        if after:
            die_once()
        return result

    return put


def rule(stage: str, wrong: Callable[[], None], version: str | None = None) -> None:
    """Make the stage's rules go wrong on some articles, or only give them another version."""
    room = import_module(f"services.{stage}")
    processor: Processor = room.PROCESSOR

    def build() -> Annotate:
        annotate = processor.build()

        def faulty(article: Article, layers: Layers) -> Layer:
            if WORDS in article.text:
                wrong()
            return annotate(article, layers)

        return faulty

    room.PROCESSOR = replace(processor, build=build, version=version or processor.version)  # type: ignore[attr-defined]


def kill() -> None:
    """What the kernel does to a process that takes all memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def kills(service: str) -> None:
    """Some articles end the process: in the rules of a stage, or while the sink saves them."""
    if service != "sink":
        rule(service, kill)
        return
    original = Store.put

    def put(store: Store, deliveries: Any) -> Any:
        if any(WORDS.encode() in one.value for one in deliveries):
            kill()
        return original(store, deliveries)

    Store.put = put  # type: ignore[assignment, method-assign]


def raises() -> None:
    """What a broken rule does."""
    raise ValueError("a rule that breaks")


def produced(_: str) -> None:
    """Some records are on their way, in batches, each of one partition, of which a quick process makes three for all its work."""
    deliver.Flight._send_group = dying(deliver.Flight._send_group, after=True, seen=1)  # type: ignore[method-assign]


FAULTS: dict[str, Callable[[str], None]] = {
    "received": lambda _: setattr(consume.Batches, "handle", dying(consume.Batches.handle, after=False)),
    "produced": produced,
    "acknowledged": lambda _: setattr(consume.Desk, "land", dying(consume.Desk.land, after=True)),
    "before-store": lambda _: setattr(Store, "put", dying_store(after=False)),
    "after-store": lambda _: setattr(Store, "put", dying_store(after=True)),
    "raises": lambda stage: rule(stage, raises),
    "kills": kills,
    "newer": lambda stage: rule(stage, lambda: None, version="99.0.0"),
}


if __name__ == "__main__":
    from services.runtime.worker import main

    FAULTS[sys.argv[1]](sys.argv[2])
    sys.exit(main(sys.argv[2]))
