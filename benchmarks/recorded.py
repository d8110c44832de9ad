"""A worker of one stage that notes the CPU of its text work, so that the rest of what it uses is known as the runtime's.

python -m benchmarks.recorded STAGE FILE [MILLISECONDS], the last to make the text work heavier
"""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from benchmarks import heavy
from dateline.article import Article
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.runtime.processor import Annotate, Processor

_SECONDS = struct.Struct("<d")


def noted(build: Callable[[], Annotate], path: Path) -> Callable[[], Annotate]:
    """The same annotator, which keeps the sum of its CPU seconds in a file: two microseconds a call."""

    def rebuilt() -> Annotate:
        annotate, total = build(), 0.0
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)

        def timed(article: Article, layers: Layers) -> Layer:
            nonlocal total
            started = time.thread_time()
            layer = annotate(article, layers)
            total += time.thread_time() - started
            os.pwrite(file, _SECONDS.pack(total), 0)
            return layer

        return timed

    return rebuilt


def seconds(path: Path) -> float | None:
    """What is noted so far; None where no annotator notes anything."""
    found = path.read_bytes() if path.exists() else b""
    return float(_SECONDS.unpack(found)[0]) if found else None


def note(stage: str, path: Path) -> None:
    """Note the stage's text work in this process. Call it before anything imports the stage's agent."""
    room = import_module(f"services.{stage}")
    processor: Processor = room.PROCESSOR
    room.PROCESSOR = replace(processor, build=noted(processor.build, path))  # type: ignore[attr-defined]


if __name__ == "__main__":
    from services.runtime.worker import main

    heavy.burden(sys.argv[1], float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
    note(sys.argv[1], Path(sys.argv[2]))
    sys.exit(main(sys.argv[1]))
