"""The memory of a process that works on records for weeks: its garbage collector and its allocator."""

from __future__ import annotations

import ctypes
import gc

#: Options of glibc's `mallopt`, from its malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
#: Bytes from which a block has pages of its own, which go back when it is freed: what is fetched and sent, not what is parsed.
_LARGE = 262_144
#: Free bytes at the end of the heap that are kept for the next record.
_KEPT = 1_048_576


def frugal() -> None:
    """Call once when a server starts: what its threads free goes back to the system. Does nothing where there is no glibc.

    By itself glibc gives each thread memory of its own, and keeps ever larger blocks once such have been freed.
    """
    try:
        option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for number, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _KEPT)):
        option(number, value)


def steady() -> None:
    """Call once when all that stays is loaded: rules, knowledge, clients.

    It is taken out of the collector's sight, which would else walk through all of it again and again; and the collector
    looks for cycles less often, because records have none.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
