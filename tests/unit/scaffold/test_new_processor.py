"""A new processor written into a copy of the checkout: whole, checked like the others, and missed when a piece is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Template

import pytest

from dateline import topology
from services.scaffold.__main__ import main
from services.scaffold.plan import TEMPLATES, Refused, plan

ROOT = Path(__file__).resolve().parents[3]
COPIED = ("services", "examples", "schemas", "tests", "pyproject.toml", "docker-compose.yml", "Makefile", "README.md")
AGREEMENT = "tests/contract/test_agreement.py"
CACHES = shutil.ignore_patterns("__pycache__", "*.egg-info", "generated")


def copy(target: Path) -> Path:
    """The parts of the checkout that a processor has to do with."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=CACHES)
        else:
            shutil.copy(source, target / name)
    return target


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module in a copy, with the copy's own code."""
    environment = {**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{tree / 'schemas'}"}
    return subprocess.run([sys.executable, "-m", *arguments], cwd=tree, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the processor `quotes` in it."""
    copied = copy(tmp_path_factory.mktemp("checkout"))
    done = run(copied, "services.scaffold", "quotes")
    assert done.returncode == 0, done.stderr
    assert "services/quotes/annotate.py" in done.stdout.splitlines()
    return copied


def test_new_processor_passes_what_the_others_pass(tree: Path) -> None:
    suites = (AGREEMENT, "tests/contract/test_processors.py", "tests/unit/quotes")
    done = run(tree, "pytest", "-q", *suites, "-k", "test_agreement or quotes")
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split(" passed")[0].split()[-1]) > 50


def test_new_room_is_typed_and_tidy(tree: Path) -> None:
    room = ("services/quotes/__init__.py", "services/quotes/annotate.py", "tests/unit/quotes")
    layer = ("schemas/dateline/layers", "schemas/dateline/record.py", "schemas/dateline/topology.py")
    typed = run(tree, "mypy", "--cache-dir", os.devnull, *room, *layer)
    assert typed.returncode == 0, typed.stdout
    for check in (["check"], ["format", "--check"]):
        tidy = run(tree, "ruff", *check, "--no-cache", "services/quotes", *room, *layer)
        assert tidy.returncode == 0, tidy.stdout


def test_new_stage_comes_last_and_feeds_the_sink(tree: Path) -> None:
    code = "from dateline import topology as t; print([s.name for s in t.STAGES], t.sink_source().name)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree / "schemas", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{[*(stage.name for stage in topology.STAGES), 'quotes']} articles.quotes.v1"


def without(file: str, text: str) -> Callable[[Path], None]:
    """Takes a piece out of a file of the tree."""

    def take_out(tree: Path) -> None:
        path = tree / file
        before = path.read_text("utf-8")
        assert text in before
        path.write_text(before.replace(text, ""), "utf-8")

    return take_out


PIECES: dict[str, Callable[[Path], None]] = {
    "its agent": lambda tree: (tree / "services/quotes/agent.py").unlink(),
    "its tests": lambda tree: shutil.rmtree(tree / "tests/unit/quotes"),
    "its layer in the record": without("schemas/dateline/record.py", "    quotes: QuotesLayer | None = None\n"),
    "its compose stanza": without("docker-compose.yml", "  quotes:\n    <<: *worker\n    command: [service, quotes]\n"),
}


def test_a_missing_piece_is_missed(tree: Path, tmp_path: Path) -> None:
    def agreement_without(piece: str) -> subprocess.CompletedProcess[str]:
        copied = tmp_path / piece
        shutil.copytree(tree, copied)
        PIECES[piece](copied)
        return run(copied, "pytest", "-q", "-p", "no:hypothesispytest", AGREEMENT)

    with ThreadPoolExecutor(2) as pool:  # each takes seconds
        for piece, done in zip(PIECES, pool.map(agreement_without, PIECES), strict=True):
            assert done.returncode in (1, 2), f"{piece} is not missed"  # 2: not even collected
            assert "quotes" in done.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "needs a name"),
        ("Quotes", "will not do"),
        ("../quotes", "will not do"),
        ("1st", "will not do"),
        ("class", "will not do"),
        ("utils", "says nothing"),
        ("entities", "services/entities is there already"),
        ("dates", "schemas/dateline/layers/dates.py is there already"),
        ("dated", "topic articles.dated"),
        ("postgres", "has a service postgres already"),
    ],
)
def test_a_name_that_will_not_do_is_refused(name: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        plan(ROOT, name)


def test_a_refusal_is_a_line_and_exit_code_2(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["Quotes"]) == 2
    assert capsys.readouterr().err.startswith("new-processor: 'Quotes' will not do")


def test_a_tree_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="root of the checkout"):
        plan(tmp_path, "quotes")


def test_a_lost_marker_is_named(tmp_path: Path) -> None:
    copied = copy(tmp_path)
    without("docker-compose.yml", "  # new processors above this line")(copied)
    with pytest.raises(Refused, match="new processors above this line"):
        plan(copied, "quotes")


@pytest.mark.parametrize("stage", topology.STAGES, ids=lambda stage: stage.name)
@pytest.mark.parametrize(("template", "file"), [("agent.tmpl", "agent.py"), ("main.tmpl", "__main__.py")])
def test_templates_are_what_the_rooms_have(stage: topology.Stage, template: str, file: str) -> None:
    written = Template((TEMPLATES / template).read_text("utf-8")).substitute(name=stage.name)
    assert (ROOT / "services" / stage.name / file).read_text("utf-8") == written
