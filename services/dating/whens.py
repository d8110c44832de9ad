"""When an event is: the time in its clause, else that of what it hangs on, else the one told of, else the document's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dateline.layers.dates import EventStatus, When
from services.dating.clauses import Clause, Side, is_attributive, is_definite
from services.dating.expressions import Dated
from services.dating.forms import KINDS, NOUN, forms
from services.dating.lang.en.cues import (
    APPOINTING,
    BEGINNINGS,
    DEFINITE,
    DETERMINERS,
    ENDURING,
    LIGHT_VERBS,
    LONG_BEFORE,
    STANDING,
    SUMMING,
    TIME_PARTS,
)
from services.dating.lexer import Pieces
from services.dating.narrative import Narrative, rebased
from services.dating.status import is_realised

_ARTICLES: Final = frozenset(("a", "an"))
_PAST: Final = frozenset(("past", "perfect"))
#: Verbs whose time is that of the happening beside them.
_TELLING: Final = frozenset(("past", "perfect", "gerund", "participle"))
_AHEAD: Final = frozenset(("future", "infinitive", "possible"))
#: A time so many pieces behind a verb is its own.
_RIGHT_BEHIND: Final = 2
#: Before the time to which something is put off.
_NEW_TIME: Final = frozenset(("until", "till", "to", "for"))
_THAT: Final = frozenset(("that", "which"))
#: So many pieces before its noun a time may describe it: "the 2011 oil pipeline fire".
_NEAR_NOUN: Final = 3
_SIDES: Final = frozenset(("after", "before"))
_GIVEN: Final = frozenset(("same-clause", "same-phrase", "same-sentence"))


@dataclass(slots=True)
class Timer:
    """Finds the times of the events of a sentence, clause after clause, as the narrative goes on."""

    pieces: Pieces
    narrative: Narrative
    front: Clause | None = None  #: the clause with a time at the head of the sentence
    titled: bool = False  #: a headline or a deck
    dated: list[Dated] = field(default_factory=list)  #: the expressions of time in the sentence
    found: dict[int, When | None] = field(default_factory=dict)  #: by the piece of the verb
    past: Clause | None = None  #: the last that was told as past
    has_dates: bool = False
    later: dict[int, Dated] = field(default_factory=dict)  #: a time that stands in a clause behind, by the piece of the verb

    def __post_init__(self) -> None:
        """Note whether there are times at all, which is asked of each verb."""
        self.has_dates = bool(self.dated)

    def look_ahead(self, clauses: list[Clause]) -> None:
        """Note the times that hold for a clause before their own: "will leave Oslo and land in Rome on Friday"."""
        for clause in clauses:
            one = _first(clause) if clause.dated else None
            if one is None or one.match.first < clause.head or is_attributive(one, self.pieces):
                continue
            other = clause.joined or clause.beside
            meets = other is not None and other.tense == "future" and clause.tense == "present" and clause.opener == "when"
            if other is None or not (meets or other.tense == clause.tense):
                other = self._dated_by(clause, one)
            if other is not None and not _usable(other.dated):
                self.later[other.head] = one

    def _dated_by(self, clause: Clause, one: Dated) -> Clause | None:
        """The verb before that a time holds for: "voted to stay in May 2013", "fought a war, which began in 1982"."""
        governor, day = clause.governor, self.narrative.frame.day
        if governor is not None:
            gone = one.expression.latest is not None and one.expression.latest <= (day or "9")
            return governor if clause.tense == "infinitive" and governor.tense in _PAST and gone else None
        main = clause.main
        lasts = forms().lemmas.get(self.pieces.words[clause.head]) in BEGINNINGS
        return main if main is not None and main.tense in _PAST and lasts else None

    def of_verb(self, clause: Clause, status: EventStatus) -> When | None:
        """The time of a verb with the reason for it; None where nothing tells."""
        dated, governor = clause.dated, clause.governor
        when = self._own(clause) if dated else None
        if when is not None and self._is_of_another(clause, when):
            when = None  # "called for a strike on Friday": the day is not that of the call
        if when is None and self.has_dates and clause.opener in _THAT:
            when = self._of_antecedent(clause)
        if when is None and (governor is not None or self.has_dates):
            when = self._of_governor(clause, governor, status) if governor is not None else self._shared(clause)
        if when is None:
            when = self.narrative.frame.before if dated and self._is_of_old(clause) else self._told(clause, status)
        self.found[clause.head] = when
        if clause.tense in _PAST:
            self.past = clause
        return when

    def _is_of_another(self, clause: Clause, when: When) -> bool:
        """A day to come is none of what has taken place; what is set or planned for it has it."""
        group, day = clause.group, self.narrative.frame.day
        if group is None or clause.tense not in _PAST or day is None or when.earliest is None or when.earliest <= day:
            return False
        return not (group.passive and forms().lemmas.get(self.pieces.words[group.head]) in APPOINTING)

    def _of_antecedent(self, clause: Clause) -> When | None:
        """ "The 2011 fire that killed two": the time of the noun that is told on of."""
        words, noun = self.pieces.words, clause.first - 1
        if words[noun] == ",":
            noun -= 1
        if clause.tense not in _PAST or not KINDS[words[noun]] & NOUN:
            return None
        for one in _usable(self.dated):
            if 0 <= noun - one.match.last < _NEAR_NOUN and is_attributive(one, self.pieces):
                return _whole(one, "same-phrase")
        return None

    def of_noun(self, clause: Clause, origin: str) -> When | None:
        """The time of an event noun: in its phrase, of the same event before, of the verb that it stands by."""
        if clause.dated and (own := _usable(clause.dated)):
            return self._when(own[0], "same-phrase", clause)
        words, home = self.pieces.words, clause.home
        known = self.narrative.known(origin) if is_definite(self.pieces, clause.head) else None
        if known is not None and not (home and _usable(home.dated)):
            return rebased(known, "same-event")
        if clause.side:
            return self._beside(clause.side, clause)
        if home is None or (clause.head >= home.last and _ARTICLES.isdisjoint(words[max(0, clause.head - 4) : clause.head])):
            return self._spoken_of(clause)
        when = self.found.get(home.head)
        if words[home.head] in LIGHT_VERBS or home.tense in _TELLING or (home.tense == "present" and self.titled):
            return when
        if home.tense in _AHEAD and when is not None and when.basis in _GIVEN:
            return when
        return self._spoken_of(clause)

    def _beside(self, side: Side, clause: Clause) -> When | None:
        """Of a noun that is not at the time of its verb; "delayed until May" says when it is to be."""
        frame, home = self.narrative.frame, clause.home
        if side == "lasting":
            when = self.found.get(home.head) if home else None
            return when if when is not None and when.basis in _GIVEN else None
        if home is None or side not in ("put off", "appointed"):
            return frame.before if side == "before" else None
        for one in _usable(home.dated):
            new = self.pieces.word(one.match.first - 1) in _NEW_TIME
            if one.match.first > home.head and (new or side == "appointed"):
                return _whole(one, "same-clause") if new else self._when(one, "same-clause")
        return frame.after if side == "put off" or home.tense == "present" else None

    def _spoken_of(self, clause: Clause) -> When | None:
        """ "The deal", "this move" in a sentence that says nothing of its time: what the text has told of."""
        words, at = self.pieces.words, clause.head
        if words[at] not in SUMMING or words[at - 1] not in DEFINITE or clause.quoted:
            return None
        return self.narrative.now() or self.narrative.frame.document

    def _own(self, clause: Clause) -> When | None:
        """The finest time in the clause, of equal ones the nearest. A year that belongs to a noun says nothing of the verb."""
        own = [one for one in _usable(clause.dated) if not self._hangs_on_noun(one)]
        if len(own) == 1 and _lasts_since(clause, own[0], self.pieces):
            return _whole(own[0], "same-clause")
        if len(own) == 1 and not self._is_of_noun(own[0], clause):
            return self._when(own[0], "same-clause", clause)
        ranked = [((self._is_of_noun(one, clause), _days(one), abs(one.match.first - clause.head)), one) for one in own]
        ranked = [(rank, one) for rank, one in ranked if not (rank[0] and rank[1] > 0)]
        if not ranked:
            return None
        best = min(ranked, key=lambda pair: pair[0])[1]
        behind = next((one for one in own if 0 < one.match.first - clause.head <= _RIGHT_BEHIND), best)
        return self._when(behind if _are_apart(behind, best) else best, "same-clause", clause)

    def _is_of_old(self, clause: Clause) -> bool:
        """ "The 1956 declaration ended the war": past, and not of the day."""
        day = self.narrative.frame.day
        if clause.tense != "past" or day is None:
            return False
        last = [one.expression.latest for one in clause.dated if one.match.first < clause.head]
        return any(one is not None and one < day for one in last)

    def _hangs_on_noun(self, one: Dated) -> bool:
        """ "The vote of February 22", but not "the night of February 22"."""
        before, noun = self.pieces.word(one.match.first - 1), self.pieces.word(one.match.first - 2)
        return before == "of" and noun not in TIME_PARTS and noun != "ahead"

    def _is_of_noun(self, one: Dated, clause: Clause) -> bool:
        """ "The 1956 declaration", but not "the recently announced plan"."""
        return one.match.last != clause.head and is_attributive(one, self.pieces)

    def _shared(self, clause: Clause) -> When | None:
        """The time of a clause that this one goes with."""
        front = self.front
        if (
            front is not None
            and clause is not front
            and clause.tense in _PAST
            and front.tense in _PAST
            and (one := _first(front))
        ):
            return self._when(one, "same-sentence")
        if (ahead := self.later.get(clause.head)) is not None:
            return self._when(ahead, "same-sentence")
        joined = clause.joined or clause.beside
        if joined is not None and joined.tense == clause.tense and joined.dated and (when := self.found.get(joined.head)):
            return rebased(when, "same-sentence")
        return None

    def _of_governor(self, clause: Clause, governor: Clause, status: EventStatus) -> When | None:
        when = self.found.get(governor.head)
        if when is None or status == "scheduled":
            return None
        if clause.tense == "infinitive":
            aim = governor.tense in _PAST and clause.group is not None and clause.group.first - governor.head > 1
            return rebased(when, "governing-verb") if aim or is_realised(self.pieces, clause) else None
        if clause.tense == "gerund" and when.latest is not None:
            return rebased(when, "governing-verb")
        return None

    def _told(self, clause: Clause, status: EventStatus) -> When | None:
        """The time that the text tells of; of the document's day what is told as past or present, after it what is to come."""
        narrative, tense = self.narrative, clause.tense
        frame = narrative.frame
        if status == "scheduled" and self._was_planned(clause):
            return None
        if status == "scheduled" or (status == "denied" and tense == "future"):
            return frame.after
        if status in ("hypothetical", "conditional"):
            return None
        group = clause.group
        if group is not None and tense in _PAST and group.first < group.head:
            words = self.pieces.words[group.first : group.head]
            if not LONG_BEFORE.isdisjoint(words) or (tense == "perfect" and not STANDING.isdisjoint(words)):
                return frame.before
        if tense in ("past", "participle", "gerund") or (tense == "present" and self.titled):
            return narrative.now() or frame.document
        return frame.document if tense in ("perfect", "present") else None

    def _was_planned(self, clause: Clause) -> bool:
        """A plan of long ago: what came of it is not said."""
        teller = clause.governor or (self.past if clause.tense == "conditional" else None)
        when = self.found.get(teller.head) if teller else None
        if when is None or teller is None or teller.tense not in _PAST:
            return False
        return when.basis == "before-document-time" or not self.narrative.frame.is_news(when)

    def _when(self, one: Dated, basis: str, clause: Clause | None = None) -> When:
        expression = one.expression
        if expression.value == "PRESENT_REF" and self.narrative.frame.document:
            return rebased(self.narrative.frame.document, basis, [expression.id])
        if clause is not None and clause.group is None and expression.extent is None:
            return _whole(one, basis)  # "after a war in 1999": the war was then
        return _from(one, basis, self.pieces, self._side_of(one, clause) if clause is not None else "")

    def _side_of(self, one: Dated, clause: Clause) -> str:
        """ "Before" or "after" where the time is that of a happening from which the verb is told: "shut after a war in 1999"."""
        words, at = self.pieces.words, clause.last
        if not clause.head < at < one.match.first or words[at] not in _SIDES:
            return ""
        inside = range(at + 1, one.match.first)
        return words[at] if any(KINDS[words[index]] & NOUN for index in inside) else ""


def _whole(one: Dated, basis: str) -> When:
    """The time itself, or the range that it is an end of, whatever leads to it."""
    expression = one.expression
    extent = expression.extent
    named = extent if extent is not None and extent.earliest and extent.latest else expression
    return When(edtf=named.edtf, earliest=named.earliest, latest=named.latest, expressions=[expression.id], basis=basis)


def _lasts_since(clause: Clause, one: Dated, pieces: Pieces) -> bool:
    """ "Has been suspended since Monday": it took place then, and its result lasts."""
    group = clause.group
    if group is None or not group.passive or pieces.word(one.match.first - 1) != "since":
        return False
    return forms().lemmas.get(pieces.words[group.head]) in ENDURING


def _are_apart(one: Dated, other: Dated) -> bool:
    """Two times that cannot both hold: "mourned on Sunday an officer killed last month"."""
    first, last = one.expression.earliest, one.expression.latest
    begin, end = other.expression.earliest, other.expression.latest
    return bool((last and begin and last < begin) or (first and end and first > end))


def _usable(dated: list[Dated]) -> list[Dated]:
    return [one for one in dated if one.expression.type in ("DATE", "TIME") and _says_when(one)]


def _says_when(one: Dated) -> bool:
    """Days, today, or a day of a year not known: `XXXX-09-14`."""
    expression = one.expression
    dated = expression.earliest is not None or expression.latest is not None or expression.value == "PRESENT_REF"
    return dated or (expression.edtf is not None and expression.edtf.startswith("XXXX"))


def _first(clause: Clause) -> Dated | None:
    return next(iter(_usable(clause.dated)), None) if clause.dated else None


def _days(one: Dated) -> int:
    """Length in days; what is open or vague is long."""
    if one.period is None or one.period.first is None or one.period.last is None:
        return 10**9
    return (one.period.last - one.period.first).days


def _from(one: Dated, basis: str, pieces: Pieces, side: str = "") -> When:
    """The time of a verb. `side`: "after" or "before" where it is told from a happening of that time, which may be its own."""
    expression, extent = one.expression, one.expression.extent
    named = expression if extent is None else extent
    edtf, earliest, latest = named.edtf, named.earliest, named.latest
    if side:
        edtf = f"{earliest}/.." if side == "after" else f"../{latest}"
        earliest, latest = (earliest, None) if side == "after" else (None, latest)
        return When(edtf=edtf, earliest=earliest, latest=latest, expressions=[expression.id], basis=basis)
    before = pieces.word(one.match.first - 1)
    if before in DETERMINERS:
        before = pieces.word(one.match.first - 2)
    elif extent is not None:
        before = ""
    if before == "of" and "ahead" in (pieces.word(one.match.first - 2), pieces.word(one.match.first - 3)):
        before = "before"
    plain = bool(edtf) and "/" not in str(edtf) and "[" not in str(edtf)
    if before == "since":
        edtf, latest = (f"{edtf}/.." if plain else None), None
    elif before == "after" and latest:
        edtf, earliest, latest = f"{latest}/..", latest, None
    elif before in ("until", "till", "before"):
        edtf, earliest = (f"../{edtf}" if plain else None), None
    return When(edtf=edtf, earliest=earliest, latest=latest, expressions=[expression.id], basis=basis)
