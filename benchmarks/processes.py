"""The services as processes of their own, with what each of them costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import recorded


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds since the start, resident memory now in MB, and the CPU seconds that were text work, where they are noted."""

    cpu: float
    resident: float
    text: float | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One process of the system."""

    name: str
    pid: int
    note: Path | None = None  #: where it notes its text work

    def usage(self) -> Usage:
        """What it has used so far."""
        process = psutil.Process(self.pid)
        times = process.cpu_times()
        text = recorded.seconds(self.note) if self.note else None
        return Usage(times.user + times.system, process.memory_info().rss / 1_048_576, text)


def note_of(name: str, logs: Path) -> Path:
    """Where the worker of a stage notes its text work, beside its log."""
    return logs / f"{name}.seconds"


@contextmanager
def running(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], logs: Path) -> Iterator[list[Service]]:
    """Start Python modules as processes, one log each; stop them all at the end."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, arguments in commands.items():
            with (logs / f"{name}.log").open("wb") as log:
                children[name] = subprocess.Popen(
                    [sys.executable, "-m", *arguments], env={**os.environ, **environment}, stdout=log, stderr=log
                )
        yield [Service(name, child.pid, note_of(name, logs)) for name, child in children.items()]
    finally:
        for child in children.values():
            child.send_signal(signal.SIGTERM)
        for child in children.values():
            child.wait(15)
