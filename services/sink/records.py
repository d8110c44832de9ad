"""The tables that hold records as they were published: read and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Table, bindparam, delete, select

from services.sink.bulk import insert_rows
from services.sink.merge import Entry, History, Piece, Version
from services.sink.schema import article_versions, layers, provenance, replaced_layers

Row = dict[str, Any]
_TABLES = (article_versions, layers, replaced_layers, provenance)


def load(connection: Connection, ids: Sequence[str], *, bodies: bool) -> dict[str, History]:
    """All contents of these articles, by article id; without bodies it reads a fraction. Unknown ids are left out."""
    pieces: dict[tuple[str, str], dict[str, Piece]] = defaultdict(dict)
    replaced: dict[tuple[str, str], dict[str, Piece]] = defaultdict(dict)
    entries: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    histories: dict[str, dict[str, Version]] = defaultdict(dict)
    for table, found in ((layers, pieces), (replaced_layers, replaced)):
        for row in _rows(connection, table, ids, bodies):
            found[row["article_id"], row["content_hash"]][row["layer"]] = _piece(row)
    for row in _rows(connection, provenance, ids, bodies):
        entry = Entry(row["stage"], row["version"], row["knowledge"], row["position"])
        entries[row["article_id"], row["content_hash"]][entry.stage] = entry
    for row in _rows(connection, article_versions, ids, bodies):
        key = (row["article_id"], row["content_hash"])
        version = Version(key[1], row["received_at"], row["digest"], row.get("body"), pieces[key], entries[key], replaced[key])
        histories[key[0]][key[1]] = version
    return {article_id: History(versions) for article_id, versions in histories.items()}


def _rows(connection: Connection, table: Table, ids: Sequence[str], bodies: bool) -> Iterator[Row]:
    columns = [column for column in table.c if bodies or column.name != "body"]
    for row in connection.execute(select(*columns).where(table.c.article_id.in_(ids))).mappings():
        yield dict(row)


def _piece(row: Row) -> Piece:
    lineage = tuple((stage, version, knowledge) for stage, version, knowledge in orjson.loads(row["lineage"]))
    return Piece(row["layer"], row["position"], row["status"], lineage, row["received_at"], row["digest"], row.get("body"))


def composed(version: Version) -> dict[str, Any]:
    """The record as it was published. The version needs its bodies."""
    assert version.body is not None
    pieces = sorted(version.layers.values(), key=lambda one: (one.position, one.name))
    entries = sorted(version.provenance.values(), key=lambda one: (one.position, one.stage))
    return {
        "article": orjson.loads(version.body),
        "layers": {one.name: orjson.loads(one.body or "null") for one in pieces},
        "provenance": [{"stage": one.stage, "version": one.version, "knowledge": one.knowledge} for one in entries],
    }


def replaced(version: Version) -> dict[str, dict[str, Any]]:
    """What the release before said, by layer. The version needs its bodies."""
    return {
        name: {
            "version": piece.lineage[0][1] if piece.lineage else None,
            "knowledge": piece.lineage[0][2] if piece.lineage else None,
            "layer": orjson.loads(piece.body or "null"),
        }
        for name, piece in sorted(version.replaced.items(), key=lambda item: item[1].position)
    }


def write(connection: Connection, stored: Mapping[str, History], final: Mapping[str, History]) -> None:
    """Bring the three tables from what is stored to what is final, touching only rows that differ."""
    fresh: dict[str, list[Row]] = {table.name: [] for table in _TABLES}
    stale: dict[str, list[Row]] = {table.name: [] for table in _TABLES}
    for article_id, history in final.items():
        old = stored.get(article_id, History({})).versions
        for version in history.versions.values():
            _compare(article_id, old.get(version.content_hash), version, fresh, stale)
    for table in _TABLES:
        if stale[table.name]:
            keys = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
            connection.execute(delete(table).where(*keys), stale[table.name])
        if fresh[table.name]:
            columns = [column.name for column in table.c]
            insert_rows(connection, table, [tuple(row[name] for name in columns) for row in fresh[table.name]])


def _compare(
    article_id: str, old: Version | None, new: Version, fresh: dict[str, list[Row]], stale: dict[str, list[Row]]
) -> None:
    known = {} if old is None else _kept_rows(article_id, old)
    for key, (table, row) in _kept_rows(article_id, new).items():
        before = known.get(key)
        if before is None or not _equal(before[1], row):
            fresh[table].append(row)
            if before:
                stale[table].append({f"key_{name}": row[name] for name in _key_names(table)})


def _equal(before: Row, row: Row) -> bool:
    """Bodies apart: their digests tell them apart, and a body may not have been fetched."""
    return all(before[name] == value for name, value in row.items() if name != "body")


def _key_names(table: str) -> list[str]:
    return [column.name for one in _TABLES if one.name == table for column in one.primary_key]


def _kept_rows(article_id: str, version: Version) -> dict[tuple[str, str], tuple[str, Row]]:
    key = {"article_id": article_id, "content_hash": version.content_hash}
    rows: dict[tuple[str, str], tuple[str, Row]] = {}
    row = {**key, "received_at": version.received_at, "digest": version.digest, "body": version.body}
    rows["article_versions", ""] = ("article_versions", row)
    for piece in version.layers.values():
        rows["layers", piece.name] = ("layers", {**key, **_layer_row(piece)})
    for piece in version.replaced.values():
        rows["replaced_layers", piece.name] = ("replaced_layers", {**key, **_layer_row(piece)})
    for entry in version.provenance.values():
        rows["provenance", entry.stage] = ("provenance", {**key, **_entry_row(entry)})
    return rows


def _entry_row(entry: Entry) -> Row:
    return {"stage": entry.stage, "position": entry.position, "version": entry.version, "knowledge": entry.knowledge}


def _layer_row(piece: Piece) -> Row:
    stage, version, knowledge = piece.lineage[0] if piece.lineage else (None, None, None)
    return {
        "layer": piece.name,
        "position": piece.position,
        "status": piece.status,
        "stage": stage,
        "version": version,
        "knowledge": knowledge,
        "lineage": orjson.dumps(piece.lineage).decode(),
        "received_at": piece.received_at,
        "digest": piece.digest,
        "body": piece.body,
    }
