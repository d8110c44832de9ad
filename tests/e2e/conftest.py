"""Fixtures of the end-to-end tests."""

from tests.doors import door, open_door
from tests.wire import broker, wire

__all__ = ["broker", "door", "open_door", "wire"]
