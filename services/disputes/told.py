"""A claim with what it resolves to, and the party that its source is."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from dateline.layers.disputes import Party, PartyRole
from services.disputes.lang.en import words
from services.disputes.parts import Span
from services.disputes.powers import Power
from services.disputes.reading import Reading
from services.disputes.statements import Statement

_RELATIVE: Final = re.compile(r",? (?:who|which|that)$|,.*$")
#: What a relative clause without "that" stands after: "something the mayor denies", "a claim officials reject".
_ANTECEDENT: Final = re.compile(
    r"^(?:something|(?:an? |the )?(?:allegations?|accusations?|claims?|charges?|assertions?|suggestions?)) (?:that |which )?"
    r"(?:the |those |these |some )?(?=\w)"
)
#: Somebody else's: "an ally of Brandt" is not Brandt.
_KIN: Final = re.compile(
    r"\b(ally|associate|aide|friend|brother|sister|son|daughter|wife|husband|widow|father|mother|rival|critic|opponent|supporter"
    r"|successor|predecessor|lawyer|attorney)(?= (?:of|to|for)\b)"
)
_ARTICLE: Final = re.compile(r"^(?:the|a|an|his|her|its|their)\s", re.IGNORECASE)
#: What stands between brackets within a name: a ticker, an age.
_TICKER: Final = re.compile(r"\s*(?:<[^>]*>|\([^)]*\)|\[[^\]]*\])")
#: Where somebody is: "the news agency in Kenton".
_PLACED: Final = re.compile(r"(?<=\w) (?:in|near|outside) [A-Z].*$")
#: What joins two parts of one name.
_LINK: Final = re.compile(r"(?:^| )[A-Z]\S* ((?:of|for)(?: the)?)$")
#: A longer name is a clause misread.
_LONGEST_NAME: Final = 7


class Told(NamedTuple):
    """A claim with what it resolves to."""

    id: str
    statement: Statement
    entity: str | None
    side: Power | None
    speaker: tuple[Span, ...]  #: its source, or what a pronoun or "the report" as source stands for


def spans_of(statement: Statement) -> Span:
    """From the first to the last code point of a statement."""
    every = [*statement.source, statement.cue, *statement.content]
    return min(start for start, _ in every), max(end for _, end in every)


def name_of(reading: Reading, told: Told) -> str:
    """What to call a source that is no state: the name at its end, else its words without the article."""
    if not told.speaker:
        return ""
    start, end = told.speaker[0]
    name = _PLACED.sub("", _ANTECEDENT.sub("", _RELATIVE.sub("", " ".join(_TICKER.sub("", reading.text[start:end]).split()))))
    parts = name.split(" ")
    first = _name_at_end(parts)
    if _KIN.search(" ".join(parts[:first])):
        return _ARTICLE.sub("", _KIN.split(name)[0] + _KIN.findall(name)[0])
    return _ARTICLE.sub("", " ".join(parts[first:]) if first < len(parts) else name)


def _name_at_end(parts: list[str]) -> int:
    """Where the name begins that ends a phrase; "of" and "for" carry one on: "the Centre for Open Water"."""
    first = len(parts)
    while first > 0:
        link = None if parts[first - 1][:1].isupper() else _LINK.search(" ".join(parts[:first]))
        if (link is None or first == len(parts)) and not parts[first - 1][:1].isupper():
            break
        first -= len(link[1].split()) if link else 1
    return first


def is_name(name: str) -> bool:
    """Whether a party may be called so: no pronoun, no day, no clause."""
    low = re.findall(r"[\w’']+", name.lower())
    if not low or len(low) > _LONGEST_NAME or not name[0].isalnum() or name.isdigit() or low[-1] in words.PREPOSITIONS:
        return False
    lone = len(low) == 1 and low[0] in words.PRONOUNS | words.TIMES | words.DETERMINERS | _NOBODY
    if low[0] in _NOBODY:
        return False
    titled = any(word[:1].isupper() for word in name.split()[1:2])
    return not lone and (titled or low[0] not in words.TIMES) and not set(low) & _CLAUSE


def key_of(name: str) -> str:
    """What names that may be one party's share: the last word ("the union", "the pilots' union")."""
    return name.rsplit(None, 1)[-1].lower() if name.strip() else ""


def alike(one: str, other: str) -> bool:
    """Whether two names may be one party's."""
    return key_of(one) == key_of(other)


#: Words that alone call nobody.
_NOBODY: Final = frozenset({"him", "them", "her", "me", "us", "others", "another", "someone", "everyone", "nobody", "something"})
#: Words that show that what was taken for a name is a clause.
_CLAUSE: Final = frozenset(
    {
        "he",
        "she",
        "they",
        "we",
        "said",
        "says",
        "is",
        "are",
        "was",
        "were",
        "ca",
        "that",
        "if",
        "because",
        "neither",
        "nor",
        "not",
    }
)


def party(reading: Reading, told: Told, role: PartyRole) -> Party:
    """The party that a claim's source is."""
    if told.side and told.side.kind != "person":
        return Party(entity=told.side.id, name=told.side.name, role=role, claims=[told.id])
    return Party(entity=told.entity, name=name_of(reading, told), role=role, claims=[told.id])
