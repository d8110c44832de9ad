"""Run one service against a Kafka: `dateline service entities`, and so on."""

from __future__ import annotations

import click

from dateline import topology

SERVICES = ("ingest", *(stage.name for stage in topology.STAGES), "sink")


@click.command()
@click.argument("name", type=click.Choice(SERVICES))
def command(name: str) -> int:
    """Run one service: ingest, a processor or the sink.

    It waits for the broker, its topics and the store as long as it takes, says so in the log and at /readyz, works until
    SIGTERM or Ctrl-C, and ends within 10 seconds. Exit code 0: told to end. 1: it cannot go on and wants to be started again;
    nothing is lost by that. 2: a setting is wrong.
    """
    if name == "ingest":
        return _ingest()
    from services.runtime.worker import main

    return main(name)


def _ingest() -> int:
    from services.ingest.service import serve
    from services.ingest.settings import IngestSettings
    from services.runtime import logs, process

    settings = IngestSettings()
    logs.configure(settings)
    return process.run(lambda stop: serve(settings, stop))
