"""The garbage collector of a process that works on records for weeks."""

from __future__ import annotations

import gc


def steady() -> None:
    """Call once when all that stays is loaded: rules, knowledge, clients.

    It is taken out of the collector's sight, which would else walk through all of it again and again; and the collector
    looks for cycles less often, because records have none.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
