"""The records that leave the chain: one per article, and one per event of it."""

from pydantic import Field

from dateline.article import Article
from dateline.layers.dates import DatesLayer, DocumentTime, Event
from dateline.layers.disputes import Claim, Dispute, DisputesLayer
from dateline.layers.entities import EntitiesLayer, EntityType
from dateline.span import Span, WireModel


class Layers(WireModel):
    """The layers so far, in stage order; a stage that has not run yet is null or absent."""

    entities: EntitiesLayer | None = None
    dates: DatesLayer | None = None
    disputes: DisputesLayer | None = None


class Provenance(WireModel):
    """Which stage, in which version, with which knowledge, wrote a layer."""

    stage: str
    version: str
    knowledge: str


class EnrichedArticle(WireModel):
    """An article and all layers so far; complete once it stands on `articles.enriched.v1`."""

    article: Article
    layers: Layers = Field(default_factory=Layers)
    provenance: list[Provenance] = Field(default_factory=list)


class ArticleRef(WireModel):
    """The article that an event was read in."""

    id: str
    title: str | None = Field(default=None, description="As given, else the headline found in the text.")
    url: str | None = None
    source: str | None = None
    document_time: DocumentTime


class NamedParticipant(WireModel):
    """An entity's part in an event, with its name, so that a subscriber needs no join."""

    entity: str
    name: str
    type: EntityType | None = None
    role: str


class Place(WireModel):
    """Where an event took place. A disputed place has country "XX" and its claimants."""

    entity: str
    name: str
    country: str | None = None
    claimants: list[str] | None = None


class EventRecord(WireModel):
    """One event of one article, self-contained; mentions of the same event are folded into it."""

    id: str = Field(description="`<article id>#<event id>`; the same whenever the article is enriched again.")
    article: ArticleRef
    event: Event
    spans: list[Span] = Field(description="Every mention of the event, the first one first.")
    participants: list[NamedParticipant] = Field(default_factory=list)
    place: Place | None = None
    disputes: list[Dispute] = Field(default_factory=list, description="Disputes whose evidence or parties touch the event.")
    claims: list[Claim] = Field(default_factory=list, description="Claims whose words touch the event.")
    provenance: list[Provenance] = Field(default_factory=list)
