"""Articles that the store has, enriched again: through the chain, or here. Nothing of it reads a clock.

An article keeps its `received_at`, so that the same rules give the same bytes, which change nothing in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from dateline.topology import STAGES, Stage
from services.repair.changes import Change, changes
from services.repair.sending import Sender
from services.runtime.headers import REPLAY, CloudEvent, cloud_event
from services.runtime.records import Headers
from services.runtime.settings import Settings
from services.sink.store import Store
from services.standalone.pipeline import Pipeline

_PAGE = 200
#: Bytes of records that are sent before their acknowledgement is waited for.
_PORTION = 4_194_304


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: those ids, else all; of these those received in a time (RFC 3339 UTC or a beginning of it)."""

    ids: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


def records(store: Store, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The stored records of the articles, in the order of their ids. Raises LookupError for an id that the store has not."""
    for one in _ids(store, wanted):
        record = store.read(one)
        if record is None:
            raise LookupError(f"no article {one!r} in {store.place}")
        yield record


def _ids(store: Store, wanted: Wanted) -> Iterator[str]:
    if wanted.ids:
        yield from dict.fromkeys(wanted.ids)
        return
    last = ""
    while page := store.ids(last, _PAGE, wanted.since, wanted.until):
        yield from page
        last = page[-1]


def stage_of(name: str) -> Stage:
    """The stage to begin with. Raises LookupError with the names that there are."""
    for stage in STAGES:
        if stage.name == name:
            return stage
    raise LookupError(f"no stage {name!r}: there are {', '.join(stage.name for stage in STAGES)}")


def before(record: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """What the stage would read: the Article alone for the first, else the record with the layers of the stages before it."""
    earlier = STAGES[: STAGES.index(stage)]
    if not earlier:
        article: dict[str, Any] = record["article"]
        return article
    names = {one.name for one in earlier}
    return {
        "article": record["article"],
        "layers": {one.layer: record["layers"][one.layer] for one in earlier if one.layer in record["layers"]},
        "provenance": [one for one in record["provenance"] if one["stage"] in names],
    }


def outgoing(settings: Settings, record: dict[str, Any], stage: Stage) -> tuple[str, bytes, bytes, Headers]:
    """Topic, key, value and headers that send a record through the chain again, beginning with a stage."""
    article_id = str(record["article"]["id"])
    value = orjson.dumps(before(record, stage))
    event = CloudEvent(stage.source, "replay", article_id, value, record["article"].get("received_at"))
    return settings.topic(stage.source), article_id.encode("utf-8"), value, cloud_event(event, ((REPLAY, b"1"),))


def replay_through(settings: Settings, found: Iterable[dict[str, Any]], stage: Stage) -> Iterator[str]:
    """Send records through the chain again, beginning with a stage; the id of each one when its topic has it.

    Raises BrokerUnavailable.
    """
    sender, portion, size = Sender(settings), list[tuple[str, bytes, bytes, Headers]](), 0
    for record in found:
        portion.append(outgoing(settings, record, stage))
        size += len(portion[-1][2])
        if size > _PORTION:
            yield from _sent(sender, portion)
            portion, size = [], 0
    yield from _sent(sender, portion)


def _sent(sender: Sender, portion: list[tuple[str, bytes, bytes, Headers]]) -> list[str]:
    sender.deliver(portion)
    return [key.decode("utf-8") for _, key, _, _ in portion]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What enriching an article again has changed in the store."""

    article_id: str
    changes: list[Change]


def replay_here(store: Store, found: Iterable[dict[str, Any]], pipeline: Pipeline, save: bool = True) -> Iterator[Replayed]:
    """Enrich records again with the rules of this process and save them; what each change is. The topics get nothing.

    Without `save` it only says what would change.
    """
    for record in found:
        again = orjson.loads(pipeline(orjson.dumps(record["article"])).value)
        if save:
            store.save([again])
            again = store.read(str(record["article"]["id"])) or again
        yield Replayed(str(record["article"]["id"]), _changes(record, again))


def _changes(record: dict[str, Any], again: dict[str, Any]) -> list[Change]:
    return changes(record["article"]["text"], record["layers"], again["layers"])


def since_last_release(store: Store, article_id: str) -> Replayed:
    """What the release that wrote an article's layers changed in them. Raises LookupError when the store has not the article."""
    [record] = records(store, Wanted((article_id,)))
    former = {name: one["layer"] for name, one in store.replaced(article_id).items()}
    return Replayed(article_id, changes(record["article"]["text"], {**record["layers"], **former}, record["layers"]))
