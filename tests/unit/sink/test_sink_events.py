"""Event records: folding of mentions, names and places from the entities, claims and disputes that touch."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codec import decode_event, encode
from dateline.record import EnrichedArticle, EventRecord
from services.sink.events import event_objects, event_records
from services.sink.overlaps import Overlaps
from tests.records import TEXT, record, span


def made(sent: dict[str, Any]) -> list[EventRecord]:
    return event_records(EnrichedArticle.model_validate(sent))


def events(*changes: dict[str, Any]) -> list[EventRecord]:
    """Records of events e0, e1, ... that differ from a plain one by these fields."""
    sent = record()
    plain = {"start": 0, "end": 4, "label": "x", "status": "occurred", "sentence": [0, 90]}
    sent["layers"]["dates"]["events"] = [{"id": f"e{number}", **plain, **change} for number, change in enumerate(changes)]
    return made(sent)


def test_mentions_of_one_event_are_folded_into_its_first() -> None:
    (found,) = made(record())
    assert found.id == "a1#e1"
    assert found.event.label == "elect Ida Berg as mayor"
    assert [one.model_dump() for one in found.spans] == [span("elected"), span("mayor")]
    assert found.event.when is not None, "the time that only the second mention has"
    assert found.event.when.edtf == "2026-03-03"


def test_names_and_the_place_come_from_the_entities() -> None:
    (found,) = made(record(title="T", url="https://example.org/1", source="Fjordpress"))
    assert [one.model_dump() for one in found.participants] == [
        {"entity": "per:ida-berg", "name": "Ida Berg", "type": "PERSON", "role": "patient"}
    ]
    assert found.place is not None
    assert found.place.model_dump() == {
        "entity": "loc:gull-island",
        "name": "Gull Island",
        "country": "XX",
        "claimants": ["org:harbour-union", "org:norland"],
    }
    article = found.article
    assert (article.id, article.title, article.source, article.document_time.edtf) == ("a1", "T", "Fjordpress", "2026-03-03")
    assert [one.stage for one in found.provenance] == ["entities", "dating", "disputes"]


def test_an_article_without_a_title_goes_by_its_headline() -> None:
    sent = record()
    sent["layers"]["entities"]["zones"] = [{"zone": "headline", **span("Ida Berg")}]
    assert {one.article.title for one in made(sent)} == {"Ida Berg"}


def test_an_entity_that_is_not_there_goes_by_its_id() -> None:
    sent = record()
    sent["layers"]["entities"] = {"status": "failed"}
    (found,) = made(sent)
    assert [(one.name, one.type) for one in found.participants] == [("per:ida-berg", None)]
    assert found.place is not None
    assert (found.place.name, found.place.country) == ("loc:gull-island", None)


def test_a_dispute_touches_an_event_at_what_is_contested() -> None:
    (found,) = made(record())
    assert [one.id for one in found.disputes] == ["d1"]
    assert found.claims == []


def test_claims_and_disputes_touch_an_event_in_their_sentence() -> None:
    quote = [span('"We never')["start"], len(TEXT)]
    inside, outside = events({"sentence": quote}, {"sentence": [0, quote[0]]})
    assert [one.id for one in inside.claims] == ["c1"]
    assert [one.id for one in inside.disputes] == ["d1"]
    assert (outside.claims, outside.disputes) == ([], [])


def test_a_dispute_touches_an_event_through_the_claim_of_a_party() -> None:
    sent = record()
    sent["layers"]["disputes"]["disputes"][0]["evidence"] = []
    sent["layers"]["dates"]["events"] = [
        {"id": "e1", **span("agreed"), "label": "agree", "status": "denied", "sentence": [span('"We')["start"], len(TEXT)]}
    ]
    (found,) = made(sent)
    assert [one.id for one in found.disputes] == ["d1"]


@pytest.mark.parametrize(
    ("pointers", "expected"),
    [
        ((None, None), [["e0"], ["e1"]]),
        ((None, "e0", "e1"), [["e0", "e1", "e2"]]),
        (("e1", None), [["e1", "e0"]]),
        (("e0", "nowhere"), [["e0"], ["e1"]]),
        (("e1", "e0"), [["e0", "e1"]]),
    ],
)
def test_pointers_are_followed_to_their_end(pointers: tuple[str | None, ...], expected: list[list[str]]) -> None:
    found = events(*({"same_as": one, "start": number, "end": number + 1} for number, one in enumerate(pointers)))
    assert [[f"e{one.start}" for one in event.spans] for event in found] == expected
    assert [one.event.id for one in found] == [group[0] for group in expected]


def test_participants_of_all_mentions_are_listed_once() -> None:
    agent, patient = ({"entity": "per:ida-berg", "role": role} for role in ("agent", "patient"))
    (found,) = events({"participants": [agent]}, {"participants": [patient, agent], "same_as": "e0"})
    assert [one.role for one in found.participants] == ["agent", "patient"]


def test_without_dates_there_are_no_events() -> None:
    sent = record()
    del sent["layers"]["dates"]
    assert made(sent) == []


def test_the_objects_are_the_records_of_the_contract_byte_for_byte() -> None:
    sent = record()
    sent["layers"]["dates"]["events"].append({**sent["layers"]["dates"]["events"][0], "id": "e3", "place": "loc:nowhere"})
    model = EnrichedArticle.model_validate(sent)
    objects = event_objects(model.model_dump(mode="json"))
    assert [orjson.dumps(one) for one in objects] == [encode(one) for one in event_records(model)]
    assert [decode_event(orjson.dumps(one)) for one in objects] == event_records(model)
    assert len(objects) == 2


spans = st.tuples(st.integers(0, 3000), st.integers(0, 3000)).map(lambda pair: {"start": min(pair), "end": max(pair)})


@given(st.lists(st.lists(spans, max_size=3), max_size=8), spans)
def test_overlaps_are_found_as_by_looking_at_each(things: list[list[dict[str, int]]], wanted: dict[str, int]) -> None:
    found = Overlaps(enumerate(things), 3000).find(wanted["start"], wanted["end"])
    assert found == {
        number
        for number, group in enumerate(things)
        if any(max(one["start"], wanted["start"]) < min(one["end"], wanted["end"]) for one in group)
    }


def test_a_span_far_behind_the_text_costs_nothing() -> None:
    far = {"start": 0, "end": 10**15}
    assert Overlaps([(1, [far])], 100).find(5, 10**15) == {1}
