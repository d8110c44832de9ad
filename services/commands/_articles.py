"""Articles from files, as they come: JSON lines, one .txt, or a .json with an object or an array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import click
import orjson

from dateline import topology
from dateline.article import MAX_TEXT_BYTES
from dateline.codec import CodecError, encode
from services.ingest.validate import admit_text
from services.standalone.batch import Item

#: For click: an argument that names files to read, `-` for standard input. Missing files are wrong use (exit 2).
FILES = click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True)
MAX_LINE_BYTES = topology.RAW.max_message_bytes


def read_articles(paths: Iterable[str]) -> Iterator[Item]:
    """Every article of the files, in order; standard input when there are none. Reads as it goes, a line at a time."""
    for path in tuple(paths) or ("-",):
        with click.open_file(path, "rb") as file:
            yield from _READERS.get(Path(path).suffix.lower(), _lines)("stdin" if path == "-" else path, file)


def _lines(name: str, file: IO[bytes]) -> Iterator[Item]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE_BYTES)
            yield Item(f"{name}:{number}", problem=f"the line is longer than {MAX_LINE_BYTES} bytes")
        elif line.strip():
            yield Item(f"{name}:{number}", line)


def _text(name: str, file: IO[bytes]) -> Iterator[Item]:
    value = file.read(MAX_TEXT_BYTES + 4)
    if len(value) == MAX_TEXT_BYTES + 4:
        yield Item(f"{name}:1", problem=f"the text has more than {MAX_TEXT_BYTES} bytes")
        return
    try:
        yield Item(f"{name}:1", encode(admit_text(value, None)))
    except CodecError as error:
        yield Item(f"{name}:1", problem=str(error))


def _json(name: str, file: IO[bytes]) -> Iterator[Item]:
    value = file.read()
    try:
        parsed = orjson.loads(value.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        yield from _json_lines(name, value, error)
        return
    if isinstance(parsed, list):
        for number, one in enumerate(parsed, 1):
            yield Item(f"{name}: article {number}", orjson.dumps(one))
    else:
        yield Item(f"{name}:1", value)


def _json_lines(name: str, value: bytes, error: orjson.JSONDecodeError) -> Iterator[Item]:
    """JSON lines are often called .json too: so it is read as lines when its first line is a whole value."""
    lines = [(number, line) for number, line in enumerate(value.splitlines(), 1) if line.strip()]
    if not lines:
        return
    try:
        orjson.loads(lines[0][1])
    except orjson.JSONDecodeError:
        yield Item(f"{name}:{error.lineno}", problem=f"the file is not JSON: {error}")
    else:
        yield from (Item(f"{name}:{number}", line) for number, line in lines)


_READERS = {".txt": _text, ".json": _json}
