"""Many rows at once, past SQLAlchemy's work per row: it would cost more than the database does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    import psycopg

_Values = Sequence[tuple[Any, ...]]


def insert_rows(connection: Connection, table: Table, rows: _Values) -> None:
    """Insert rows whose values stand in the order of the table's columns. Raises the errors of SQLAlchemy."""
    if not rows:
        return
    names = ", ".join(column.name for column in table.c)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(table.c))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))
    else:
        _copy(connection, f"COPY {table.name} ({names}) FROM STDIN", rows)


def _copy(connection: Connection, statement: str, rows: _Values) -> None:
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)
