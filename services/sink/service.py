"""One step of the sink without Kafka: values in, committed to the store, and out comes what each one gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from dateline.codec import CodecError
from services.runtime.processor import Failure
from services.sink.delivery import Delivery, EventMessage
from services.sink.errors import StoreError, StoreRefused
from services.sink.store import Store

#: Bytes of values that are saved in one transaction: what is made of a value takes several times its size.
PORTION = 2_097_152


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one value: either it goes onto the enriched topics, or to the dead letters."""

    article_id: str | None  #: None when the value could not be read
    received_at: str | None = None
    record: bytes | None = None  #: value for the enriched articles: the bytes that came in, unless another record counts
    events: tuple[EventMessage, ...] = ()  #: values for the enriched events
    failure: Failure | None = None
    fingerprint: str = ""  #: of what is to be published


class Sink:
    """Takes batches of one partition or many; synchronous, to be called in a thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def commit(self, values: Sequence[bytes | None]) -> list[Outcome]:
        """Save a batch, durable on return; one outcome for each value, in order. Where the store knows a record that
        counts rather than the one that came in, that one is published, so that a topic never goes back to an older.

        Raises StoreUnavailable: then nothing may be acknowledged, and the same batch is given again later.
        """
        return [outcome for portion in portions(values) for outcome in self._commit(portion)]

    def published(self, outcomes: Sequence[Outcome]) -> set[tuple[str, str]]:
        """Article id and fingerprint of what is known to have been published last. Raises StoreUnavailable."""
        return set(self._store.published([one.article_id for one in outcomes if one.article_id is not None]).items())

    def mark(self, outcomes: Sequence[Outcome]) -> None:
        """Note that the broker has acknowledged these. What cannot be noted is published once more when it comes again."""
        marks = {one.article_id: one.fingerprint for one in outcomes if one.article_id is not None}
        with suppress(StoreError, SQLAlchemyError):
            self._store.mark_published(marks)

    def _commit(self, values: Sequence[bytes | None]) -> list[Outcome]:
        read = [_read(value) for value in values]
        answers = iter(self._store.put([one for one in read if isinstance(one, Delivery)]))
        return [_outcome(next(answers)) if isinstance(one, Delivery) else one for one in read]


def portions(values: Sequence[bytes | None]) -> Iterator[list[bytes | None]]:
    """The values in order, in portions of at most `PORTION` bytes or of one value."""
    portion: list[bytes | None] = []
    size = 0
    for value in values:
        size += len(value or b"")
        if portion and size > PORTION:
            yield portion
            portion, size = [], len(value or b"")
        portion.append(value)
    if portion:
        yield portion


def _read(value: bytes | None) -> Delivery | Outcome:
    try:
        return Delivery.read(value)
    except CodecError as error:
        return Outcome(None, failure=Failure(error.code, type(error).__name__, str(error)))
    except Exception as error:  # whatever one record does, the others of its batch go on
        return Outcome(None, failure=Failure("STORE_REFUSED", type(error).__name__, str(error)[:2000]))


def _outcome(answer: Delivery | StoreRefused) -> Outcome:
    if isinstance(answer, StoreRefused):
        return Outcome(answer.article_id, failure=Failure("STORE_REFUSED", type(answer).__name__, str(answer)))
    return Outcome(answer.article_id, answer.received_at, answer.value, answer.events, None, answer.version.fingerprint())
