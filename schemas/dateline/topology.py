"""Topics and stages: the only home of topic names, stage order, partitions, retention and size limits."""

import re
from dataclasses import dataclass

DEFAULT_PREFIX = "dateline."
DEAD_LETTER_SUFFIX = ".dlq"

#: Divides evenly among 1, 2, 3, 4, 6 and 12 workers of a stage.
PARTITIONS = 12

_DAY_MS = 86_400_000
_MIB = 1_048_576
#: Room for the error headers that a dead letter carries on top of the record it keeps.
_DEAD_LETTER_ROOM = 262_144


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `name` is logical, without the prefix. Sizes are bytes, retention is milliseconds."""

    name: str
    record: str  #: name of the wire model of its values
    description: str
    retention_ms: int
    max_message_bytes: int
    partitions: int = PARTITIONS
    #: Whose clock stamps a record: `CreateTime` is the producer's, `LogAppendTime` the broker's.
    timestamp_type: str = "CreateTime"

    def full_name(self, prefix: str = DEFAULT_PREFIX) -> str:
        """The name on the broker."""
        return prefix + self.name

    def schema_name(self) -> str:
        """File name of the JSON Schema of its values, e.g. `enriched_article.v1.schema.json`; what `ce_dataschema` says."""
        model = re.sub(r"\B(?=[A-Z])", "_", self.record).lower()
        return f"{model}.{self.name.rsplit('.', 1)[-1]}.schema.json"

    def dead_letters(self) -> "Topic":
        """Where records of this topic go that cannot be processed."""
        return Topic(
            name=self.name + DEAD_LETTER_SUFFIX,
            record="bytes",
            description=f"Records of {self.name} that could not be processed: original bytes, with the reason in headers.",
            retention_ms=30 * _DAY_MS,
            max_message_bytes=self.max_message_bytes + _DEAD_LETTER_ROOM,
            partitions=self.partitions,
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """One processor of the chain: reads `source`, adds `layer`, writes `target`."""

    name: str
    layer: str
    source: Topic
    target: Topic


#: The broker's clock: Kafka deletes by the stamp, and a producer's may be the day of an old article.
RAW = Topic(
    "articles.raw.v1", "Article", "Articles as producers send them.", 7 * _DAY_MS, 8 * _MIB, timestamp_type="LogAppendTime"
)


def _stage_topic(name: str, what: str) -> Topic:
    return Topic(f"articles.{name}.v1", "EnrichedArticle", f"Articles with {what}.", 3 * _DAY_MS, 32 * _MIB)


_ENTITIES = _stage_topic("entities", "zones, entities and mentions")
_DATED = _stage_topic("dated", "document time, expressions of time and events")
_DISPUTED = _stage_topic("disputed", "claims, disputes and toponyms")
# new stage topics above this line

ENRICHED = Topic(
    "articles.enriched.v1", "EnrichedArticle", "Complete records, after the store has committed.", 7 * _DAY_MS, 32 * _MIB
)
EVENTS = Topic("events.enriched.v1", "EventRecord", "One record per event, after the store committed.", 7 * _DAY_MS, 32 * _MIB)

REDRIVES = Topic("redrives.v1", "Redrive", "One record for each dead letter that was sent back to its topic.", 30 * _DAY_MS, _MIB)

#: The chain, in order. The sink reads the target of the last stage.
STAGES: tuple[Stage, ...] = (
    Stage("entities", "entities", RAW, _ENTITIES),
    Stage("dating", "dates", _ENTITIES, _DATED),
    Stage("disputes", "disputes", _DATED, _DISPUTED),
    # new stages above this line
)

#: Topics without their dead letters, in the order in which a record travels them; last the account of redrives.
TOPICS: tuple[Topic, ...] = (RAW, *(stage.target for stage in STAGES), ENRICHED, EVENTS, REDRIVES)


def stage(name: str) -> Stage:
    """The stage of that name. Raises KeyError when there is none."""
    return {one.name: one for one in STAGES}[name]


def sink_source() -> Topic:
    """What the sink reads: the target of the last stage."""
    return STAGES[-1].target


def all_topics() -> tuple[Topic, ...]:
    """Every topic to create: the chain's, then the dead letters of those that somebody reads."""
    read = (*(one.source for one in STAGES), sink_source())
    return (*TOPICS, *(topic.dead_letters() for topic in read))
