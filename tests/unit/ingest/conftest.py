"""Fixtures of the door's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.ingest.outbox import Outbox
from tests.wire import broker, wire

__all__ = ["broker", "outbox", "wire"]


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    """An empty outbox with room for a mebibyte."""
    opened = await Outbox.open(tmp_path / "new" / "outbox.db", limit=1_048_576)
    yield opened
    await opened.close()
