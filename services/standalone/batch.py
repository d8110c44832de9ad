"""The chain over many articles without a broker: in this process or in several, with the same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

import orjson

from dateline.codec import CodecError
from services.standalone.pipeline import Pipeline

#: A chunk goes to a worker when it has as many articles or bytes as this; so memory does not grow with the input.
_CHUNK_ARTICLES = 8
_CHUNK_BYTES = 262_144
_CHUNKS_PER_JOB = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One article to annotate: where it came from (for messages), and its JSON; or why it could not be read."""

    where: str
    value: bytes = b""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: the record (None when it is no article), and what went wrong (None when nothing did)."""

    where: str
    record: bytes | None
    problem: str | None


def annotate_all(items: Iterable[Item], jobs: int = 1) -> Iterator[Outcome]:
    """Annotate in the order of the items with so many processes; the bytes do not depend on how many."""
    if jobs == 1:
        pipeline = Pipeline()
        return (_annotate(pipeline, item) for item in items)
    return _in_parallel(items, jobs)


def _annotate(pipeline: Pipeline, item: Item) -> Outcome:
    if item.problem is not None:
        return Outcome(item.where, None, item.problem)
    try:
        step = pipeline(item.value)
    except CodecError as error:
        return Outcome(item.where, None, str(error))
    if (failure := step.failure) is None:
        return Outcome(item.where, step.value, None)
    return Outcome(item.where, step.value, f"{_failed_layers(step.value)} failed: {failure.exception}: {failure.message}")


def _failed_layers(record: bytes) -> str:
    layers = orjson.loads(record)["layers"]
    names = [name for name, layer in layers.items() if layer.get("status") == "failed"]
    return f"layer{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _in_parallel(items: Iterable[Item], jobs: int) -> Iterator[Outcome]:
    """A window of chunks in flight: the oldest is waited for before another goes out, so memory stays bounded."""
    context = multiprocessing.get_context("spawn")
    pending: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(jobs, context, initializer=_start_worker) as workers:
        try:
            for chunk in _chunks(items):
                pending.append(workers.submit(_annotate_chunk, chunk))
                while pending and (len(pending) >= jobs * _CHUNKS_PER_JOB or pending[0].done()):
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            workers.shutdown(cancel_futures=True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.value)
        if len(chunk) >= _CHUNK_ARTICLES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_pipeline: Pipeline | None = None


def _start_worker() -> None:
    """Build the chain once; leave Ctrl-C to the parent, and go when the parent is gone."""
    global _pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _pipeline = Pipeline()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _annotate_chunk(chunk: list[Item]) -> list[Outcome]:
    assert _pipeline is not None, "the worker was not started"
    return [_annotate(_pipeline, item) for item in chunk]
