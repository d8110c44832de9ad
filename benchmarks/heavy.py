"""Text work made heavier by busy milliseconds: what a thick annotator would cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from dateline.article import Article
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.runtime.processor import Annotate, Processor


def heavier(build: Callable[[], Annotate], milliseconds: float) -> Callable[[], Annotate]:
    """The same annotator, busy for so long (CPU time) before each article."""

    def rebuilt() -> Annotate:
        annotate = build()

        def busy(article: Article, layers: Layers) -> Layer:
            until = time.thread_time() + milliseconds / 1000
            while time.thread_time() < until:
                pass
            return annotate(article, layers)

        return busy

    return rebuilt


def burden(stage: str, milliseconds: float) -> None:
    """Make the stage heavier in this process. Call it before anything imports the stage's agent."""
    room = import_module(f"services.{stage}")
    processor: Processor = room.PROCESSOR
    room.PROCESSOR = replace(processor, build=heavier(processor.build, milliseconds))  # type: ignore[attr-defined]
