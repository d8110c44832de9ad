"""Print events as they come off Kafka: first the last ten, then each new one, until Ctrl-C.

    python examples/subscribe.py

The broker's address is taken from DATELINE_KAFKA_BOOTSTRAP, else it is 127.0.0.1:9092.
"""

import asyncio
import contextlib
import os

from dateline import EventRecord
from dateline.client import subscribe

BOOTSTRAP = os.environ.get("DATELINE_KAFKA_BOOTSTRAP", "127.0.0.1:9092")


def line(record: EventRecord) -> str:
    """When (or "?"), how sure, what, where."""
    when = record.event.when
    day = (when and when.edtf) or "?"
    place = f" in {record.place.name}" if record.place else ""
    return f"{day}  {record.event.status}: {record.event.label}{place}"


async def main(follow: bool = True) -> None:
    """Print events; without `follow`, only those that are there."""
    async with subscribe("events", bootstrap=BOOTSTRAP, start=-10, follow=follow) as events:
        async for record in events:
            print(line(record))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
