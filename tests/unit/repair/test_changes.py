"""What differs between two enrichments: found by place in the text, whatever the items are numbered."""

from __future__ import annotations

from copy import deepcopy

from services.repair.changes import changes
from tests.records import TEXT, entities, record


def test_the_same_layers_have_no_changes_and_numbers_do_not_count() -> None:
    layers = record()["layers"]
    other = deepcopy(layers)
    for number, event in enumerate(other["dates"]["events"]):
        event |= {"id": f"e{number + 40}"}
    other["dates"]["events"][1]["same_as"] = "e40"
    other["disputes"]["claims"][0]["id"] = "c9"
    other["disputes"]["disputes"][0]["parties"][0]["claims"] = ["c9"]
    assert changes(TEXT, layers, other) == []


def test_each_kind_of_change_is_told_with_its_words() -> None:
    old, new = record()["layers"], record()["layers"]
    new["entities"] = entities("Ida M. Berg")
    new["dates"]["document_time"]["edtf"] = "2027-03-03"
    del new["dates"]["events"][1]
    new["disputes"]["claims"][0]["stance"] = "rejects"
    new["disputes"]["mentions_only"] = ["kashmir"]
    found = {(one.kind, one.how): one for one in changes(TEXT, old, new)}
    assert found["entities", "changed"].after == {"name": "Ida M. Berg"}
    assert found["document_time", "changed"].after["edtf"] == "2027-03-03"
    assert found["events", "removed"].what == "mayor"
    assert found["claims", "changed"].before == {"stance": "denies"}
    assert found["claims", "changed"].what == "We never agreed to that"
    assert found["mentions_only", "added"].what == "kashmir"
    assert len(found) == 5


def test_a_layer_that_failed_or_is_missing_is_empty() -> None:
    layers = record()["layers"]
    found = changes(TEXT, {"dates": {"status": "failed"}}, {"dates": layers["dates"]})
    assert {one.how for one in found if one.kind == "events"} == {"added"}
    assert [one.after for one in found if one.kind == "status"] == ["ok"]
    assert changes(TEXT, {}, {}) == []
