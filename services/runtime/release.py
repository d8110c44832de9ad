"""Records that the stages of this very release wrote: read by their ends, without taking apart what a stage does not need.

Such a record says so in its provenance, and its bytes then lie as `advance` puts them: `{"article":{...},"layers":{...},
"provenance":[...]}`, layers in stage order. What a stage reads of it is parsed, but not checked a second time field by
field; the rest travels on as bytes. Every other record is read by `processor.read_record`, and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, get_args

import orjson

from dateline import topology
from dateline.article import Article
from dateline.codec import CodecError, validate
from dateline.record import Layers
from dateline.span import WireModel
from services import knowledge

#: A JSON object becomes a wire model: the object itself holds the fields.
Reader = Callable[[dict[str, Any]], WireModel]
_START = b'{"article":{'


@dataclass(frozen=True, slots=True)
class Opened:
    """A record of this release, and the bytes in front of the end of its `layers`."""

    article: Article
    layers: Layers
    head: bytes
    provenance: list[dict[str, str]]

    def closed(self, name: str, layer: bytes, said: dict[str, str]) -> bytes:
        """The record with one more layer, given as JSON, and its provenance."""
        end = orjson.dumps([*self.provenance, said])
        return b"".join((self.head, b',"', name.encode(), b'":', layer, b'},"provenance":', end, b"}"))


class Release:
    """What some stages, the first ones of the chain, wrote in this release, and how the layers that are read are found."""

    def __init__(self, stages: Sequence[topology.Stage], requires: Sequence[str] = ()) -> None:
        versions = {one.name: import_module(f"services.{one.name}").PROCESSOR.version for one in stages}
        self._provenance = [{"stage": one, "version": versions[one], "knowledge": knowledge.VERSION} for one in versions]
        self._end = b'},"provenance":' + orjson.dumps(self._provenance) + b"}"
        layers = [one.layer for one in stages]
        unread = len(layers)
        while unread and layers[unread - 1] not in requires:
            unread -= 1
        self._cut = f',"{layers[unread]}":{{"status":'.encode() if unread < len(layers) else None
        self._readers = {name: reader(_model(name)) for name in requires}

    def wrote(self, value: bytes) -> bool:
        """Whether these stages, and no other, say that they wrote the record: then no field of the contract is left out."""
        return value.startswith(_START) and value.endswith(self._end)

    def opened(self, value: bytes | None) -> Opened | None:
        """The record, when it is one of this release; None leaves it to be read with more care."""
        if value is None or not self.wrote(value):
            return None
        head = value[: -len(self._end)]
        read = head[: head.find(self._cut)] if self._cut else head
        try:
            record = orjson.loads(read + b"}}")
            found: dict[str, Any] = {name: read_layer(record["layers"][name]) for name, read_layer in self._readers.items()}
            article = validate(Article, record["article"])
        except (orjson.JSONDecodeError, CodecError, AttributeError, KeyError, TypeError):
            return None
        return Opened(article, Layers.model_construct(**found), head, self._provenance) if article.id else None


@cache
def before(stage: str, requires: tuple[str, ...]) -> Release:
    """What the stages before one wrote, which reads the layers `requires`."""
    return Release(topology.STAGES[: topology.STAGES.index(topology.stage(stage))], requires)


@cache
def complete() -> Release:
    """What all stages wrote."""
    return Release(topology.STAGES)


@cache
def reader(model: type[WireModel]) -> Reader:
    """How objects of this release become models; raises TypeError or KeyError for one with other fields than the model's."""
    names, nested = set(model.model_fields), _nested(model)
    count, create, put = len(names), object.__new__, object.__setattr__

    def read(fields: dict[str, Any]) -> WireModel:
        if len(fields) != count:
            raise TypeError(f"{model.__name__} has other fields in this release")
        for name, inner in nested:
            value = fields[name]
            if value is not None:
                fields[name] = [inner(one) for one in value] if isinstance(value, list) else inner(value)
        made = create(model)
        put(made, "__dict__", fields)
        put(made, "__pydantic_fields_set__", names)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    return read


def _nested(model: type[WireModel]) -> list[tuple[str, Reader]]:
    models = {name: _model_in(field.annotation) for name, field in model.model_fields.items()}
    return [(name, reader(inner)) for name, inner in models.items() if inner is not None]


def _model(layer: str) -> type[WireModel]:
    model = _model_in(Layers.model_fields[layer].annotation)
    assert model is not None, "every layer has a model"
    return model


def _model_in(annotation: Any) -> type[WireModel] | None:
    """The wire model in `Model`, `Model | None` or `list[Model]`."""
    if isinstance(annotation, type) and issubclass(annotation, WireModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
