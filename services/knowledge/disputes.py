"""Registry of disputes: who contests which place, what each side calls it in English text, since when, and who says so.

It records positions and never judges them. Data and its sources: `data/disputes.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import orjson

from dateline.layers.disputes import DisputeKind, PartyRole

#: `side` of a name that belongs to nobody in particular.
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class DisputeParty:
    """One side: `id` is `gpe:` + ISO 3166-1 alpha-2 in lower case for states, else a `loc:`, `org:` or `norp:` slug."""

    id: str
    name: str
    role: PartyRole


@dataclass(frozen=True, slots=True)
class DisputeName:
    """A name of a disputed place as English text writes it, with the side whose name it is."""

    text: str
    side: str  #: name of a party, or "neutral"
    place: str  #: id of the very place: `loc:iturup` within the Southern Kurils
    ambiguous: bool = False  #: means something else as well; counts only when the text speaks of the dispute otherwise
    topic: bool = False  #: names the matter, not the place: "Palestinian statehood", "access to the sea"


@dataclass(frozen=True, slots=True)
class Dispute:
    """One contested place, water, border or status. `since` and `until` are EDTF (`until` null: not settled)."""

    slug: str
    kind: DisputeKind
    name: str
    parties: tuple[DisputeParty, ...]
    names: tuple[DisputeName, ...]
    objects: tuple[str, ...]  #: ids of its places, the widest first
    administered_by: str | None  #: id of the party in control, null where control is divided or changes
    since: str | None
    until: str | None
    sources: tuple[str, ...]
    parent: str | None = None  #: slug of the wider dispute that this one is part of

    @property
    def matter(self) -> str:
        """Slug under which the dispute is told: the wider one's, where there is one."""
        return self.parent or self.slug


@dataclass(frozen=True, slots=True)
class DisputeRegistry:
    """All disputes, sorted by slug."""

    version: str
    disputes: tuple[Dispute, ...]
    by_slug: Mapping[str, Dispute]
    parties: Mapping[str, str]  #: name of each party by its id

    def claimants(self, place: str) -> tuple[str, ...]:
        """Ids of all parties to the open disputes over that place (a `loc:` id), sorted; empty when there is none."""
        open_now = (one for one in self.disputes if place in one.objects and one.until is None)
        return tuple(sorted({party.id for one in open_now for party in one.parties}))


@cache
def load() -> DisputeRegistry:
    """Read the registry from the package's data. Raises ValueError when the file contradicts itself."""
    raw = orjson.loads(files("services.knowledge").joinpath("data/disputes.json").read_bytes())
    disputes = tuple(_dispute(entry, raw["parties"]) for entry in raw["disputes"])
    return DisputeRegistry(raw["version"], disputes, {one.slug: one for one in disputes}, raw["parties"])


def _dispute(entry: dict[str, Any], parties: dict[str, str]) -> Dispute:
    if entry["kind"] not in get_args(DisputeKind):
        raise ValueError(f"disputes.json: {entry['slug']}: no kind {entry['kind']!r}")
    return Dispute(
        slug=entry["slug"],
        kind=entry["kind"],
        name=entry["name"],
        parties=tuple(DisputeParty(one["id"], parties[one["id"]], one["role"]) for one in entry["parties"]),
        names=tuple(_names(entry, parties)),
        objects=tuple(entry["places"]),
        administered_by=entry["administered_by"],
        since=entry["since"],
        until=entry["until"],
        sources=tuple(entry["sources"]),
        parent=entry["parent"],
    )


def _names(entry: dict[str, Any], parties: dict[str, str]) -> list[DisputeName]:
    ambiguous = frozenset(entry["ambiguous"])
    first = next(iter(entry["places"]))
    topics = [DisputeName(text, NEUTRAL, first, text in ambiguous, topic=True) for text in entry.get("topics", [])]
    names = [
        DisputeName(text, NEUTRAL if side == NEUTRAL else parties[side], place, text in ambiguous)
        for place, sides in entry["places"].items()
        for side, texts in sides.items()
        for text in texts
    ]
    return [*names, *topics]
