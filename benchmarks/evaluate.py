"""Quality against annotated texts that lie beside the checkout, with the scorer that lies with them.

python -m benchmarks.evaluate [TASK ...]

The texts are not part of the project: where they are not, this says so and ends with exit code 2.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import orjson

from benchmarks import verbs
from dateline.codec import CodecError
from services.standalone.pipeline import Pipeline

_SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = _SHARED / "gold"
SCORER = _SHARED / "score" / "score.py"

#: Task of the scorer and the file it is measured on.
TASKS = (
    ("ner", "ner_worldwide.jsonl"),
    ("timex", "timex_timebank.jsonl"),
    ("timex", "timex_aquaint.jsonl"),
    ("timex", "timex2_wikiwars_train.jsonl"),
    ("intervals", "dates_gum_open_licence.jsonl"),
    ("eventdate", "eventdate_timeline_corpus1_airbus.jsonl"),
    ("eventdate", "eventdate_timeline_trial_apple.jsonl"),
    ("year", "undated.jsonl"),
    ("year", "undated_years.jsonl"),
    ("year-clock", "undated.jsonl"),
    ("year-clock", "undated_years.jsonl"),
    ("attribution", "attribution_polnear_dev.jsonl"),
    ("disputes", "disputes_dev.jsonl"),
)


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


def annotate(line: bytes) -> bytes:
    """One record for one article; an article that is refused gives an empty record, which the scorer counts as missed."""
    try:
        return _pipeline()(line).value
    except CodecError as error:
        print(f"refused: {error}", file=sys.stderr)
        return orjson.dumps({"article": {"id": orjson.loads(line)["id"]}, "layers": {}})


def evaluate(pool: ProcessPoolExecutor, task: str, gold: Path) -> str:
    """The scorer's figures for one task."""
    inputs = subprocess.run([sys.executable, SCORER, "inputs", task, gold], capture_output=True, check=True).stdout
    records = b"\n".join(pool.map(annotate, inputs.splitlines(), chunksize=8))
    scored = subprocess.run([sys.executable, SCORER, "score", task, gold, "-"], input=records, capture_output=True, check=True)
    return scored.stdout.decode()


def main() -> int:
    """Print the figures of the tasks named, or of all."""
    if not GOLD.is_dir():
        print(f"nothing measured: no annotated texts at {GOLD}", file=sys.stderr)
        return 2
    wanted = set(sys.argv[1:])
    with ProcessPoolExecutor(2) as pool:
        for task, name in TASKS:
            if not wanted or task in wanted:
                print(f"== {task} {name}\n{evaluate(pool, task, GOLD / name)}", flush=True)
    if not wanted or "verbs" in wanted:
        print("== verbs", flush=True)
        verbs.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
