"""What holds for every test."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from services import compiled


def pytest_configure() -> None:
    """Compiled modules that no longer say what their source says would make every test speak of something else."""
    if changed := compiled.stale():
        raise pytest.UsageError(f"not what was compiled: {', '.join(changed)}; {compiled.ADVICE}")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Services and commands configure logging for their whole process: undo it, or the next test in line would see it."""
    root = logging.getLogger()
    loggers = [root, *(one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger))]
    before = [(one, one.level, one.disabled, one.propagate, [*one.handlers]) for one in loggers]
    disabled = root.manager.disable
    yield
    root.manager.disable = disabled
    for one, level, off, propagate, handlers in before:
        one.setLevel(level)
        one.disabled, one.propagate, one.handlers = off, propagate, handlers
    known = set(loggers)
    for late in root.manager.loggerDict.values():
        if isinstance(late, logging.Logger) and late not in known:
            late.setLevel(logging.NOTSET)
            late.disabled, late.propagate, late.handlers = False, True, []
