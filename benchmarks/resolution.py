"""How well names are resolved: clusters, ids and countries of places, against labels on 40 news articles.

python -m benchmarks.resolution [dev|test]

The labels are offsets and ids (tests/quality/data/resolution.jsonl): half were looked at while the rules were written (dev),
half only while they were labelled (test). The articles are not part of the project: where they do not lie beside the checkout,
this says so and ends with exit code 2. Predicted and labelled entities are paired one to one, those with most mentions in common
first; a mention is in the right cluster when its two entities are a pair.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from benchmarks.articles import NEWS
from dateline.article import Article
from dateline.layers.entities import EntitiesLayer
from dateline.record import Layers

LABELS = Path(__file__).resolve().parent.parent / "tests" / "quality" / "data" / "resolution.jsonl"
Span = tuple[int, int]


def labels(split: str) -> list[dict[str, Any]]:
    """The labelled articles of `dev` or `test`."""
    return [one for line in LABELS.read_bytes().splitlines() if (one := orjson.loads(line))["split"] == split]


def score(label: dict[str, Any], layer: EntitiesLayer) -> Counter[str]:
    """Counts for one article."""
    gold = {tuple(span): one["entity"] for one in label["entities"] for span in one["names"]}
    found = {(one.start, one.end): one.entity or "" for one in layer.mentions if not one.nominal}
    beside = dict(_aligned(gold, found))
    pairs = _paired(Counter((gold[span], found[other]) for span, other in beside.items()))
    counts = Counter(names=len(gold), found=len(beside))
    for span, other in beside.items():
        counts["cluster"] += pairs.get(gold[span]) == found[other]
        counts["id"] += gold[span] == found[other]
    return counts + _nominals(label, layer) + _places(label, layer, beside)


def _aligned(gold: dict[Any, str], found: dict[Span, str]) -> Iterator[tuple[Span, Span]]:
    """Each labelled name with the predicted one that it shares most characters with."""
    spans = sorted(found)
    for start, end in gold:
        near = [(min(end, last) - max(start, first), (first, last)) for first, last in spans if first < end and start < last]
        if near:
            yield (start, end), max(near)[1]


def _paired(shared: Counter[tuple[str, str]]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for (entity, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if entity not in pairs and other not in pairs.values():
            pairs[entity] = other
    return pairs


def _nominals(label: dict[str, Any], layer: EntitiesLayer) -> Counter[str]:
    gold = {tuple(span): one["entity"] for one in label["entities"] for span in one.get("nominal", ())}
    found = {(one.start, one.end): one.entity for one in layer.mentions if one.nominal and one.entity}
    ends = {end: entity for (_, end), entity in gold.items()}
    right = sum(ends.get(end) == entity for (_, end), entity in found.items())
    return Counter(offices=len(gold), offices_found=len(found), offices_right=right)


def _places(label: dict[str, Any], layer: EntitiesLayer, beside: dict[Span, Span]) -> Counter[str]:
    """Places by entity: of those that have a country, how many have the labelled one."""
    countries = {tuple(span): one["country"] for one in label["entities"] if one["type"] == "LOC" for span in one["names"]}
    entities = {one.id: one for one in layer.entities}
    keys = {(one.start, one.end): one.entity or "" for one in layer.mentions}
    seen: dict[str, bool] = {}
    for span, country in countries.items():
        place = entities.get(keys.get(beside.get(span, span), ""))
        if place and place.type == "LOC" and place.country:
            seen.setdefault(place.id, place.country == country)
    return Counter(places=len(seen), places_right=sum(seen.values()))


def figures(counts: Counter[str]) -> str:
    """The figures as lines of text."""

    def share(part: str, whole: str) -> str:
        return f"{100 * counts[part] / max(1, counts[whole]):5.1f} % of {counts[whole]}"

    return "\n".join(
        (
            f"  names found                       {share('found', 'names')}",
            f"  in the right cluster, of those    {share('cluster', 'found')}",
            f"  in the right cluster, of all      {share('cluster', 'names')}",
            f"  with the labelled id, of those    {share('id', 'found')}",
            f"  places in the right country       {share('places_right', 'places')} with one",
            f"  offices that stand for a person   {share('offices_right', 'offices')}, {counts['offices_found']} predicted",
        )
    )


def main() -> int:
    """Print the figures of the halves named, or of both."""
    if not NEWS.exists():
        print(f"nothing measured: no articles at {NEWS}", file=sys.stderr)
        return 2
    from services.entities.annotate import EntitiesAnnotator

    annotate = EntitiesAnnotator()
    with gzip.open(NEWS, "rb") as file:
        articles = {one["id"]: one for line in file if (one := orjson.loads(line))}
    for split in sys.argv[1:] or ("dev", "test"):
        counts = Counter[str]()
        for label in labels(split):
            counts += score(label, annotate(Article(**articles[label["id"]]), Layers()))
        print(f"== {split}\n{figures(counts)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
