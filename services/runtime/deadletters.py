"""Dead letters: the original record, untouched, on `<topic>.dlq`, with headers that say why."""

from __future__ import annotations

from dataclasses import dataclass

from dateline import deadletter as names
from dateline.deadletter import Code
from dateline.topology import DEAD_LETTER_SUFFIX
from services.runtime.records import Headers, Incoming, Outgoing

#: Longest message in a header, in characters: the room that the topology leaves for headers must hold it.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record was set aside."""

    code: Code
    exception: str
    message: str
    attempts: int = 1

    @classmethod
    def of(cls, code: Code, error: BaseException, attempts: int = 1) -> Reason:
        """From what was raised."""
        return cls(code, type(error).__name__, str(error), attempts)


def dead_letter(record: Incoming, stage: str, reason: Reason) -> Outgoing:
    """The record as it came, for the dead letters of its topic; headers that it had stay in front."""
    return Outgoing(
        topic=record.topic + DEAD_LETTER_SUFFIX,
        key=record.key,
        value=record.value,
        headers=(*record.headers, *_headers(record, stage, reason)),
        cause=record,
        dead=True,
    )


def _headers(record: Incoming, stage: str, reason: Reason) -> Headers:
    said = (
        (names.TOPIC, record.topic),
        (names.PARTITION, record.partition),
        (names.OFFSET, record.offset),
        (names.TIMESTAMP, record.timestamp or ""),
        (names.STAGE, stage),
        (names.EXCEPTION, reason.exception),
        (names.MESSAGE, reason.message[:_LONGEST]),
        (names.ATTEMPTS, reason.attempts),
        (names.CODE, reason.code),
    )
    return tuple((key, str(value).encode("utf-8", "replace")) for key, value in said)
