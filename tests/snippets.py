"""The README's snippets, so that a test runs what a reader is told to type."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"

_SNIPPET = re.compile(
    r"<!-- snippet: (?P<name>[a-z-]+) -->\n```(?P<language>[a-z]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Snippet(NamedTuple):
    """A fenced block that follows a line `<!-- snippet: NAME -->`."""

    language: str
    code: str

    def command(self, replace: Mapping[str, str]) -> list[str]:
        """How to run it, with addresses and the like put in the place of those that a reader sees."""
        code = self.code
        for theirs, own in replace.items():
            code = code.replace(theirs, own)
        return [sys.executable, "-c", code] if self.language == "python" else ["bash", "-euo", "pipefail", "-c", code]


def snippets() -> dict[str, Snippet]:
    """Every snippet by its name."""
    return {found["name"]: Snippet(found["language"], found["code"]) for found in _SNIPPET.finditer(README.read_text("utf-8"))}


def environment(**settings: str) -> dict[str, str]:
    """That of this process, with the `dateline` of this interpreter on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, **settings}
