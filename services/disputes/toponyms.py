"""Names of disputed places in a text: judged by what stands around them, with the side whose name each is, and its voice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import orjson

from dateline.layers.disputes import ToponymVoice
from services.disputes.names import NameFinder, written_forms
from services.disputes.reading import Cover, Reading
from services.knowledge.disputes import Dispute, DisputeName, DisputeRegistry

_CAPITALISED: Final = re.compile(r"[ \n]([A-Z][\w’'-]*)")
_NAMING_REACH: Final = 60
#: A name within so many code points tells what "the disputed islands" are.
_BESIDE: Final = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a disputed place where it stands. `inside`: within a larger name ("Falklands War"), so not the place."""

    start: int
    end: int
    dispute: Dispute
    name: DisputeName
    inside: bool


@cache
def context() -> dict[str, Any]:
    """Words that tell a place from an event, an organisation or a person (`lang/en/context.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/context.json").read_bytes())
    return raw


class ToponymFinder:
    """Finds the registry's names; built once."""

    def __init__(self, registry: DisputeRegistry) -> None:
        generic = frozenset(context()["generic"])
        forms: dict[str, list[tuple[Dispute, DisputeName]]] = {}
        for dispute in registry.disputes:
            for name in dispute.names:
                for form in written_forms(name.text, generic):
                    forms.setdefault(form, []).append((dispute, name))
        self._owners = list(forms.values())
        self._finder = NameFinder(forms)
        self._after = frozenset(context()["heads_after"])
        self._before = re.compile(r"(?:" + "|".join(map(re.escape, context()["heads_before"])) + r") (?:the )?$")

    def find(self, text: str, larger: Cover, parties: frozenset[str]) -> list[Place]:
        """Names in order of the text. `larger`: persons, organisations and events; `parties`: ids of those named.

        An ambiguous name counts only beside another name of its dispute, or with all but one of its parties named.
        """
        hits = self._finder.find(text.replace("\n", " "))
        sure = {
            owner[0].slug
            for hit in hits
            if len(self._owners[hit.name]) == 1
            for owner in self._owners[hit.name]
            if not owner[1].ambiguous
        }
        places: list[Place] = []
        for hit in hits:
            chosen = _choose(self._owners[hit.name], sure, parties)
            if chosen:
                inside = self._is_inside(text, hit.start, hit.end, larger)
                places.append(Place(hit.start, hit.end, *chosen, inside))
        return [place for number, place in enumerate(places) if not _of_another(places, number)]

    def _is_inside(self, text: str, start: int, end: int, larger: Cover) -> bool:
        around = larger.around(start, end)
        if around and around[1] - around[0] > end - start:
            return True
        if self._before.search(text[max(0, start - 30) : start]):
            return True
        at = end
        for _ in range(4):
            following = _CAPITALISED.match(text, at)
            if not following:
                return False
            if following[1] in self._after:
                return True
            at = following.end()
        return False


def _choose(
    owners: list[tuple[Dispute, DisputeName]], sure: set[str], parties: frozenset[str]
) -> tuple[Dispute, DisputeName] | None:
    """Whose name it is here; None when it may be nobody's, or that of several."""
    if len(owners) == 1 and not owners[0][1].ambiguous:
        return owners[0]
    known = [owner for owner in owners if owner[0].slug in sure]
    named = [owner for owner in owners if sum(party.id in parties for party in owner[0].parties) >= min(2, len(owner[0].parties))]
    if known or len(named) == 1 or (named and not named[0][1].topic):
        return (known or named)[0]
    return None


def _of_another(places: list[Place], number: int) -> bool:
    """Whether words that may mean several matters ("disputed islands") stand beside the name of a place of another."""
    here = places[number]
    if not (here.name.topic and here.name.ambiguous):
        return False
    around = (*reversed(places[max(0, number - 2) : number]), *places[number + 1 : number + 2])
    near = next((one for one in around if abs(one.start - here.start) < _BESIDE and not one.name.topic), None)
    return near is not None and near.dispute.matter != here.dispute.matter


def voice(reading: Reading, place: Place, told: Cover) -> ToponymVoice:
    """`attributed` inside a quotation, a statement's content (`told`), or after "called", "known as"; else `narrator`."""
    if reading.quotation_at(place.start) or told.around(place.start, place.end):
        return "attributed"
    lead = reading.text[max(0, place.start - _NAMING_REACH) : place.start]
    clause = re.split(r"[.;:()]", lead)[-1].split()
    return "attributed" if any(word.strip(",\"“'‘") in context()["naming"] for word in clause[-9:]) else "narrator"
