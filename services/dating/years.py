"""Which year a dateline without one belongs to: weighs candidate years by what the text says."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Final

from services import knowledge
from services.dating import shapes
from services.dating.anchors import Anchor
from services.dating.evidence import Clue

#: How far before a receipt that is itself long ago the candidates reach, in years.
_REACH: Final = 30


def weigh(anchor: Anchor, clues: Iterable[Clue], received: date | None) -> dict[date, float]:
    """Probability of each candidate day, the likeliest first. Empty where no year fits at all."""
    clues = list(clues)
    scores = {one: _score(one, clues, received) for one in _candidates(anchor, received)}
    top = max(scores.values(), default=0.0)
    weights = {one: math.exp(score - top) for one, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda one: (-weights[one], one))
    return {one: weights[one] / total for one in ranked}


def _score(one: date, clues: list[Clue], received: date | None) -> float:
    """Log-likelihood of all that is known, were the item of this day."""
    known = shapes.receipt((received - one).days) if received else 0.0
    return known + sum(clue.score(one) for clue in clues)


def _candidates(anchor: Anchor, received: date | None) -> list[date]:
    """Every year of news that has the day, up to the receipt; without one, up to the knowledge's year."""
    last = received.year if received else int(knowledge.VERSION[:4])
    days = (anchor.in_year(year) for year in range(min(shapes.load().earliest, last - _REACH), last + 1))
    limit = received.toordinal() + 1 if received else date.max.toordinal()
    return [one for one in days if one and one.toordinal() <= limit]
