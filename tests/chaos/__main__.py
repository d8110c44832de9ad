"""Runs the bench and prints one table.

python -m tests.chaos [--size N] [ROW ...]        exit code 1 when a promise is broken

Size 1 is the short form that CI runs; 10 has 20,000 articles and 50 kills in D1.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos import absences, embedded, rows
from tests.chaos.ledger import Broken, Row

ROWS = absences.ROWS | rows.ROWS | embedded.ROWS


def run(name: str, size: int, keep: Path) -> Row:
    """One row, on parts of its own."""
    what, work = ROWS[name]
    row, started = Row(name, what), time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"dateline-chaos-{name}-", dir=keep) as directory:
        try:
            work(row, Path(directory), size)
        except Broken as error:
            row.broken = str(error)
    row.figures["s"] = round(time.monotonic() - started)
    return row


def main() -> int:
    """Run the rows that are named, else all; ends at the first that is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    options = parser.parse_args()
    unknown = set(options.rows) - ROWS.keys()
    if unknown:
        parser.error(f"no row {', '.join(sorted(unknown))}: there are {', '.join(ROWS)}")
    print(f"size {options.size}, {os.cpu_count()} cores\n\n| id | what | seen | promise |\n|---|---|---|---|", flush=True)
    done: list[Row] = []
    for name in options.rows or ROWS:
        done.append(run(name, options.size, Path(tempfile.gettempdir())))
        print(done[-1], flush=True)
        if done[-1].broken:
            break
    held = sum(row.broken is None for row in done)
    print(f"\n{held} passed, {len(done) - held} failed")
    return 0 if held == len(done) else 1


if __name__ == "__main__":
    sys.exit(main())
