"""Which records `tail` shows."""

from typing import Any

import click
import pytest

from dateline import EnrichedArticle, EventRecord
from services.commands._filters import Filter, PartialDate
from tests.wire import event

PARTY = {"entity": "gpe:ru", "name": "Russia", "role": "holder"}
DISPUTE = {"id": "d1", "kind": "territorial", "registry": "kuril-islands", "parties": [PARTY], "confidence": 1}


def dated(earliest: str | None, latest: str | None) -> EventRecord:
    """An event of that time, in Sapporo, with Japan, on the Kuril Islands."""
    when = {"edtf": None, "earliest": earliest, "latest": latest, "basis": "same-clause"}
    fields = event(1).model_dump()
    return EventRecord.model_validate(
        fields
        | {
            "event": fields["event"] | {"when": when},
            "participants": [{"entity": "gpe:jp", "name": "Japan", "role": "agent"}],
            "place": {"entity": "loc:sapporo", "name": "Sapporo"},
            "disputes": [DISPUTE],
        }
    )


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({}, True),
        ({"entity": "gpe:jp"}, True),
        ({"entity": "loc:sapporo"}, True),
        ({"entity": "gpe:ru"}, False),
        ({"dispute": "kuril-islands"}, True),
        ({"dispute": "kashmir"}, False),
        ({"status": "occurred"}, True),
        ({"status": "denied"}, False),
        ({"entity": "gpe:jp", "status": "denied"}, False),
        ({"news": True}, True),
    ],
)
def test_events_by_entity_dispute_and_status(wanted: dict[str, Any], taken: bool) -> None:
    assert Filter(**wanted).takes_event(dated("2020-08-31", "2020-08-31")) is taken


@pytest.mark.parametrize(
    ("since", "until", "earliest", "latest", "taken"),
    [
        ("2020-08-31", None, "2020-08-31", "2020-08-31", True),
        ("2020-09-01", None, "2020-08-31", "2020-08-31", False),
        (None, "2020-08-31", "2020-08-31", "2020-08-31", True),
        (None, "2020-08-30", "2020-08-31", "2020-08-31", False),
        ("2020-08", "2020-08", "2020-08-15", "2020-08-15", True),
        ("2020", "2020", "2019-12-31", "2019-12-31", False),
        ("2020", "2020", "2019-01-01", "2021-12-31", True),
        ("2050", None, "2020-09-01", None, True),
        (None, "2019", "2020-09-01", None, False),
        (None, "1800", None, "1945-12-31", True),
        ("2020", None, None, None, False),
        (None, None, None, None, True),
    ],
)
def test_events_by_time(since: str | None, until: str | None, earliest: str | None, latest: str | None, taken: bool) -> None:
    assert Filter(since=since, until=until).takes_event(dated(earliest, latest)) is taken


def test_an_event_without_a_time_is_in_no_time() -> None:
    assert not Filter(since="1900").takes_event(event(1))


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({}, True),
        ({"entity": "gpe:jp"}, True),
        ({"entity": "gpe:ru"}, False),
        ({"dispute": "kuril-islands"}, True),
        ({"dispute": "kashmir"}, False),
        ({"status": "occurred"}, True),
        ({"status": "denied"}, False),
        ({"since": "2020-08", "until": "2020-08"}, True),
        ({"since": "2021"}, False),
    ],
)
def test_articles(wanted: dict[str, Any], taken: bool) -> None:
    layers = {
        "entities": {"entities": [{"id": "gpe:jp", "type": "LOC", "name": "Japan"}]},
        "dates": {
            "document_time": {"edtf": "2020-08-31", "earliest": "2020-08-31", "latest": "2020-08-31"},
            "events": [event(1).event.model_dump()],
        },
        "disputes": {"disputes": [DISPUTE]},
    }
    record = EnrichedArticle.model_validate({"article": {"id": "a", "text": "x"}, "layers": layers})
    assert Filter(**wanted).takes_article(record) is taken


@pytest.mark.parametrize("wanted", [{"entity": "gpe:jp"}, {"dispute": "x"}, {"status": "denied"}, {"since": "2020"}])
def test_an_article_without_layers_has_nothing_that_is_asked_for(wanted: dict[str, Any]) -> None:
    assert not Filter(**wanted).takes_article(EnrichedArticle.model_validate({"article": {"id": "a", "text": "x"}}))


@pytest.mark.parametrize("value", ["2020", "2020-02", "2020-02-29"])
def test_dates_may_be_partial(value: str) -> None:
    assert PartialDate().convert(value, None, None) == value


@pytest.mark.parametrize("value", ["20", "2020-13", "2021-02-29", "2020-2", "yesterday", "2020-01-01-01", ""])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(click.BadParameter, match="is not a date"):
        PartialDate().convert(value, None, None)
