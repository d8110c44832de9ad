"""Fixtures of the commands' tests."""

from tests.wire import broker, wire

__all__ = ["broker", "wire"]
