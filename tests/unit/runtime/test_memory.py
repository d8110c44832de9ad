"""What is told to the allocator, and that a system without glibc is none the worse."""

from __future__ import annotations

import ctypes

import pytest

from services.runtime import memory


class Library:
    """A C library that notes what is asked of it."""

    def __init__(self) -> None:
        self.told: dict[int, int] = {}

    def mallopt(self, option: int, value: int) -> int:
        self.told[option] = value
        return 1


def test_threads_share_one_heap_and_large_blocks_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    memory.frugal()
    assert library.told == {-8: 1, -3: 262_144, -1: 1_048_576}


def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    memory.frugal()
