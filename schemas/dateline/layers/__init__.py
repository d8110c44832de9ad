"""The layers of a record: one per processor, each added once and left alone afterwards."""

from dateline.layers.dates import DatesLayer
from dateline.layers.disputes import DisputesLayer
from dateline.layers.entities import EntitiesLayer

__all__ = ["DatesLayer", "DisputesLayer", "EntitiesLayer"]
