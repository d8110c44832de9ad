"""Layer `disputes`: statements with their sources, and what is contested between whom. It never gives a verdict."""

from typing import Literal

from pydantic import Field

from dateline.layers.layer import Layer
from dateline.span import Span, WireModel

Voice = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "confirms", "rejects", "accuses", "demands", "no_comment"]
DisputeKind = Literal[
    "territorial", "maritime", "border", "recognition", "trade", "legal", "labour", "electoral", "diplomatic", "factual"
]
PartyRole = Literal["claimant", "holder", "challenger", "accuser", "accused", "plaintiff", "defendant", "party"]
Relation = Literal["contradicts", "denies", "not_confirmed_by", "different_number", "different_date"]
ToponymVoice = Literal["narrator", "attributed"]


class Claim(WireModel):
    """A statement and who made it. A split quotation has several content spans; no source is an empty list."""

    id: str
    source: list[Span] = Field(default_factory=list)
    source_entity: str | None = None
    cue: list[Span] = Field(default_factory=list)
    content: list[Span] = Field(default_factory=list)
    voice: Voice
    factive: bool = Field(default=False, description="The cue presents the content as true ('admitted', 'revealed').")
    stance: Stance
    negated: bool = Field(default=False, description="The cue is negated ('did not say', 'never mentioned').")


class Party(WireModel):
    """One side of a dispute."""

    entity: str | None
    name: str
    role: PartyRole
    claims: list[str] = Field(default_factory=list, description="Ids of this party's claims.")


class Dispute(WireModel):
    """A matter that two or more parties see differently, as this article shows it."""

    id: str
    kind: DisputeKind
    registry: str | None = Field(default=None, description="Slug in the registry of disputes; null when it has none.")
    active: bool = True
    objects: list[str] = Field(default_factory=list, description="Entity ids, or the text's words, of what is contested.")
    parties: list[Party] = Field(default_factory=list)
    relation: Relation | None = Field(default=None, description="Kind `factual` only: how the accounts differ.")
    evidence: list[Span] = Field(default_factory=list)
    confidence: float = Field(ge=0, le=1)


class Toponym(Span):
    """A name of a disputed place, with the side whose name it is."""

    registry: str
    side: str = Field(description='Country or party whose name it is, in English; "neutral" when it is nobody\'s.')
    voice: ToponymVoice


class DisputesLayer(Layer):
    """Who says what, and what is contested."""

    claims: list[Claim] = Field(default_factory=list)
    disputes: list[Dispute] = Field(default_factory=list)
    toponyms: list[Toponym] = Field(default_factory=list)
    mentions_only: list[str] = Field(default_factory=list, description="Registry slugs named without a dispute at issue, sorted.")
