"""Whether anybody answers at the brokers' addresses: a connection and no more, cheap enough to ask every few seconds."""

from __future__ import annotations

import asyncio

_SECONDS = 3.0


def addresses(bootstrap: str) -> list[tuple[str, int]]:
    """Host and port of each broker of `host:port,host:port`; without a port it is Kafka's own, 9092."""
    found = []
    for one in bootstrap.split(","):
        host, _, port = one.strip().rpartition(":")
        found.append((host.strip("[]"), int(port)) if host and port.isdigit() else (one.strip().strip("[]"), 9092))
    return found


async def reachable(bootstrap: str) -> bool:
    """Whether one of the brokers takes a connection."""
    for host, port in addresses(bootstrap):
        try:
            async with asyncio.timeout(_SECONDS):
                _, writer = await asyncio.open_connection(host, port)
        except (OSError, TimeoutError):
            continue
        writer.close()
        return True
    return False
