"""Which modules run as C here, and whether they still say what their source says.

A build with DATELINE_COMPILE=1 (`make compile`, the image) writes `compiled.json` beside this file: the digest of each source
that it compiled. Python prefers a compiled module to the source beside it, so an edit made since would be passed over in silence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_RECORD = Path(__file__).with_suffix(".json")
#: What to do about a stale build, in one line.
ADVICE = "run `make compile` again, or `make clean-compiled` to run the source"


def digests(root: Path, paths: Iterable[str]) -> str:
    """The record of a build: paths from the root, and the SHA-256 of what they hold."""
    return json.dumps({path: _digest(root / path) for path in sorted(paths)}, indent=1) + "\n"


def compiled() -> list[str]:
    """Paths of the modules that are compiled in this installation; none in a plain one."""
    return sorted(_record())


def stale() -> list[str]:
    """Compiled modules of which the source has changed or gone since, or of which a build that broke off left no record."""
    record = _record()
    changed = {path for path, digest in record.items() if _digest(_ROOT / path) != digest}
    return sorted(changed | {path for path in _beside_source() if path not in record})


def running() -> str:
    """What a report says of this process: compiled, or pure Python."""
    native = [name for name, module in sys.modules.items() if name.startswith("services.") and _is_native(module)]
    return f"{len(native)} modules compiled" if native else "pure Python, nothing compiled"


def source_first() -> None:
    """Make this process import the source of modules that are compiled as well; before it has imported any of them."""
    loaders = (SourceFileLoader, SOURCE_SUFFIXES), (ExtensionFileLoader, EXTENSION_SUFFIXES)
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()


def _beside_source() -> Iterator[str]:
    """Paths of the sources that have a compiled module for this Python beside them."""
    ending = EXTENSION_SUFFIXES[0]
    for native in (_ROOT / "services").rglob(f"*{ending}"):
        source = native.with_name(native.name.removesuffix(ending) + ".py")
        if source.is_file():
            yield source.relative_to(_ROOT).as_posix()


def _record() -> dict[str, str]:
    return dict(json.loads(_RECORD.read_text("utf-8"))) if _RECORD.exists() else {}


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _is_native(module: object) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and file.endswith(tuple(EXTENSION_SUFFIXES)) and "__mypyc" not in file
