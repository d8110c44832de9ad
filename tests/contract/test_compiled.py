"""Compiled modules: the same bytes as their source over every sample text, and no stale one runs unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import orjson
import pytest

from services import cli, compiled
from tests.contract.test_processors import NEWS, ODD

ROOT = Path(__file__).resolve().parents[2]
#: Passages of about this many characters are made of the rules' own sentences.
PASSAGE = 3000

#: The chain over Article lines on standard input, from the source or as it is installed; a record a line, then what ran.
CHAIN = """
import sys
from services import compiled
if sys.argv[1] == "source":
    compiled.source_first()
from services.standalone.pipeline import Pipeline

pipeline = Pipeline()
for line in sys.stdin.buffer.readlines():
    sys.stdout.buffer.write(pipeline(line).value + b"\\n")
print(compiled.running(), file=sys.stderr)
"""


def _rules() -> Iterator[str]:
    """The must-match and must-not-match sentences of the rooms, as passages."""
    for corpus in sorted((ROOT / "services").glob("*/lang/en/corpus.jsonl")):
        sentences = [value for line in corpus.read_bytes().splitlines() for value in orjson.loads(line).values()]
        text = "\n\n".join(value for value in sentences if isinstance(value, str) and " " in value)
        yield from (text[start : start + PASSAGE] for start in range(0, len(text), PASSAGE))


def _sample() -> list[str]:
    examples = [path.read_text("utf-8") for path in sorted((ROOT / "examples" / "articles").glob("*.txt"))]
    return [*examples, *_rules(), NEWS, *ODD.values()]


def _run(which: str, lines: bytes) -> tuple[list[bytes], str]:
    command = [sys.executable, "-c", CHAIN, which]
    done = subprocess.run(command, input=lines, capture_output=True, cwd=ROOT, env=os.environ)
    if done.returncode:
        pytest.fail(done.stderr.decode())
    return done.stdout.splitlines(), done.stderr.decode().splitlines()[-1]


def test_what_is_installed_gives_the_bytes_that_the_source_gives() -> None:
    lines = b"\n".join(orjson.dumps({"id": f"sample-{number}", "text": text}) for number, text in enumerate(_sample()))
    records, ran = _run("installed", lines)
    source, pure = _run("source", lines)
    assert len(records) == len(_sample()) > 30
    assert [one for one, other in zip(records, source, strict=True) if one != other] == []
    assert pure == "pure Python, nothing compiled"
    assert (ran != pure) == bool(compiled.compiled()), "what is recorded as compiled is not what runs"


def test_an_edited_source_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text("one = 1\n")
    (tmp_path / "b.py").write_text("two = 2\n")
    record = tmp_path / "compiled.json"
    record.write_text(compiled.digests(tmp_path, ["a.py", "b.py"]))
    monkeypatch.setattr(compiled, "_ROOT", tmp_path)
    monkeypatch.setattr(compiled, "_RECORD", record)
    assert compiled.stale() == []
    (tmp_path / "a.py").write_text("one = 2\n")
    (tmp_path / "b.py").unlink()
    assert compiled.stale() == ["a.py", "b.py"]
    assert cli.main(["--version"]) == 1
    assert capsys.readouterr().err == f"dateline: a.py is not what was compiled; {compiled.ADVICE}\n"


def test_what_a_build_left_that_broke_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "services" / "room"
    room.mkdir(parents=True)
    (room / "a.py").write_text("one = 1\n")
    (room / f"a{EXTENSION_SUFFIXES[0]}").touch()
    (room / f"shared{EXTENSION_SUFFIXES[0]}").touch()  # of no module
    monkeypatch.setattr(compiled, "_ROOT", tmp_path)
    monkeypatch.setattr(compiled, "_RECORD", tmp_path / "compiled.json")
    assert compiled.stale() == ["services/room/a.py"]
