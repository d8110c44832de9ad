"""The stance of a saying, by what is said: "said the vote was rigged" accuses, "said it must be repeated" demands."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

import orjson
from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.layers.disputes import Stance
from services.disputes.statements import Statement

#: How far into the content a stance is looked for, in code points.
_REACH = 400


class _Rules(NamedTuple):
    """Patterns by stance, the first that matches counts; `triggers` finds what a match must have in it, `of` whose each is."""

    patterns: tuple[tuple[Stance, re.Pattern[str]], ...]
    triggers: AhoCorasick
    of: tuple[Stance, ...]


@cache
def _rules() -> _Rules:
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/stances.json").read_bytes())
    patterns = tuple(
        (cast(Stance, stance), re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"))
        for stance, patterns in raw["patterns"].items()
    )
    triggers = [(word, cast(Stance, stance)) for stance, words in raw["triggers"].items() for word in words]
    finder = AhoCorasick([word for word, _ in triggers], MatchKind.Standard)
    return _Rules(patterns, finder, tuple(stance for _, stance in triggers))


def by_content(text: str, statement: Statement) -> Statement:
    """A statement of plain saying with the stance that its words show; others as they are."""
    if statement.stance != "asserts" or not statement.speech or not statement.content:
        return statement
    said = " ".join(text[start : min(end, start + _REACH)] for start, end in statement.content[:2])
    stance = stance_of(" ".join(said.lower().split()))
    return statement._replace(stance=stance, worded=True) if stance else statement


def stance_of(said: str) -> Stance | None:
    """The stance that words show, in lower case with single blanks; None when they show none."""
    rules = _rules()
    possible = {rules.of[index] for index, _, _ in rules.triggers.find_matches_as_indexes(said, overlapping=True)}
    return next((stance for stance, pattern in rules.patterns if stance in possible and pattern.search(said)), None)
