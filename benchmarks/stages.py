"""What an article costs in each stage: CPU of the text work, and of the runtime around it, without a broker.

python -m benchmarks.stages [--articles FILE] [--limit N] [--pure]
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import articles
from dateline.article import Article
from dateline.layers.layer import Layer
from dateline.record import Layers
from services import compiled
from services.runtime.processor import Annotate, Processor, advance
from services.standalone.pipeline import processors


@dataclass
class Cost:
    """CPU seconds of one stage: of `annotate` alone, and of the whole step, one figure an article."""

    annotate: Annotate
    text: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)

    def __call__(self, article: Article, layers: Layers) -> Layer:
        started = time.process_time()
        layer = self.annotate(article, layers)
        self.text.append(time.process_time() - started)
        return layer


def measure(values: list[bytes]) -> dict[str, Cost]:
    """Take every article through all stages and keep what each stage cost."""
    chain: list[tuple[Processor, Cost]] = [(one, Cost(one.load())) for one in processors()]
    for value in values:
        for processor, cost in chain:
            started = time.process_time()
            value = advance(processor, cost, value, None).value
            cost.step.append(time.process_time() - started)
    return {processor.name: cost for processor, cost in chain}


def table(costs: dict[str, Cost], count: int) -> str:
    """Lines of a Markdown table, in milliseconds of CPU an article."""
    lines = ["| stage | text work, mean | p99 | max | runtime around it |", "|---|---|---|---|---|"]
    total = 0.0
    for name, cost in costs.items():
        text, step = sorted(cost.text), sum(cost.step)
        total += step
        runtime = (step - sum(text)) / count
        figures = (sum(text) / count, text[int(0.99 * count)], text[-1], runtime)
        lines.append(f"| {name} | " + " | ".join(f"{1000 * one:.2f}" for one in figures) + " |")
    lines.append(f"| whole chain | {1000 * total / count:.2f}: {count / total:.0f} articles/s/core | | | |")
    return "\n".join(lines)


def main() -> None:
    """Print the table and the memory of the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--limit", type=int, default=3000)
    parser.add_argument("--pure", action="store_true", help="run the source of modules that are compiled as well")
    options = parser.parse_args()
    if options.pure:
        compiled.source_first()
    values = articles.read(options.articles, options.limit)
    print(f"{len(values)} articles, {sum(map(len, values)) / len(values) / 1000:.1f} kB on average")
    print(table(measure(values), len(values)))
    print(f"text work: {compiled.running()}")
    print(f"resident: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
