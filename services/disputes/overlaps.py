"""One matter is told once: a denial within a lawsuit belongs to the lawsuit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.layers.disputes import Dispute, Party, PartyRole
from services.disputes.reading import Reading
from services.disputes.told import key_of

#: Kinds of quarrel that take in what is denied within them, so many sentences away.
_TAKES_IN = ("legal", "labour", "electoral")
_NEAR = 6
#: Quarrels of states that are no second one where a dispute over a place, or an account, has the same sides.
_OF_STATES = ("diplomatic", "border", "maritime")
_COURT: tuple[PartyRole, PartyRole] = ("plaintiff", "defendant")
_CHARGE: tuple[PartyRole, PartyRole] = ("accuser", "accused")


def settled(
    reading: Reading, registered: Sequence[Dispute], accounts: Sequence[Dispute], quarrels: Sequence[Dispute]
) -> list[Dispute]:
    """All disputes of a text, none twice. Disputes of places stay as they are."""
    at_work = {key_of(party.name) for one in quarrels if one.kind == "labour" for party in one.parties}
    hosts = [_Host(reading, one) for one in quarrels if not _injunction_at_work(one, at_work)]
    apart: list[Dispute] = []
    for account in accounts:
        host = next((one for one in hosts if one.takes_in(reading, account)), None)
        if host is None:
            apart.append(account)
        else:
            host.accounts.append(account)
    known = {frozenset(_names(one)) for one in (*registered, *apart)}
    whole = [host.joined() for host in hosts]
    kept = [one for one in whole if one.kind not in _OF_STATES or not any(_names(one) <= names for names in known)]
    return [*registered, *apart, *kept]


class _Host:
    """A quarrel, and the accounts that are told within it."""

    def __init__(self, reading: Reading, quarrel: Dispute) -> None:
        self.quarrel = quarrel
        self.accounts: list[Dispute] = []
        self._keys = {key_of(party.name) for party in quarrel.parties}
        self._sentences = sorted({reading.sentence_number(span.start) for span in quarrel.evidence})
        self._spans = {(span.start, span.end) for span in quarrel.evidence}

    def takes_in(self, reading: Reading, account: Dispute) -> bool:
        """Whether an account is part of the quarrel: a denial by one of its sides, or near a lawsuit."""
        if account.relation not in ("denies", "not_confirmed_by"):
            return False
        shared = key_of(account.parties[-1].name) in self._keys
        denied = account.relation == "denies" and self._near(reading, account)
        if self.quarrel.kind == "diplomatic":
            return shared and denied and (not _names(account) <= _names(self.quarrel) or self._elsewhere(account))
        return self.quarrel.kind in _TAKES_IN and (shared or (denied and self.quarrel.kind == "legal"))

    def _near(self, reading: Reading, account: Dispute) -> bool:
        for span in account.evidence:
            number = reading.sentence_number(span.start)
            at = bisect_left(self._sentences, number - _NEAR)
            if at < len(self._sentences) and self._sentences[at] <= number + _NEAR:
                return True
        return False

    def _elsewhere(self, account: Dispute) -> bool:
        """Whether the quarrel is more than the charge that is denied: envoys are summoned besides."""
        return not self._spans <= {(span.start, span.end) for span in account.evidence}

    def joined(self) -> Dispute:
        """The quarrel with the parties, claims and evidence of its accounts."""
        if not self.accounts:
            return self.quarrel
        parties = {key_of(party.name): party for party in self.quarrel.parties}
        evidence = {(span.start, span.end): span for span in self.quarrel.evidence}
        for account in self.accounts:
            evidence |= {(span.start, span.end): span for span in account.evidence}
            for number, party in enumerate(account.parties):
                self._join(parties, party, number + 2 - len(account.parties))
        spans = [evidence[key] for key in sorted(evidence)]
        return self.quarrel.model_copy(update={"parties": list(parties.values()), "evidence": spans})

    def _join(self, parties: dict[str, Party], party: Party, place: int) -> None:
        kind, known = self.quarrel.kind, parties.get(key_of(party.name))
        if known is not None:
            claims = [claim for claim in party.claims if claim not in known.claims]
            parties[key_of(party.name)] = known.model_copy(update={"claims": [*known.claims, *claims]})
        elif kind != "diplomatic":
            role: PartyRole = "party" if kind == "labour" else (_COURT if kind == "legal" else _CHARGE)[place]
            parties[key_of(party.name)] = party.model_copy(update={"role": role})


def _injunction_at_work(quarrel: Dispute, at_work: set[str]) -> bool:
    """Whether a court comes in only because of a strike: "an injunction against the strikers"."""
    return quarrel.kind == "legal" and any(
        key_of(party.name) in at_work and not party.name[0].isupper() for party in quarrel.parties
    )


def _names(dispute: Dispute) -> set[str]:
    return {party.name for party in dispute.parties}
