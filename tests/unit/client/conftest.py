"""Fixtures of the client's tests."""

from tests.wire import broker, wire

__all__ = ["broker", "wire"]
