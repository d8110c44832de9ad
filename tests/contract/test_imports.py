"""Importing any module touches nothing: no socket, no file, no process, no thread, no Faust app."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
threads = threading.active_count()
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except PermissionError as error:
        print(f"{name}: {error}")
    if threading.active_count() > threads:
        threads = threading.active_count()
        print(f"{name}: threads {threading.enumerate()}")
"""


def modules() -> list[str]:
    """Every module of the application and the contract but those that are programs or Alembic's scripts."""
    files = [path.relative_to(ROOT) for path in (ROOT / "services").rglob("*.py")]
    files += [path.relative_to(ROOT / "schemas") for path in (ROOT / "schemas" / "dateline").rglob("*.py")]
    programs = {"__main__", "env"}
    names = [".".join(path.with_suffix("").parts) for path in files if path.stem not in programs and "versions" not in path.parts]
    return sorted(name.removesuffix(".__init__") for name in names)


def probe(*names: str, cwd: Path = ROOT, ours: Path = ROOT) -> list[str]:
    """What each module did that it should not, a line each."""
    command = [sys.executable, "-B", "-c", PROBE, str(ours), *names]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_importing_touches_nothing() -> None:
    found = modules()
    assert {"services.cli", "services.runtime.app", "dateline.client"} <= set(found)
    assert probe(*found) == []


BAD = {
    "connects": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "writes": "open('written.txt', 'w')",
    "reads": "open(__file__ + '.json')",
    "makes_an_app": "import faust; app = faust.App('bad')",
    "starts_a_thread": "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "opens_a_store": "import sqlite3; sqlite3.connect(':memory:')",
    "starts_a_process": "import subprocess; subprocess.run(['true'])",
}


def test_the_probe_sees_what_it_looks_for(tmp_path: Path) -> None:
    for name, code in {**BAD, "good": "import json"}.items():
        (tmp_path / f"{name}.py").write_text(code + "\n")
        (tmp_path / f"{name}.py.json").write_text("{}")
    seen = [line.partition(":")[0] for line in probe(*BAD, "good", cwd=tmp_path, ours=tmp_path)]
    assert seen == list(BAD)
