"""Disputes over places of the registry: which of those named are at issue, and which are only mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Any, Final, NamedTuple

import orjson

from dateline.layers.disputes import Dispute, Party
from dateline.span import Span as WireSpan
from services.disputes.names import Hit, NameFinder, lowered
from services.disputes.parts import Span
from services.disputes.powers import Power
from services.disputes.reading import Cover, Reading
from services.disputes.toponyms import Place
from services.knowledge.disputes import NEUTRAL
from services.knowledge.disputes import Dispute as Registered

_NEXT: Final = re.compile(r"\s+([a-z]+)\b")
_HAVING: Final = frozenset(("has", "had", "have", "said", "says", "will", "would"))
#: A sentence counts with the ones before and after it; parties are looked for so many sentences around evidence.
_REACH, _PARTY_REACH = 1, 1
#: What words, parties and names of several sides have to amount to.
_ENOUGH: Final = 2
#: Sentences of one text that name a place of one matter; what comes after them in a very long one is left out.
_MOST = 2_000
#: How near a word stands to the place that it is about, where a sentence names several, in code points.
_BESIDE: Final = 70
#: How much nearer another place must be to take a word away.
_NEARER: Final = 20


class Voiced(NamedTuple):
    """A claim by its id: where its cue begins, where all of it begins and ends, and the ids of the sides it speaks for."""

    id: str
    cue: int
    start: int
    end: int
    sides: frozenset[str]
    contests: bool = False  #: it accuses or rejects


@cache
def rules() -> dict[str, Any]:
    """Words that say something is contested (`lang/en/contests.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/contests.json").read_bytes())
    return raw


@cache
def _words() -> tuple[NameFinder, int, frozenset[str]]:
    raw = rules()
    return NameFinder([*raw["strong"], *raw["weak"]]), len(raw["strong"]), frozenset(raw["anaphora"])


def _start(word: tuple[Hit, bool]) -> int:
    return word[0].start


#: A lambda in a method of a named tuple would keep the module from being compiled.
_BY_START, _BY_CUE = attrgetter("start"), attrgetter("cue")


class Scene(NamedTuple):
    """What a dispute is read from: the article's places, sides, contesting words and claims."""

    reading: Reading
    places: Sequence[Place]
    powers: Sequence[Power]
    claims: Sequence[Voiced]
    covers: Cover  #: topics: the adjective in "Palestinian statehood" is no party

    def sentences_of(self, slug: str) -> list[int]:
        """Numbers of the sentences that name a place of the matter."""
        found = {
            self.reading.sentence_number(place.start)
            for place in self.places
            if place.dispute.matter == slug and not place.inside
        }
        return sorted(found)

    def sides_of(self, slug: str) -> set[str]:
        """Parties whose own names for the place the text uses."""
        return {place.name.side for place in self.places if place.dispute.matter == slug and place.name.side != NEUTRAL}

    def places_within(self, start: int, end: int) -> Sequence[Place]:
        """Places named between two offsets."""
        first, last = (bisect_left(self.places, offset, key=_BY_START) for offset in (start, end))
        return self.places[first:last]

    def powers_within(self, start: int, end: int) -> Sequence[Power]:
        """Mentions of sides that begin between two offsets."""
        first, last = (bisect_left(self.powers, offset, key=_BY_START) for offset in (start, end))
        return self.powers[first:last]

    def claims_within(self, start: int, end: int) -> Sequence[Voiced]:
        """Claims whose cue stands between two offsets."""
        first, last = (bisect_left(self.claims, offset, key=_BY_CUE) for offset in (start, end))
        return self.claims[first:last]


def contesting(text: str) -> list[tuple[Hit, bool]]:
    """Words that say something is contested, and whether each is enough by itself."""
    finder, strong, _ = _words()
    low = lowered(text)
    return [(hit, hit.name < strong) for hit in finder.find(low) if not _in_passing(low, hit)]


def _in_passing(low: str, hit: Hit) -> bool:
    """Whether a word contests nothing there: "following the annexation", "the army claimed that"."""
    if _background().search(low, max(0, hit.start - 30), hit.start):
        return True
    return low.startswith("claim", hit.start) and bool(_merely_said().match(low, hit.end))


@cache
def _background() -> re.Pattern[str]:
    """What makes a contest the mere time of something else: "following the annexation"."""
    return re.compile(r"\b(?:" + "|".join(rules()["background"]) + r")(?: [\w’'.]+){0,2} $")


@cache
def _merely_said() -> re.Pattern[str]:
    """What follows "claim" where it only says something: "claimed that", "claims to have", "claimed responsibility"."""
    return re.compile(r"\s(?:" + "|".join(rules()["said"]) + r")\b")


def registered(scene: Scene) -> tuple[list[Dispute], list[str]]:
    """Active disputes over registered places, without ids, and slugs of those only mentioned."""
    words = contesting(scene.reading.text) if scene.places else []
    active: list[Dispute] = []
    idle: list[str] = []
    for slug in sorted({place.dispute.matter for place in scene.places}):
        every = {place.dispute.slug: place.dispute for place in scene.places if place.dispute.matter == slug}
        found = _dispute(scene, every[min(every, key=lambda one: (one != slug, one))], words)
        if found:
            active.append(found)
        else:
            idle.append(slug)
    return active, idle


def _dispute(scene: Scene, dispute: Registered, words: Sequence[tuple[Hit, bool]]) -> Dispute | None:
    contrast = 2 * (len(scene.sides_of(dispute.matter)) > 1)
    evidence: list[Span] = []
    strength = 0
    named = scene.sentences_of(dispute.matter)[:_MOST]
    for number in named:
        if found := _shown(scene, dispute, number, words, contrast):
            strength += found
            evidence.append(scene.reading.sentences[number])
    if not evidence:
        return None
    evidence += _taken_up(scene, dispute, named, evidence)
    sides = _parties(scene, dispute, evidence)
    if not sides:
        return None
    here = [place for place in scene.places if place.dispute.matter == dispute.matter and not place.inside]
    return Dispute(
        id="",
        kind=dispute.kind,
        registry=dispute.matter,
        objects=list(dict.fromkeys(place.name.place for place in here)),
        parties=sides,
        evidence=[WireSpan(start=start, end=end) for start, end in sorted(evidence)],
        confidence=round(min(0.95, 0.45 + 0.05 * strength + 0.1 * (len(sides) > 1)), 2),
    )


def _shown(scene: Scene, dispute: Registered, number: int, words: Sequence[tuple[Hit, bool]], contrast: int) -> int:
    """How strongly a sentence that names the place shows that it is contested; 0 when it does not."""
    start, end = scene.reading.window(number, _REACH)
    own = scene.reading.sentences[number]
    here = words[bisect_left(words, own[0], key=_start) : bisect_left(words, own[1], key=_start)]
    wide = words[bisect_left(words, start, key=_start) : bisect_left(words, end, key=_start)]
    if any(place.dispute.matter != dispute.matter for place in scene.places_within(*own)):
        here = _beside(scene, dispute, here, own)
    strong = sum(sure for _, sure in here)
    near, weak = sum(sure for _, sure in wide) - strong, len(here) - strong
    if _beside_the_point(scene, dispute, number, strong > 0):
        return 0
    around = {
        power.id
        for power in scene.powers_within(start, end)
        if power.name != _polity(dispute, power) and not scene.covers.around(power.start, power.end)
    }
    both = sum(party.id in around for party in dispute.parties) > 1
    enough = strong * 2 + near + weak + both + contrast >= _ENOUGH
    return max(1, strong * 2 + near + weak) if enough and _opposed(dispute, around, strong + near + contrast + weak // 2) else 0


def _polity(dispute: Registered, power: Power) -> str | None:
    """The name of the place when it is itself the party: in "Taiwan's exports" nobody stands against Taiwan."""
    itself = power.kind == "name" and any(name.text == power.name for name in dispute.names)
    return power.name if itself else None


def _beside(scene: Scene, dispute: Registered, words: Sequence[tuple[Hit, bool]], own: Span) -> list[tuple[Hit, bool]]:
    """Of a sentence that names several matters, the words that stand near this one's names and not nearer to another's."""
    places = scene.places_within(*own)
    mine = [place for place in places if place.dispute.matter == dispute.matter]
    others = [place for place in places if place.dispute.matter != dispute.matter]
    found = []
    for word in words:
        near = min((_distance(word[0], place) for place in mine), default=_BESIDE)
        if near < _BESIDE and all(near <= _distance(word[0], place) + _NEARER for place in others):
            found.append(word)
    return found


def _distance(hit: Hit, place: Place) -> int:
    return max(hit.start - place.end, place.start - hit.end, 0)


def _beside_the_point(scene: Scene, dispute: Registered, number: int, strong: bool) -> bool:
    """Whether a place is named there only as party to, or as scene of, another matter of the same sentence."""
    start, end = scene.reading.sentences[number]
    places = [place for place in scene.places_within(start, end) if not place.inside]
    others = [place for place in places if place.dispute.matter != dispute.matter]
    if _is_polity(dispute):
        speaks = any(party.id in claim.sides for claim in scene.claims_within(start, end) for party in dispute.parties[:1])
        speaks = speaks or any(_acts(scene.reading.text, place) for place in places if place.dispute.matter == dispute.matter)
        return any(not _is_polity(place.dispute) for place in others) or (speaks and not strong)
    if any(place.name.topic and _parties_of(place.dispute) == _parties_of(dispute) for place in others):
        return not any(place.name.topic for place in places if place.dispute.matter == dispute.matter)
    return dispute.kind == "maritime" and any(place.dispute.kind == "territorial" for place in others)


def _acts(text: str, place: Place) -> bool:
    """Whether a polity is the subject: "Cyprus has protested", "Taiwan said"."""
    follows = _NEXT.match(text, place.end)
    return follows is not None and (follows[1] in _HAVING or follows[1].endswith("ed"))


def _is_polity(dispute: Registered) -> bool:
    """Whether the place is a party itself."""
    return any(party.name == name.text for party in dispute.parties for name in dispute.names)


def _parties_of(dispute: Registered) -> set[str]:
    return {party.id for party in dispute.parties}


def _taken_up(scene: Scene, dispute: Registered, named: Sequence[int], evidence: Sequence[Span]) -> list[Span]:
    """Sentences right after evidence that take the place up ("these islands") in a claim of a party."""
    found: list[Span] = []
    parties = {party.id for party in dispute.parties}
    shown = set(evidence)
    for number in named:
        follows = scene.reading.sentences[number + 1 : number + 3] if scene.reading.sentences[number] in shown else []
        for follow in follows:
            spoken = any(claim.sides & parties for claim in scene.claims_within(*follow))
            text = scene.reading.text[slice(*follow)].lower() if spoken and follow not in shown else ""
            if any(word in text for word in _words()[2]):
                found.append(follow)
                shown.add(follow)
    return found


def _opposed(dispute: Registered, around: set[str], strong: int) -> bool:
    named = sum(party.id in around for party in dispute.parties)
    return named >= 2 or (named >= 1 and strong > 0)


def _parties(scene: Scene, dispute: Registered, evidence: Sequence[Span]) -> list[Party]:
    """Registered parties that are named near the evidence, then others that contest a party's position in it."""
    spans = [scene.reading.window(scene.reading.sentence_number(start), _PARTY_REACH) for start, _ in evidence]
    around = {power.id for span in spans for power in scene.powers_within(*span)}
    found = [
        Party(entity=party.id, name=party.name, role=party.role, claims=_claims(scene, party.id, evidence))
        for party in dispute.parties
        if party.id in around
    ]
    known = {party.id for party in dispute.parties}
    names = {power.id: power.name for power in scene.powers}
    others = (side for span in evidence for claim in scene.claims_within(*span) if claim.contests for side in sorted(claim.sides))
    for side in dict.fromkeys(others):
        if side not in known and found:
            found.append(Party(entity=side, name=names[side], role="challenger", claims=_claims(scene, side, evidence)))
    return found


def _claims(scene: Scene, side: str, evidence: Sequence[Span]) -> list[str]:
    shown = Cover(evidence)
    return [claim.id for claim in scene.claims if side in claim.sides and shown.touches(claim.start, claim.end)]
