"""Quarrels beside the registered places: trade, legal, labour, electoral and diplomatic ones, with who stands against whom."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.layers.disputes import Dispute, DisputeKind, Party, PartyRole
from dateline.span import Span as WireSpan
from services.disputes.accounts import contested_charge
from services.disputes.courts import before_courts
from services.disputes.labour import at_work
from services.disputes.pairs import Pair, Side
from services.disputes.phrases import Phrases
from services.disputes.reading import Reading
from services.disputes.sources import Sources
from services.disputes.states import between_states
from services.disputes.told import Told, alike, is_name, name_of
from services.disputes.trails import Trails
from services.disputes.votes import over_votes

_ROLES: dict[DisputeKind, tuple[PartyRole, PartyRole]] = {
    "legal": ("plaintiff", "defendant"),
    "labour": ("party", "party"),
    "trade": ("accuser", "accused"),
    "electoral": ("accuser", "accused"),
    "diplomatic": ("accuser", "accused"),
}
#: Quarrels of these kinds are one when they stand so many sentences apart, whatever their sides are called.
_NEAR = 3


def quarrels(reading: Reading, told: Sequence[Told], sources: Sources, trails: Trails) -> list[Dispute]:
    """Quarrels that the text shows, without ids."""
    phrases = Phrases(reading)
    found = [*between_states(reading, told, sources, phrases, trails)]
    found += [_charged(reading, one) for one in told if contested_charge(reading, one) and is_name(name_of(reading, one))]
    found += over_votes(reading, told, sources, phrases, trails)
    found += before_courts(reading, trails, phrases, any(pair.kind == "legal" for pair in found))
    found += at_work(reading, trails, sources, phrases)
    return _merged(reading, sorted(found, key=lambda pair: pair.evidence))


def _charged(reading: Reading, told: Told) -> Pair:
    """Who denies a charge before a court; the accuser is not named."""
    sentence = reading.sentences[reading.sentence_number(told.statement.cue[0])]
    return Pair("legal", None, Side(name_of(reading, told), told.entity, told.id), sentence)


def _merged(reading: Reading, pairs: Sequence[Pair]) -> list[Dispute]:
    """Pairs of one kind are one quarrel when they have a side in common; others than those of states, also when they are near."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        group = next((one for one in groups if one[0].kind == pair.kind and _one_quarrel(reading, one, pair)), None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    return [_dispute(group) for group in groups]


def _one_quarrel(reading: Reading, group: Sequence[Pair], pair: Pair) -> bool:
    names = [side.name for side in (pair.first, pair.second) if side]
    known = [side.name for one in group for side in (one.first, one.second) if side]
    shared = sum(any(alike(name, other) for other in known) for name in names)
    if pair.kind in ("diplomatic", "trade"):
        return shared == len(names)
    last, here = (reading.sentence_number(one.evidence[0]) for one in (group[-1], pair))
    return shared > 0 or here - last <= _NEAR


def _dispute(group: Sequence[Pair]) -> Dispute:
    kind = group[0].kind
    evidence = sorted({pair.evidence for pair in group})
    parties: dict[str, Party] = {}
    for pair in group:
        for side, role in zip((pair.first, pair.second), _ROLES[kind], strict=True):
            if side and not any(alike(side.name, known) for known in parties):
                parties[side.name] = Party(entity=side.entity, name=side.name, role=side.role or role)
    claims = [(side.name, side.claim) for pair in group for side in (pair.first, pair.second) if side and side.claim]
    full = [
        one.model_copy(update={"claims": list(dict.fromkeys(claim for name, claim in claims if name == one.name))})
        for one in parties.values()
    ]
    return Dispute(
        id="",
        kind=kind,
        objects=[],
        parties=full,
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=round(min(0.9, 0.5 + 0.1 * len(evidence) + 0.1 * (len(parties) > 1)), 2),
    )
