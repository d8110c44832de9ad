"""Two sides that stand against each other, before they make a dispute."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import orjson

from dateline.layers.disputes import DisputeKind, PartyRole
from services.disputes.parts import Span
from services.disputes.powers import Power


class Side(NamedTuple):
    """One side of a quarrel; without a role it takes that of its place: the first one complains of the second."""

    name: str
    entity: str | None
    claim: str | None = None
    role: PartyRole | None = None


class Pair(NamedTuple):
    """Two sides that stand against each other, the first one complaining, and where this is shown."""

    kind: DisputeKind
    first: Side | None
    second: Side | None
    evidence: Span


def state(power: Power, claim: str | None = None, role: PartyRole | None = None) -> Side:
    """A state, or another side known by name."""
    return Side(power.name, power.id, claim, role)


@cache
def rules() -> dict[str, Any]:
    """Words of each kind of quarrel (`lang/en/quarrels.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/quarrels.json").read_bytes())
    return raw
