"""A name of the text with the entity behind it."""

from __future__ import annotations

from typing import Final, NamedTuple

from dateline.layers.entities import EntityType
from services.entities.gazetteer import Entry, slug

PREFIX: Final[dict[EntityType, str]] = {"PERSON": "per", "ORG": "org", "LOC": "loc", "NORP": "norp", "EVENT": "evt"}


class Name(NamedTuple):
    """A mention that is resolved: `key` is the entity's id, `full` the entity's name, `country` an ISO code, "XX" or None."""

    start: int
    end: int
    type: EntityType
    key: str
    full: str
    entry: Entry | None = None
    country: str | None = None
    nominal: bool = False


def key_of(kind: EntityType, name: str) -> str:
    """The id of an entity that no authority gives one."""
    return f"{PREFIX[kind]}:{slug(name)}"
