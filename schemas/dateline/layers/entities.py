"""Layer `entities`: the zones of the item, who and where."""

from typing import Literal

from pydantic import Field

from dateline.layers.layer import Layer
from dateline.span import Span, WireModel

ZoneName = Literal["site_label", "headline", "deck", "dateline", "body", "crosshead", "signature"]
EntityType = Literal["PERSON", "ORG", "LOC", "NORP", "EVENT"]
LocSubtype = Literal["country", "city", "region", "island", "water", "facility"]


class Zone(Span):
    """A part of the item that is read in its own way."""

    zone: ZoneName


class Links(WireModel):
    """Identifiers of the entity in public authorities."""

    iso: str | None = Field(default=None, description="ISO 3166-1 alpha-2.")
    geonames: int | None = None
    wikidata: str | None = None


class Entity(WireModel):
    """One person, organisation, place, people or named event, however often it is mentioned."""

    id: str = Field(
        description="Countries `gpe:` + ISO code in lower case; else `per:`, `org:`, `loc:`, `norp:` or `evt:` + slug."
    )
    type: EntityType
    subtype: LocSubtype | None = Field(default=None, description="Places only.")
    name: str = Field(description="Canonical name.")
    aliases: list[str] = Field(default_factory=list, description="Other forms in this article, in order of appearance.")
    roles: list[str] = Field(default_factory=list, description="Offices that the text gives: 'outgoing Prime Minister of Japan'.")
    country: str | None = Field(default=None, description='ISO 3166-1 alpha-2; "XX" for a disputed place; null when unsure.')
    links: Links = Field(default_factory=Links)
    claimants: list[str] | None = Field(default=None, description="Entity ids of the parties to a disputed place, sorted.")
    salience: float | None = Field(default=None, ge=0, le=1, description="Share of the article's attention, 0 to 1.")


class Mention(Span):
    """A stretch of text that names an entity. Mentions never overlap; the outermost name counts."""

    type: EntityType
    entity: str | None = Field(default=None, description="Id of the entity; null when unresolved.")
    nominal: bool = Field(default=False, description="A description rather than a name ('the Russian president').")
    members: list[str] = Field(
        default_factory=list,
        description="Ids of the entities that a description of several means ('the two leaders'); `entity` is then null.",
    )


class EntitiesLayer(Layer):
    """Who and where."""

    zones: list[Zone] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)
    mentions: list[Mention] = Field(default_factory=list)
