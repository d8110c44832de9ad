"""Dead letters read back: where each stands, why it was set aside, and the record that it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline import deadletter as names
from dateline import topology
from dateline.topology import DEAD_LETTER_SUFFIX
from services.repair.reading import bounds, read
from services.runtime.records import Headers, Incoming
from services.runtime.settings import Settings

_ADDED = (
    names.TOPIC,
    names.PARTITION,
    names.OFFSET,
    names.TIMESTAMP,
    names.STAGE,
    names.EXCEPTION,
    names.MESSAGE,
    names.ATTEMPTS,
    names.CODE,
)
_PLACE = re.compile(r"(?P<topic>[\w.-]+)\[(?P<partition>\d+)\]@(?P<offset>\d+)")


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter. `record` is the Kafka record on the dead-letter topic, `said` what its added headers say."""

    record: Incoming
    said: dict[str, str]
    original: Headers  #: the headers that the record came with

    @classmethod
    def of(cls, record: Incoming) -> Letter:
        """Read the added headers. Only the last of each name counts: a producer may have used the same."""
        said: dict[str, str] = {}
        own: list[tuple[str, bytes | None]] = []
        for name, value in reversed(record.headers):
            if name in _ADDED and name not in said:
                said[name] = (value or b"").decode("utf-8", "replace")
            else:
                own.append((name, value))
        return cls(record, said, tuple(reversed(own)))

    @property
    def place(self) -> str:
        """topic[partition]@offset on the dead-letter topic: its name for `show` and in the account of redrives."""
        return str(self.record)

    @property
    def topic(self) -> str:
        """The topic that it belongs to, prefix included."""
        return self.record.topic.removesuffix(DEAD_LETTER_SUFFIX)

    @property
    def code(self) -> str:
        """Why it was set aside."""
        return self.said.get(names.CODE, "")

    @property
    def stage(self) -> str:
        """The service that set it aside."""
        return self.said.get(names.STAGE, "")

    @property
    def message(self) -> str:
        """What was wrong, on one line."""
        return " ".join(self.said.get(names.MESSAGE, "").split())

    @property
    def redrives(self) -> int:
        """How often the record was sent back before it came here again."""
        counts = [value or b"" for name, value in self.original if name == names.REDRIVES]
        return int(counts[-1]) if counts and counts[-1].isdigit() else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters; None takes each. Times are RFC 3339 UTC or a beginning of it, and are those of the dead letter."""

    topic: str | None = None
    code: str | None = None
    stage: str | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, letter: Letter) -> bool:
        """Whether it is one of them."""
        stamp = letter.record.timestamp or ""
        return (
            self.code in (None, letter.code)
            and self.stage in (None, letter.stage)
            and (self.since is None or stamp >= self.since)
            and (self.until is None or stamp[: len(self.until)] <= self.until)
        )


def dead_letter_topics(settings: Settings, topic: str | None = None) -> list[str]:
    """Names on the broker of all dead-letter topics, or of one, named with or without prefix and suffix.

    Raises LookupError when there is none of that name.
    """
    every = [settings.topic(one) for one in topology.all_topics() if one.name.endswith(DEAD_LETTER_SUFFIX)]
    if topic is None:
        return every
    bare = topic.removeprefix(settings.topic_prefix).removesuffix(DEAD_LETTER_SUFFIX)
    found = [one for one in every if one == f"{settings.topic_prefix}{bare}{DEAD_LETTER_SUFFIX}"]
    if not found:
        known = ", ".join(one.removeprefix(settings.topic_prefix).removesuffix(DEAD_LETTER_SUFFIX) for one in every)
        raise LookupError(f"no topic {topic!r} has dead letters; those that have: {known}")
    return found


def letters(settings: Settings, wanted: Wanted) -> Iterator[Letter]:
    """Every wanted dead letter that is on the broker at the call, topic by topic; what comes later is not among them.

    Raises BrokerUnavailable and LookupError.
    """
    places = bounds(settings, dead_letter_topics(settings, wanted.topic))
    records = (record for topic, within in places.items() for record in read(settings, topic, within))
    return filter(wanted.takes, map(Letter.of, records))


def letter_at(settings: Settings, place: str) -> Letter:
    """The letter at topic[partition]@offset. Raises LookupError when that is no place or nothing stands there."""
    topic, partition, offset = read_place(settings, place)
    first, end = bounds(settings, [topic])[topic].get(partition, (0, 0))
    if first <= offset < end:
        for record in read(settings, topic, {partition: (offset, offset + 1)}):
            if record.offset == offset:
                return Letter.of(record)
    raise LookupError(f"nothing stands at {topic}[{partition}]@{offset} (any more)")


def read_place(settings: Settings, place: str) -> tuple[str, int, int]:
    """Topic, partition and offset of topic[partition]@offset. Raises LookupError when that is no place of a dead letter."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise LookupError(f"{place!r} is no place of a dead letter: give TOPIC[PARTITION]@OFFSET, as `dateline dlq ls` does")
    [topic] = dead_letter_topics(settings, found["topic"])
    return topic, int(found["partition"]), int(found["offset"])


def count(found: Iterable[Letter]) -> dict[tuple[str, str, str], int]:
    """How many letters there are of each topic, stage and code, most first."""
    counts: dict[tuple[str, str, str], int] = {}
    for letter in found:
        key = (letter.topic, letter.stage, letter.code)
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
