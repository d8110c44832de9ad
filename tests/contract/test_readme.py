"""The README says what is so: its commands exist, its settings are the settings, its snippets are the ones that are run."""

from __future__ import annotations

import json
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from dateline import encode, topology
from tests.snippets import README, ROOT, environment, snippets
from tests.wire import Wire, broker, event

__all__ = ["broker"]

TEXT = README.read_text("utf-8")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


SETTINGS = re.compile(r"(?<=<!-- settings -->\n)(.*?)(?=\n<!-- end of settings -->)", re.DOTALL)


def settings() -> dict[str, FieldInfo]:
    """Every setting of every service, by the name of its environment variable."""
    rooms = sorted((ROOT / "services").glob("*/settings.py"), key=lambda path: (path.parent.name != "runtime", path))
    modules = [import_module(f"services.{path.parent.name}.settings") for path in rooms]
    classes = [
        one for module in modules for one in vars(module).values() if isinstance(one, type) and issubclass(one, BaseSettings)
    ]
    return {f"DATELINE_{name.upper()}": field for one in classes for name, field in one.model_fields.items()}


def settings_table() -> str:
    """The table of every setting, as it has to stand in the README."""
    lines = ["| name | default | what |", "|---|---|---|"]
    for name, field in settings().items():
        default = "" if field.default in (None, PydanticUndefined) else f"`{field.default}`"
        lines.append(f"| `{name}` | {default} | {field.description} |")
    return "\n".join(lines)


def test_settings_are_the_settings() -> None:
    written = SETTINGS.search(TEXT)
    assert written is not None
    assert written[1] == settings_table(), "run `python -m tests.contract.test_readme`"


def test_compose_sets_only_settings_that_there_are() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"].values()
    named = {name for service in services for name in service["environment"] if name.startswith("DATELINE_")}
    assert named <= set(settings())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert {target for target in named if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    quoted = re.findall(r"`((?:services|schemas|tests|deploy|examples|benchmarks)/[\w/.-]*)`", text)
    assert [path for path in (*linked, *quoted) if not (ROOT / path).exists()] == []


def test_every_room_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.parent.name for path in (ROOT / "services").glob("*/__init__.py")} - {stage.name for stage in topology.STAGES}
    assert {room for room in rooms if f"`services/{room}/`" not in text} == set()


def test_every_target_is_explained() -> None:
    listed = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert listed is not None
    explained = set(re.findall(r"^([a-z-]+):.* ## \S", MAKEFILE, re.MULTILINE))
    assert set(listed[1].split()) - explained == {"install-dev"}


@pytest.fixture(scope="module")
def topics(broker: str) -> Wire:
    """The topics that a reader's commands go to, on a broker in this process; ten events are there."""
    wire = Wire(broker)
    wire.prefix = topology.DEFAULT_PREFIX
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(10)))
    wire.create(topology.RAW)
    return wire


def run(name: str, topics: Wire) -> list[str]:
    """What a snippet prints when the broker is at its address, line by line."""
    command = snippets()[name].command({"127.0.0.1:9092": topics.bootstrap})
    done = subprocess.run(
        command, cwd=ROOT, env=environment(DATELINE_KAFKA_BOOTSTRAP=topics.bootstrap), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_snippet_produce_puts_the_examples_on_the_topic(topics: Wire) -> None:
    run("produce", topics)
    assert len(topics.values(topology.RAW)) >= 10


def test_snippet_subscribe_prints_events_as_json_lines_in_a_pipe(topics: Wire) -> None:
    printed = [json.loads(line) for line in run("subscribe", topics)]
    assert {one["event"]["label"] for one in printed} == {f"event {number}" for number in range(10)}


def test_snippet_in_python_prints_events(topics: Wire) -> None:
    printed = run("subscribe-python", topics)
    assert sorted(printed) == sorted(f"None occurred event {number}" for number in range(10))


def test_the_compose_test_runs_every_snippet() -> None:
    run = set(re.findall(r"stack\.snippet\(\"([a-z-]+)\"\)", (ROOT / "tests/e2e/test_compose.py").read_text("utf-8")))
    assert set(snippets()) == run


def test_readme_is_short() -> None:
    assert len(TEXT.splitlines()) <= 200
    assert max(map(len, TEXT.splitlines())) <= 200


def test_licence_is_whole() -> None:
    licence = Path(ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence and "END OF TERMS AND CONDITIONS" in licence


if __name__ == "__main__":
    README.write_text(SETTINGS.sub(lambda _: settings_table(), TEXT), "utf-8")
