"""python -m services.scaffold NAME    (`make new-processor NAME=quotes`), run from the root of the checkout."""

from __future__ import annotations

import sys
from pathlib import Path

from services.scaffold.plan import Refused, plan


def main(arguments: list[str]) -> int:
    """Write all of it, or nothing. Exit code 2 when the name will not do."""
    name = arguments[0] if len(arguments) == 1 else ""
    try:
        written = plan(Path.cwd(), name)
    except Refused as refused:
        print(f"new-processor: {refused}", file=sys.stderr)
        return 2
    for path, content in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        print(path.relative_to(Path.cwd()))
    print(f"\nNow: make schemas; then the rules in services/{name}/annotate.py and what they give in its layer.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
