"""Show one article's record from the store."""

from __future__ import annotations

import sys

import click

from services.commands._store import read_stored


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="The record as one line of JSON.")
def command(article_id: str, as_json: bool) -> None:
    """Show one article's record from the store.

    Its text with marks, when it was written and why, the events on a timeline, who claims what, and each dispute with
    what each party says. Ids are printed by `dateline tail articles --json`.

    The store is that of DATELINE_STORE_URL, else a SQLite file in DATELINE_DATA_DIR.
    """
    record = read_stored(article_id)
    if as_json:
        import orjson

        sys.stdout.buffer.write(orjson.dumps(record) + b"\n")
    else:
        from rich.console import Console

        from dateline.codec import validate
        from dateline.record import EnrichedArticle
        from services.views.record import render

        Console(highlight=False).print(render(validate(EnrichedArticle, record)))
