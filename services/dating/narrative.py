"""The time that a text is telling of as it goes on, and the times that follow from the document's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dateline.layers.dates import When
from services.dating.calendar import add_days
from services.dating.document import Decision

#: The first sentences of the body tell the news.
_HEAD: Final = 3
#: A day this long before the document's, at most, is what the item reports on.
_RECENT: Final = 16
#: Events further from the document's day than this, in days, are background.
_NEWS_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Frame:
    """The times that follow from the document's own, made once: its own, after it, before it; and what counts as near to it."""

    document: When | None = None
    after: When | None = None
    before: When | None = None
    recent: tuple[str, str] = ("", "")
    news: tuple[str, str] = ("", "")
    begins: str = ""  #: what began before this day is no news, even if it ends near the document's: "last year"

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
            str(add_days(day, -2 * _NEWS_DAYS)),
        )

    @property
    def day(self) -> str | None:
        """The document's day."""
        return self.recent[1] or None

    def is_recent(self, when: When) -> bool:
        """A single day, the document's or one shortly before it."""
        return when.earliest is not None and when.earliest == when.latest and self.recent[0] <= when.earliest <= self.recent[1]

    def is_news(self, when: When) -> bool:
        """It ends near the document's day; where that is not known, it is the document's time."""
        if not self.news[0]:
            return when.basis == "document-time"
        last = when.latest or when.earliest
        if last is None or (when.earliest is not None and when.earliest < self.begins):
            return False
        return self.news[0] <= last <= self.news[1]


@dataclass(slots=True)
class Narrative:
    """The time that a text is telling of: that of its lead, and in a paragraph the one last given there."""

    frame: Frame
    lead: When | None = None
    paragraph: When | None = None
    sentences: int = 0  #: how many of the body were read
    _given: dict[str, When | None] = field(default_factory=dict)
    _thought: dict[str, When | None] = field(default_factory=dict)

    def at_head(self) -> bool:
        """Still in the first sentences of the body: what stands there is the news."""
        return self.sentences <= _HEAD

    def tell(self, when: When) -> None:
        """Note the time that a finite past verb was given."""
        if when.basis != "same-clause" or when.earliest is None or when.latest is None:
            return
        self.paragraph = when if when.earliest == when.latest or self.frame.is_recent(when) else self.frame.before
        if self.lead is None and self.paragraph is when and self.at_head() and self.frame.is_recent(when):
            self.lead = self.now()

    def now(self) -> When | None:
        """The time that the text is telling of: made for the narrative when it is first asked for."""
        told = self.paragraph
        if told is None:
            return self.lead
        if told.basis == "same-clause":
            told = self.paragraph = rebased(told, "narrative")
        return told

    def note(self, origin: str, when: When, given: bool) -> None:
        """Note the time of an event, by the verb behind it: what the text says goes before what its lead lets one think."""
        if when.earliest is None or when.latest is None or not (given or self.at_head()):
            return
        times = self._given if given else self._thought
        known = times.setdefault(origin, when)
        if known is not None and (known.earliest, known.latest) != (when.earliest, when.latest):
            times[origin] = None

    def known(self, origin: str) -> When | None:
        """The one time that an event was given; None when it has none, or several."""
        return self._given[origin] if origin in self._given else self._thought.get(origin)


def rebased(when: When, basis: str, expressions: list[str] | None = None) -> When:
    """The same time for another reason."""
    given = when.expressions if expressions is None else expressions
    return When(edtf=when.edtf, earliest=when.earliest, latest=when.latest, expressions=given, basis=basis)
