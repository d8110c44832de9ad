"""Dead letters read back: what they say, which are wanted, and which are due to be sent again."""

from __future__ import annotations

import pytest

from dateline import deadletter, topology
from services.repair.letters import Letter, Wanted, count, dead_letter_topics
from services.repair.redrive import MOST, Tally, due, portions
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.records import Headers, Incoming
from services.runtime.settings import Settings

SETTINGS = Settings(topic_prefix="t.")
RAW_TOPIC = SETTINGS.topic(topology.RAW)


def letter(offset: int = 3, *, headers: Headers = (), code: deadletter.Code = "RULE_ERROR") -> Letter:
    """A dead letter as the broker would give it, an hour and some after midnight."""
    record = Incoming(RAW_TOPIC, 1, 7, 1_000, b"k", b"\xff{", headers)
    out = dead_letter(record, "entities", Reason(code, "ValueError", "a\n b"))
    return Letter.of(Incoming(out.topic, 2, offset, 3_600_000 + offset, out.key, out.value, out.headers))


def test_a_letter_gives_back_the_record_and_the_reason() -> None:
    sent: Headers = (("who", b"a"), ("who", None), (deadletter.CODE, b"theirs"))
    found = letter(headers=sent)
    assert found.original == sent, "headers of the producer stay, also those of our names"
    assert (found.record.key, found.record.value) == (b"k", b"\xff{")
    assert (found.topic, found.code, found.stage, found.message) == (RAW_TOPIC, "RULE_ERROR", "entities", "a b")
    assert found.place == "t.articles.raw.v1.dlq[2]@3"


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), True),
        (Wanted(code="RULE_ERROR", stage="entities"), True),
        (Wanted(code="SCHEMA"), False),
        (Wanted(stage="dating"), False),
        (Wanted(since="1970-01-01", until="1970-01-01"), True),
        (Wanted(since="1970-01-01T01:00:01Z"), False),
        (Wanted(until="1969"), False),
    ],
)
def test_filters(wanted: Wanted, taken: bool) -> None:
    assert wanted.takes(letter()) is taken


@pytest.mark.parametrize("name", ["articles.raw.v1", "t.articles.raw.v1", "articles.raw.v1.dlq", "t.articles.raw.v1.dlq"])
def test_a_topic_may_be_named_in_any_way(name: str) -> None:
    assert dead_letter_topics(SETTINGS, name) == [RAW_TOPIC + ".dlq"]


def test_a_topic_without_dead_letters_is_told() -> None:
    with pytest.raises(LookupError, match=r"events\.enriched\.v1.*articles\.raw\.v1"):
        dead_letter_topics(SETTINGS, "events.enriched.v1")


def test_only_letters_that_were_not_sent_back_and_do_not_come_back_for_ever_are_due() -> None:
    often: Headers = ((deadletter.REDRIVES, str(MOST).encode()),)
    found = [letter(1), letter(2), letter(3, headers=often), letter(4, headers=((deadletter.REDRIVES, b"1"),))]
    tally = Tally()
    assert [one.record.offset for one in due(found, {found[0].place}, tally)] == [2, 4]
    assert (tally.earlier, tally.too_often) == (1, 1)
    assert "left, since they came back" in str(tally)


def test_a_limit_holds_over_portions() -> None:
    assert [len(one) for one in portions(map(letter, range(500)), 250)] == [100, 100, 50]


def test_letters_are_counted_by_topic_stage_and_code() -> None:
    counts = count([letter(), letter(code="SCHEMA"), letter()])
    assert list(counts.items()) == [((RAW_TOPIC, "entities", "RULE_ERROR"), 2), ((RAW_TOPIC, "entities", "SCHEMA"), 1)]
