"""The articles that a benchmark reads: a JSON-lines file (also .gz), or the examples over and over."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
#: 3,000 dated news articles of about 5 KB, when they lie beside the checkout.
NEWS = _ROOT.parent / "shared" / "articles" / "news_3000.jsonl.gz"


def read(path: Path | None, limit: int) -> list[bytes]:
    """At most `limit` Article lines, each with an id. Without a path: the news if it is there, else the examples repeated."""
    source = path or (NEWS if NEWS.exists() else None)
    lines = _lines(source) if source else _examples()
    return list(islice(lines, limit))


def _lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            if line.strip():
                yield line.strip()


def _examples() -> Iterator[bytes]:
    texts = [path.read_text("utf-8") for path in sorted((_ROOT / "examples" / "articles").glob("*.txt"))]
    for number, text in enumerate(cycle(texts)):
        yield json.dumps({"id": f"example-{number}", "text": text}).encode()
