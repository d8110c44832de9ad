"""The store's tables: `dateline store migrate` makes them or brings them up to date, `dateline store check` looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from services.sink.store import Store


@click.group()
def command() -> None:
    """Make the tables of the store, or check them.

    The store is that of DATELINE_STORE_URL (sqlite:///PATH or postgresql://USER@HOST/DATABASE), else a SQLite file in
    DATELINE_DATA_DIR.
    """


@command.command()
def migrate() -> None:
    """Make the tables, or bring them up to date. Does nothing when they are; rows stay."""
    with _opened() as store:
        version = store.migrate()
        click.echo(f"{store.place}: tables are at version {version}")


@command.command()
def check() -> None:
    """Compare the tables with what the sink needs.

    Exit code 0 when they are right, else 1 and what to do.
    """
    with _opened() as store:
        version = store.check()
        click.echo(f"{store.place}: tables are at version {version}, {store.counts()['articles']} articles")


@contextmanager
def _opened() -> Iterator[Store]:
    from services.runtime.settings import Settings
    from services.sink.errors import StoreError
    from services.sink.store import Store

    try:
        store = Store.open(Settings().store())
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
