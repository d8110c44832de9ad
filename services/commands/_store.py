"""The store that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from services.sink.store import Store


@contextmanager
def opened() -> Iterator[Store]:
    """The store of the settings, checked, closed afterwards. What is wrong with it, or not in it, is a ClickException."""
    from services.runtime.settings import Settings
    from services.sink.errors import StoreError
    from services.sink.store import Store

    try:
        store = Store.open(Settings().store())
        try:
            store.check()
            yield store
        finally:
            store.close()
    except (StoreError, LookupError) as error:
        raise click.ClickException(str(error.args[0])) from error


def read_stored(article_id: str, more: str = "") -> dict[str, Any]:
    """The record of an article; when there is none, a ClickException whose message ends with `more`."""
    with opened() as store:
        record = store.read(article_id)
        if record is None:
            raise LookupError(f"no article {article_id!r} in {store.place}{more}")
        return record
