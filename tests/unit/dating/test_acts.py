"""Which words are events of their own, and which belong to another: acts with what they are about, background, speech."""

from __future__ import annotations

import pytest

from dateline.layers.dates import Event
from dateline.layers.entities import EntitiesLayer, Mention
from tests.unit.dating.conftest import Read

DAY = "2020-03-12"


def events(read: Read, text: str) -> dict[str, Event]:
    return {text[one.start : one.end]: one for one in read(text, published_at=DAY).events}


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("Norway agreed to sell two tugs to Chile.", "agreed to sell", "agreed to sell two tugs to Chile"),
        (
            "The court ordered the miners to return to work.",
            "ordered the miners to return",
            "ordered the miners to return to work",
        ),
        ("The board defended its decision to close the mine.", "decision to close", "decision to close the mine"),
    ],
)
def test_an_act_and_what_it_is_about_are_one_event(read: Read, text: str, surface: str, label: str) -> None:
    found = events(read, text)
    assert found[surface].label == label
    when = found[surface].when
    assert when is not None and when.edtf == DAY
    assert len([one for one in found if surface.endswith(one.split()[-1])]) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway agreed to sell two tugs to Chile on May 3.", "sell"),
        ("Norway began to sell tugs to Chile.", "sell"),
        ("Norway plans to sell two tugs to Chile.", "sell"),
        ("The agency sold tugs to pay its debts.", "pay"),
    ],
)
def test_what_has_a_time_of_its_own_or_only_an_aim_is_not_taken_in(read: Read, text: str, word: str) -> None:
    assert not [one for one in events(read, text) if one.startswith(("agreed to", "began to", "plans to", "sold tugs"))], word


def test_what_was_spoken_of_is_dated_as_told(read: Read) -> None:
    found = events(
        read, "The shipyard was sold on Monday.\n\nAnalysts say that the deal makes sense. The bridge deal makes none."
    )
    when = found["deal"].when
    assert when is not None and when.edtf == "2020-03-09"
    assert not found["deal"].foreground


@pytest.mark.parametrize(
    "text", ["The tram derailed, killing two riders.", "It sells spare parts.", "The tram is being repaired."]
)
def test_what_goes_with_the_news_is_kept(read: Read, text: str) -> None:
    assert {"killing", "sells", "repaired"} & set(events(read, text))


@pytest.mark.parametrize("text", ["He thanked them for repairing the tram.", '"You see," he told them.'])
def test_what_only_names_an_act_is_not(read: Read, text: str) -> None:
    assert not {"repairing", "see"} & set(events(read, text))


@pytest.mark.parametrize(
    "text", ["The talks ended, Berg adding that they were useful.", "Later on Dahl also noted that rain was likely."]
)
def test_a_capital_or_a_comma_tells_who_speaks(read: Read, text: str) -> None:
    said = [one for one in read(text, published_at=DAY).events if one.type == "statement"]
    assert len(said) == 1 and not said[0].foreground


@pytest.mark.parametrize(
    ("text", "word", "edtf", "status"),
    [
        ("A hearing was set for Friday.", "hearing", "2020-03-13", "scheduled"),
        ("The first delivery is due in October.", "delivery", "2020-10", "scheduled"),
        ("The launch was postponed until Tuesday.", "launch", "2020-03-17", "scheduled"),
        ("The launch was postponed on Tuesday.", "launch", "2020-03-12/..", "scheduled"),
        ("The launch was postponed on Tuesday.", "postponed", "2020-03-10", "occurred"),
        ("Three years after the crash, Norway closed the line on Monday.", "crash", "../2020-03-12", "occurred"),
        ("Since the merger, the bank has closed two branches.", "merger", "../2020-03-12", "occurred"),
        ("The crash occurred on Monday.", "crash", "2020-03-09", "occurred"),
        ("He was chosen for his past criticism of the bank.", "criticism", "../2020-03-12", "occurred"),
        ("Norway announced the planned strike.", "strike", "2020-03-12/..", "scheduled"),
        ("The march on Saturday is set to be small.", "march", "2020-03-14", "scheduled"),
        ("They fought a war in 1982.", "war", "1982", "occurred"),
        ("The line has been closed since Monday.", "closed", "2020-03-09", "ongoing"),
        ("The line has been contested since 1998.", "contested", "1998/..", "ongoing"),
    ],
)
def test_a_noun_beside_a_verb_need_not_be_at_its_time(read: Read, text: str, word: str, edtf: str, status: str) -> None:
    one = events(read, text)[word]
    assert one.when is not None
    assert (one.when.edtf, one.status) == (edtf, status)


@pytest.mark.parametrize("text", ["Norway called for an inquiry.", "Norway demanded an inquiry.", "Norway proposed an inquiry."])
def test_what_is_only_wished_for_has_no_day(read: Read, text: str) -> None:
    one = read(text, published_at=DAY, entities=EntitiesLayer(mentions=[Mention(start=0, end=6, type="LOC", entity="gpe:no")]))
    assert [(found.status, found.when) for found in one.events if found.label == "inquiry"] == [("hypothetical", None)]


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("In 1996, following a quarrel, Dahl left the bank.", "left", "1996"),
        ("In May, when he returned, Dahl left the bank.", "left", "2019-05"),
        ("The tug will carry flags when it arrives on May 3.", "carry", "2020-05-03"),
        ("Friends met with cooks and mourners on Monday at the burial of a man killed last month.", "killed", "2020-02"),
        ("Dahl met the crew on Monday.\n\nHe thanked the cooks.", "thanked", "2020-03-09"),
        ("Dahl met the crew on May 4, 2019.\n\nDahl also thanked the cooks.", "thanked", "2019-05-04"),
        ("Dahl met the crew on May 4, 2019.\n\nBerg thanked the cooks.", "thanked", DAY),
    ],
)
def test_a_time_holds_for_what_goes_with_it(read: Read, text: str, word: str, edtf: str) -> None:
    when = events(read, text)[word].when
    assert when is not None and when.edtf == edtf


def test_an_owner_in_s_makes_an_event_one_that_was_spoken_of(read: Read) -> None:
    found = events(read, "Jonas Rolfs died on Monday.\n\nBerg responded to Rolfs' death.")
    when = found["death"].when
    assert when is not None and (when.edtf, when.basis) == ("2020-03-09", "same-event")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A fire station was sold on Monday.", "fire"),
        ("He was met by 4,000 questions on Monday.", "questions"),
        ("It was seen as offensive on Monday.", "offensive"),
        ("Bergen has issues that nobody knew on Monday.", "issues"),
    ],
)
def test_what_only_looks_like_an_event(read: Read, text: str, word: str) -> None:
    assert word not in events(read, text)


@pytest.mark.parametrize(
    ("text", "word"), [("The army began an offensive on Monday.", "offensive"), ("It currently sells tugs.", "sells")]
)
def test_what_is_an_event_beside_it(read: Read, text: str, word: str) -> None:
    assert word in events(read, text)


def test_what_goes_on_for_long_is_not_of_the_day(read: Read) -> None:
    assert not [one for one in events(read, "The mayor spoke of the trade war.").items() if one[0] == "war" and one[1].when]


def test_a_year_that_has_just_ended_is_no_news(read: Read) -> None:
    found = {
        one.label: one.foreground
        for one in read("The line was closed in 2019. It opened on Monday.", published_at="2020-01-10").events
    }
    assert found == {"line was closed": False, "opened": True}


def test_a_name_behind_should_is_no_verb(read: Read) -> None:
    assert "Norway" not in events(read, "Should Norway find a deal on Monday, the line would open.")


def test_a_day_to_come_is_none_of_what_took_place(read: Read) -> None:
    text = "OSLO, June 16, 2021 -- Berg called for a strike on June 25. The firm denied it. The vote was set for June 28."
    called, strike, _, *_, vote = read(text).events
    assert (called.status, called.when and called.when.edtf) == ("occurred", "2021-06-16")
    assert strike.when is not None and strike.when.edtf == "2021-06-25"
    assert (vote.status, vote.when and vote.when.edtf) == ("scheduled", "2021-06-28")
    assert all(one.status == "occurred" for one in read(text).events if text[one.start : one.end] == "denied")


def test_a_verb_behind_that_has_the_time_of_its_noun(read: Read) -> None:
    text = "It was worse than a 2011 pipeline fire that killed ten people. The council that met in Oslo fell in 2011."
    events = {text[one.start : one.end]: one.when and one.when.edtf for one in read(text, published_at="2021-06-16").events}
    assert events["killed"] == "2011"
    assert events["met"] == "2021-06-16"


def test_that_it_is_expected_is_no_event_beside_what_is(read: Read) -> None:
    text = "A treaty is expected to be signed in July. The bank was expected on Monday."
    assert [one.label for one in read(text, published_at="2021-06-16").events] == ["be signed", "bank was expected"]


def test_a_label_of_a_noun_begins_behind_its_verb(read: Read) -> None:
    text = "The bank will scale back bond purchases in July, the largest purchases in the land since 2011."
    assert [one.label for one in read(text, published_at="2021-06-16").events] == [
        "scale back bond purchases", "bond purchases", "largest purchases in the land",
    ]  # fmt: skip


def test_an_adjective_in_un_is_no_verb(read: Read) -> None:
    text = "The bank left rates unchanged on Monday. The crew unloaded the ship on Monday."
    assert [one.label for one in read(text, published_at="2021-06-16").events] == ["left rates unchanged", "unloaded the ship"]
