"""Mentions of one event point to the first: only what is certain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from dateline.layers.dates import Event, EventStatus, When
from services.dating.forms import forms
from services.dating.lang.en.cues import LIGHT_VERBS
from services.dating.parts import Parts

#: All events of an article are made at once: one call instead of one for each and each of its parts.
_EVENTS: Final = TypeAdapter(list[Event])
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


#: How many mentions of a happening are compared with the next one of it: a text that repeats one for ever stays quick.
_BACK: Final = 50


#: Blanks in the label of a statement that says what was said.
_WORDS: Final = 3


def link(drafts: list[Draft]) -> list[Event]:
    """The events in order, with ids `e1`, `e2`, ... and `same_as`."""
    firsts: dict[tuple[str, str | None, str | None], list[tuple[int, Draft]]] = {}
    numbers: dict[int, int] = {}  #: by where it starts, the first mention of an event
    events = []
    for number, draft in enumerate(drafts, 1):
        when, verb, same = draft.when, draft.verb, None
        if verb is not None:
            same = numbers.get(verb)
        if when is not None:
            # Only what has the same time can be the same: a long list of one verb would be gone through again and again.
            key = (draft.origin, when.earliest, when.latest)
            earlier = firsts.get(key)
            if earlier is None:
                earlier = firsts[key] = []
            elif same is None and (draft.definite or draft.lead or " " in draft.label):  # else it is like no other
                same = next((first for first, other in earlier[-_BACK:] if _same(other, draft)), None)
            if same is None and len(earlier) < _MOST:
                earlier.append((number, draft))
        numbers[draft.start] = same or number
        parts = draft.parts
        events.append({
            "id": f"e{number}", "start": draft.start, "end": draft.end, "label": draft.label, "status": draft.status,
            "when": when, "participants": parts.participants(), "place": parts.place, "type": draft.type,
            "foreground": draft.foreground, "sentence": draft.sentence, "same_as": f"e{same}" if same else None,
        })  # fmt: skip
    return _EVENTS.validate_python(events)


def _same(first: Draft, second: Draft) -> bool:
    """Whether two events with one verb behind them are one: told in the same words, told in headline and lead, or "the" one."""
    if (first.status, first.type) != (second.status, second.type) and not second.definite:
        return False
    if second.when is None:
        return False
    if second.definite and second.when.basis == "same-event":
        return True
    said = first.type is not None and first.label.count(" ") < _WORDS  # "he said" again is another statement
    alike = not said and " " in first.label and first.label.lower() == second.label.lower()
    known = (second.definite or (first.lead and second.lead)) and second.origin not in _vague()
    if not alike and not known:
        return False  # most are not: who has a part in them need not be compared
    ours, theirs = _entities(first), _entities(second)
    return (alike and ours == theirs) or (known and not ours.isdisjoint(theirs))


def _entities(draft: Draft) -> set[str]:
    parts = draft.parts
    return {*parts.agents, *parts.patients, *parts.others, *([parts.place] if parts.place else [])}


@cache
def _vague() -> frozenset[str]:
    """Verbs that say too little for two of them to be one event."""
    lemmas = forms().lemmas
    return frozenset(lemmas.get(word, word) for word in LIGHT_VERBS)
