"""The chain without a broker: a loop over the processors."""

from __future__ import annotations

from importlib import import_module

from dateline import topology
from services.runtime.processor import Annotate, Processor, Step, advance


def processors() -> tuple[Processor, ...]:
    """Every processor of the topology, in stage order."""
    return tuple(import_module(f"services.{stage.name}").PROCESSOR for stage in topology.STAGES)


class Pipeline:
    """All stages, built once; each call takes one raw article through all of them."""

    def __init__(self) -> None:
        self._stages: list[tuple[Processor, Annotate]] = [(one, one.load()) for one in processors()]

    def __call__(self, value: bytes) -> Step:
        """One raw Article (JSON bytes) to a complete EnrichedArticle. Raises CodecError when it is no article."""
        step: Step | None = None
        failure = None
        for processor, annotate in self._stages:
            step = advance(processor, annotate, step.value if step else value, None)
            failure = failure or step.failure
        assert step is not None, "the topology has no stages"
        return Step(step.article_id, step.value, failure)
