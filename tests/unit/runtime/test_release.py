"""Records of this very release are read by their ends: the same result as with care, and any doubt is read with care."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from dateline.article import Article
from dateline.codec import CodecError
from dateline.layers import DatesLayer, DisputesLayer, EntitiesLayer
from dateline.layers.dates import Event
from dateline.layers.entities import Entity, Links, Mention
from dateline.record import EnrichedArticle, Layers
from services.disputes import PROCESSOR
from services.runtime.processor import advance, read_record
from services.runtime.release import Opened, before

TEXT = 'He wrote: "},"provenance":[ and ,"dates":{"status":"ok" and left Japan.'
RELEASE = before(PROCESSOR.name, PROCESSOR.requires)
JAPAN = Entity(id="gpe:jp", type="LOC", name="Japan", links=Links(iso="JP"))
ENTITIES = EntitiesLayer(entities=[JAPAN], mentions=[Mention(start=66, end=71, type="LOC", entity="gpe:jp")])
DATES = DatesLayer(events=[Event(start=3, end=8, id="e1", label='",wrote', status="occurred", sentence=[0, 10])])
Change = Callable[[dict[str, Any]], object]


def written() -> dict[str, Any]:
    """A record as the stages before `disputes` write it."""
    record = EnrichedArticle(article=Article(id="a", text=TEXT), layers=Layers(entities=ENTITIES, dates=DATES))
    fields = record.model_dump(mode="json")
    del fields["layers"]["disputes"]
    return {**fields, "provenance": RELEASE._provenance}


def opened(record: dict[str, Any]) -> Opened | None:
    return RELEASE.opened(orjson.dumps(record))


def test_what_a_stage_reads_is_what_was_written() -> None:
    found = opened(written())
    assert found is not None
    assert found.article.text == TEXT
    assert found.layers.entities is not None and found.layers.dates is None, "it reads entities alone"
    assert found.layers.entities == ENTITIES
    assert isinstance(found.layers.entities.entities[0].links, Links)
    assert found.layers.entities.mentions[0].model_copy(update={"start": 1}).start == 1


def test_both_ways_make_the_same_bytes() -> None:
    def annotate(article: Article, layers: Layers) -> DisputesLayer:
        return DisputesLayer(mentions_only=[str(layers.entities and layers.entities.mentions[0].entity)])

    value = orjson.dumps(written())
    careful = replace(PROCESSOR, admit=lambda value, timestamp: read_record(value, timestamp))
    assert advance(PROCESSOR, annotate, value, None) == advance(careful, annotate, value, None)


DOUBTS: dict[str, Change] = {
    "another release": lambda record: record.update(provenance=[{**RELEASE._provenance[0], "version": "0.0.1"}]),
    "a stage more": lambda record: record.update(provenance=[*RELEASE._provenance, *RELEASE._provenance]),
    "no provenance": lambda record: record.pop("provenance"),
    "something behind it": lambda record: record.update(more=1),
    "an article without an id": lambda record: record["article"].update(id=None),
    "an article with a wrong field": lambda record: record["article"].update(text=5),
    "no layer that is read": lambda record: record["layers"].pop("entities"),
    "a layer that failed and is empty": lambda record: record["layers"].update(entities={"status": "failed"}),
    "a layer that is null": lambda record: record["layers"].update(entities=None),
    "a layer of another kind": lambda record: record["layers"].update(entities=[1]),
    "an entity with a field less": lambda record: record["layers"]["entities"]["entities"][0].pop("name"),
    "a mention with a field more": lambda record: record["layers"]["entities"]["mentions"][0].update(more=1),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_is_read_with_care(doubt: str) -> None:
    record = written()
    DOUBTS[doubt](record)
    assert opened(record) is None


@pytest.mark.parametrize("cut", [1, 40, 200, 1000])
def test_what_was_cut_off_is_refused(cut: int) -> None:
    value = orjson.dumps(written())
    for part in (value[:-cut], value[: len(value) // 3] + value[-len(value) // 3 :]):
        with pytest.raises(CodecError):
            advance(PROCESSOR, lambda article, layers: DisputesLayer(), part, None)
