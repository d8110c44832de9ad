"""Layer `dates`: the document's own time, the expressions of time, and the events they date.

Terms are those of TimeML 1.2.1 (TIMEX3 type, value, mod) and ISO 8601-2 (EDTF level 2).
"""

from typing import Literal

from pydantic import Field

from dateline.layers.layer import Layer
from dateline.span import Span, WireModel

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
EventStatus = Literal["occurred", "scheduled", "ongoing", "conditional", "recurring", "denied", "hypothetical"]


class Interval(WireModel):
    """A stretch of calendar time. Never narrower than what the text says."""

    edtf: str | None = Field(default=None, description="EDTF level 2; null when not on the calendar.")
    earliest: str | None = Field(default=None, description="ISO date, inclusive; null when open or unknown.")
    latest: str | None = Field(default=None, description="ISO date, inclusive; null when open or unknown.")


class Evidence(WireModel):
    """One reason for a document time. A span of 0, 0 says that the reason is metadata, not text."""

    rule: str
    start: int = 0
    end: int = 0
    says: str


class Alternative(WireModel):
    """Another document time that the evidence allows."""

    edtf: str
    confidence: float = Field(ge=0, le=1)


class Conflict(WireModel):
    """Two sources of the document time that cannot both hold."""

    between: list[str] = Field(description="Two of `published_at`, `received_at`, `dateline`, `weekday`, `url`, `text`.")
    says: str
    start: int = 0
    end: int = 0


class DocumentTime(Interval):
    """When the item was written: known, weighed, or an undecided set of days."""

    confidence: float = Field(default=0.0, ge=0, le=1, description="Calibrated probability that the interval holds the day.")
    alternatives: list[Alternative] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    conflicts: list[Conflict] = Field(default_factory=list)


class Expression(Span, Interval):
    """A temporal expression: TIMEX3 and the interval it stands for."""

    id: str
    type: TimexType
    value: str = Field(description="TIMEX3 value, e.g. `2013-W12`, `P3D`, `PRESENT_REF`.")
    mod: str | None = Field(default=None, description="TIMEX3 mod: BEFORE, AFTER, START, MID, END, APPROX, ...")
    rule: str
    extent: Interval | None = Field(
        default=None,
        description="What the words around make of it: from it on, up to it, or a range that it bounds with another "
        '("since 1998", "before 1990", "from 3 to 5 May"); null where it stands for itself.',
    )
    function: str | None = Field(default=None, description="`document_time` for the day in the dateline; else null.")


class When(Interval):
    """The time of an event and why it is that."""

    expressions: list[str] = Field(default_factory=list, description="Ids of the expressions it rests on.")
    basis: str = Field(
        description="How the time was tied to the event: `same-clause`, `same-phrase`, `same-sentence`, `governing-verb`, "
        "`same-event`, `narrative`, `document-time`, `after-document-time`, `before-document-time`."
    )


class Participant(WireModel):
    """An entity's part in an event."""

    entity: str
    role: str


class Event(Span):
    """A happening that the article reports; the span is its word in the text."""

    id: str
    label: str = Field(description="A phrase that a reader understands.")
    status: EventStatus
    when: When | None = None
    participants: list[Participant] = Field(default_factory=list)
    place: str | None = Field(default=None, description="Entity id of the place.")
    type: str | None = Field(default=None, description="`statement`: that somebody said something; else null.")
    foreground: bool = Field(default=True, description="The news of the day rather than its background.")
    sentence: list[int] = Field(min_length=2, max_length=2, description="Start and end of the sentence.")
    same_as: str | None = Field(default=None, description="Id of the first mention of the same event in this article.")


class DatesLayer(Layer):
    """When."""

    document_time: DocumentTime = Field(default_factory=DocumentTime)
    expressions: list[Expression] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)
    read_to: int | None = Field(
        default=None,
        description="Code point up to which the text was read for expressions and events, where it holds more of them than "
        "any book; null where all of it was read.",
    )
