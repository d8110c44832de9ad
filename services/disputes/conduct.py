"""What a party does at a contested place, and who else objects: building, arming, patrolling there. Beside who owns it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dateline.layers.disputes import Dispute, Party, PartyRole
from dateline.span import Span as WireSpan
from services.disputes.matters import Scene, rules
from services.disputes.parts import Span
from services.disputes.powers import Power
from services.knowledge.disputes import Dispute as Registered

#: How far from a word of objection the one who objects, and the one it is about, are named, in code points.
_BEFORE, _AFTER = 60, 90


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()[name].replace(" ", r"\s+"), re.IGNORECASE)


def conduct(scene: Scene, active: Sequence[Dispute]) -> list[Dispute]:
    """Quarrels of a third state with a party over what the party does at a place whose status is at issue, without ids."""
    found: list[Dispute] = []
    names = {power.id: power for power in scene.powers} if active else {}
    for one in active:
        registered = next(place.dispute for place in scene.places if place.dispute.matter == one.registry)
        shown = [span for span in _sentences(scene, one.registry or "") if _pattern("conduct").search(scene.reading.text, *span)]
        pairs = [(first, second, span) for span in shown for first, second in _objections(scene, registered, span, names)]
        if pairs:
            found.append(_dispute(scene, one, pairs))
    return found


def _sentences(scene: Scene, matter: str) -> list[Span]:
    """Sentences that name the place, and those right after them."""
    last = len(scene.reading.sentences)
    numbers = {near for number in scene.sentences_of(matter) for near in (number, number + 1) if near < last}
    return [scene.reading.sentences[number] for number in sorted(numbers)]


def _objections(scene: Scene, dispute: Registered, span: Span, names: Mapping[str, Power]) -> Iterator[tuple[Power, Power]]:
    parties = {party.id for party in dispute.parties}
    for claim in scene.claims_within(*span):
        about = next((power for power in scene.powers_within(claim.cue, claim.end) if power.id in parties), None)
        if claim.contests and about:
            yield from ((names[side], about) for side in sorted(claim.sides - parties))
    for found in _pattern("objecting").finditer(scene.reading.text, *span):
        before = scene.powers_within(max(span[0], found.start() - _BEFORE), found.start())
        after = scene.powers_within(found.end(), min(span[1], found.end() + _AFTER))
        about = next((power for power in after if power.id in parties), None)
        if before and before[-1].id not in parties and about:
            yield before[-1], about


def _dispute(scene: Scene, status: Dispute, pairs: Sequence[tuple[Power, Power, Span]]) -> Dispute:
    evidence = sorted({span for _, _, span in pairs})
    accusers = {first.id: first.name for first, _, _ in pairs}
    accused = {second.id: second.name for _, second, _ in pairs}
    sides: list[tuple[dict[str, str], PartyRole]] = [(accusers, "accuser"), (accused, "accused")]
    return Dispute(
        id="",
        kind="diplomatic",
        registry=status.registry,
        objects=status.objects,
        parties=[
            Party(entity=party, name=name, role=role, claims=_claims(scene, party, evidence))
            for names, role in sides
            for party, name in names.items()
        ],
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=0.6,
    )


def _claims(scene: Scene, side: str, evidence: Sequence[Span]) -> list[str]:
    return [claim.id for span in evidence for claim in scene.claims_within(*span) if side in claim.sides]
