"""The document's own time: what metadata says, what the text says, and where they disagree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dateline.layers.dates import Alternative, Conflict, DocumentTime, Evidence
from services.dating import calendar, years
from services.dating.anchors import Anchor
from services.dating.evidence import MONTHS, WEEKDAYS, Clue, WeekdayPaired
from services.dating.grammar import Match
from services.dating.metadata import Metadata

#: Days by which metadata and dateline may differ without a conflict: late editions, time zones.
_NEAR: Final = 7
#: The share of the probability that one day needs to be the answer; a receipt makes a smaller one a reasonable best.
_DECIDED, _DECIDED_RECEIVED = 0.5, 0.4
#: No weighing of years is surer than this.
_SUREST: Final = 0.999
#: A day with less than this is not named among the alternatives.
_WORTH: Final = 0.02
#: The same for the nearest other years in which the day falls on the same day of the week.
_WORTH_TWIN: Final = 0.000001
#: How much more trust, as a logarithm of odds, metadata has than what a text names; from which odds on both are told.
_TRUST, _DOUBT = 8.0, 7.0


@dataclass(slots=True)
class Sources:
    """What may tell the day, and what has been found out from it so far."""

    metadata: Metadata
    anchor: Anchor | None = None
    clues: Sequence[Clue] = ()
    evidence: list[Evidence] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decision:
    """The layer's document time, and the day itself where it is decided."""

    time: DocumentTime
    day: date | None


def decide(sources: Sources) -> Decision:
    """Settle the document's time from all sources, with evidence and conflicts."""
    _check_metadata(sources)
    metadata = sources.metadata
    if sources.anchor and sources.anchor.year:
        return _from_full_dateline(sources, sources.anchor)
    if sources.anchor and metadata.published:
        return _from_both(sources, sources.anchor, metadata.published)
    if metadata.partial:
        return _from_partial(sources, metadata.partial)
    if sources.anchor:
        return _weighed(sources, sources.anchor)
    if metadata.published:
        _say_metadata(sources)
        return _decided(sources, metadata.published, 0.9)
    return _unknown(sources)


def _from_partial(sources: Sources, partial: str) -> Decision:
    """Metadata of a month or a year: the dateline's day in it, else all of it."""
    _say(sources, sources.metadata.rule, 0, 0, f"the metadata gives {partial}")
    if anchor := sources.anchor:
        _say_anchor(sources, anchor)
        own = anchor.in_year(int(partial[:4]))
        if own and str(own).startswith(partial):
            _check_weekday(sources, own)
            return _decided(sources, own, 0.95)
        says = f"{sources.metadata.source} gives {partial}, the text {anchor.day} {_month_name(anchor.month)}"
        _oppose(sources, sources.metadata.source, "dateline", says, anchor.match)
    year, month = int(partial[:4]), partial[5:]
    period = calendar.month(year, int(month)) if month else calendar.year(year)
    earliest, latest = period.bounds()
    time = DocumentTime(
        edtf=period.edtf, earliest=earliest, latest=latest, confidence=0.9,
        evidence=sources.evidence, conflicts=sources.conflicts,
    )  # fmt: skip
    return Decision(time, None)


def _say_metadata(sources: Sources) -> None:
    metadata = sources.metadata
    _say(sources, metadata.rule, 0, 0, f"the metadata gives {metadata.published}")
    if metadata.seat and metadata.elsewhere:
        says = f"there the clocks are {metadata.seat.hours:+g} hours from UTC, where it is still or already {metadata.elsewhere}"
        _say(sources, "dateline.place", metadata.seat.start, metadata.seat.end, says)


def _oppose(sources: Sources, left: str, right: str, says: str, where: Match | Clue | None = None) -> None:
    start, end = (where.start, where.end) if where else (0, 0)
    sources.conflicts.append(Conflict(between=[left, right], says=says, start=start, end=end))


def _say(sources: Sources, rule: str, start: int, end: int, says: str) -> None:
    sources.evidence.append(Evidence(rule=rule, start=start, end=end, says=says))


def _say_anchor(sources: Sources, anchor: Anchor) -> None:
    match = anchor.match
    names = {"dateline": "the dateline", "line": "a line of its own", "head": "the head of the item"}
    said = f"{anchor.day:02d} {_month_name(anchor.month)}" + (f" {anchor.year}" if anchor.year else ", no year")
    _say(sources, f"anchor.{anchor.place}", match.start, match.end, f"{names[anchor.place]} gives {said}")


def _month_name(number: int) -> str:
    return MONTHS[number - 1]


def _check_metadata(sources: Sources) -> None:
    """What the metadata says against itself."""
    metadata = sources.metadata
    if metadata.published and metadata.received and (metadata.published - metadata.received).days > 1:
        says = f"{metadata.source} {metadata.published} lies after received_at {metadata.received}"
        _oppose(sources, metadata.source, "received_at", says)
    if metadata.published and metadata.url and abs((metadata.published - metadata.url).days) > _NEAR:
        _oppose(sources, metadata.source, "url", f"{metadata.source} gives {metadata.published}, the URL {metadata.url}")


def _from_full_dateline(sources: Sources, anchor: Anchor) -> Decision:
    _say_anchor(sources, anchor)
    own = anchor.in_year(anchor.year)
    if own is None:
        return _unknown(sources)
    metadata = sources.metadata
    confidence = 0.97
    if metadata.published and abs((metadata.published - own).days) > _NEAR:
        _oppose_dateline(sources, anchor, metadata.published, own)
        confidence = 0.8
    if metadata.received and (own - metadata.received).days > 1:
        says = f"the text gives {own}, later than received_at {metadata.received}"
        _oppose(sources, "dateline", "received_at", says, anchor.match)
        confidence = 0.6
    return _decided(sources, own, confidence)


def _oppose_dateline(sources: Sources, anchor: Anchor, published: date, own: date | None) -> None:
    name = sources.metadata.source
    said = f"{own}" if own else f"{anchor.day} {_month_name(anchor.month)}"
    _oppose(sources, name, "dateline", f"{name} gives {published}, the text {said}", anchor.match)


def _from_both(sources: Sources, anchor: Anchor, published: date) -> Decision:
    _say_anchor(sources, anchor)
    _say_metadata(sources)
    near = [one for step in (-1, 0, 1) if (one := anchor.in_year(published.year + step))]
    own = min(near, key=lambda one: abs((one - published).days), default=None)
    if own and abs((own - published).days) <= _NEAR:
        return _confirmed(sources, anchor, own)
    _oppose_dateline(sources, anchor, published, None)
    return _weighed(sources, anchor, limit=published)


def _confirmed(sources: Sources, anchor: Anchor, own: date) -> Decision:
    """The metadata fits the dateline's day: its year stands, unless what the text names leaves no doubt of another."""
    _check_weekday(sources, own)
    last = sources.metadata.received or date.max
    shares = {one: share for one, share in years.weigh(anchor, sources.clues, None).items() if (one - last).days <= 1}
    best = next(iter(shares), own)
    odds = math.log(shares[best] / shares[own]) if shares.get(own) else 0.0
    if odds < _DOUBT:
        return _decided(sources, own, 0.97)
    _say_clues(sources, shares)
    name = sources.metadata.source
    _oppose(sources, name, "text", f"{name} gives {own}, what the text names speaks for {best}", _strongest(sources, best, own))
    surer = 1 / (1 + math.exp(-abs(odds - _TRUST)))
    return _decided(sources, best if odds > _TRUST else own, round(min(surer, 0.97), 4))


def _strongest(sources: Sources, best: date, own: date) -> Clue | None:
    """The clue that speaks most for one day against another."""
    return max(sources.clues, key=lambda clue: clue.score(best) - clue.score(own), default=None)


def _check_weekday(sources: Sources, own: date) -> None:
    """A day said with its weekday must have it in the document's year."""
    for clue in sources.clues:
        if not isinstance(clue, WeekdayPaired) or (clue.month, clue.day) != (own.month, own.day):
            continue
        if clue.weekday != own.isoweekday():
            says = f"{own} is a {WEEKDAYS[own.weekday()]}, the text says {WEEKDAYS[clue.weekday - 1]}"
            _oppose(sources, sources.metadata.source, "weekday", says, clue)


def _weighed(sources: Sources, anchor: Anchor, limit: date | None = None) -> Decision:
    if limit is None:
        _say_anchor(sources, anchor)
    bound = min((one for one in (sources.metadata.received, limit) if one), default=None)
    shares = years.weigh(anchor, sources.clues, bound)
    if not shares:
        return _unknown(sources)
    best = next(iter(shares))
    _say_clues(sources, shares)
    if shares[best] < (_DECIDED_RECEIVED if bound else _DECIDED):
        return _undecided(sources, shares)
    return _decided(sources, best, min(round(shares[best], 4), _SUREST), _alternatives(shares, best))


def _alternatives(shares: dict[date, float], best: date) -> list[Alternative]:
    """The other days worth naming: the likely, and the nearest before and after on the same weekday: a reader will ask."""
    twins = [one for one in shares if one != best and one.isoweekday() == best.isoweekday()]
    asked = {max((one for one in twins if one < best), default=best), min((one for one in twins if one > best), default=best)}
    named = [one for one in shares if one != best and (shares[one] >= _WORTH or (one in asked and shares[one] >= _WORTH_TWIN))]
    return [Alternative(edtf=str(one), confidence=round(shares[one], 6)) for one in named]


def _say_clues(sources: Sources, shares: dict[date, float]) -> None:
    likely = [one for one, share in shares.items() if share >= _WORTH_TWIN / 10] or list(shares)
    for clue in sources.clues:
        _say(sources, clue.rule, clue.start, clue.end, clue.says(likely))
    if sources.metadata.received:
        _say(sources, "metadata.received_at", 0, 0, f"received on {sources.metadata.received}: not written after it")


def _undecided(sources: Sources, shares: dict[date, float]) -> Decision:
    """The smallest set of days that holds nearly all of the probability, at most eight."""
    chosen: list[date] = []
    held = 0.0
    for one, share in shares.items():
        if held >= 0.95 or len(chosen) == 8:
            break
        chosen.append(one)
        held += share
    edtf = "[" + ",".join(str(one) for one in sorted(chosen)) + "]"
    alternatives = [Alternative(edtf=str(one), confidence=round(shares[one], 4)) for one in chosen]
    time = DocumentTime(
        edtf=edtf, earliest=str(min(chosen)), latest=str(max(chosen)), confidence=round(min(held, 1.0), 4),
        alternatives=alternatives, evidence=sources.evidence, conflicts=sources.conflicts,
    )  # fmt: skip
    return Decision(time, None)


def _decided(sources: Sources, one: date, confidence: float, alternatives: Sequence[Alternative] = ()) -> Decision:
    time = DocumentTime(
        edtf=str(one), earliest=str(one), latest=str(one), confidence=confidence,
        alternatives=list(alternatives), evidence=sources.evidence, conflicts=sources.conflicts,
    )  # fmt: skip
    return Decision(time, one)


def _unknown(sources: Sources) -> Decision:
    """Nothing says the day: open, but not after the receipt."""
    received = sources.metadata.received
    if received:
        _say(sources, "metadata.received_at", 0, 0, f"received on {received}: not written after it")
    edtf, latest = (f"../{received}", str(received)) if received else (None, None)
    time = DocumentTime(edtf=edtf, latest=latest, evidence=sources.evidence, conflicts=sources.conflicts)
    return Decision(time, None)
