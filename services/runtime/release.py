"""Records that the stages of this very release wrote: read by their ends, without taking apart what a stage does not need.

Such a record says so in its provenance, and its bytes then lie as `advance` puts them: `{"article":{...},"layers":{...},
"provenance":[...]}`, layers in stage order. What a stage reads of it is parsed, but not checked a second time field by
field; the rest travels on as bytes. Every other record is read by `processor.read_record`, and checked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import repeat
from typing import Any, get_args, get_origin

import orjson
from pydantic import BaseModel

from dateline import topology
from dateline.article import Article
from dateline.record import Layers
from dateline.span import WireModel
from services import knowledge

#: JSON objects become wire models: each object itself holds the fields.
Reader = Callable[[list[dict[str, Any]]], list[Any]]
#: What makes a wire model of an object: pydantic's own slots, without the models' `__setattr__`.
_create = object.__new__
_FIELDS, _FIELDS_SET, _EXTRA, _PRIVATE = (vars(BaseModel)[slot].__set__ for slot in BaseModel.__slots__)
_START = b'{"article":{'
_NO_LAYERS = dict.fromkeys(Layers.model_fields)


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
        self._read = tuple(requires)

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
            found = {one: record["layers"][one] for one in self._read}
            (article,), (layers,) = reader(Article)([record["article"]]), reader(Layers)([_NO_LAYERS | found])
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
            return None
        whole = article.id and type(article.text) is str and None not in found.values()
        return Opened(article, layers, head, self._provenance) if whole else None


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
    """How objects of this release become models; raises TypeError or KeyError for one with other fields than the model's.

    Many are made at once, each step for all of them in C: half of the time that one after the other takes.
    """
    names, nested = set(model.model_fields), _nested(model)
    count = len(names)

    def read(objects: list[dict[str, Any]]) -> list[Any]:
        if any(map(count.__ne__, map(len, objects))):
            raise TypeError(f"{model.__name__} has other fields in this release")
        for fill, name, inner in nested:
            fill(objects, name, inner)
        made = [*map(_create, repeat(model, len(objects)))]
        for put, values in ((_FIELDS, objects), (_FIELDS_SET, repeat(names)), (_EXTRA, repeat(None)), (_PRIVATE, repeat(None))):
            deque(map(put, made, values), 0)
        return made

    return read


def _fill_lists(objects: list[dict[str, Any]], name: str, inner: Reader) -> None:
    for one in objects:
        if found := one[name]:
            one[name] = inner(found)


def _fill(objects: list[dict[str, Any]], name: str, inner: Reader) -> None:
    filled = [one for one in objects if one[name] is not None]
    for one, model in zip(filled, inner([one[name] for one in filled]), strict=True):
        one[name] = model


def _nested(model: type[WireModel]) -> list[tuple[Callable[[list[dict[str, Any]], str, Reader], None], str, Reader]]:
    models = {name: (field.annotation, _model_in(field.annotation)) for name, field in model.model_fields.items()}
    return [
        (_fill_lists if get_origin(kind) is list else _fill, name, reader(inner))
        for name, (kind, inner) in models.items()
        if inner is not None
    ]


def _model_in(annotation: Any) -> type[WireModel] | None:
    """The wire model in `Model`, `Model | None` or `list[Model]`."""
    if isinstance(annotation, type) and issubclass(annotation, WireModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
