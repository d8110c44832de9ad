"""Shares as text: only what is certain is called so."""

from __future__ import annotations

import pytest

from services.views.shares import share


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0, "0%"), (1e-6, "under 1%"), (0.0051, "1%"), (0.5, "50%"), (0.994, "99%"), (0.9999, "over 99%"), (1, "100%")],
)
def test_share(probability: float, text: str) -> None:
    assert share(probability) == text
