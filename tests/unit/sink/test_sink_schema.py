"""Tables and migrations agree, and the rows land in the columns that bear their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from services.sink.engine import open_engine, transaction
from services.sink.errors import StoreOutdated
from services.sink.schema import VERSION, metadata
from services.sink.store import Store
from tests.records import record, rows, span


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a store that holds one record."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    store = Store.open(url)
    store.migrate()
    store.save([record(title="Mayor elected", source="Fjordpress", published_at="2026-03-04", url="https://example.org/1")])
    store.close()
    engine = open_engine(url)
    with transaction(engine) as opened:
        yield opened
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_schema(connection: Connection) -> None:
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_version_is_that_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "services.sink:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [VERSION]
    assert all(len(one.revision) == 4 and one.revision.isdecimal() for one in scripts.walk_revisions())


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "articles",
            {
                "id": "a1",
                "title": "Mayor elected",
                "source": "Fjordpress",
                "url": "https://example.org/1",
                "language": "en",
                "published_at": "2026-03-04",
                "received_at": "2026-03-04T08:00:00.000Z",
                "document_edtf": "2026-03-03",
                "document_earliest": "2026-03-03",
                "document_latest": "2026-03-03",
            },
        ),
        ("layers", {"layer": "entities", "status": "ok", "stage": "entities", "version": "1.0.0", "knowledge": "2026.11"}),
        ("provenance", {"stage": "entities", "position": 0, "version": "1.0.0", "knowledge": "2026.11"}),
        (
            "entities",
            {
                "entity_id": "loc:gull-island",
                "type": "LOC",
                "subtype": "island",
                "name": "Gull Island",
                "country": "XX",
                "claimants": '["org:harbour-union","org:norland"]',
                "salience": None,
            },
        ),
        (
            "mentions",
            {
                "seq": 0,
                "start_char": span("Ida Berg")["start"],
                "end_char": span("Ida Berg")["end"],
                "type": "PERSON",
                "entity_id": "per:ida-berg",
                "nominal": False,
            },
        ),
        (
            "expressions",
            {"expression_id": "t1", "type": "DATE", "value": "2026-03-03", "mod": None, "rule": "weekday", "function": None},
        ),
        (
            "events",
            {
                "event_id": "e2",
                "label": "mayor",
                "status": "occurred",
                "type": None,
                "edtf": "2026-03-03",
                "earliest": "2026-03-03",
                "latest": "2026-03-03",
                "basis": "same-clause",
                "place": "loc:gull-island",
                "foreground": True,
                "same_as": "e1",
            },
        ),
        ("participants", {"event_id": "e1", "seq": 0, "entity_id": "per:ida-berg", "role": "patient"}),
        (
            "claims",
            {
                "claim_id": "c1",
                "source_entity": "org:harbour-union",
                "source": "the Harbour Union",
                "content": "We never agreed to that",
                "voice": "direct",
                "stance": "denies",
                "factive": False,
            },
        ),
        (
            "disputes",
            {
                "dispute_id": "d1",
                "kind": "territorial",
                "registry": "gull-island",
                "active": True,
                "relation": None,
                "confidence": 0.8,
            },
        ),
        ("dispute_parties", {"dispute_id": "d1", "seq": 1, "entity_id": None, "name": "Norland", "role": "holder"}),
        ("toponyms", {"seq": 0, "registry": "gull-island", "side": "Norland", "voice": "narrator"}),
    ],
)
def test_a_row_has_its_values_in_their_columns(connection: Connection, table: str, expected: dict[str, object]) -> None:
    rows = [dict(row) for row in connection.execute(select(metadata.tables[table])).mappings()]
    assert expected in [{name: row[name] for name in expected} for row in rows]


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SELECT * FROM articles WHERE document_earliest >= '2026-03-01'", "ix_articles_document_earliest_document_latest"),
        ("SELECT * FROM events WHERE earliest BETWEEN '2026-03-01' AND '2026-03-31'", "ix_events_earliest_latest"),
        ("SELECT * FROM events WHERE place = 'loc:gull-island'", "ix_events_place"),
        ("SELECT * FROM entities WHERE entity_id = 'per:ida-berg'", "ix_entities_entity_id"),
        ("SELECT * FROM participants WHERE entity_id = 'per:ida-berg'", "ix_participants_entity_id"),
        ("SELECT * FROM disputes WHERE registry = 'gull-island'", "ix_disputes_registry"),
        ("SELECT * FROM toponyms WHERE registry = 'gull-island'", "ix_toponyms_registry"),
        ("SELECT * FROM mentions WHERE article_id = 'a1'", "PRIMARY KEY"),
    ],
)
def test_what_users_ask_is_answered_by_an_index(connection: Connection, question: str, index: str) -> None:
    plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}"))
    assert index in plan


def test_a_filled_store_of_the_first_release_is_brought_forward(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    store = Store.open(url)
    store.migrate()
    store.save([record(), record("a2", title="Another")])
    kept = rows(url)
    engine = open_engine(url)
    with transaction(engine, write=True) as opened:  # what the first release had: the same without what came later
        opened.exec_driver_sql("DROP TABLE replaced_layers")
        opened.exec_driver_sql("DROP TABLE publications")
        opened.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
    with pytest.raises(StoreOutdated, match="is at version 0001, this program needs"):
        store.check()

    store.migrate()
    assert rows(url) == kept, "every row stays"
    store.save([record(version="9.0.0")])
    assert {one["version"] for one in store.replaced("a1").values()} == {"1.0.0"}
    store.close()
