"""Rules of the house as checks: what a room may import, where topic names stand, what every module says of itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from dateline import topology

ROOT = Path(__file__).resolve().parents[2]
CODE = ("services", "schemas/dateline", "benchmarks", "examples", "deploy")
FORBIDDEN_ROOMS = {"common", "utils", "util", "helpers", "core", "manager", "misc"}
MAX_LINES = 400
STAGES = {stage.name for stage in topology.STAGES}

#: What a room may import of the application beside itself; a room that is not here may import all of it.
MAY_IMPORT = {
    "schemas/dateline": set[str](),
    "services/language": set[str](),
    "services/knowledge": set[str](),
    "services/runtime": {"knowledge"},
    **{f"services/{stage}": {"language", "knowledge", "runtime"} for stage in STAGES},
    "services/entities": {"language", "knowledge", "runtime", "ingest"},  # it admits what producers put on the raw topic
}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, those that are about to be added included."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def python_files(*rooms: str) -> list[Path]:
    places = [ROOT / room for room in rooms]
    return [path for path in tracked() if path.suffix == ".py" and any(path.is_relative_to(place) for place in places)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings."""
    owners = [
        node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    firsts = [node.body[0] for node in owners if node.body]
    return {id(first.value) for first in firsts if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)}


def strings(path: Path) -> Iterator[ast.Constant]:
    tree = parse(path)
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def test_topic_names_stand_in_the_topology_alone() -> None:
    names = re.compile("|".join(re.escape(topic.name) for topic in topology.TOPICS))
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(*CODE)
        if path.name != "topology.py"
        for node in strings(path)
        if names.search(str(node.value))
    ]
    assert found == [], "take the name from dateline.topology"


def test_no_drawer_for_what_has_no_place() -> None:
    found = [name_of(path) for path in tracked() if FORBIDDEN_ROOMS & {*path.relative_to(ROOT).parts[:-1], path.stem}]
    assert found == []


def test_files_are_short_enough_to_read() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*CODE, "tests")}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def public(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
        return False
    return not any(isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list)


def undocumented(path: Path) -> Iterator[str]:
    tree = parse(path)
    if path.stat().st_size and ast.get_docstring(tree) is None:
        yield f"{name_of(path)}: the module"
    for node in filter(public, tree.body):
        assert isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if ast.get_docstring(node) is None:
            yield f"{name_of(path)}:{node.lineno}: {node.name}"


def test_modules_and_public_names_say_what_they_are() -> None:
    assert [found for path in python_files(*CODE) for found in undocumented(path)] == []


def test_test_modules_say_what_they_test() -> None:
    assert [name_of(path) for path in python_files("tests") if path.stat().st_size and not ast.get_docstring(parse(path))] == []


def rooms_imported(path: Path) -> Iterator[tuple[str, int]]:
    """Rooms of the application that a file imports, and the line."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((module.split(".")[1], node.lineno) for module in modules if module.startswith("services."))


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_room_imports_only_what_lies_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | {Path(room).name}
    found = [
        f"{name_of(path)}:{line}: services.{name}"
        for path in python_files(room)
        if path.name != "__main__.py"  # a program starts the application
        for name, line in rooms_imported(path)
        if name not in allowed
    ]
    assert found == []


@pytest.mark.parametrize(
    ("file", "allowed"),
    [
        ("services/entities/annotate.py", False),
        ("services/ingest/http.py", False),
        ("schemas/dateline/client.py", False),
        ("services/entities/agent.py", True),
        ("services/standalone/app.py", True),
        ("services/runtime/worker.py", True),
    ],
)
def test_lint_keeps_faust_where_it_belongs(file: str, allowed: bool) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--select", "TID251", "--stdin-filename", str(ROOT / file), "-"]
    source = b'"""A module."""\n\nimport faust\n\nprint(faust)\n'
    checked = subprocess.run(command, input=source, capture_output=True, cwd=ROOT)
    assert checked.returncode == (0 if allowed else 1), checked.stdout.decode() + checked.stderr.decode()


def test_every_data_file_is_packaged() -> None:
    globs = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in tracked() if path.is_relative_to(ROOT / "services") and path.suffix not in (".py", ".md")]
    assert [name_of(path) for path in data if not any(fnmatch(path.name, glob) for glob in globs)] == []


#: Written apart, so that this file does not hold what it looks for.
NOT_OURS = re.compile(
    "|".join(
        [
            "py"
            r"pi\.org|pythonho"
            r"sted\.org|registry\.np"
            r"mjs|repo1?\.ma"
            r"ven|deb\.deb"
            r"ian\.org|crates\.i"
            r"o/|proxy\.gol"
            "ang",
            "/wo" r"rk/|/tm" r"p/(w|bash_jobs)|/ro" r"ot/|/ho" r"me/[a-z]",
        ]
    )
)
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b|pytest\.mark\.sk" r"ip|pytest\.sk" r"ip\(|\bassert Tr" r"ue\b"
)


def lines_with(pattern: re.Pattern[str], paths: Iterator[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    assert lines_with(NOT_OURS, iter(tracked())) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, iter(python_files(*CODE, "tests"))) == []
