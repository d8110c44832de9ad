"""The chain in a process of its own: the same bytes as in any other, and no file, socket or process touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))

#: Annotates standard input once with everything loaded, and again with the machine out of reach.
SEALED = """
import sys, time
from services.standalone.pipeline import Pipeline

pipeline, lines = Pipeline(), sys.stdin.buffer.readlines()
once = [pipeline(line) for line in lines]

def refuse(event, arguments):
    if event in ("open", "subprocess.Popen", "os.system") or event.startswith("socket."):
        raise PermissionError(f"{event} {arguments}")

def no_clock():
    raise PermissionError("annotate looked at the clock")

sys.addaudithook(refuse)
time.time = no_clock
for line, before in zip(lines, once, strict=True):
    step = pipeline(line)
    assert step.failure is None, step.failure
    assert step == before
    print(step.value.decode())
"""


def annotated(seed: str, zone: str) -> bytes:
    lines = b"\n".join(orjson.dumps({"id": path.stem, "text": path.read_text("utf-8")}) for path in ARTICLES)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    done = subprocess.run([sys.executable, "-c", SEALED], input=lines, capture_output=True, cwd=ROOT, env=environment)
    if done.returncode:
        pytest.fail(done.stderr.decode())
    return done.stdout


def test_a_process_gives_the_same_bytes_as_any_other_and_touches_nothing() -> None:
    first = annotated("1", "Asia/Tokyo")
    assert len(first.splitlines()) == len(ARTICLES)
    assert annotated("2", "America/Lima") == first
