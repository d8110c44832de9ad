"""Clauses: the stretch of a sentence that a verb group rules, and the expressions of time that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from services.dating.expressions import Dated
from services.dating.lang.en.cues import ABSTRACT_LEADS, BOUNDS
from services.dating.lexer import Pieces
from services.dating.reading import Sentence
from services.dating.verbs import VerbGroup, forms

_JOINS = frozenset((",", "and", "or", "-"))
#: What may stand at the head of a sentence before a time that holds for all of it.
_FRONT = 3


@dataclass(slots=True)
class Clause:
    """A verb group (or an event noun) with its bounds in pieces, half open, and its own expressions."""

    first: int
    last: int
    head: int
    group: VerbGroup | None
    dated: list[Dated] = field(default_factory=list)
    fronted: bool = False  #: its time stands at the head of the sentence and holds for what is joined to it
    home: VerbGroup | None = None  #: of an event noun: the verb of its clause
    light: bool = False  #: of an event noun: the verb says little but that it took place
    opener: str = ""  #: the word that opens it: "if", "after", "that"

    @property
    def tense(self) -> str:
        """Of its verb, or for a noun of the verb of its clause; past where there is none."""
        group = self.group or self.home
        return group.tense if group else "past"


def find_clauses(pieces: Pieces, sentence: Sentence, dated: list[Dated]) -> list[Clause]:
    """The clauses of a sentence, one a verb group, and each expression given to the clause that it belongs to."""
    groups = sentence.groups(pieces)
    cuts = _cuts(pieces, sentence, groups)
    clauses = [_clause(pieces, sentence, group, cuts) for group in groups]
    for one in dated:
        home = _home(clauses, one, sentence)
        if home is not None:
            home.dated.append(one)
            home.fronted = home.fronted or (one.match.first - sentence.first <= _FRONT and one.match.last <= home.head)
    return clauses


def _cuts(pieces: Pieces, sentence: Sentence, groups: list[VerbGroup]) -> list[int]:
    """Pieces at which a clause begins."""
    words = pieces.words[sentence.first : sentence.last]
    cuts = [sentence.first, *(index for index, word in enumerate(words, start=sentence.first) if word in BOUNDS)]
    for left, right in pairwise(groups):
        joint = [at for at in range(left.head + 1, right.first) if pieces.words[at] in _JOINS]
        if joint and right.tense not in ("infinitive", "gerund", "participle"):
            cuts.append(joint[-1])
        elif right.tense in ("infinitive", "gerund", "participle"):
            cuts.append(right.first)
    return sorted({*cuts, sentence.last})


def _clause(pieces: Pieces, sentence: Sentence, group: VerbGroup, cuts: list[int]) -> Clause:
    first = cuts[bisect_right(cuts, group.first) - 1]
    after = bisect_right(cuts, group.head)
    last = cuts[after] if after < len(cuts) else sentence.last
    return Clause(first, last, group.head, group, opener=pieces.words[first])


def _home(clauses: list[Clause], one: Dated, sentence: Sentence) -> Clause | None:
    """The clause around an expression; for one at the head of the sentence the first finite verb after it."""
    around = [clause for clause in clauses if clause.first <= one.match.first < clause.last]
    if around:
        left = [clause for clause in around if clause.head < one.match.first]
        return left[-1] if left else around[0]
    before = [clause for clause in clauses if clause.head < one.match.first]
    after = [clause for clause in clauses if clause.head >= one.match.last]
    if one.match.first - sentence.first <= _FRONT and after:
        finite = [clause for clause in after if clause.group and clause.group.tense not in ("infinitive", "gerund", "participle")]
        return finite[0] if finite else after[0]
    return before[-1] if before else (after[0] if after else None)


def is_event(pieces: Pieces, clause: Clause) -> bool:
    """The verb names a happening: not a verb of saying, not one of being or having, not "called the Old Port"."""
    word = pieces.words[clause.head]
    known = forms()
    if clause.group is None:
        return True
    if word in known.reporting or word in known.stative or not word.isalpha() or len(word) < 2:
        return False
    if word in known.naming and _names(pieces, clause.group):
        return False
    return clause.group.tense != "gerund" or bool(clause.dated) or pieces.word(clause.group.first - 1) not in ABSTRACT_LEADS


def _names(pieces: Pieces, group: VerbGroup) -> bool:
    """A thing is given its name: passive, or after a comma, with a name behind the verb."""
    after = group.head + (2 if pieces.word(group.head + 1) == "the" else 1)
    follows = pieces.word(group.first - 1) == "," if group.first == group.head else group.passive
    return follows and pieces.word(after).isalpha() and pieces.surface(after)[0].isupper()
