"""One matter is told once: a denial within a lawsuit belongs to the lawsuit."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.layers.disputes import Dispute, Party, PartyRole
from services.disputes.reading import Reading
from services.disputes.told import alike

#: Kinds of quarrel that take in what is denied within them, so many sentences away.
_TAKES_IN = ("legal", "labour", "electoral")
_NEAR = 6


def settled(
    reading: Reading, registered: Sequence[Dispute], accounts: Sequence[Dispute], quarrels: Sequence[Dispute]
) -> list[Dispute]:
    """All disputes of a text, none twice. Disputes of places stay as they are."""
    quarrels = [one for one in quarrels if not _injunction_at_work(one, quarrels)]
    apart: list[Dispute] = []
    for account in accounts:
        host = next((at for at, one in enumerate(quarrels) if _takes_in(reading, one, account)), None)
        if host is None:
            apart.append(account)
        else:
            quarrels[host] = _joined(quarrels[host], account)
    known = [_names(one) for one in (*registered, *apart)]
    kept = [one for one in quarrels if one.kind != "diplomatic" or not any(_names(one) <= names for names in known)]
    return [*registered, *apart, *kept]


def _takes_in(reading: Reading, quarrel: Dispute, account: Dispute) -> bool:
    if account.relation not in ("denies", "not_confirmed_by"):
        return False
    answering = account.parties[-1].name
    shared = any(alike(answering, one.name) for one in quarrel.parties)
    denied = account.relation == "denies" and _close(reading, quarrel, account)
    if quarrel.kind == "diplomatic":
        return shared and denied and (not _names(account) <= _names(quarrel) or _shown_elsewhere(quarrel, account))
    return quarrel.kind in _TAKES_IN and (shared or (denied and quarrel.kind == "legal"))


def _shown_elsewhere(quarrel: Dispute, account: Dispute) -> bool:
    """Whether a quarrel is more than the charge that is denied: envoys are summoned besides."""
    return not {(span.start, span.end) for span in quarrel.evidence} <= {(span.start, span.end) for span in account.evidence}


def _close(reading: Reading, one: Dispute, other: Dispute) -> bool:
    first, second = ([reading.sentence_number(span.start) for span in each.evidence] for each in (one, other))
    return any(abs(left - right) <= _NEAR for left in first for right in second)


def _joined(quarrel: Dispute, account: Dispute) -> Dispute:
    """The quarrel with the parties, claims and evidence of an account that is told within it."""
    roles: tuple[PartyRole, PartyRole] = ("plaintiff", "defendant") if quarrel.kind == "legal" else ("accuser", "accused")
    parties = list(quarrel.parties)
    for number, party in enumerate(account.parties):
        at = next((index for index, one in enumerate(parties) if alike(one.name, party.name)), None)
        if at is not None:
            claims = list(dict.fromkeys([*parties[at].claims, *party.claims]))
            parties[at] = parties[at].model_copy(update={"claims": claims})
        elif quarrel.kind != "diplomatic":
            role = roles[number + 2 - len(account.parties)] if quarrel.kind != "labour" else "party"
            parties.append(Party(entity=party.entity, name=party.name, role=role, claims=party.claims))
    evidence = {(span.start, span.end): span for span in (*quarrel.evidence, *account.evidence)}
    return quarrel.model_copy(update={"parties": parties, "evidence": [evidence[key] for key in sorted(evidence)]})


def _injunction_at_work(quarrel: Dispute, others: Sequence[Dispute]) -> bool:
    """Whether a court comes in only because of a strike: "an injunction against the strikers"."""
    at_work = [one for one in others if one.kind == "labour"]
    mine = [party.name for party in quarrel.parties]
    return quarrel.kind == "legal" and any(
        alike(name, party.name) for one in at_work for party in one.parties for name in mine if not name[0].isupper()
    )


def _names(dispute: Dispute) -> set[str]:
    return {party.name for party in dispute.parties}
