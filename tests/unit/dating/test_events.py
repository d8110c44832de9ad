"""Events: label, status, time with its basis, participants."""

from __future__ import annotations

from dateline.layers.dates import DatesLayer, Event
from dateline.layers.entities import EntitiesLayer, Mention
from tests.unit.dating.conftest import Read

TEXT = """\
BERGEN, March 12, 2020 (NPS) -- Norway will hold a vote on April 3 and the council rejected the plan on Tuesday.

In October 2019, the union and the port signed a contract. The mayor did not attend the talks.
If the talks fail, workers would strike again.
"""


def event(layer: DatesLayer, word: str, text: str = TEXT) -> Event:
    return next(one for one in layer.events if text[one.start : one.end] == word)


def test_scheduled_in_the_same_clause(read: Read) -> None:
    one = event(read(TEXT), "hold")
    assert (one.label, one.status) == ("hold a vote", "scheduled")
    assert one.when is not None
    assert (one.when.edtf, one.when.basis) == ("2020-04-03", "same-clause")


def test_past_of_another_clause(read: Read) -> None:
    one = event(read(TEXT), "rejected")
    assert (one.label, one.status, one.foreground) == ("rejected the plan", "occurred", True)
    assert one.when is not None and one.when.edtf == "2020-03-10"


def test_background_is_told_apart(read: Read) -> None:
    one = event(read(TEXT), "signed")
    assert one.when is not None and one.when.edtf == "2019-10"
    assert not one.foreground


def test_denied_and_conditional(read: Read) -> None:
    layer = read(TEXT)
    assert event(layer, "attend").status == "denied"
    assert event(layer, "strike").status == "conditional"


def test_verbs_of_saying_are_no_events(read: Read) -> None:
    text = "The mayor said on Monday that the bridge had collapsed."
    layer = read(text, published_at="2020-03-12")
    assert [text[one.start : one.end] for one in layer.events] == ["collapsed"]


def test_participants_and_place_come_from_the_entities(read: Read) -> None:
    text = "Norway defeated Chile in Bergen on Monday."
    mentions = [
        Mention(start=0, end=6, type="LOC", entity="gpe:no"),
        Mention(start=16, end=21, type="LOC", entity="gpe:cl"),
        Mention(start=25, end=31, type="LOC", entity="loc:bergen"),
    ]
    layer = read(text, entities=EntitiesLayer(mentions=mentions), published_at="2020-03-12")
    one = event(layer, "defeated", text)
    assert {part.entity: part.role for part in one.participants} == {"gpe:no": "agent", "gpe:cl": "patient"}
    assert one.place == "loc:bergen"


def test_ids_count_up(read: Read) -> None:
    layer = read(TEXT)
    assert [one.id for one in layer.events] == [f"e{number}" for number in range(1, len(layer.events) + 1)]
    assert [one.id for one in layer.expressions] == [f"t{number}" for number in range(1, len(layer.expressions) + 1)]


def test_same_event_points_to_the_first(read: Read) -> None:
    text = "The dam burst its banks on Monday.\n\nThe dam burst its banks on Monday."
    first, second = read(text, published_at="2020-03-12").events
    assert (first.same_as, second.same_as) == (None, first.id)


def test_giving_a_name_is_no_event(read: Read) -> None:
    text = "The quay, called the Old Port in the town, burned down in 2019. It was named New Port by the mayor's office."
    assert [one.label for one in read(text).events if one.label.startswith(("called", "named", "was named"))] == []


def test_what_cannot_happen_is_denied(read: Read) -> None:
    text = "BERGEN, March 12, 2020 (NPS) -- The border cannot be moved, the council said on Thursday."
    assert event(read(text), "moved", text).status == "denied"


def test_a_past_form_before_its_noun_is_no_event(read: Read) -> None:
    text = "BERGEN, March 12, 2020 (NPS) -- The port reopened talks over disputed quays on Tuesday."
    assert [text[one.start : one.end] for one in read(text).events] == ["reopened", "talks"]
