"""Clauses: the stretch of a sentence that a verb group rules, what it hangs on, and the expressions of time that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final, Literal

from services.dating.expressions import Dated
from services.dating.forms import ADVERB, BASE, BE, BOUND, HAVE, HYPHEN, KINDS, MODAL, NOUN, PARTICIPLE, PAST, STARTS
from services.dating.lang.en.cues import DEFINITE, DETERMINERS, FUNCTION_WORDS, GRANTS, NOUN_AFTER, POSSESSIVES, SAME_TIME
from services.dating.lexer import Pieces
from services.dating.reading import Sentence
from services.dating.verbs import VerbGroup

_RELATIVES: Final = frozenset(("who", "which", "whom", "whose"))
_JOINS: Final = frozenset((",", "and", "or", "-"))
#: What opens a clause that goes with the one before it.
_HANGS: Final = frozenset((*_RELATIVES, *_JOINS, *SAME_TIME, "but"))
#: Parts a noun from a time behind it: a mark, a word that opens a clause, a verb.
_PARTING: Final = BOUND | MODAL | HAVE | BE | PAST
#: Behind a plural or a name in -s they make it an owner.
_APOSTROPHES: Final = frozenset(("'", "’"))
_NOUNS: Final = NOUN | HYPHEN
_DASHES: Final = frozenset(("-", "–", "/"))
_UNTIL: Final = frozenset(("until", "till"))
#: Tenses of verbs that are no sentence of their own.
DEPENDENT: Final = frozenset(("infinitive", "gerund", "participle"))
#: Where a noun lies in time beside the verb of its clause: `wished` may never come, `lasting` is of no one day.
Side = Literal["", "before", "ahead", "put off", "appointed", "wished", "lasting"]
#: What may stand at the head of a sentence before a time that holds for all of it.
_FRONT: Final = 3
#: A time this many pieces from a noun, at most, is part of its phrase: "the May 15 election", "talks with Iran on Monday".
_BEFORE_NOUN, _AFTER_NOUN = 3, 4


class Clause:
    """A verb group (or an event noun) with its bounds in pieces, half open, and its own expressions."""

    fronted: bool = False  #: its time stands at the head of the sentence and holds for what is joined to it
    governor: Clause | None = None  #: of an infinitive, gerund or participle: the clause that it hangs on
    joined: Clause | None = None  #: of "and signed": the clause with its subject
    beside: Clause | None = None  #: of "when the talks broke down": the clause at the same time
    main: Clause | None = None  #: of "which began": the clause before
    quoted: bool = False  #: inside of quotation marks
    reduced: bool = False  #: "shown in May" beside another verb: it only describes a noun
    side: Side = ""  #: of an event noun: where it lies beside the verb of its clause

    def __init__(
        self, first: int, last: int, head: int, group: VerbGroup | None, tense: str, kind: int, dated: list[Dated],
        home: Clause | None = None, opener: str = "",
    ) -> None:  # fmt: skip
        """Bounds, verb, tense (of a noun: of the verb of its clause) and `kind`, what its word may be as bits of `forms`.

        `home`: of an event noun, the clause that it stands in. `opener`: the word that opens it, "if", "after", "that".
        """
        self.first, self.last, self.head, self.group, self.tense, self.kind = first, last, head, group, tense, kind
        self.dated, self.home, self.opener = dated, home, opener


def find_clauses(pieces: Pieces, sentence: Sentence, dated: list[Dated]) -> list[Clause]:
    """The clauses of a sentence, one a verb group, and each expression given to the clause that it belongs to."""
    groups = sentence.groups(pieces)
    if not groups:
        return []
    clauses = _cut(pieces, sentence, groups)
    for one in dated:
        home = _home(pieces, clauses, one, sentence)
        if home is not None:
            home.dated.append(one)
            home.fronted = home.fronted or (one.match.first - sentence.first <= _FRONT and one.match.last <= home.head)
    return clauses


def _cut(pieces: Pieces, sentence: Sentence, groups: list[VerbGroup]) -> list[Clause]:
    """A sentence cut into clauses: at the words and marks that open one, and between two verbs that nothing else parts."""
    words, begin, end = pieces.words, sentence.first, sentence.last
    bounds = _bounds(pieces, sentence)
    openers = [at for at in bounds if words[at].isalpha()] if bounds else bounds
    clauses: list[Clause] = []
    ending = 0  #: the first clause of which the end may lie at a cut still to come
    left: Clause | None = None
    for group in groups:
        first, head = group.first, group.head
        if left is not None and (cut := _between(words, group, left.head + 1, openers)):
            for one in clauses[ending:]:
                if cut < one.last:
                    one.last = cut
            begin, ending = cut, len(clauses)
        last = end
        if bounds:
            at = bisect_right(bounds, first)
            if at and bounds[at - 1] > begin:
                begin = bounds[at - 1]
            at = bisect_right(bounds, head, at)
            last = bounds[at] if at < len(bounds) else end
        clause = Clause(begin, last, head, group, group.tense, KINDS[words[head]], [], None, words[begin])
        if left is not None:
            _hang(left, clause, group)
        clauses.append(clause)
        left = clause
    return clauses


def _bounds(pieces: Pieces, sentence: Sentence) -> list[int]:
    """Words and marks that open a clause; the mark in "08:30" does not."""
    bounds = [at for at, kind in sentence.marked if kind & BOUND]
    if bounds:
        words = pieces.words
        return [at for at in bounds if words[at] != ":" or not (pieces.glued(at) and pieces.glued(at + 1))]
    return bounds


def _between(words: list[str], group: VerbGroup, after: int, openers: list[int]) -> int:
    """Where between two verbs, the first of which ends before `after`, the clause of the second begins; 0 when nowhere.

    "Said that Oslo and Bergen agreed": a word that opens a clause stands between, so what joins, joins subjects.
    """
    first = group.first
    if group.tense in DEPENDENT:
        return first
    if openers and (at := bisect_left(openers, after)) < len(openers) and openers[at] < first:
        return 0
    for at in range(first - 1, after - 1, -1):
        if words[at] in _JOINS:
            return at
    return 0


def _hang(left: Clause, right: Clause, group: VerbGroup) -> None:
    """Note what a clause hangs on, and whose subject it shares."""
    opener = right.opener
    if right.tense in DEPENDENT:
        right.governor = left
    elif opener in _HANGS:
        if opener in SAME_TIME:
            right.beside = left
        elif opener in _RELATIVES:
            right.main = left
        elif group.first - right.first <= 2:
            right.joined = left.governor or left
        elif right.first == left.first:
            _reduce(left, right)
    elif right.first == left.first:
        _reduce(left, right)


def _reduce(left: Clause, right: Clause) -> None:
    """Of two verbs in one clause, a bare participle only describes a noun."""
    for one in (right, left):
        if one.group is not None and one.group.first == one.head and one.kind & PARTICIPLE:
            one.reduced = True
            return


def find_nouns(pieces: Pieces, sentence: Sentence, clauses: list[Clause], dated: list[Dated]) -> list[Clause]:
    """Event nouns ("the attack", "peace talks"), each with the time in its own phrase and the clause that it stands in."""
    nouns = [index for index, kind in sentence.marked if kind & _NOUNS]
    if not nouns:
        return []
    heads = {clause.head for clause in clauses}
    timed = {index for one in dated for index in range(one.match.first, one.match.last)} if dated else ()
    found: list[Clause] = []
    for index in nouns:
        if index in timed:
            continue  # "the fall": a season
        compound = pieces.words[index] == "-"
        if index not in heads and (_is_compound(pieces, index) if compound else _is_noun(pieces, index, sentence)):
            index += compound
            if found and found[-1].head == index:
                continue  # its second part alone is the same: "cease-fire"
            home = _home_of_noun(clauses, index)
            first, last, tense = (home.first, home.last, home.tense) if home else (sentence.first, sentence.last, "past")
            kind = KINDS[pieces.words[index]]
            found.append(Clause(first, last, index, None, tense, kind, _of_noun(pieces, index, dated) if dated else [], home))
    return found


def _home_of_noun(clauses: list[Clause], index: int) -> Clause | None:
    """The clause around a noun, or the one before it ("..., after a short flight")."""
    around = [clause for clause in clauses if clause.first <= index < clause.last]
    if around:  # before all of their verbs, it is the subject of the last: "orders for the ship shown in May began"
        return around[-1] if index <= around[0].head else [clause for clause in around if clause.head < index][-1]
    for clause in reversed(clauses):
        if clause.last <= index:
            return clause
    return next((clause for clause in clauses if clause.opener not in _RELATIVES), None)


def is_attributive(one: Dated, pieces: Pieces) -> bool:
    """The expression belongs to a noun: "the 1956 declaration", "Monday's ruling", "the treaty of 1983"."""
    at = one.match.first - 1
    if pieces.word(at) in _DASHES and pieces.word(at - 1).isdecimal():
        at -= 2  # "a 1998-99 war"
    before, after = pieces.word(at), pieces.word(one.match.last)
    if before == "of" or after in POSSESSIVES:
        return True
    if before in DETERMINERS or before in POSSESSIVES:
        return after.isalpha() and after not in NOUN_AFTER
    return before.isalpha() and before not in FUNCTION_WORDS and after.isalpha() and _is_modifier(pieces, one.match.last)


def start_of(pieces: Pieces, clause: Clause) -> int:
    """The first piece of an event's word: a noun may be written with a hyphen."""
    hyphen = (
        clause.group is None
        and clause.head > 1
        and pieces.words[clause.head - 1] == "-"
        and _is_compound(pieces, clause.head - 1)
    )
    return clause.head - 2 if hyphen else clause.head


def is_definite(pieces: Pieces, head: int) -> bool:
    """A noun is one that was spoken of: "the attack", "its first launch"."""
    for at in range(head - 1, max(-1, head - 4), -1):
        word = pieces.words[at]
        if word in DEFINITE or (word in _APOSTROPHES and pieces.words[at - 1][-1:] == "s" and pieces.glued(at)):
            return True
        if word in DETERMINERS or word in NOUN_AFTER:
            return False
    return False


def _is_noun(pieces: Pieces, index: int, sentence: Sentence) -> bool:
    words = pieces.words
    before, after = words[index - 1] if index else "", words[index + 1] if index + 1 < len(words) else ""
    if pieces.text[pieces.starts[index]].isupper() and index > sentence.first and sentence.zone not in ("headline", "deck"):
        return False
    if before == "to" or (after == "-" and pieces.glued(index + 1)):
        return False
    if words[index] == "offensive" and (after == "to" or DETERMINERS.isdisjoint(words[max(0, index - 3) : index])):
        return False  # "found it offensive"
    return not after.isalpha() or after in NOUN_AFTER or not _is_modifier(pieces, index + 1)


def _is_compound(pieces: Pieces, index: int) -> bool:
    """The hyphen of an event noun that is written with one: "take-off"."""
    if not pieces.glued(index) or not pieces.glued(index + 1):
        return False
    return bool(KINDS[f"{pieces.word(index - 1)}-{pieces.word(index + 1)}"] & NOUN)


def _is_modifier(pieces: Pieces, after: int) -> bool:
    """The word after an event noun is another noun, which it only describes: "the election commission"."""
    kind, surface = KINDS[pieces.words[after]], pieces.surface(after)
    if kind & (STARTS | NOUN) == BASE and surface != "back" and not pieces.words[after - 1].endswith("s"):
        return surface.islower()  # "fire station": no verb, as its subject is one
    return bool(kind & NOUN) or (not kind & (STARTS | BOUND | ADVERB) and surface.islower() and surface not in FUNCTION_WORDS)


def _of_noun(pieces: Pieces, index: int, dated: list[Dated]) -> list[Dated]:
    """Expressions in the phrase of a noun: before it as an attribute, or soon after it with no verb between."""
    before = [one for one in dated if 0 <= index - one.match.last <= _BEFORE_NOUN and is_attributive(one, pieces)]
    if before:
        return before[-1:]
    return [one for one in dated if 0 < one.match.first - index <= _AFTER_NOUN and _same_phrase(pieces, index, one)][:1]


def _same_phrase(pieces: Pieces, index: int, one: Dated) -> bool:
    between = pieces.words[index + 1 : one.match.first]
    return not any(word in (",", "and") or KINDS[word] & _PARTING for word in between) and (
        (bool(between) and between[-1] in ("in", "on", "of", "at", "from", "during", "-"))
        or pieces.word(one.match.first) in ("on", "in")
    )


def _that_lasts(pieces: Pieces, clause: Clause, one: Dated) -> Clause:
    """ "Have been in talks to sign a treaty since 1998": it is the talks that have gone on."""
    governor = clause.governor
    if (
        governor is not None
        and governor.tense == "perfect"
        and "since" in pieces.words[one.match.first - 3 : one.match.first + 1]
    ):
        return governor
    return clause


def _granted(pieces: Pieces, clauses: list[Clause], clause: Clause, one: Dated) -> Clause | None:
    """ "Gave the firm until Friday to pay": the day is the last for what is granted."""
    if pieces.word(one.match.first - 1) not in _UNTIL or pieces.words[clause.head] not in GRANTS:
        return None
    return next((other for other in clauses if other.tense == "infinitive" and other.first == one.match.last), None)


def _home(pieces: Pieces, clauses: list[Clause], one: Dated, sentence: Sentence) -> Clause | None:
    """The clause around an expression; for one at the head of the sentence the first finite verb after it."""
    around = [clause for clause in clauses if clause.first <= one.match.first < clause.last]
    fronted = one.match.first - sentence.first <= _FRONT
    if fronted and len(around) == 1 and around[0].tense in DEPENDENT and one.match.last <= around[0].head:
        around = []  # "In 1996, following the sale, he left"
    if around:
        left = [clause for clause in around if clause.head < one.match.first]
        return _that_lasts(pieces, left[-1], one) if left else around[0]
    before = [clause for clause in clauses if clause.head < one.match.first]
    after = [clause for clause in clauses if clause.head >= one.match.last]
    if fronted and after:
        finite = [clause for clause in after if clause.tense not in DEPENDENT]
        return finite[0] if finite else after[0]
    if before:
        return _granted(pieces, clauses, before[-1], one) or before[-1]
    return after[0] if after else None
