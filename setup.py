"""The hot modules as C, when the environment asks for it: DATELINE_COMPILE=1 (mypyc, a C compiler and Python's headers).

`make compile` builds them into the checkout, the image builds them into its wheel. Without the variable nothing is compiled.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import sysconfig
import tomllib
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent
RECORD = "services/compiled.json"
sys.path.insert(0, str(ROOT))


def rooms() -> dict[str, list[str]]:
    """The modules of each room that are compiled, as paths from the root."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["dateline"]["compiled"]
    apart = set(table["interpreted"])
    return {
        room: [path for one in sorted((ROOT / room).glob("*.py")) if (path := one.relative_to(ROOT).as_posix()) not in apart]
        for room in table["rooms"]
    }


def missing() -> str | None:
    """What this machine lacks to compile C for Python, or None."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}) on the PATH; on Debian: apt-get install gcc libc6-dev"
    header = Path(sysconfig.get_path("include")) / "Python.h"
    return None if header.is_file() else f"no Python headers ({header}); on Debian: apt-get install python3-dev"


def extensions(files: dict[str, list[str]]) -> list[Extension]:
    """One library for each room, so that rooms compile side by side; a C file for each module: one for all takes far longer.

    More optimisation than the first level costs a third more time and gains nothing that could be measured.
    """
    from mypyc.build import mypycify

    groups = [(paths, room.replace("/", ".")) for room, paths in files.items()]
    options = ["--config-file=pyproject.toml", *(path for paths in files.values() for path in paths)]
    found: list[Extension] = mypycify(options, opt_level="1", debug_level="0", multi_file=True, separate=groups)
    for one in found:
        one.include_dirs += ["build/services"]  # where the headers of a library with a dotted name are
        one.extra_compile_args += ["-fcommon"]  # each C file of a room declares the tables of the rooms below it
    return found


class Compile(build_ext):
    """Compiles the rooms side by side, and notes beside the modules what they were made of."""

    def finalize_options(self) -> None:
        super().finalize_options()
        self.parallel = self.parallel or os.cpu_count()

    def run(self) -> None:
        super().run()
        from services.compiled import digests

        place = ROOT if self.inplace else Path(self.build_lib)
        (place / RECORD).write_text(digests(ROOT, [path for paths in COMPILED.values() for path in paths]), "utf-8")


#: The commands that build; pip asks for the metadata first, by others.
BUILDS = {"build_ext", "bdist_wheel"}
COMPILED = rooms() if os.environ.get("DATELINE_COMPILE") == "1" and BUILDS & {*sys.argv} else {}
if COMPILED and (lack := missing()):
    sys.exit(f"cannot compile: {lack}")
setup(ext_modules=extensions(COMPILED) if COMPILED else [], cmdclass={"build_ext": Compile})
