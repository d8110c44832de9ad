"""The document's own time: what metadata says, what the text says, and where they disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.article import Article, parse_when
from dateline.layers.dates import Alternative, Conflict, DocumentTime, Evidence
from services.dating import calendar, years
from services.dating.anchors import Anchor
from services.dating.evidence import MONTHS, WEEKDAYS, Clue, WeekdayPaired

#: Days by which metadata and dateline may differ without a conflict: late editions, time zones.
_NEAR = 7
#: The share of the probability that one day needs to be the answer; a receipt makes a smaller one a reasonable best.
_DECIDED, _DECIDED_RECEIVED = 0.5, 0.4
#: No weighing of years is surer than this.
_SUREST = 0.999
#: A day with less than this is not named among the alternatives.
_WORTH = 0.02
#: The same for the nearest other years in which the day falls on the same day of the week.
_WORTH_TWIN = 0.000001
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


@dataclass(slots=True)
class Sources:
    """What may tell the day, each None where it is missing."""

    published: date | None = None
    partial: str | None = None  #: `published_at` that is a month or a year only
    received: date | None = None
    url: date | None = None
    anchor: Anchor | None = None
    clues: Sequence[Clue] = ()
    evidence: list[Evidence] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, anchor: Anchor | None, clues: Sequence[Clue]) -> Sources:
        """Read the days of an article's metadata."""
        published, partial = article.published_at, None
        if published and len(published) < 10:
            published, partial = None, published
        return cls(_day(published), partial, _day(article.received_at), _url_day(article.url), anchor, clues)


@dataclass(frozen=True, slots=True)
class Decision:
    """The layer's document time, and the day itself where it is decided."""

    time: DocumentTime
    day: date | None


def _day(stamp: str | None) -> date | None:
    if not stamp:
        return None
    try:
        return date.fromisoformat(parse_when(stamp).isoformat()[:10])
    except ValueError:
        return None


def _url_day(url: str | None) -> date | None:
    found = _URL_DATE.search(url or "")
    return _day("-".join(found.groups())) if found else None


def decide(sources: Sources) -> Decision:
    """Settle the document's time from all sources, with evidence and conflicts."""
    _check_receipt(sources)
    metadata = sources.published or sources.url
    if sources.anchor and sources.anchor.year:
        return _from_full_dateline(sources, sources.anchor)
    if sources.anchor and metadata:
        return _from_both(sources, sources.anchor, metadata)
    if sources.partial and not metadata:
        return _from_partial(sources, sources.partial)
    if sources.anchor:
        return _weighed(sources, sources.anchor)
    if metadata:
        _say(sources, *_metadata_name(sources), f"the metadata gives {metadata}")
        return _decided(sources, metadata, 0.9)
    return _unknown(sources)


def _from_partial(sources: Sources, partial: str) -> Decision:
    """Metadata of a month or a year: the dateline's day in it, else all of it."""
    _say(sources, "metadata.published_at", 0, 0, f"the metadata gives {partial}")
    if anchor := sources.anchor:
        _say_anchor(sources, anchor)
        own = anchor.in_year(int(partial[:4]))
        if own and str(own).startswith(partial):
            _check_weekday(sources, own)
            return _decided(sources, own, 0.95)
        says = f"published_at gives {partial}, the text {anchor.day} {_month_name(anchor.month)}"
        span = {"start": anchor.match.start, "end": anchor.match.end}
        sources.conflicts.append(Conflict(between=["published_at", "dateline"], says=says, **span))
    year, month = int(partial[:4]), partial[5:]
    period = calendar.month(year, int(month)) if month else calendar.year(year)
    earliest, latest = period.bounds()
    time = DocumentTime(
        edtf=period.edtf, earliest=earliest, latest=latest, confidence=0.9,
        evidence=sources.evidence, conflicts=sources.conflicts,
    )  # fmt: skip
    return Decision(time, None)


def _metadata_name(sources: Sources) -> tuple[str, int, int]:
    return ("metadata.published_at" if sources.published else "metadata.url", 0, 0)


def _say(sources: Sources, rule: str, start: int, end: int, says: str) -> None:
    sources.evidence.append(Evidence(rule=rule, start=start, end=end, says=says))


def _say_anchor(sources: Sources, anchor: Anchor) -> None:
    match = anchor.match
    names = {"dateline": "the dateline", "line": "a line of its own", "head": "the head of the item"}
    said = f"{anchor.day:02d} {_month_name(anchor.month)}" + (f" {anchor.year}" if anchor.year else ", no year")
    _say(sources, f"anchor.{anchor.place}", match.start, match.end, f"{names[anchor.place]} gives {said}")


def _month_name(number: int) -> str:
    return MONTHS[number - 1]


def _check_receipt(sources: Sources) -> None:
    if sources.published and sources.received and (sources.published - sources.received).days > 1:
        says = f"published_at {sources.published} lies after received_at {sources.received}"
        sources.conflicts.append(Conflict(between=["published_at", "received_at"], says=says))


def _from_full_dateline(sources: Sources, anchor: Anchor) -> Decision:
    _say_anchor(sources, anchor)
    own = anchor.in_year(anchor.year)
    if own is None:
        return _unknown(sources)
    metadata = sources.published or sources.url
    confidence = 0.97
    if metadata and abs((metadata - own).days) > _NEAR:
        _conflict(sources, anchor, metadata, own)
        confidence = 0.8
    if sources.received and (own - sources.received).days > 1:
        says = f"the text gives {own}, later than received_at {sources.received}"
        sources.conflicts.append(
            Conflict(between=["dateline", "received_at"], says=says, start=anchor.match.start, end=anchor.match.end)
        )
        confidence = 0.6
    return _decided(sources, own, confidence)


def _conflict(sources: Sources, anchor: Anchor, metadata: date, own: date | None) -> None:
    name = "published_at" if sources.published else "url"
    said = f"{own}" if own else f"{anchor.day} {_month_name(anchor.month)}"
    says = f"{name} gives {metadata}, the text {said}"
    sources.conflicts.append(Conflict(between=[name, "dateline"], says=says, start=anchor.match.start, end=anchor.match.end))


def _from_both(sources: Sources, anchor: Anchor, metadata: date) -> Decision:
    _say_anchor(sources, anchor)
    _say(sources, *_metadata_name(sources), f"the metadata gives {metadata}")
    near = [one for step in (-1, 0, 1) if (one := anchor.in_year(metadata.year + step))]
    own = min(near, key=lambda one: abs((one - metadata).days), default=None)
    if own and abs((own - metadata).days) <= _NEAR:
        _check_weekday(sources, own)
        return _decided(sources, own, 0.97)
    _conflict(sources, anchor, metadata, None)
    return _weighed(sources, anchor, limit=metadata)


def _check_weekday(sources: Sources, own: date) -> None:
    """A day said with its weekday must have it in the document's year."""
    for clue in sources.clues:
        if not isinstance(clue, WeekdayPaired) or (clue.month, clue.day) != (own.month, own.day):
            continue
        if clue.weekday != own.isoweekday():
            says = f"{own} is a {WEEKDAYS[own.weekday()]}, the text says {WEEKDAYS[clue.weekday - 1]}"
            name = "published_at" if sources.published else "url" if sources.url else "dateline"
            sources.conflicts.append(Conflict(between=[name, "weekday"], says=says, start=clue.start, end=clue.end))


def _weighed(sources: Sources, anchor: Anchor, limit: date | None = None) -> Decision:
    if limit is None:
        _say_anchor(sources, anchor)
    bound = min((one for one in (sources.received, limit) if one), default=None)
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
    if sources.received:
        _say(sources, "metadata.received_at", 0, 0, f"received on {sources.received}: not written after it")


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
    received = sources.received
    if received:
        _say(sources, "metadata.received_at", 0, 0, f"received on {received}: not written after it")
    edtf, latest = (f"../{received}", str(received)) if received else (None, None)
    time = DocumentTime(edtf=edtf, latest=latest, evidence=sources.evidence, conflicts=sources.conflicts)
    return Decision(time, None)
