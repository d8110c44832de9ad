"""What a new processor consists of: the files that are new, from templates, and the lines that go into files that are there.

Nothing is written here: a plan maps each path to its whole new content.

Refused             a name that will not do, or a tree that the lines do not fit into
"""

from __future__ import annotations

import keyword
import re
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).parent / "templates"

#: Template, and the file that it becomes.
NEW_FILES = {
    "init.tmpl": "services/$name/__init__.py",
    "annotate.tmpl": "services/$name/annotate.py",
    "agent.tmpl": "services/$name/agent.py",
    "main.tmpl": "services/$name/__main__.py",
    "layer.tmpl": "schemas/dateline/layers/$name.py",
    "test.tmpl": "tests/unit/$name/test_annotate.py",
}
TOPOLOGY = "schemas/dateline/topology.py"
LAYERS = "schemas/dateline/layers/__init__.py"
RECORD = "schemas/dateline/record.py"
COMPOSE = "docker-compose.yml"

_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
_STAGE = re.compile(r'^    Stage\("\w+", "\w+", \w+, (?P<target>\w+)\),\n', re.MULTILINE)
_LAYER_FIELD = re.compile(r"^    \w+: \w+Layer \| None = None\n", re.MULTILINE)
_DRAWERS = {"common", "utils", "helpers", "core", "manager"}


class Refused(ValueError):
    """Why there will be no such processor, in words for whoever asked for it."""


def plan(root: Path, name: str) -> dict[Path, str]:
    """Every path that changes, with its new content. Raises Refused."""
    _check(root, name)
    words = {"name": name, "Name": "".join(part.capitalize() for part in name.split("_")), "NAME": name.upper()}
    new = {root / _fill(path, words): _fill((TEMPLATES / source).read_text("utf-8"), words) for source, path in NEW_FILES.items()}
    edits = {
        TOPOLOGY: _topology,
        LAYERS: _layers,
        RECORD: _record,
        COMPOSE: _compose,
    }
    changed = {root / path: edit((root / path).read_text("utf-8"), words) for path, edit in edits.items()}
    return {**new, **changed}


def _check(root: Path, name: str) -> None:
    if not name:
        raise Refused("it needs a name: make new-processor NAME=quotes")
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Refused(f"{name!r} will not do: lower-case letters, digits and underscores, a letter first, 2 to 31 of them")
    if name in _DRAWERS:
        raise Refused(f"{name!r} says nothing of what the processor finds")
    if not (root / TOPOLOGY).is_file():
        raise Refused(f"no {TOPOLOGY} here: run it from the root of the checkout")
    taken = (root / "services" / name, root / f"schemas/dateline/layers/{name}.py", root / "tests" / "unit" / name)
    for path in taken:
        if path.exists():
            raise Refused(f"{path.relative_to(root)} is there already")
    if f'_stage_topic("{name}"' in (root / TOPOLOGY).read_text("utf-8") or name in ("raw", "enriched"):
        raise Refused(f"there is a topic articles.{name} already")
    if re.search(rf"^  {name}:$", (root / COMPOSE).read_text("utf-8"), re.MULTILINE):
        raise Refused(f"{COMPOSE} has a service {name} already")


def _fill(text: str, words: dict[str, str]) -> str:
    return Template(text).substitute(words)


def _before(text: str, marker: str, lines: str) -> str:
    if text.count(marker) != 1:
        raise Refused(f"the line {marker.strip()!r} is missing: put it back where new lines go")
    return text.replace(marker, lines + marker)


def _after_last(text: str, pattern: re.Pattern[str], line: str) -> str:
    found = list(pattern.finditer(text))
    if not found:
        raise Refused(f"nothing like {pattern.pattern!r} to put {line.strip()!r} behind")
    return text[: found[-1].end()] + line + text[found[-1].end() :]


def _topology(text: str, words: dict[str, str]) -> str:
    last = list(_STAGE.finditer(text))
    if not last:
        raise Refused(f"no stage in {TOPOLOGY} to come after")
    source = last[-1]["target"]
    text = _before(text, "# new stage topics above this line", _fill('_$NAME = _stage_topic("$name", "$name")\n', words))
    stage = _fill('    Stage("$name", "$name", $source, _$NAME),\n', {**words, "source": source})
    return _before(text, "    # new stages above this line", stage)


def _layers(text: str, words: dict[str, str]) -> str:
    text = _import(text, words)
    exported = re.search(r"__all__ = \[(.*?)\]", text, re.DOTALL)
    if exported is None:
        raise Refused(f"no __all__ in {LAYERS}")
    names = sorted({*re.findall(r'"(\w+)"', exported[1]), f"{words['Name']}Layer"})
    return text.replace(exported[0], "__all__ = [{}]".format(", ".join(f'"{one}"' for one in names)))


def _record(text: str, words: dict[str, str]) -> str:
    return _after_last(_import(text, words), _LAYER_FIELD, _fill("    $name: ${Name}Layer | None = None\n", words))


def _import(text: str, words: dict[str, str]) -> str:
    """Put the layer's import in its alphabetical place among those of the other layers."""
    line = _fill("from dateline.layers.$name import ${Name}Layer\n", words)
    for found in re.finditer(r"^from dateline\.(layers\.)?(?P<module>\w+) import .*\n", text, re.MULTILINE):
        if (found[1] and found["module"] > words["name"]) or (not found[1] and found["module"] > "layers"):
            return text[: found.start()] + line + text[found.start() :]
    return _after_last(text, re.compile(r"^from dateline\..*\n", re.MULTILINE), line)


def _compose(text: str, words: dict[str, str]) -> str:
    stanza = _fill("  $name:\n    <<: *worker\n    command: [service, $name]\n\n", words)
    return _before(text, "  # new processors above this line", stanza)
