"""The stance of a saying, by what is said: "said the vote was rigged" accuses, "said it must be repeated" demands."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Final, cast

import orjson

from dateline.layers.disputes import Stance
from services.disputes.statements import Statement
from services.disputes.trails import STANCES, Trails

#: How far into the content a stance is looked for, in code points.
_REACH: Final = 400
#: How far into the content a wish stands that all of it is.
_EARLY: Final = 60


@cache
def _patterns() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Patterns by stance, the first that matches counts; each match has a trigger of its stance in it."""
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/stances.json").read_bytes())
    return tuple(
        (cast(Stance, stance), re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"))
        for stance, patterns in raw["patterns"].items()
    )


def by_content(trails: Trails, statement: Statement) -> Statement:
    """A statement of plain saying with the stance that its words show; others as they are."""
    if statement.stance != "asserts" or not statement.speech or not statement.content:
        return statement
    said = [(start, min(end, start + _REACH)) for start, end in statement.content[:2]]
    shown = set().union(*(trails.shows(start, end) for start, end in said)) if trails.stances else set()
    if not shown:
        return statement
    stance = stance_of(" ".join(" ".join(trails.low[start:end] for start, end in said).split()), shown)
    return statement._replace(stance=stance, worded=True) if stance else statement


def stance_of(said: str, possible: Collection[str] = STANCES) -> Stance | None:
    """The stance that words show, in lower case with single blanks, one of those that are possible; None when they show none."""
    for stance, pattern in _patterns():
        if stance in possible and (found := pattern.search(said)):
            wished = (
                stance in ("accuses", "rejects") and "demands" in possible and _wish().search(said, 0, min(found.start(), _EARLY))
            )
            return "demands" if wished else stance
    return None


@cache
def _wish() -> re.Pattern[str]:
    """What makes the rest of a clause a wish: "should be disarmed, and not threaten anybody"."""
    return re.compile(r"(?<!\w)(?:should|must|ought to)(?!\w)")
