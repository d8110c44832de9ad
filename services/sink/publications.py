"""What was last published of each article, so that a repeated delivery is not published again.

A mark is written after the broker has acknowledged the record, never before: without one, or with another, a record is
published. A mark that is lost costs a repetition and nothing else, so nobody waits for its fsync where that can be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Insert, select
from sqlalchemy.dialects import postgresql, sqlite

from services.sink.schema import publications


def load(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The fingerprint (`merge.Version.fingerprint`) of what was published of these articles; none for one that never was."""
    rows = connection.execute(select(publications).where(publications.c.article_id.in_(ids)))
    return {article_id: fingerprint for article_id, fingerprint in rows}


def mark(connection: Connection, published: Mapping[str, str]) -> None:
    """Note fingerprints by article id. Always in the order of ids: no two writers block each other."""
    rows = [{"article_id": key, "fingerprint": published[key]} for key in sorted(published)]
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
    connection.execute(_upsert(connection), rows)


def _upsert(connection: Connection) -> Insert:
    if connection.dialect.name == "sqlite":
        ours = sqlite.insert(publications)
        return ours.on_conflict_do_update(index_elements=["article_id"], set_={"fingerprint": ours.excluded.fingerprint})
    theirs = postgresql.insert(publications)
    return theirs.on_conflict_do_update(index_elements=["article_id"], set_={"fingerprint": theirs.excluded.fingerprint})
