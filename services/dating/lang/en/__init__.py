"""English: words of time, rule families, and the cases that hold them to what they say."""

from __future__ import annotations

from services.dating.grammar import Grammar, Rule
from services.dating.lang.en import (
    ages,
    clock,
    days,
    durations,
    fiscal,
    months,
    named,
    near,
    recurring,
    relative,
    vague,
    year_parts,
    years,
)
from services.dating.lang.en.words import UNIONS, load

#: The rules of English, in order of preference between matches of one length; those of names come after them.
RULES: list[Rule] = [
    *days.RULES,
    *months.RULES,
    *fiscal.RULES,
    *years.RULES,
    *year_parts.RULES,
    *near.RULES,
    *relative.RULES,
    *clock.RULES,
    *vague.RULES,
    *ages.RULES,
    *durations.RULES,
    *recurring.RULES,
]


def grammar() -> Grammar:
    """The rules, ready to match. Reads the tables of words and the named times once."""
    return Grammar(load().sets, UNIONS, [*RULES, *named.rules()])
