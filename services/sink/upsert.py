"""Deliveries into the tables, in one transaction, so that any order and repetition ends in the same rows.

What counts is decided in `merge` from what is stored, under a lock on the articles' rows; the database only keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.sink import records
from services.sink.bulk import insert_rows
from services.sink.delivery import Delivery
from services.sink.merge import History, Version
from services.sink.rows import Rows
from services.sink.schema import LAYER_TABLES, articles

_TABLES = {table.name: table for tables in LAYER_TABLES.values() for table in tables}
_COLUMNS = [column.name for column in articles.c]
_NEW_COLUMNS = [f"new_{name}" for name in _COLUMNS]


def upsert(connection: Connection, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Save deliveries of any articles, and answer each with the record that the store then holds for its article: the
    delivery itself, or another that counts instead. Raises the driver's errors."""
    batch: dict[str, list[Delivery]] = defaultdict(list)
    for one in sorted(deliveries, key=lambda one: one.article_id):
        batch[one.article_id].append(one)
    _lock(connection, batch)
    stored = records.load(connection, list(batch), bodies=False)
    final = {key: _joined(stored.get(key), group) for key, group in batch.items()}
    if moved := [key for key, history in final.items() if _lacks_a_body(history, stored.get(key))]:
        stored |= records.load(connection, moved, bodies=True)
        final |= {key: _joined(stored[key], batch[key]) for key in moved}
    records.write(connection, stored, final)
    current = {key: history.current for key, history in final.items()}
    standing = _standing(connection, batch, current)
    before = {key: history.current for key, history in stored.items()}
    inserted = {key: group[0] for key, group in batch.items() if key not in stored}
    _write_article_rows(connection, before, standing, current, inserted)
    _write_layer_rows(connection, before, standing, current)
    return [one if one.version.same(current[one.article_id]) else standing[one.article_id] for one in deliveries]


def _lock(connection: Connection, batch: Mapping[str, list[Delivery]]) -> None:
    """Make sure of a row for each article and lock it. Always in the order of ids: no two writers block each other."""
    rows = [group[0].article_row for group in batch.values()]
    connection.execute(_insert_new(connection), [dict(zip(_COLUMNS, row, strict=True)) for row in rows])
    connection.execute(select(articles.c.id).where(articles.c.id.in_(list(batch))).order_by(articles.c.id).with_for_update())


def _insert_new(connection: Connection) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(articles).on_conflict_do_nothing()
    return postgresql.insert(articles).on_conflict_do_nothing()


def _joined(stored: History | None, group: Sequence[Delivery]) -> History:
    return reduce(lambda history, one: history.joined(one.version), group, stored or History({}))


def _lacks_a_body(history: History, stored: History | None) -> bool:
    """Whether a layer that was current moves to those that are replaced: it is copied, so its body must be fetched."""
    known = stored.versions if stored else {}
    return any(
        piece.body is None and piece != known[key].replaced.get(name)
        for key, version in history.versions.items()
        for name, piece in version.replaced.items()
    )


def _standing(connection: Connection, batch: Mapping[str, list[Delivery]], current: Mapping[str, Version]) -> dict[str, Delivery]:
    """The record that counts for each article: the delivery that it is, else read back from the store."""
    found = {key: one for key, group in batch.items() for one in group if one.version.same(current[key])}
    others = [key for key in batch if key not in found]
    histories = records.load(connection, others, bodies=True) if others else {}
    return found | {key: Delivery.of(records.composed(history.current)) for key, history in histories.items()}


def _write_article_rows(
    connection: Connection,
    before: Mapping[str, Version],
    standing: Mapping[str, Delivery],
    current: Mapping[str, Version],
    inserted: Mapping[str, Delivery],
) -> None:
    changed = [
        dict(zip(_NEW_COLUMNS, standing[key].article_row, strict=True))
        for key, version in current.items()
        if before.get(key) != version and standing[key] is not inserted.get(key)
    ]
    if changed:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _COLUMNS if name != "id"}
        connection.execute(update(articles).where(articles.c.id == bindparam("new_id")).values(values), changed)


def _write_layer_rows(
    connection: Connection,
    before: Mapping[str, Version],
    standing: Mapping[str, Delivery],
    current: Mapping[str, Version],
) -> None:
    fresh: Rows = defaultdict(list)
    stale: dict[str, list[dict[str, str]]] = defaultdict(list)
    for key, version in current.items():
        for layer in _changed_layers(before.get(key), version):
            for table in LAYER_TABLES.get(layer, ()) if key in before else ():
                stale[table.name].append({"key": key})
            for name, rows in standing[key].rows.get(layer, {}).items():
                fresh[name] += rows
    for name, keys in stale.items():
        connection.execute(delete(_TABLES[name]).where(_TABLES[name].c.article_id == bindparam("key")), keys)
    for name, rows in fresh.items():
        insert_rows(connection, _TABLES[name], rows)


def _changed_layers(before: Version | None, now: Version) -> list[str]:
    """Layers whose rows differ, in a fixed order."""
    if before is None or before.content_hash != now.content_hash:
        return sorted({*now.layers, *(before.layers if before else ())})
    known = {name: piece.digest for name, piece in before.layers.items()}
    return sorted(name for name, piece in now.layers.items() if known.get(name) != piece.digest)
