"""The query tables' rows of one record. Pure; the values of a row stand in the order of the table's columns.

A record is given as the JSON of the contract with every field filled in (`EnrichedArticle.model_dump`): to take tuples
out of dictionaries costs a tenth of what building a model or a dictionary per row does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

import orjson

#: Rows by table.
Rows = dict[str, list[tuple[Any, ...]]]
_Json = Mapping[str, Any]

_INTERVAL = itemgetter("edtf", "earliest", "latest")
_OPEN = (None, None, None)
_ARTICLE = itemgetter("published_at", "title", "url", "source", "language")
_ENTITY = itemgetter("id", "type", "subtype", "name", "country")
_MENTION = itemgetter("start", "end", "type", "entity", "nominal")
_EXPRESSION = itemgetter("id", "start", "end", "type", "value", "mod", "edtf", "earliest", "latest", "rule", "function")
_EVENT = itemgetter("id", "start", "end", "label", "status", "type")
_EVENT_REST = itemgetter("place", "foreground", "same_as")
_CLAIM = itemgetter("voice", "stance", "factive")
_DISPUTE = itemgetter("id", "kind", "registry", "active", "relation", "confidence")
_PARTY = itemgetter("entity", "name", "role")
_TOPONYM = itemgetter("start", "end", "registry", "side", "voice")


def article_row(record: _Json, content_hash: str, received_at: str | None) -> tuple[Any, ...]:
    """The row of `articles`."""
    article, dates = record["article"], record["layers"]["dates"]
    document_time = _INTERVAL(dates["document_time"]) if dates else _OPEN
    return (article["id"], content_hash, received_at, *_ARTICLE(article), *document_time)


def layer_rows(record: _Json, name: str) -> Rows:
    """The rows of one layer; none for a layer without tables, or that the record has not."""
    layer, build = record["layers"].get(name), _BUILDERS.get(name)
    return build(record["article"]["id"], layer, record["article"]["text"]) if layer and build else {}


def _entities(key: str, layer: _Json, _: str) -> Rows:
    entities = [(key, *_ENTITY(one), _listed(one["claimants"]), one["salience"]) for one in layer["entities"]]
    return {"entities": entities, "mentions": [(key, seq, *_MENTION(one)) for seq, one in enumerate(layer["mentions"])]}


def _dates(key: str, layer: _Json, _: str) -> Rows:
    events = layer["events"]
    participants = [
        (key, event["id"], seq, one["entity"], one["role"]) for event in events for seq, one in enumerate(event["participants"])
    ]
    return {
        "expressions": [(key, *_EXPRESSION(one)) for one in layer["expressions"]],
        "events": [(key, *_EVENT(one), *_when(one["when"]), *_EVENT_REST(one)) for one in events],
        "participants": participants,
    }


def _disputes(key: str, layer: _Json, text: str) -> Rows:
    claims = [
        (key, one["id"], one["source_entity"], _words(text, one["source"]) or None, _words(text, one["content"]), *_CLAIM(one))
        for one in layer["claims"]
    ]
    disputes = layer["disputes"]
    parties = [(key, one["id"], seq, *_PARTY(party)) for one in disputes for seq, party in enumerate(one["parties"])]
    return {
        "claims": claims,
        "disputes": [(key, *_DISPUTE(one)) for one in disputes],
        "dispute_parties": parties,
        "toponyms": [(key, seq, *_TOPONYM(one)) for seq, one in enumerate(layer["toponyms"])],
    }


def _when(when: _Json | None) -> tuple[Any, ...]:
    return (*_INTERVAL(when), when["basis"]) if when else (*_OPEN, None)


def _listed(ids: list[str] | None) -> str | None:
    return None if ids is None else orjson.dumps(ids).decode()


def _words(text: str, spans: Iterable[_Json]) -> str:
    return " ... ".join(text[span["start"] : span["end"]] for span in spans)


_BUILDERS: dict[str, Callable[[str, _Json, str], Rows]] = {"entities": _entities, "dates": _dates, "disputes": _disputes}
