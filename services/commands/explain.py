"""Explain a value of a record: its characters, its rule, its evidence and its reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dateline.record import EnrichedArticle


@click.command()
@click.argument("value", metavar="VALUE")
@click.argument("source", metavar="[FILE|ID]", default="-")
@click.option("--id", "article_id", metavar="ID", help="Which article, when the input has several.")
@click.option("--json", "as_json", is_flag=True, help="As one line of JSON, also on a terminal.")
def command(value: str, source: str, article_id: str | None, as_json: bool) -> None:
    """Explain a value: its characters, rule, evidence and reasons.

    VALUE is `document_time`, an id of any layer (t3, e8, c14, d1, gpe:jp), the slug of a disputed place, or characters of
    the text: 120, or 120-140 (half open), for all that is said of them.

    The record comes from a FILE of articles or of records (JSON lines, .json, .txt), from standard input, or from the
    store, by the article's ID, as with `dateline show`.
    """
    from services.views.explain import Unknown, explain

    record = _only(_records(source), article_id, source)
    try:
        found = explain(record, value)
    except Unknown as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        import orjson

        from services.views.explanation import as_json as in_json

        sys.stdout.buffer.write(orjson.dumps(in_json(record.article.id or "", found)) + b"\n")
    else:
        from rich.console import Console

        from services.views.explanation import render

        Console(highlight=False).print(render(found))


def _records(source: str) -> Iterator[EnrichedArticle]:
    if source != "-" and not Path(source).is_file():
        if Path(source).suffix in (".txt", ".json", ".jsonl"):
            raise click.BadParameter(f"there is no file {source!r}", param_hint="FILE")
        from dateline.codec import validate
        from dateline.record import EnrichedArticle
        from services.commands._store import read_stored

        yield validate(EnrichedArticle, read_stored(source, "; nor is there such a file"))
        return
    yield from _of_file(source)


def _of_file(source: str) -> Iterator[EnrichedArticle]:
    """The records of a file; articles in it are annotated first."""
    from dateline import decode_enriched
    from dateline.codec import CodecError
    from services.commands._articles import read_articles
    from services.standalone.pipeline import Pipeline

    pipeline: Pipeline | None = None
    for item in read_articles((source,)):
        if item.problem is not None:
            raise click.ClickException(f"{item.where}: {item.problem}")
        try:
            if _is_record(item.value):
                yield decode_enriched(item.value)
            else:
                pipeline = pipeline or Pipeline()
                yield decode_enriched(pipeline(item.value).value)
        except CodecError as error:
            raise click.ClickException(f"{item.where}: {error}") from error


def _is_record(value: bytes) -> bool:
    import orjson

    try:
        read = orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return isinstance(read, dict) and "layers" in read and "article" in read


def _only(records: Iterator[EnrichedArticle], article_id: str | None, source: str) -> EnrichedArticle:
    """The article asked for, else the only one. Raises ClickException when there is none, or no telling which."""
    where = "standard input" if source == "-" else source
    if article_id is not None:
        for record in records:
            if record.article.id == article_id:
                return record
        raise click.ClickException(f"no article {article_id!r} in {where}")
    first = next(records, None)
    if first is None:
        raise click.ClickException(f"no article in {where}")
    second = next(records, None)
    if second is not None:
        raise click.ClickException(f"{where} has several articles: say which with --id, e.g. --id {first.article.id}")
    return first
