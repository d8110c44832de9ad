"""Show what another release changed in an article's record."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from services.commands._store import opened

if TYPE_CHECKING:
    from services.repair.changes import Change

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WIDTH = 100


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--rules", is_flag=True, help="What the rules of this program would change, instead of what the last release did.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each change.")
def command(article_id: str, rules: bool, as_json: bool) -> int:
    """Show what the last release changed in an article's record.

    Compares each layer in the store with what the release before had said in it: + added, - taken away, ~ changed.
    """
    from services.repair.replay import Wanted, records, replay_here, since_last_release
    from services.standalone.pipeline import Pipeline

    with opened() as store:
        if rules:
            [found] = replay_here(store, records(store, Wanted((article_id,))), Pipeline(), save=False)
        else:
            found = since_last_release(store, article_id)
    for one in found.changes:
        _write(asdict(one)) if as_json else click.echo(_line(one))
    if not as_json:
        click.echo(f"{len(found.changes)} changes", err=True)
    return 0


def _write(row: dict[str, Any]) -> None:
    import orjson

    sys.stdout.buffer.write(orjson.dumps(row) + b"\n")


def _line(change: Change) -> str:
    name = f"{_SIGNS[change.how]} {change.layer}.{change.kind}  {' '.join(change.what.split())}"
    if change.how != "changed":
        return name[:_WIDTH]
    if not isinstance(change.before, dict) or not isinstance(change.after, dict):
        return f"{name}: {_short(change.before)} -> {_short(change.after)}"
    differ = [field for field in change.after if change.before.get(field) != change.after[field]]
    told = "; ".join(f"{field} {_short(change.before.get(field))} -> {_short(change.after[field])}" for field in differ)
    return f"{name[:_WIDTH]}: {told}"


def _short(value: Any) -> str:
    if isinstance(value, dict) and "edtf" in value:
        return str(value["edtf"])
    text = "-" if value is None else str(value)
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."
