"""Dead letters sent back to their topics, each once, with an account of it that the broker keeps.

Redriving is at least once, as all delivery is: a letter is in the account after the broker has acknowledged it on its topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import orjson

from dateline import deadletter as names
from dateline.article import rfc3339
from dateline.codec import encode
from dateline.deadletter import Redrive
from dateline.topology import REDRIVES
from services.repair.letters import Letter
from services.repair.reading import bounds, read
from services.repair.sending import Sender
from services.runtime.headers import CloudEvent, cloud_event
from services.runtime.records import Headers
from services.runtime.settings import Settings

#: A record that comes back as often as this is not sent again: what is wrong with it was not mended.
MOST = 3
#: Letters that are on their way at once.
_PORTION = 100


@dataclass(slots=True)
class Tally:
    """What became of the letters."""

    sent: int = 0
    earlier: int = 0  #: were sent back before
    too_often: int = 0  #: have come back `MOST` times

    def __str__(self) -> str:
        parts = [f"{self.sent} sent back"]
        parts += [f"{self.earlier} were before"] if self.earlier else []
        parts += [f"{self.too_often} left, since they came back {MOST} times"] if self.too_often else []
        return ", ".join(parts)


def accounted(settings: Settings) -> set[str]:
    """Places of all letters that were sent back already."""
    topic = settings.topic(REDRIVES)
    records = read(settings, topic, bounds(settings, [topic])[topic])
    return {str(orjson.loads(record.value)["letter"]) for record in records if record.value}


def due(letters: Iterable[Letter], done: set[str], tally: Tally) -> Iterator[Letter]:
    """The letters that are to be sent back; the others are counted."""
    for letter in letters:
        if letter.place in done:
            tally.earlier += 1
        elif letter.redrives >= MOST:
            tally.too_often += 1
        else:
            yield letter


def portions(letters: Iterable[Letter], limit: int | None) -> Iterator[list[Letter]]:
    """At most `limit` letters, some at once."""
    waiting = islice(letters, limit)
    while portion := list(islice(waiting, _PORTION)):
        yield portion


class Redriver:
    """Sends letters back. Raises BrokerUnavailable."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = Sender(settings)

    def send(self, portion: Sequence[Letter]) -> list[Redrive]:
        """Put letters on their topics and, when all are acknowledged, into the account."""
        now = rfc3339(datetime.now(UTC))
        self._sender.deliver([(one.topic, one.record.key, one.record.value, headers(one)) for one in portion])
        done = [account(letter, now) for letter in portion]
        self._sender.deliver([self._entry(one) for one in done])
        return done

    def _entry(self, redrive: Redrive) -> tuple[str, bytes | None, bytes | None, Headers]:
        value = encode(redrive)
        event = CloudEvent(REDRIVES, "redrive", redrive.letter, value, redrive.redriven_at)
        return self._settings.topic(REDRIVES), redrive.letter.encode("utf-8"), value, cloud_event(event)


def headers(letter: Letter) -> Headers:
    """Those that the record came with, and how often it was sent back."""
    kept = tuple(pair for pair in letter.original if pair[0] != names.REDRIVES)
    return (*kept, (names.REDRIVES, str(letter.redrives + 1).encode()))


def account(letter: Letter, now: str) -> Redrive:
    """What is noted of a letter that is sent back."""
    return Redrive(
        letter=letter.place,
        topic=letter.topic,
        code=letter.code,
        stage=letter.stage,
        redrives=letter.redrives + 1,
        redriven_at=now,
    )
