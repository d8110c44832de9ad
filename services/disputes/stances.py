"""The stance of a saying, by what is said: "said the vote was rigged" accuses, "said it must be repeated" demands."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import cast

import orjson

from dateline.layers.disputes import Stance
from services.disputes.statements import Statement

#: How far into the content a stance is looked for, in code points.
_REACH = 400


@cache
def _patterns() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/stances.json").read_bytes())
    return tuple(
        (cast(Stance, stance), re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE))
        for stance, patterns in raw["patterns"].items()
    )


def by_content(text: str, statement: Statement) -> Statement:
    """A statement of plain saying with the stance that its words show; others as they are."""
    if statement.stance != "asserts" or not statement.speech or not statement.content:
        return statement
    said = " ".join(text[start : min(end, start + _REACH)] for start, end in statement.content[:2])
    said = " ".join(said.split())
    stance = next((stance for stance, pattern in _patterns() if pattern.search(said)), None)
    return statement._replace(stance=stance, worded=True) if stance else statement
