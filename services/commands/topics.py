"""Topics on the broker: `dateline topics apply` makes them, `dateline topics check` compares them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from services.runtime.topics import Difference, Topics


@click.group()
def command() -> None:
    """Make the topics on the broker, or check them."""


@command.command()
def apply() -> int:
    """Make the topics that are missing and change those that differ. Records stay, partitions are never taken away."""

    def done(topics: Topics) -> int:
        for one in topics.apply():
            click.echo(f"made {one.topic}" if one.missing else f"changed {one.topic}: {one.what} {one.found} -> {one.wanted}")
        return _report(topics.check())

    return _with_topics(done)


@command.command()
def check() -> int:
    """Compare the topics with what the services need: exit code 0 when all are right, else 1 and a line for each."""
    return _with_topics(lambda topics: _report(topics.check()))


def _report(differences: Sequence[Difference]) -> int:
    for one in differences:
        click.echo(str(one), err=True)
    if differences:
        click.echo(f"{len(differences)} differences; `dateline topics apply` changes what can be changed", err=True)
        return 1
    click.echo("all topics are as they should be")
    return 0


def _with_topics(work: Callable[[Topics], int]) -> int:
    from services.runtime.settings import Settings
    from services.runtime.topics import BrokerUnavailable, Topics, TopicsRefused

    try:
        return work(Topics(Settings()))
    except (BrokerUnavailable, TopicsRefused) as error:
        raise click.ClickException(str(error)) from error
