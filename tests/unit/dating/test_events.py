"""Events: label, status, time with its basis, participants."""

from __future__ import annotations

import pytest

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


def test_what_nobody_named_says_is_no_event(read: Read) -> None:
    text = "The mayor said on Monday that the bridge had collapsed."
    layer = read(text, published_at="2020-03-12")
    assert [text[one.start : one.end] for one in layer.events] == ["collapsed"]


def test_what_somebody_named_says_is_a_statement_in_the_background(read: Read) -> None:
    text = "Norway said on Monday that the bridge had collapsed."
    mentions = [Mention(start=0, end=6, type="LOC", entity="gpe:no")]
    said, collapsed = read(text, entities=EntitiesLayer(mentions=mentions), published_at="2020-03-12").events
    assert (said.type, said.foreground, collapsed.type, collapsed.foreground) == ("statement", False, None, True)
    assert said.when is not None and said.when.edtf == "2020-03-09"


def test_a_state_that_describes_who_acts_does_not_act_itself(read: Read) -> None:
    text = "OSLO, March 12, 2020 (NPS) -- Norwegian Foreign Minister Ella Brandt thanked Chile's Supreme Court."
    named = [("norp:norwegian", "NORP", "Norwegian"), ("per:ella-brandt", "PERSON", "Ella Brandt"), ("gpe:cl", "LOC", "Chile"),
             ("org:court", "ORG", "Supreme Court")]  # fmt: skip
    mentions = [
        {"entity": one, "type": kind, "start": text.index(word), "end": text.index(word) + len(word)} for one, kind, word in named
    ]
    layer = EntitiesLayer.model_validate({"mentions": mentions})
    one = read(text, entities=layer).events[0]
    assert [(part.entity, part.role) for part in one.participants] == [
        ("per:ella-brandt", "agent"), ("org:court", "patient"), ("norp:norwegian", "other"), ("gpe:cl", "other"),
    ]  # fmt: skip


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


def when_of(layer: DatesLayer, word: str, text: str) -> tuple[str | None, str] | None:
    when = event(layer, word, text).when
    return (when.edtf, when.basis) if when else None


def test_a_time_at_the_end_holds_for_the_verbs_joined_before_it(read: Read) -> None:
    text = "The first ferry will leave Bergen and land in Hull on May 3."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "leave", text) == ("2020-05-03", "same-sentence")
    assert when_of(layer, "land", text) == ("2020-05-03", "same-clause")


def test_a_year_that_belongs_to_a_noun_says_nothing_of_the_verb(read: Read) -> None:
    text = "The firm broke the 1991 contract, the court found."
    assert when_of(read(text, published_at="2020-03-12"), "broke", text) == ("2020-03-12", "document-time")


def test_a_noun_has_the_time_of_the_event_that_it_means(read: Read) -> None:
    text = "The port launched the ferry on May 4, 2018.\n\nSince the launch it carries cars."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "launch", text) == ("2018-05-04", "same-event")
    assert event(layer, "launch", text).same_as == event(layer, "launched", text).id


def test_a_noun_of_another_time_is_another_event(read: Read) -> None:
    text = "The port launched the ferry on May 4, 2018.\n\nThe launch in 2019 went well."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "launch", text) == ("2019", "same-phrase")
    assert event(layer, "launch", text).same_as is None


def test_a_headline_is_at_the_time_that_its_lead_gives(read: Read) -> None:
    text = "Ferry hits quay in Bergen\n\nA ferry hit a quay on Tuesday, the police said. Two people were hurt."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "hits", text) == ("2020-03-10", "narrative")
    assert when_of(layer, "hurt", text) == ("2020-03-10", "narrative")


def test_an_infinitive_of_what_began_took_place(read: Read) -> None:
    text = "In 2017 Norway began to sell fish to Chile and planned to build a quay."
    mentions = [Mention(start=8, end=14, type="LOC", entity="gpe:no")]
    layer = read(text, entities=EntitiesLayer(mentions=mentions), published_at="2020-03-12")
    assert (event(layer, "sell", text).status, event(layer, "build", text).status) == ("occurred", "scheduled")
    assert when_of(layer, "sell", text) == ("2017", "governing-verb")


def test_what_has_gone_on_since_then_is_open_and_background(read: Read) -> None:
    text = "The two towns have been negotiating since 1998."
    one = event(read(text, published_at="2020-03-12"), "negotiating", text)
    assert one.when is not None
    assert (one.status, one.foreground, one.when.edtf, one.when.latest) == ("ongoing", False, "1998/..", None)


def test_words_in_quotation_marks_are_not_the_news(read: Read) -> None:
    text = 'The mayor resigned. "We closed the quay and built a school," she wrote.'
    layer = read(text, published_at="2020-03-12")
    assert (event(layer, "resigned", text).foreground, event(layer, "closed", text).foreground) == (True, False)


def test_labels_are_whole_phrases(read: Read) -> None:
    text = (
        "Norway will elect the new leader on May 3. The council agreed that the towns would speed up the pace of the talks "
        "based on the old treaty. It began to sell films. The first test flight of the U.S. ferry was delayed."
    )
    labels = [one.label for one in read(text, published_at="2020-03-12").events]
    assert {"elect the new leader", "first test flight of the U.S. ferry", "was delayed", "began to sell films"} <= set(labels)
    assert "agreed that the towns would speed up the pace of the talks" in labels


def test_a_verb_that_says_little_alone_is_told_with_its_subject(read: Read) -> None:
    text = (
        "The two coal mines were closed. Officials said the northern bridge collapsed. He resigned. The old ferry sank. "
        "The U.S. trade talks failed. The firm was focused on building ships. A plan announced in May was dropped."
    )
    labels = {one.label for one in read(text, published_at="2020-03-12").events}
    assert {"coal mines were closed", "northern bridge collapsed", "old ferry sank", "U.S. trade talks failed"} <= labels
    assert {"resigned", "was focused on building ships", "was dropped"} <= labels


def test_what_there_was_none_of_did_not_take_place(read: Read) -> None:
    text = "There was no cease-fire in the valley on Monday."
    assert event(read(text, published_at="2020-03-12"), "cease-fire", text).status == "denied"


def status_of(layer: DatesLayer, word: str, text: str) -> str:
    return event(layer, word, text).status


def test_what_lies_ahead_is_to_come_whatever_its_tense(read: Read) -> None:
    text = (
        "The fair opens on Friday. Observers from the north arrive next Monday.\n\n"
        "The mayor announced that the port would close in May. The harbour would suffer."
    )
    layer = read(text, published_at="2020-03-12")
    assert {status_of(layer, word, text) for word in ("opens", "arrive", "close")} == {"scheduled"}
    assert "suffer" not in {text[one.start : one.end] for one in layer.events}


def test_the_day_of_a_noun_is_not_the_day_of_the_verb(read: Read) -> None:
    text = "The council refused on Tuesday to put off the election of May 22. Council keeps February date."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "election", text) == ("2020-05-22", "same-phrase")
    assert when_of(layer, "refused", text) == ("2020-03-10", "same-clause")
    assert all(one.when is None or one.when.edtf != "2020-02" for one in layer.events)


def test_since_holds_for_what_has_gone_on(read: Read) -> None:
    text = "Norway and Chile have been in talks to sign a treaty since May 1998."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "talks", text) == ("1998-05/..", "same-clause")
    assert (status_of(layer, "talks", text), event(layer, "talks", text).foreground) == ("ongoing", False)


def test_an_empty_verb_and_its_noun_are_one_event(read: Read) -> None:
    text = "The two leaders held short talks on Monday."
    layer = read(text, published_at="2020-03-12")
    assert event(layer, "talks", text).same_as == event(layer, "held", text).id
    assert event(layer, "held", text).label == "held short talks"


def test_no_accident_is_denied(read: Read) -> None:
    text = "There were no accidents on Monday."
    assert status_of(read(text, published_at="2020-03-12"), "accidents", text) == "denied"


def test_what_was_promised_long_ago_is_not_the_news(read: Read) -> None:
    text = "In May 2015 the council announced that it would build a school."
    one = event(read(text, published_at="2020-03-12"), "build", text)
    assert (one.status, one.when, one.foreground) == ("scheduled", None, False)


def test_a_name_in_passing_is_no_event(read: Read) -> None:
    text = "The army took a group of islands called Norholm over on Monday."
    assert [one.label for one in read(text, published_at="2020-03-12").events if one.label.startswith("called")] == []


def test_a_clock_time_cuts_no_clause(read: Read) -> None:
    text = "The take-off, at 08:30 UTC, was normal."
    one = event(read(text, published_at="2020-03-12"), "take-off", text)
    assert one.when is not None and one.when.edtf == "2020-03-12"


def test_questions_and_orders_are_read_by_their_verbs(read: Read) -> None:
    text = "The army ought not to leave Bergen. Exports come from the south. Will things change?"
    words = [text[one.start : one.end] for one in read(text, published_at="2020-03-12").events]
    assert "things" not in words and "to" not in words and "leave" in words


def test_a_time_behind_an_infinitive_or_a_beginning_is_that_of_the_verb_before(read: Read) -> None:
    text = "The islanders voted to remain Norwegian in March 2013. The towns fought a war, which began on April 2, 1982."
    layer = read(text, published_at="2020-03-12")
    assert when_of(layer, "voted", text) == ("2013-03", "same-sentence")
    assert when_of(layer, "fought", text) == ("1982-04-02", "same-sentence")
    assert not event(layer, "fought", text).foreground


def when(layer: DatesLayer, word: str, text: str) -> tuple[str | None, str]:
    one = event(layer, word, text)
    return (one.when.edtf if one.when else None), one.status


def test_a_range_is_the_time_of_what_lasted_so_long(read: Read) -> None:
    text = "The army ruled the island from 1976 to 1983. The mine closed between May 2019 and July 2020."
    layer = read(text, published_at="2021-06-16")
    assert when(layer, "ruled", text) == ("1976/1983", "occurred")
    assert when(layer, "closed", text) == ("2019-05/2020-07", "occurred")


def test_what_is_told_from_a_happening_has_not_its_day(read: Read) -> None:
    text = "The border was closed after a war in 1999. Taxes fell after a 1998-99 war. He left before Monday's vote."
    layer = read(text, published_at="2021-06-16")
    assert when(layer, "closed", text) == ("1999-01-01/..", "occurred")
    assert when(layer, "war", text) == ("1999", "occurred")
    assert when(layer, "fell", text) == ("1999-12-31/..", "occurred")
    assert [one.when.edtf for one in layer.events if one.when and text[one.start : one.end] == "war"] == ["1999", "1998/1999"]


def test_a_day_up_to_which_time_was_given_is_a_deadline(read: Read) -> None:
    text = "The judge gave the firm until 30 June to repair the dam. The guard stayed until 1999 to watch the dam."
    layer = read(text, published_at="2021-06-16")
    assert when(layer, "repair", text) == ("../2021-06-30", "scheduled")
    assert when(layer, "gave", text) == ("2021-06-16", "occurred")
    assert when(layer, "stayed", text) == ("../1999", "occurred")


def test_a_day_of_an_unknown_year_is_that_day(read: Read) -> None:
    text = "The dockers struck on Sunday, officials said. A meeting will be held on 25 August."
    when = event(read(text), "held", text).when
    assert when is not None
    assert (when.edtf, when.earliest, when.latest, when.basis) == ("XXXX-08-25", None, None, "same-clause")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor didn't attend the meeting.", "Teachers weren’t invited.", "The firm hasn't sold the port.",
        "The mayor won't sign the treaty.", "The bank couldn't pay the workers.", "The crews haven’t repaired the bridge.",
    ],
)  # fmt: skip
def test_a_short_not_denies(read: Read, text: str) -> None:
    statuses = {one.status for one in read(text, published_at="2020-03-12").events if one.label != "meeting"}
    assert statuses == {"denied"}


def test_what_only_looks_like_a_short_not(read: Read) -> None:
    text = "Norway won the vote on Monday and opened a haven."
    layer = read(text, published_at="2020-03-12")
    assert [one.status for one in layer.events if text[one.start : one.end] in ("won", "opened")] == ["occurred", "occurred"]


def labels(layer: DatesLayer) -> list[str]:
    return [one.label for one in layer.events]


def test_what_a_page_says_of_itself_is_no_event(read: Read) -> None:
    text = (
        "OSLO, June 16, 2021 -- The council closed the harbour on Tuesday.\n\n"
        "Read more: Mayor opened the bridge on Monday\n\nSign up today to receive news that broke on Monday.\n\n"
        "Boats left the harbour on Tuesday. Anna Berg/Getty Images\n\n"
        "He read more of the letters on Monday. Customers subscribed on Monday."
    )
    assert labels(read(text)) == ["closed the harbour", "read more of the letters", "Customers subscribed"]


def test_an_abbreviation_ends_no_label(read: Read) -> None:
    text = (
        "The mayor met Sen. Berg in Oslo on Monday. The port was sold to Acme Inc. on Tuesday. They invited Mr. Dahl on Monday."
    )
    assert labels(read(text, published_at="2021-06-16")) == [
        "met Sen. Berg in Oslo", "was sold to Acme Inc.", "invited Mr. Dahl",
    ]  # fmt: skip


def test_he_said_twice_is_two_statements(read: Read) -> None:
    text = '"The dam broke," he said on Monday.\n\n"The town was flooded," he said on Monday.'
    said = [one for one in read(text, published_at="2021-06-16").events if one.type]
    assert [(one.label, one.same_as) for one in said] == [("he said", None), ("he said", None)]


def test_once_is_no_condition_before_its_verb(read: Read) -> None:
    text = "The yard, as Dahl once described it, closed in 1998. Once the council agreed, the yard closed."
    layer = read(text, published_at="2021-06-16")
    assert event(layer, "described", text).status == "occurred"
    assert event(layer, "agreed", text).status == "conditional"


def test_what_somebody_was_able_to_do_took_place(read: Read) -> None:
    text = "The crew was able to leave the ship on Monday. The cook was not able to swim on Monday."
    layer = read(text, published_at="2021-06-16")
    assert event(layer, "leave", text).status == "occurred"
    assert event(layer, "swim", text).status == "hypothetical"


def test_never_denies_also_alone(read: Read) -> None:
    text = "The council never approved the plan. The council approved the plan."
    assert [one.status for one in read(text, published_at="2021-06-16").events] == ["denied", "occurred"]


def test_a_form_that_describes_a_noun_is_no_event(read: Read) -> None:
    text = "The board announced deep spending cuts on Monday, ordering strikes, and campaigned through the fall."
    assert "spending" not in {text[one.start : one.end] for one in read(text, published_at="2021-06-16").events}
    assert "ordering" in {text[one.start : one.end] for one in read(text, published_at="2021-06-16").events}
    assert "fall" not in {text[one.start : one.end] for one in read(text, published_at="2021-06-16").events}


def test_a_plural_that_opens_a_sentence_is_no_verb(read: Read) -> None:
    text = "Witnesses in the town counted six boats. Shares in the yard fell on Tuesday."
    assert [text[one.start : one.end] for one in read(text, published_at="2020-03-12").events] == ["counted", "fell"]
