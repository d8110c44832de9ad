"""One record as it was delivered: validated, and made into all that the store keeps and the topics get."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from dateline import topology
from dateline.codec import CodecError, decode_object, validate
from dateline.record import EnrichedArticle, Provenance
from services.runtime.release import complete
from services.sink.events import event_objects
from services.sink.merge import Entry, Piece, Version
from services.sink.rows import Rows, article_row, layer_rows

#: Which stage writes a layer; a layer that is not here is written by the stage of its own name.
_STAGE_OF = {stage.layer: stage.name for stage in topology.STAGES}

#: U+0000 as JSON spells it. PostgreSQL cannot hold it in a text.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True, slots=True)
class EventMessage:
    """One EventRecord, encoded, and its id."""

    id: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """A valid record of an identified article."""

    article_id: str
    received_at: str | None  #: as the article gives it: RFC 3339 UTC
    value: bytes  #: the record, with every byte as it came in
    events: tuple[EventMessage, ...]
    version: Version  #: for the tables that keep records
    article_row: tuple[Any, ...]  #: for the tables that are queried: its row of `articles`
    rows: dict[str, Rows]  #: and those of each layer

    @classmethod
    def read(cls, value: bytes | None) -> Delivery:
        """Read a value of the sink's topic. Raises CodecError when it is no record of an identified article."""
        return cls._of(decode_object(value), value or b"")

    @classmethod
    def of(cls, record: dict[str, Any]) -> Delivery:
        """The same for a record that is not encoded. Raises CodecError."""
        return cls._of(record, orjson.dumps(record))

    @classmethod
    def _of(cls, record: dict[str, Any], value: bytes) -> Delivery:
        model = validate(EnrichedArticle, record)
        if model.article.id is None:
            raise CodecError("SCHEMA", "article.id: a record for the store needs an identified article")
        version = _version(record, model)
        if complete().wrote(value):
            with suppress(KeyError):  # it is as it must be, but does not come from where it says
                return cls._made(value, record, version)
        return cls._made(value, model.model_dump(mode="json"), version)

    @classmethod
    def _made(cls, value: bytes, filled: Mapping[str, Any], version: Version) -> Delivery:
        return cls(
            article_id=filled["article"]["id"],
            received_at=filled["article"]["received_at"],
            value=value,
            events=tuple(EventMessage(event["id"], _compact(event)) for event in event_objects(filled)),
            version=version,
            article_row=article_row(filled, version.content_hash, version.received_at),
            rows={name: layer_rows(filled, name) for name in version.layers},
        )


def _version(record: dict[str, Any], model: EnrichedArticle) -> Version:
    received = _sortable(model.article.received_at)
    body = _text(record["article"])
    entries = _entries(model.provenance)
    pieces = _pieces(record.get("layers") or {}, entries, received)
    return Version(model.article.content_hash(), received, _digest(body), body, pieces, entries)


def _entries(provenance: list[Provenance]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for position, one in enumerate(provenance):
        entry = Entry(one.stage, one.version, one.knowledge, position)
        known = entries.get(one.stage)
        entries[one.stage] = entry if known is None else max(known, entry, key=Entry.rank)
    return entries


def _pieces(layers: dict[str, Any], entries: dict[str, Entry], received_at: str | None) -> dict[str, Piece]:
    return {
        name: _piece(name, position, layer, entries, received_at)
        for position, (name, layer) in enumerate(layers.items())
        if layer is not None
    }


def _piece(name: str, position: int, layer: Any, entries: dict[str, Entry], received_at: str | None) -> Piece:
    own = entries.get(_STAGE_OF.get(name, name))
    before = [one for one in entries.values() if own is not None and one.position < own.position]
    lineage = tuple((one.stage, one.version, one.knowledge) for one in ([own, *before] if own else ()))
    status = layer.get("status") if isinstance(layer, dict) else None
    body = _text(layer)
    return Piece(name, position, "failed" if status == "failed" else "ok", lineage, received_at, _digest(body), body)


def _sortable(stamp: str | None) -> str | None:
    """RFC 3339 in UTC with milliseconds always, so that times compare as texts."""
    return stamp if stamp is None or "." in stamp else f"{stamp[:-1]}.000Z"


def _text(value: Any) -> str:
    try:
        text = orjson.dumps(value)
    except orjson.JSONEncodeError as error:  # nested deeper than it writes, though it reads it
        raise CodecError("SCHEMA", f"the record cannot be written as JSON: {error}") from error
    if b"\\u0000" in text and _NUL.search(text):
        raise CodecError("SCHEMA", "a text holds U+0000, which the store cannot keep")
    return text.decode()


def _compact(value: Any) -> bytes:
    """JSON that may be kept: a copy, because orjson leaves its buffer, ten times as large, behind what it returns."""
    return bytes(memoryview(orjson.dumps(value)))


def _digest(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
