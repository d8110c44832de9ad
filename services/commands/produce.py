"""Put articles from files onto Kafka."""

from __future__ import annotations

import click

from services.commands._articles import FILES, read_articles
from services.commands._progress import progress


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILES, metavar="FILE...")
def command(files: tuple[str, ...]) -> int:
    """Put articles from files straight onto the raw topic.

    FILE holds one Article per line (JSON lines); a .txt file is one article, a .json file one article or an array of them;
    - is standard input, read as JSON lines. news-please and ninjs fields are understood.

    What is no article is named on standard error with its file and line, the others are sent, and the exit code is 1.
    Every article that is counted as sent has been acknowledged by the broker.
    """
    import asyncio
    import logging

    from services.ingest.kafka import TopicMissing
    from services.ingest.sending import Sending
    from services.runtime import logs
    from services.runtime.deliver import Undeliverable
    from services.runtime.settings import Settings
    from services.runtime.topics import BrokerUnavailable

    settings = Settings()
    logs.configure(settings)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what it says of a broker that is away is said below, once
    with progress("articles sent", shown=True) as report:
        sending = Sending(settings, report)
        try:
            asyncio.run(sending.run(read_articles(files)))
        except (BrokerUnavailable, TopicMissing, Undeliverable) as error:
            raise click.ClickException(f"{error} ({sending.summary()})") from error
        except KeyboardInterrupt:
            report.say(f"Interrupted: {sending.summary()}.")
            raise
    click.echo(sending.summary())
    return 1 if sending.refused else 0
