"""Probabilities as a reader takes them: nothing that is open is called certain or impossible."""

from __future__ import annotations


def share(probability: float) -> str:
    """Whole per cent; between 0 and 1 never "0%" or "100%"."""
    if 0 < probability < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= probability < 1 else f"{probability:.0%}"
