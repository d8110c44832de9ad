"""The ingest service on a port of its own, for tests. Fixtures: import them into a conftest."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.ingest.service import Ingest, running
from services.ingest.settings import IngestSettings

#: Nobody listens there.
NOBODY = "127.0.0.1:9"

Open = Callable[..., Awaitable["Served"]]


class Served:
    """A running door and a client of it."""

    def __init__(self, ingest: Ingest, client: httpx.AsyncClient) -> None:
        self.ingest = ingest
        self.client = client

    async def post(self, body: Any, media_type: str = "application/json", **headers: str) -> httpx.Response:
        """POST an article, or many."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post("/v1/articles", content=body, headers={"content-type": media_type, **named})

    async def kept(self) -> list[tuple[str, bytes, dict[str, str]]]:
        """What the outbox holds: key, value and headers."""
        rows = await self.ingest.outbox.read(0, 100_000, 1 << 30)
        return [(row.entry.key, row.entry.value, dict(row.entry.headers)) for row in rows]


@pytest.fixture
async def open_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Open]:
    """Start the service in this process; the arguments are settings. Without a broker unless one is named."""
    for name in ("DATELINE_API_KEY", "DATELINE_API_KEY_FILE", "DATELINE_HTTP_HOST"):
        monkeypatch.delenv(name, raising=False)
    async with AsyncExitStack() as stack:

        async def start(embedded: bool = False, **settings: Any) -> Served:
            chosen = {"kafka_bootstrap": NOBODY, "data_dir": tmp_path / "var", "http_port": 0, **settings}
            ingest = await stack.enter_async_context(running(IngestSettings(**chosen), embedded=embedded))
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=ingest.url, trust_env=False, timeout=20))
            return Served(ingest, client)

        yield start


@pytest.fixture
async def door(open_door: Open) -> Served:
    """The service with its defaults, and without a broker."""
    return await open_door()


def is_problem(answer: httpx.Response, status: int, says: str = "") -> dict[str, Any]:
    """Check that the answer is RFC 9457 problem details; gives them."""
    content: dict[str, Any] = answer.json()
    assert answer.status_code == status, content
    assert answer.headers["content-type"] == "application/problem+json"
    assert content["status"] == status and content["title"] and content["type"] == "about:blank"
    assert says in content["detail"]
    return content
