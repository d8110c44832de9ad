"""Send articles onto Kafka: one from each .txt file.

    python examples/produce.py examples/articles/*.txt

The broker's address is taken from DATELINE_KAFKA_BOOTSTRAP, else it is 127.0.0.1:9092.
"""

import asyncio
import os
import sys
from pathlib import Path

from dateline import Article
from dateline.client import producer

BOOTSTRAP = os.environ.get("DATELINE_KAFKA_BOOTSTRAP", "127.0.0.1:9092")


async def main(paths: list[str]) -> None:
    """Send each file, and wait until the broker has it."""
    async with producer(bootstrap=BOOTSTRAP) as articles:
        for path in paths:
            article_id = await articles.send(Article(text=Path(path).read_text("utf-8"), source="Larkfield News Service"))
            print(f"{path} is on the broker as {article_id}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
