"""Which year a dateline without one belongs to: weighs candidate years by what the text says."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from services import knowledge
from services.dating import shapes
from services.dating.anchors import Anchor
from services.dating.evidence import Clue, Group

#: How far before a receipt that is itself long ago the candidates reach, in years.
_REACH = 30


def weigh(anchor: Anchor, clues: Iterable[Clue], received: date | None) -> dict[date, float]:
    """Probability of each candidate day, the likeliest first. Empty where no year fits at all."""
    clues = list(clues)
    days = _candidates(anchor, received)
    if not days:
        return {}
    scores = [
        score + (shapes.receipt((received - one).days) if received else 0.0)
        for one, score in zip(days, _scores(days, clues), strict=True)
    ]
    top = max(scores)
    weights = [math.exp((score - top) * shapes.load().temper) for score in scores]
    total = sum(weights)
    ranked = sorted(zip(days, weights, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return {one: weight / total for one, weight in ranked}


def _candidates(anchor: Anchor, received: date | None) -> list[date]:
    """Every year of news that has the day, up to the receipt; without one, up to the knowledge's year."""
    last = received.year if received else int(knowledge.VERSION[:4])
    days = (anchor.in_year(year) for year in range(min(shapes.load().earliest, last - _REACH), last + 1))
    limit = received.toordinal() + 1 if received else date.max.toordinal()
    return [one for one in days if one and one.toordinal() <= limit]


def _scores(days: list[date], clues: list[Clue]) -> list[float]:
    """Log-likelihoods of all clues. Clues of a group say partly the same: many of them count less than their sum."""
    groups: dict[Group, list[Clue]] = defaultdict(list)
    for clue in clues:
        groups[clue.group].append(clue)
    shape = shapes.load()
    factors = {group: len(found) ** -shape.damping[group] for group, found in groups.items()}
    return [sum(factors[group] * sum(clue.score(one) for clue in found) for group, found in groups.items()) for one in days]
