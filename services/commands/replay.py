"""Enrich articles of the store again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from services.commands._progress import progress
from services.commands._store import opened

if TYPE_CHECKING:
    from services.repair.replay import Replayed, Wanted
    from services.sink.store import Store


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--from", "since", metavar="TIME", help="Only what was received then or later: 2026-03 or 2026-03-01T12:00:00Z.")
@click.option("--to", "until", metavar="TIME", help="Only what was received then or before.")
@click.option(
    "--stage", default="entities", metavar="NAME", help="Begin with this stage; the layers before it stay. Default: entities."
)
@click.option("--here", is_flag=True, help="In this process and straight into the store; the topics get nothing.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N articles.")
@click.option("--dry-run", is_flag=True, help="Only say what would change, by the rules of this program.")
def command(
    ids: tuple[str, ...], since: str | None, until: str | None, stage: str, here: bool, limit: int | None, dry_run: bool
) -> int:
    """Enrich articles of the store again, after rules have changed.

    They go onto the topic of the first stage, with the time at which they were received, and through the chain as they did
    before. What has not changed leaves the store as it is; `dateline diff ID` shows what a new release changed. With `run`,
    whose broker keeps little, use --here: it prints the changes of each article as JSON.
    """
    from services.repair.replay import Wanted

    with opened() as store, progress("articles", shown=True) as report:
        wanted = Wanted(ids, since, until)
        rows = _here(store, wanted, limit, not dry_run, stage) if here or dry_run else _through(store, wanted, limit, stage)
        total: Counter[str] = Counter()
        for row in rows:
            report.step()
            total["articles"] += 1
            total["changed"] += bool(row.get("changes"))
            sys.stdout.buffer.write(_encoded(row))
            sys.stdout.buffer.flush()
    what = f"{total['changed']} of {total['articles']} articles " + ("would change" if dry_run else "changed")
    click.echo(what if here or dry_run else f"{total['articles']} articles sent through the chain again", err=True)
    return 0


def _here(store: Store, wanted: Wanted, limit: int | None, save: bool, stage: str) -> Iterator[dict[str, Any]]:
    from services.repair.replay import records, replay_here, stage_of
    from services.standalone.pipeline import Pipeline

    if stage_of(stage) != stage_of("entities"):
        raise click.UsageError("--stage goes through the chain: without --here and --dry-run")
    for one in replay_here(store, islice(records(store, wanted), limit), Pipeline(), save):
        yield summary(one)


def summary(replayed: Replayed) -> dict[str, Any]:
    """An article's id, and how many changes there are of each kind."""
    counts = Counter(f"{one.layer}.{one.kind} {one.how}" for one in replayed.changes)
    return {"id": replayed.article_id, "changes": dict(sorted(counts.items()))}


def _through(store: Store, wanted: Wanted, limit: int | None, stage: str) -> Iterator[dict[str, Any]]:
    from services.repair.replay import records, replay_through, stage_of
    from services.runtime.settings import Settings
    from services.runtime.topics import BrokerUnavailable, Topics

    settings, first = Settings(), stage_of(stage)
    topic = settings.topic(first.source)
    try:
        if topic not in Topics(settings).present():
            raise click.ClickException(f"the broker has no topic {topic}: make it with `dateline topics apply`")
        for one in replay_through(settings, islice(records(store, wanted), limit), first):
            yield {"id": one, "topic": topic}
    except BrokerUnavailable as error:
        raise click.ClickException(str(error)) from error


def _encoded(row: dict[str, Any]) -> bytes:
    import orjson

    return orjson.dumps(row) + b"\n"
