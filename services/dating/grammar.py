"""Patterns over pieces: what is found. What it means is the business of each rule's `read` and of `resolve`.

A pattern is a line of words in lower case (themselves), names in capitals (a set of words or a shape of number), marks in
quotes, `( | )` for choices, `?` after what may be missing, and `name:` before what `read` wants to know:

    month:MONTH day:DAY ( ","? year:YEAR )?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.dating.lexer import OTHER, SHAPES, Alphabet, Pieces
from services.dating.senses import Sense

_TOKEN: Final = re.compile(r"([a-z]+:)?(?:(\()|(\))|(\|)|(\?)|(\*)|([A-Z][A-Z_0-9]*)|\"([^\"]+)\"|([a-z.’']+))\s*")


@dataclass(slots=True)  # not frozen, nor are the others that a text has many of: that takes longer to make
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
class Match:
    """A rule's match in a text: half-open span of code points, and its sense."""

    start: int
    end: int
    rule: str
    sense: Sense
    first: int  #: index of the first piece
    last: int  #: one past the last piece


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: its regular expression, the places at which it may begin and end, and whether it may be missing."""

    regex: str
    first: frozenset[int]
    last: frozenset[int]
    missing: bool


@dataclass(slots=True)
class _Parser:
    """Reads a pattern once: to a regular expression over letters, and to what may stand at each place of it and follow there."""

    names: Mapping[str, frozenset[str]]
    alphabet: Alphabet
    tokens: list[tuple[str, ...]] = field(default_factory=list)
    groups: int = 0
    letters: list[frozenset[str]] = field(default_factory=list)  #: of each place
    follow: list[set[int]] = field(default_factory=list)  #: the places that may come after each place

    def parse(self, pattern: str) -> _Part:
        """The whole pattern. Raises ValueError when it cannot be read."""
        position = 0
        while position < len(pattern):
            found = _TOKEN.match(pattern, position)
            if not found:
                raise ValueError(f"pattern {pattern!r}: cannot read {pattern[position:]!r}")
            self.tokens.append(tuple(part or "" for part in found.groups()))
            position = found.end()
        part = self._choice()
        if self.tokens:
            raise ValueError(f"pattern {pattern!r}: a bracket too many")
        return part

    def _choice(self) -> _Part:
        branches = [self._sequence()]
        while self.tokens and self.tokens[0][3]:
            self.tokens.pop(0)
            branches.append(self._sequence())
        first = frozenset().union(*(branch.first for branch in branches))
        last = frozenset().union(*(branch.last for branch in branches))
        return _Part("|".join(branch.regex for branch in branches), first, last, any(branch.missing for branch in branches))

    def _sequence(self) -> _Part:
        whole = _Part("", frozenset(), frozenset(), True)
        while self.tokens and not (self.tokens[0][2] or self.tokens[0][3]):
            part = self._item()
            self._join(whole.last, part.first)
            whole = _Part(
                whole.regex + part.regex,
                whole.first | part.first if whole.missing else whole.first,
                whole.last | part.last if part.missing else part.last,
                whole.missing and part.missing,
            )
        return whole

    def _join(self, ends: frozenset[int], begins: frozenset[int]) -> None:
        for place in ends:
            self.follow[place] |= begins

    def _item(self) -> _Part:
        token = self.tokens.pop(0)
        name = self._group(token[0][:-1]) if token[0] else "?:"
        if token[1]:
            part = self._choice()
            self.tokens.pop(0)
        else:
            part = self._place(self._letters(token))
        regex, missing = f"({name}{part.regex})", part.missing
        if self.tokens and (self.tokens[0][4] or self.tokens[0][5]):
            many = self.tokens.pop(0)[5]
            regex, missing = regex + ("{0,4}" if many else "?"), True
            if many:
                self._join(part.last, part.first)
        return _Part(regex, part.first, part.last, missing)

    def _place(self, letters: frozenset[str]) -> _Part:
        self.letters.append(letters)
        self.follow.append(set())
        here = frozenset((len(self.letters) - 1,))
        return _Part("[" + re.escape("".join(sorted(letters))) + "]", here, here, False)

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


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule ready to match: its groups, each with the name of the part it takes, and the places of its pattern."""

    rule: Rule
    regex: re.Pattern[str]
    groups: tuple[tuple[int, str], ...]
    part: _Part
    letters: list[frozenset[str]]
    follow: list[set[int]]
    takes: Mapping[str, int]  #: for a letter the places that take it; here and below places are bits of a number
    after: list[int]  #: for a place those that may follow it
    begins: int
    ends: int

    def admits(self, opening: str) -> bool:
        """Some text that begins with these letters matches."""
        places = self.begins
        for letter in opening:
            here = places & self.takes.get(letter, 0)
            if here & self.ends:
                return True
            places = 0
            while here:
                lowest = here & -here
                places |= self.after[lowest.bit_length() - 1]
                here ^= lowest
            if not places:
                return False
        return True


#: Places of one text at which rules are tried, and matches of it: news of the largest size stays five times below. What
#: goes on beyond that is a list without end, or hostile; it is not read further.
MOST_TRIES, MOST_MATCHES = 30_000, 20_000
#: Openings of which the rules are remembered.
_REMEMBERED: Final = 50_000


class _Rules(dict[str, tuple[_Compiled, ...]]):
    """The rules that an opening of some letters admits, in their order; remembered, forgets all when it has grown large."""

    def __init__(self, rules: list[_Compiled]) -> None:
        super().__init__()
        self._begins: dict[str, list[_Compiled]] = {}
        for rule in rules:
            for letter in frozenset().union(*(rule.letters[place] for place in rule.part.first)):
                self._begins.setdefault(letter, []).append(rule)

    def __missing__(self, opening: str) -> tuple[_Compiled, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        # What a shorter opening shuts out, a longer one does too: few rules are left to look at.
        likely = self[opening[:-1]] if len(opening) > 1 else self._begins.get(opening, ())
        rules = tuple([one for one in likely if one.admits(opening)])
        self[opening] = rules
        return rules


class Grammar:
    """All rules of a language, ready to match: at each piece only those are tried that can go on with the next two."""

    def __init__(self, sets: Mapping[str, frozenset[str]], unions: Mapping[str, str], rules: list[Rule]) -> None:
        spoken = set().union(*sets.values(), *(literals(rule.pattern) for rule in rules))
        self.alphabet = Alphabet(spoken)
        names = {name: frozenset(self.alphabet.letter(word) for word in words) for name, words in sets.items()}
        names |= {name: frozenset(letter) for name, letter in SHAPES.items()}
        for name, parts in unions.items():
            names[name] = frozenset().union(*(names[part] for part in parts.split()))
        compiled = [_compiled(rule, _Parser(names, self.alphabet)) for rule in rules]
        self._openings = _Rules(compiled)
        self._trigger = _trigger(compiled)

    def find(self, pieces: Pieces) -> list[Match]:
        """All matches, left to right, none over another: at each piece the longest, then the rule listed first."""
        return self.search(pieces)[0]

    def search(self, pieces: Pieces) -> tuple[list[Match], int | None]:
        """The matches, and the piece at which the search ended; None where it went through to the end.

        After `MOST_TRIES` or `MOST_MATCHES` it ends, so that the work has a bound.
        """
        matches: list[Match] = []
        resume, tries, openings = 0, 0, self._openings
        kinds = pieces.kinds + OTHER + OTHER
        for trigger in self._trigger.finditer(pieces.kinds):
            index = trigger.start()
            rules = openings[kinds[index : index + 3]] if index >= resume else ()
            if not rules:
                continue
            match = _longest(pieces, index, rules)
            if match:
                matches.append(match)
                resume = match.last
            tries += 1
            if tries == MOST_TRIES or len(matches) == MOST_MATCHES:
                return matches, max(index + 1, resume)
        return matches, None

    def tried(self, text: str) -> set[str]:
        """Names of the rules that are tried somewhere in a text, because its words could begin their pattern."""
        kinds = self.alphabet.lex(text).kinds + OTHER + OTHER
        return {one.rule.name for index in range(len(kinds) - 2) for one in self._openings[kinds[index : index + 3]]}


def _compiled(rule: Rule, parser: _Parser) -> _Compiled:
    part = parser.parse(rule.pattern)
    regex = re.compile(part.regex)
    groups = tuple((number, name.partition("__")[0]) for name, number in regex.groupindex.items())
    takes: dict[str, int] = {}
    for place, letters in enumerate(parser.letters):
        for letter in letters:
            takes[letter] = takes.get(letter, 0) | 1 << place
    after = [_bits(places) for places in parser.follow]
    begins, ends = _bits(part.first), _bits(part.last)
    return _Compiled(rule, regex, groups, part, parser.letters, parser.follow, takes, after, begins, ends)


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _trigger(rules: list[_Compiled]) -> re.Pattern[str]:
    """Where a rule may begin: a letter that is enough for one, or one that may be first before one that may be second."""
    alone, first, second = set[str](), set[str](), set[str]()
    for rule in rules:
        for place in rule.part.first:
            first |= rule.letters[place]
            alone |= rule.letters[place] if place in rule.part.last else set()
            second = second.union(*(rule.letters[after] for after in rule.follow[place]))
    sets = (re.escape("".join(sorted(letters))) for letters in (alone, first, second))
    return re.compile("[{}]|[{}](?=[{}])".format(*sets))


def _longest(pieces: Pieces, index: int, rules: tuple[_Compiled, ...]) -> Match | None:
    kinds = pieces.kinds
    if len(rules) == 1:
        found = rules[0].regex.match(kinds, index)
        return _read(rules[0], pieces, found) if found and found.end() > index else None
    tries: list[tuple[int, int, _Compiled, re.Match[str]]] = []
    for order, compiled in enumerate(rules):
        found = compiled.regex.match(kinds, index)
        if found and found.end() > index:
            tries.append((-found.end(), order, compiled, found))
    if len(tries) > 1:
        tries.sort(key=_rank)
    for _, _, compiled, found in tries:
        match = _read(compiled, pieces, found)
        if match:
            return match
    return None


def _rank(one: tuple[int, int, _Compiled, re.Match[str]]) -> tuple[int, int]:
    return one[0], one[1]


def _read(compiled: _Compiled, pieces: Pieces, matched: re.Match[str]) -> Match | None:
    rule = compiled.rule
    first, last = matched.span()
    if rule.glued and not all(pieces.glued(index) for index in range(first + 1, last)):
        return None
    spans = matched.regs
    parts = {name: spans[number] for number, name in compiled.groups if spans[number][0] >= 0}
    first, last = first + rule.skip, last - rule.drop
    sense = rule.read(Found(pieces, first, last, parts))
    if sense is None:
        return None
    return Match(pieces.starts[first], pieces.ends[last - 1], rule.name, sense, first, last)
