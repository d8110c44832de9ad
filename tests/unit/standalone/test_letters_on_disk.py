"""Dead letters of one process: a disk that is full for a while costs none of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.repair.kept import Kept
from services.repair.letters import Wanted
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.health import Health
from services.runtime.settings import Settings
from services.standalone.letters import LETTER_HEADER, Letters
from tests.unit.runtime.conftest import incoming


def full_once(original: Callable[..., Any]) -> Callable[..., Any]:
    """The same method, which finds no room at its first call."""
    calls = 0

    def method(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise sqlite3.OperationalError("database or disk is full")
        return original(*arguments)

    return method


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("services.runtime.backoff.delays", lambda: iter([0.0] * 9))
    return Settings(data_dir=tmp_path)


def test_a_letter_is_kept_once_there_is_room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "keep", full_once(Kept.keep))
    letter = dead_letter(incoming(b"x"), "entities", Reason("INVALID_JSON", "CodecError", "not JSON"))
    asyncio.run(Letters(settings, Health()).keep([letter]))
    assert [one.record.value for one in Kept(settings).letters(Wanted())] == [b"x"]


def test_a_letter_that_was_sent_back_is_done_once_there_is_room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(settings)
    kept.keep([dead_letter(incoming(b"x"), "entities", Reason("INVALID_JSON", "CodecError", "not JSON"))])
    kept.redrive(list(kept.letters(Wanted())))
    [due] = kept.due()
    monkeypatch.setattr(Kept, "arrived", full_once(Kept.arrived))
    letters = Letters(settings, Health())
    letters._flying = {due.record.offset}
    asyncio.run(letters.settle(((LETTER_HEADER, str(due.record.offset).encode()),)))
    assert kept.due() == []
