"""When an event is: the time in its clause, else the one at the head of its sentence, else the document's own."""

from __future__ import annotations

from dateline.layers.dates import EventStatus, When
from services.dating.clauses import Clause
from services.dating.document import Decision
from services.dating.expressions import Dated
from services.dating.lexer import Pieces
from services.dating.reading import Sentence

_FINITE_PAST = frozenset(("past", "perfect"))
_SINCE = frozenset(("since", "from"))
_UNTIL = frozenset(("until", "till", "by", "before"))


def find_when(
    pieces: Pieces, sentence: Sentence, clause: Clause, front: Clause | None, status: EventStatus, decision: Decision
) -> When | None:
    """The time of an event with the reason for it; None where nothing tells."""
    own = _usable(clause.dated)
    if own:
        return _when(_nearest(own, clause), "same-clause", pieces)
    if front is not None and clause.group and clause.group.tense in _FINITE_PAST and clause is not front:
        shared = _usable(front.dated)
        if shared and front.group and front.group.tense in _FINITE_PAST:
            return _when(shared[0], "same-sentence", pieces)
    return _from_document(clause, status, decision)


def _usable(dated: list[Dated]) -> list[Dated]:
    return [one for one in dated if one.expression.type in ("DATE", "TIME")]


def _nearest(dated: list[Dated], clause: Clause) -> Dated:
    """Days on the calendar before vague references, then the one nearest to the verb."""
    return min(
        dated, key=lambda one: (one.period is None or one.expression.value.endswith("_REF"), abs(one.match.first - clause.head))
    )


def _when(one: Dated, basis: str, pieces: Pieces) -> When:
    expression = one.expression
    edtf, earliest, latest = expression.edtf, expression.earliest, expression.latest
    before = pieces.word(one.match.first - 1)
    if before in _SINCE and before == "since":
        edtf, latest = (f"{edtf}/.." if edtf and "/" not in edtf and "[" not in edtf else None), None
    elif before in _UNTIL and before != "by":
        edtf, earliest = (f"../{edtf}" if edtf and "/" not in edtf and "[" not in edtf else None), None
    return When(edtf=edtf, earliest=earliest, latest=latest, expressions=[expression.id], basis=basis)


def _from_document(clause: Clause, status: EventStatus, decision: Decision) -> When | None:
    """What is told as past is of the document's day unless the text says otherwise; what is to come, after it."""
    time = decision.time
    if time.edtf is None:
        return None
    tense = clause.group.tense if clause.group else "past"
    if status == "scheduled" and decision.day:
        return When(edtf=f"{decision.day}/..", earliest=str(decision.day), latest=None, basis="after-document-time")
    if status in ("occurred", "ongoing") and tense in ("past", "perfect", "present", "participle", "gerund"):
        return When(edtf=time.edtf, earliest=time.earliest, latest=time.latest, basis="document-time")
    return None
