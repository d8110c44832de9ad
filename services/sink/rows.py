"""The query tables' rows of one record. Pure; one function per layer, each giving rows by table name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

import orjson

from dateline.layers import DatesLayer, DisputesLayer, EntitiesLayer
from dateline.layers.dates import DocumentTime, Interval
from dateline.record import EnrichedArticle
from dateline.span import Span
from services.sink.schema import metadata

#: Rows by table; the values of a row in the order of the table's columns.
Rows = dict[str, list[tuple[Any, ...]]]
_Row = dict[str, Any]
_Named = dict[str, list[_Row]]

_COLUMNS = {name: itemgetter(*(column.name for column in table.c)) for name, table in metadata.tables.items()}


def article_rows(record: EnrichedArticle, content_hash: str, received_at: str | None) -> Rows:
    """The row of `articles`."""
    article, dates = record.article, record.layers.dates
    document_time = dates.document_time if dates else DocumentTime()
    row = {
        "id": article.id,
        "content_hash": content_hash,
        "received_at": received_at,
        "published_at": article.published_at,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "language": article.language,
        **{f"document_{name}": value for name, value in _interval(document_time).items()},
    }
    return {"articles": [_COLUMNS["articles"](row)]}


def layer_rows(record: EnrichedArticle, layer: str) -> Rows:
    """The rows of one layer; none for a layer without tables, or that the record has not."""
    build = _BUILDERS.get(layer)
    if build is None or getattr(record.layers, layer, None) is None:
        return {}
    article = {"article_id": record.article.id}
    return {name: [_COLUMNS[name](row | article) for row in rows] for name, rows in build(record).items()}


def _interval(interval: Interval | None) -> _Row:
    found = interval or Interval()
    return {"edtf": found.edtf, "earliest": found.earliest, "latest": found.latest}


def _span(span: Span) -> _Row:
    return {"start_char": span.start, "end_char": span.end}


def _words(text: str, spans: Iterable[Span]) -> str:
    return " ... ".join(text[span.start : span.end] for span in spans)


def _entities(record: EnrichedArticle) -> _Named:
    layer = record.layers.entities or EntitiesLayer()
    entities = [
        {
            "entity_id": one.id,
            "type": one.type,
            "subtype": one.subtype,
            "name": one.name,
            "country": one.country,
            "claimants": None if one.claimants is None else orjson.dumps(one.claimants).decode(),
            "salience": one.salience,
        }
        for one in layer.entities
    ]
    mentions = [
        {"seq": seq, "type": one.type, "entity_id": one.entity, "nominal": one.nominal, **_span(one)}
        for seq, one in enumerate(layer.mentions)
    ]
    return {"entities": entities, "mentions": mentions}


def _dates(record: EnrichedArticle) -> _Named:
    layer = record.layers.dates or DatesLayer()
    expressions = [
        {
            "expression_id": one.id,
            "type": one.type,
            "value": one.value,
            "mod": one.mod,
            "rule": one.rule,
            "function": one.function,
            **_span(one),
            **_interval(one),
        }
        for one in layer.expressions
    ]
    events = [
        {
            "event_id": one.id,
            "label": one.label,
            "status": one.status,
            "type": one.type,
            "basis": one.when.basis if one.when else None,
            "place": one.place,
            "foreground": one.foreground,
            "same_as": one.same_as,
            **_span(one),
            **_interval(one.when),
        }
        for one in layer.events
    ]
    participants = [
        {"event_id": event.id, "seq": seq, "entity_id": one.entity, "role": one.role}
        for event in layer.events
        for seq, one in enumerate(event.participants)
    ]
    return {"expressions": expressions, "events": events, "participants": participants}


def _disputes(record: EnrichedArticle) -> _Named:
    layer, text = record.layers.disputes or DisputesLayer(), record.article.text
    claims = [
        {
            "claim_id": one.id,
            "source_entity": one.source_entity,
            "source": _words(text, one.source) or None,
            "content": _words(text, one.content),
            "voice": one.voice,
            "stance": one.stance,
            "factive": one.factive,
        }
        for one in layer.claims
    ]
    disputes = [
        {
            "dispute_id": one.id,
            "kind": one.kind,
            "registry": one.registry,
            "active": one.active,
            "relation": one.relation,
            "confidence": one.confidence,
        }
        for one in layer.disputes
    ]
    parties = [
        {"dispute_id": dispute.id, "seq": seq, "entity_id": one.entity, "name": one.name, "role": one.role}
        for dispute in layer.disputes
        for seq, one in enumerate(dispute.parties)
    ]
    toponyms = [
        {"seq": seq, "registry": one.registry, "side": one.side, "voice": one.voice, **_span(one)}
        for seq, one in enumerate(layer.toponyms)
    ]
    return {"claims": claims, "disputes": disputes, "dispute_parties": parties, "toponyms": toponyms}


_BUILDERS: dict[str, Callable[[EnrichedArticle], _Named]] = {"entities": _entities, "dates": _dates, "disputes": _disputes}
