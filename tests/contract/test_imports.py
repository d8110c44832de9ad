"""Importing any module touches nothing: no socket, no file, no process, no thread, no Faust app."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Imports modules, one after another, under an audit hook that refuses whatever an import has no business with.
PROBE = """
import importlib, sys, threading
import faust  # noqa: TID251 - loaded before the hook, for libraries may look at the machine

ours = sys.argv[1]
python = (".py", ".pyc", ".so", ".pyd")

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename", "sqlite3.connect"):
        raise PermissionError(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[0], str):
        path, mode = arguments[0], arguments[1] or ""
        if any(letter in mode for letter in "wax+") or (path.startswith(ours) and not path.endswith(python)):
            raise PermissionError(f"open {path} {mode}")

def no_app(*_, **__):
    raise PermissionError("a Faust app at import time")

faust.App.__init__ = no_app
sys.addaudithook(refuse)
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except PermissionError as error:
        sys.exit(f"importing {name}: {error}")
    if threading.active_count() > 1:
        sys.exit(f"importing {name}: threads {threading.enumerate()}")
"""


def modules() -> list[str]:
    """Every module of the application and the contract but those that are programs or Alembic's scripts."""
    files = [path.relative_to(ROOT) for path in (ROOT / "services").rglob("*.py")]
    files += [path.relative_to(ROOT / "schemas") for path in (ROOT / "schemas" / "dateline").rglob("*.py")]
    programs = {"__main__", "env"}
    names = [".".join(path.with_suffix("").parts) for path in files if path.stem not in programs and "versions" not in path.parts]
    return sorted(name.removesuffix(".__init__") for name in names)


def probe(*names: str, cwd: Path = ROOT, ours: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", PROBE, str(ours), *names]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_importing_touches_nothing() -> None:
    found = modules()
    assert {"services.cli", "services.runtime.app", "dateline.client"} <= set(found)
    done = probe(*found)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "bad",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "open('written.txt', 'w')",
        "open(__file__ + '.json')",
        "import faust; app = faust.App('bad')",
        "import threading, time; threading.Thread(target=time.sleep, args=(5,), daemon=True).start()",
        "import sqlite3; sqlite3.connect(':memory:')",
    ],
)
def test_the_probe_sees_what_it_looks_for(bad: str, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(bad + "\n")
    (tmp_path / "bad.py.json").write_text("{}")
    done = probe("bad", cwd=tmp_path, ours=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("importing bad:")
