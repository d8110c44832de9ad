"""When an event is: the time in its clause, else the one at the head of its sentence, else the document's own."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.layers.dates import EventStatus, When
from services.dating.calendar import add_days
from services.dating.clauses import Clause
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.lang.en.cues import STANDING
from services.dating.lexer import Pieces

_FINITE_PAST = frozenset(("past", "perfect"))
_SINCE = frozenset(("since", "from"))
_UNTIL = frozenset(("until", "till", "by", "before"))


#: The first sentences of the body tell the news.
_HEAD = 3
#: A day this long before the document's, at most, is what the item reports on.
_RECENT = 16
#: Events further from the document's day than this, in days, are background.
_NEWS_DAYS = 31


@dataclass(frozen=True, slots=True)
class Frame:
    """The times that follow from the document's own, made once: its own, after it, before it; and what counts as near to it."""

    document: When | None = None
    after: When | None = None
    before: When | None = None
    recent: tuple[str, str] = ("", "")
    news: tuple[str, str] = ("", "")

    @classmethod
    def of(cls, decision: Decision) -> Frame:
        """The frame of a document's time; without a day there is no after and no before."""
        time, day = decision.time, decision.day
        own = When(edtf=time.edtf, earliest=time.earliest, latest=time.latest, basis="document-time") if time.edtf else None
        if day is None:
            return cls(own)
        return cls(
            own,
            When(edtf=f"{day}/..", earliest=str(day), latest=None, basis="after-document-time"),
            When(edtf=f"../{day}", earliest=None, latest=str(day), basis="before-document-time"),
            (str(add_days(day, -_RECENT)), str(day)),
            (str(add_days(day, -_NEWS_DAYS)), str(add_days(day, _NEWS_DAYS))),
        )

    def is_recent(self, when: When) -> bool:
        """A single day, the document's or one shortly before it."""
        return when.earliest is not None and when.earliest == when.latest and self.recent[0] <= when.earliest <= self.recent[1]

    def is_news(self, when: When) -> bool:
        """It ends near the document's day; where that is not known, it is the document's time."""
        if not self.news[0]:
            return when.basis == "document-time"
        return when.latest is not None and self.news[0] <= when.latest <= self.news[1]


@dataclass(slots=True)
class Narrative:
    """The time that a text is telling of: that of its lead, and in a paragraph the one last given there."""

    frame: Frame
    lead: When | None = None
    paragraph: When | None = None
    sentences: int = 0  #: how many of the body were read

    def at_head(self) -> bool:
        """Still in the headline or the first sentences: what stands there is the news."""
        return self.sentences <= _HEAD

    def tell(self, when: When | None) -> None:
        """Note the time that a finite past verb was given."""
        if when is None or when.basis != "same-clause" or when.earliest is None or when.latest is None:
            return
        told = when.model_copy(update={"basis": "narrative"}) if self.frame.is_recent(when) else self.frame.before
        self.paragraph = told
        if self.lead is None and told is not None and told.basis == "narrative":
            self.lead = told


def find_when(pieces: Pieces, clause: Clause, front: Clause | None, status: EventStatus, narrative: Narrative) -> When | None:
    """The time of an event with the reason for it; None where nothing tells."""
    own = _usable(clause.dated)
    if own:
        return _when(_nearest(own, clause, pieces), "same-clause", pieces)
    if front is not None and clause.group and clause.group.tense in _FINITE_PAST and clause is not front:
        shared = _usable(front.dated)
        if shared and front.group and front.group.tense in _FINITE_PAST:
            return _when(shared[0], "same-sentence", pieces)
    if clause.group is None and not (narrative.at_head() or clause.light or clause.tense == "past"):
        return None
    if status == "occurred" and clause.tense == "perfect" and _is_standing(pieces, clause):
        return narrative.frame.before
    if status == "occurred" and clause.tense == "past" and (told := narrative.paragraph or narrative.lead):
        return told  # a past verb without a time goes on with the time told of
    return _from_document(clause, status, narrative.frame)


def _is_standing(pieces: Pieces, clause: Clause) -> bool:
    """ "has repeatedly said", "has long been": over a time, not on a day."""
    group = clause.group or clause.home
    return group is not None and not STANDING.isdisjoint(pieces.words[group.first : group.head])


def _usable(dated: list[Dated]) -> list[Dated]:
    return [one for one in dated if one.expression.type in ("DATE", "TIME")]


def _nearest(dated: list[Dated], clause: Clause, pieces: Pieces) -> Dated:
    """Days on the calendar before vague references, the finest first, then the one nearest to the verb.

    What hangs on a noun ("the treaty of 1983") comes after all that does not.
    """
    return min(dated, key=lambda one: (_on_noun(one, pieces), _coarseness(one), abs(one.match.first - clause.head)))


def _on_noun(one: Dated, pieces: Pieces) -> bool:
    return pieces.word(one.match.first - 1) == "of"


def _coarseness(one: Dated) -> int:
    if one.period is None or one.period.first is None or one.period.last is None:
        return 10**9
    return (one.period.last - one.period.first).days


def _when(one: Dated, basis: str, pieces: Pieces) -> When:
    expression = one.expression
    edtf, earliest, latest = expression.edtf, expression.earliest, expression.latest
    before = pieces.word(one.match.first - 1)
    if before in _SINCE and before == "since":
        edtf, latest = (f"{edtf}/.." if edtf and "/" not in edtf and "[" not in edtf else None), None
    elif before == "after" and latest:
        edtf, earliest, latest = f"{latest}/..", latest, None
    elif before in _UNTIL and before != "by":
        edtf, earliest = (f"../{edtf}" if edtf and "/" not in edtf and "[" not in edtf else None), None
    return When(edtf=edtf, earliest=earliest, latest=latest, expressions=[expression.id], basis=basis)


def _from_document(clause: Clause, status: EventStatus, frame: Frame) -> When | None:
    """What is told as past is of the document's day unless the text says otherwise; what is to come, after it."""
    if status == "scheduled" and frame.after:
        return frame.after
    told = status in ("occurred", "ongoing") and clause.tense in ("past", "perfect", "present", "gerund")
    return frame.document if told else None
