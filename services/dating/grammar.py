"""Patterns over pieces: what is found. What it means is the business of each rule's `read` and of `resolve`.

A pattern is a line of words in lower case (themselves), names in capitals (a set of words or a shape of number), marks in
quotes, `( | )` for choices, `?` after what may be missing, and `name:` before what `read` wants to know:

    month:MONTH day:DAY ( ","? year:YEAR )?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.dating.lexer import BREAK, OTHER, SHAPES, Alphabet, Pieces
from services.dating.senses import Sense

#: Nothing goes on after one of these.
_STRANGE = frozenset((OTHER, BREAK))
_TOKEN = re.compile(r"([a-z]+:)?(?:(\()|(\))|(\|)|(\?)|(\*)|([A-Z][A-Z_0-9]*)|\"([^\"]+)\"|([a-z.’']+))\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern matched: piece indexes, and for each named part the pieces it took."""

    pieces: Pieces
    first: int
    last: int  #: one past the last piece
    parts: Mapping[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """The part was matched."""
        return name in self.parts

    def word(self, name: str) -> str:
        """The part in lower case, its pieces joined by spaces; empty when it was not matched."""
        if name not in self.parts:
            return ""
        start, end = self.parts[name]
        return " ".join(self.pieces.words[start:end])


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, what it means, and when it does not hold. The docstring of `read` gives an example."""

    name: str
    pattern: str
    read: Callable[[Found], Sense | None]  #: None: the words match and mean no time
    glued: bool = False  #: no white space inside
    skip: int = 0  #: pieces at the beginning that lead to the time and are not of it
    drop: int = 0  #: pieces at the end that follow the time and are not of it


@dataclass(slots=True)
class _Compiled:
    rule: Rule
    regex: re.Pattern[str]
    order: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match in a text: half-open span of code points, and its sense."""

    start: int
    end: int
    rule: str
    sense: Sense
    first: int  #: index of the first piece
    last: int  #: one past the last piece


@dataclass(slots=True)
class _Parser:
    """Reads a pattern once: to a regular expression over letters, and to the letters that it may begin with."""

    names: Mapping[str, frozenset[str]]
    alphabet: Alphabet
    tokens: list[tuple[str, ...]] = field(default_factory=list)
    groups: int = 0

    def parse(self, pattern: str) -> tuple[str, set[str]]:
        position = 0
        while position < len(pattern):
            found = _TOKEN.match(pattern, position)
            if not found:
                raise ValueError(f"pattern {pattern!r}: cannot read {pattern[position:]!r}")
            self.tokens.append(tuple(part or "" for part in found.groups()))
            position = found.end()
        regex, begins, _ = self._choice()
        if self.tokens:
            raise ValueError(f"pattern {pattern!r}: a bracket too many")
        return regex, begins

    def _choice(self) -> tuple[str, set[str], bool]:
        branches = [self._sequence()]
        while self.tokens and self.tokens[0][3]:
            self.tokens.pop(0)
            branches.append(self._sequence())
        begins = set().union(*(branch[1] for branch in branches))
        return "|".join(branch[0] for branch in branches), begins, any(branch[2] for branch in branches)

    def _sequence(self) -> tuple[str, set[str], bool]:
        regex, begins, empty = "", set[str](), True
        while self.tokens and not (self.tokens[0][2] or self.tokens[0][3]):
            part, first, may_miss = self._item()
            regex += part
            begins |= first if empty else set()
            empty = empty and may_miss
        return regex, begins, empty

    def _item(self) -> tuple[str, set[str], bool]:
        token = self.tokens.pop(0)
        name = self._group(token[0][:-1]) if token[0] else "?:"
        if token[1]:
            inner, begins, empty = self._choice()
            self.tokens.pop(0)
        else:
            letters = self._letters(token)
            inner, begins, empty = "[" + re.escape("".join(sorted(letters))) + "]", set(letters), False
        regex = f"({name}{inner})"
        if self.tokens and (self.tokens[0][4] or self.tokens[0][5]):
            regex += "{0,4}" if self.tokens.pop(0)[5] else "?"
            empty = True
        return regex, begins, empty

    def _group(self, name: str) -> str:
        self.groups += 1  # Python takes a group name once; a pattern may use a part in two branches
        return f"?P<{name}__{self.groups}>"

    def _letters(self, token: tuple[str, ...]) -> frozenset[str]:
        if token[6]:
            return self.names[token[6]]
        return frozenset(self.alphabet.letter(token[7] or token[8]))


def literals(pattern: str) -> set[str]:
    """The words and marks that a pattern names itself."""
    return {found[8] or found[9] for found in _TOKEN.finditer(pattern) if found[8] or found[9]}


class Grammar:
    """All rules of a language, ready to match: at each piece only those rules are tried that can begin there."""

    def __init__(self, sets: Mapping[str, frozenset[str]], unions: Mapping[str, str], rules: list[Rule]) -> None:
        spoken = set().union(*sets.values(), *(literals(rule.pattern) for rule in rules))
        self.alphabet = Alphabet(spoken)
        names = {name: frozenset(self.alphabet.letter(word) for word in words) for name, words in sets.items()}
        names |= {name: frozenset(letter) for name, letter in SHAPES.items()}
        for name, parts in unions.items():
            names[name] = frozenset().union(*(names[part] for part in parts.split()))
        self._begins: dict[str, list[_Compiled]] = {}
        self._alone: dict[str, list[_Compiled]] = {}  # those that one piece can satisfy
        for order, rule in enumerate(rules):
            regex, begins = _Parser(names, self.alphabet).parse(rule.pattern)
            compiled = _Compiled(rule, re.compile(regex), order)
            for letter in begins:
                self._begins.setdefault(letter, []).append(compiled)
                if compiled.regex.fullmatch(letter):
                    self._alone.setdefault(letter, []).append(compiled)

    def find(self, pieces: Pieces) -> list[Match]:
        """All matches, left to right, none over another: at each piece the longest, then the rule listed first."""
        matches: list[Match] = []
        resume = 0
        kinds = pieces.kinds
        for index, (kind, following) in enumerate(zip(kinds, (kinds + OTHER)[1:], strict=True)):
            if index < resume or kind == OTHER:
                continue
            rules = (self._alone if following in _STRANGE else self._begins).get(kind)
            match = self._longest(pieces, index, rules) if rules else None
            if match:
                matches.append(match)
                resume = match.last
        return matches

    def _longest(self, pieces: Pieces, index: int, rules: list[_Compiled]) -> Match | None:
        tries: list[tuple[int, int, _Compiled, re.Match[str]]] = []
        for compiled in rules:
            found = compiled.regex.match(pieces.kinds, index)
            if found and found.end() > index:
                tries.append((-found.end(), compiled.order, compiled, found))
        tries.sort(key=lambda one: one[:2])
        for _, _, compiled, found in tries:
            match = _read(compiled.rule, pieces, found)
            if match:
                return match
        return None


def _read(rule: Rule, pieces: Pieces, matched: re.Match[str]) -> Match | None:
    first, last = matched.span()
    if rule.glued and not all(pieces.glued(index) for index in range(first + 1, last)):
        return None
    parts = {name.partition("__")[0]: matched.span(name) for name, value in matched.groupdict().items() if value is not None}
    first, last = first + rule.skip, last - rule.drop
    sense = rule.read(Found(pieces, first, last, parts))
    if sense is None:
        return None
    return Match(pieces.starts[first], pieces.ends[last - 1], rule.name, sense, first, last)
