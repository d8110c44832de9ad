"""Quarrels beside the registered places: trade, legal, labour, electoral and diplomatic ones, with who stands against whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
from services.disputes.told import Told, is_name, key_of, name_of
from services.disputes.trails import Trails
from services.disputes.votes import over_votes

_ROLES: Final[dict[DisputeKind, tuple[PartyRole, PartyRole]]] = {
    "legal": ("plaintiff", "defendant"),
    "labour": ("party", "party"),
    "trade": ("accuser", "accused"),
    "electoral": ("accuser", "accused"),
    "diplomatic": ("accuser", "accused"),
    "border": ("party", "party"),
    "maritime": ("party", "party"),
}
#: Quarrels of these kinds are one when they stand so many sentences apart, whatever their sides are called.
_NEAR: Final = 3
#: Quarrels of one kind in one text; what comes after them in a very long one is left out.
_MOST = 50


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


class _Group:
    """Pairs of one quarrel: the keys of its sides' names, and the number of its last sentence."""

    def __init__(self, kind: DisputeKind) -> None:
        self.kind = kind
        self.pairs: list[Pair] = []
        self.keys: set[str] = set()
        self.last = 0

    def takes(self, pair: Pair, sentence: int) -> bool:
        """Whether a pair belongs to it: by a side in common; quarrels of others than states, also when they are near."""
        shared = sum(_key(side) in self.keys for side in _sides(pair))
        if pair.kind in ("diplomatic", "trade", "border", "maritime"):
            return shared == len(_sides(pair))
        return shared > 0 or sentence - self.last <= _NEAR

    def add(self, pair: Pair, sentence: int) -> None:
        """Take a pair in."""
        self.pairs.append(pair)
        self.keys |= {_key(side) for side in _sides(pair)}
        self.last = sentence


def _sides(pair: Pair) -> list[Side]:
    return [side for side in (pair.first, pair.second) if side]


def _key(side: Side) -> str:
    """What sides that may be one share: the id of a state, else the last word of the name."""
    return side.entity if side.entity and side.entity.startswith("gpe:") else key_of(side.name)


def _merged(reading: Reading, pairs: Sequence[Pair]) -> list[Dispute]:
    """Pairs of one kind are one quarrel when they have sides in common; at most so many quarrels of a kind are told apart."""
    groups: dict[DisputeKind, list[_Group]] = {}
    for pair in pairs:
        sentence = reading.sentence_number(pair.evidence[0])
        known = groups.setdefault(pair.kind, [])
        group = next((one for one in known if one.takes(pair, sentence)), None)
        if group is None:
            group = _Group(pair.kind)
            known.append(group)
            del known[_MOST:]
        group.add(pair, sentence)
    return [_dispute(group) for every in groups.values() for group in every]


def _dispute(group: _Group) -> Dispute:
    evidence = sorted({pair.evidence for pair in group.pairs})
    parties: dict[str, Party] = {}
    for pair in group.pairs:
        for side, role in zip((pair.first, pair.second), _ROLES[group.kind], strict=True):
            if side:
                party = parties.setdefault(_key(side), Party(entity=side.entity, name=side.name, role=side.role or role))
                if side.claim and side.name == party.name and side.claim not in party.claims[-1:]:
                    party.claims.append(side.claim)
    return Dispute(
        id="",
        kind=group.kind,
        objects=[],
        parties=list(parties.values()),
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=round(min(0.9, 0.5 + 0.1 * len(evidence) + 0.1 * (len(parties) > 1)), 2),
    )
