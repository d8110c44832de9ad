"""Mentions of one event point to the first: only what is certain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dateline.layers.dates import Event, EventStatus, When
from services.dating.forms import forms
from services.dating.lang.en.cues import LIGHT_VERBS
from services.dating.parts import Parts

#: All events of an article are made at once: one call instead of one for each and each of its parts.
_EVENTS = TypeAdapter(list[Event])
#: Events of one verb at one time that a later mention is compared with.
_MOST = 50


@dataclass(slots=True)
class Draft:
    """An event before it has a number."""

    start: int
    end: int
    origin: str  #: the verb behind it
    label: str
    status: EventStatus
    when: When | None
    parts: Parts
    type: str | None
    foreground: bool
    sentence: tuple[int, int]
    lead: bool  #: in the headline, the deck, or the first sentence of the body
    definite: bool  #: a noun that was spoken of: "the attack"
    verb: int | None  #: of "talks" in "held talks": where the verb starts

    def fields(self, number: int, same_as: str | None) -> dict[str, Any]:
        """The fields of the event as the layer has it."""
        return {
            "id": f"e{number}", "start": self.start, "end": self.end, "label": self.label, "status": self.status,
            "when": self.when, "participants": self.parts.participants(), "place": self.parts.place, "type": self.type,
            "foreground": self.foreground, "sentence": list(self.sentence), "same_as": same_as,
        }  # fmt: skip


#: How many mentions of a happening are compared with the next one of it: a text that repeats one for ever stays quick.
_BACK = 50


def link(drafts: list[Draft]) -> list[Event]:
    """The events in order, with ids `e1`, `e2`, ... and `same_as`."""
    firsts: dict[tuple[str, str | None, str | None], list[tuple[int, Draft]]] = {}
    numbers: dict[int, int] = {}  #: by where it starts, the first mention of an event
    events = []
    for number, draft in enumerate(drafts, 1):
        # Only what has the same time can be the same: a long list of one verb would be gone through again and again.
        earlier = firsts.setdefault((draft.origin, *_time(draft.when)), []) if draft.when else []
        same = numbers.get(draft.verb) if draft.verb is not None else None
        if not same and earlier:
            same = next((first for first, other in earlier[-_BACK:] if _same(other, draft)), None)
        numbers[draft.start] = same or number
        if same is None and len(earlier) < _MOST:
            earlier.append((number, draft))
        events.append(draft.fields(number, f"e{same}" if same else None))
    return _EVENTS.validate_python(events)


def _same(first: Draft, second: Draft) -> bool:
    """Whether two events with one verb behind them are one: told in the same words, told in headline and lead, or "the" one."""
    if (first.status, first.type) != (second.status, second.type) and not second.definite:
        return False
    if second.when is None:
        return False
    if second.definite and second.when.basis == "same-event":
        return True
    alike = " " in first.label and first.label.lower() == second.label.lower()
    known = (second.definite or (first.lead and second.lead)) and second.origin not in _vague()
    if not alike and not known:
        return False  # most are not: who has a part in them need not be compared
    ours, theirs = _entities(first), _entities(second)
    return (alike and ours == theirs) or (known and not ours.isdisjoint(theirs))


def _time(when: When) -> tuple[str | None, str | None]:
    return when.earliest, when.latest


def _entities(draft: Draft) -> set[str]:
    parts = draft.parts
    return {*parts.agents, *parts.patients, *parts.others, *([parts.place] if parts.place else [])}


@cache
def _vague() -> frozenset[str]:
    """Verbs that say too little for two of them to be one event."""
    lemmas = forms().lemmas
    return frozenset(lemmas.get(word, word) for word in LIGHT_VERBS)
