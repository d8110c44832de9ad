"""What a processor is, and what one step of the chain does to a record. No Kafka here: bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol

import orjson

from dateline import topology
from dateline.article import Article
from dateline.codec import CodecError, decode_object, validate
from dateline.deadletter import Code
from dateline.layers.layer import Layer
from dateline.record import Layers
from services import knowledge
from services.runtime import memory
from services.runtime.release import before


class Annotate(Protocol):
    """The work of one processor: pure, synchronous and deterministic, without I/O.

    Takes the article and the layers of earlier stages (any of which may be failed, empty or missing) and returns this
    stage's layer. Offsets are code points of `article.text`. An exception means a broken rule, not bad input.
    """

    def __call__(self, article: Article, layers: Layers) -> Layer: ...


#: The fields of a wire model in order; a third of the time of `model_dump`, for the same bytes.
_fields = attrgetter("__dict__")

#: Reads a value of the stage's source topic into a record (a JSON object with `article`, `layers`, `provenance`).
#: The second argument is the record's own timestamp on the broker (RFC 3339 UTC), or None where there is no clock.
Admit = Callable[[bytes | None, str | None], dict[str, Any]]


def read_record(value: bytes | None, timestamp: str | None) -> dict[str, Any]:
    """Read a record that an earlier stage wrote. Raises CodecError when it is none."""
    record = decode_object(value)
    article, layers = record.get("article"), record.get("layers", {})
    if not isinstance(article, dict) or not isinstance(article.get("id"), str):
        raise CodecError("SCHEMA", "article.id: a record of this stage needs an identified article")
    if not isinstance(layers, dict) or not isinstance(record.get("provenance", []), list):
        raise CodecError("SCHEMA", "layers: expected an object, and provenance a list")
    return record


@dataclass(frozen=True, slots=True)
class Processor:
    """How a processor declares itself. `name` is its stage in the topology, which knows its topics and its layer."""

    name: str
    version: str
    build: Callable[[], Annotate]  #: loads rules and knowledge once, at start; never called at import
    requires: tuple[str, ...] = ()  #: layers of earlier stages that it reads
    admit: Admit = field(default=read_record)

    @property
    def stage(self) -> topology.Stage:
        """Its place in the chain."""
        return topology.stage(self.name)

    def load(self) -> Annotate:
        """Its annotator, with rules and knowledge in memory for good."""
        annotate = self.build()
        memory.steady()
        return annotate


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a layer is `failed`: goes into the headers of the dead-letter copy."""

    code: Code
    exception: str
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage made of one record: the article's id, the new value, and the failure when its layer failed."""

    article_id: str
    value: bytes
    failure: Failure | None = None
    received_at: str | None = None  #: the article's only clock


def advance(processor: Processor, annotate: Annotate, value: bytes | None, timestamp: str | None) -> Step:
    """Add one layer to a record and leave everything else in it alone.

    A rule that raises gives a layer with status `failed` and a `failure`. Raises CodecError when the value cannot be
    read or the result is too large for the target topic.
    """
    said = {"stage": processor.name, "version": _version(processor, annotate), "knowledge": knowledge.VERSION}
    ours = before(processor.name, processor.requires).opened(value) if processor.admit is read_record else None
    if ours is not None:
        layer, failure = _annotated(processor, annotate, ours.article, ours.layers)
        made = ours.closed(processor.stage.layer, orjson.dumps(layer, default=_fields), said)
        return Step(str(ours.article.id), _sized(processor, made), failure, ours.article.received_at)
    record = processor.admit(value, timestamp)
    article = validate(Article, record["article"])
    layers = record.setdefault("layers", {})
    earlier = validate(Layers, {name: layers.get(name) for name in processor.requires})
    layers[processor.stage.layer], failure = _annotated(processor, annotate, article, earlier)
    others = [one for one in record.get("provenance", []) if one.get("stage") != processor.name]
    record["provenance"] = [*others, said]
    return Step(str(article.id), _sized(processor, orjson.dumps(record, default=_fields)), failure, article.received_at)


def _annotated(processor: Processor, annotate: Annotate, article: Article, earlier: Layers) -> tuple[Layer, Failure | None]:
    try:
        return annotate(article, earlier), None
    except Exception as error:  # a rule may break in any way; the article goes on without its layer
        return _failed_layer(processor), Failure("RULE_ERROR", type(error).__name__, str(error)[:2000])


def _version(processor: Processor, annotate: Annotate) -> str:
    plugged = getattr(annotate, "plugged", "")  # what finds in the place of the built-in: other bytes, so another version
    return f"{processor.version}+{plugged}" if plugged else processor.version


def _failed_layer(processor: Processor) -> Layer:
    layer = Layers.model_fields[processor.stage.layer].annotation
    models = [part for part in getattr(layer, "__args__", ()) if isinstance(part, type) and issubclass(part, Layer)]
    return models[0](status="failed")


def _sized(processor: Processor, value: bytes) -> bytes:
    limit = processor.stage.target.max_message_bytes
    if len(value) > limit:
        raise CodecError("TOO_LARGE", f"the record with its new layer is {len(value)} bytes, more than {limit}")
    return value
