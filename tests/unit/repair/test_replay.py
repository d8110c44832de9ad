"""Replay: the same rules change no row, new rules change what they change, and the release before is there to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from dateline import topology
from services import dating
from services.cli import main
from services.dating.annotate import DatingAnnotator
from services.repair.replay import Wanted, before, outgoing, records, replay_here, since_last_release, stage_of
from services.runtime.settings import Settings
from services.sink.store import Store
from services.standalone.pipeline import Pipeline
from tests.records import TEXT, rows

ARTICLES = [
    {"id": f"a{number}", "text": f"{TEXT} It was number {number}.", "received_at": f"2026-03-0{number}T08:00:00Z"}
    for number in range(1, 4)
]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATELINE_STORE_URL", made := f"sqlite:///{tmp_path / 'store.db'}")
    return made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with three articles that today's rules have read."""
    opened = Store.open(url)
    opened.migrate()
    pipeline = Pipeline()
    opened.save([orjson.loads(pipeline(orjson.dumps(one)).value) for one in ARTICLES])
    yield opened
    opened.close()


def with_new_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release of dating that finds no events."""

    def build() -> object:
        annotate = DatingAnnotator()
        return lambda article, layers: annotate(article, layers).model_copy(update={"events": []})

    monkeypatch.setattr(dating, "PROCESSOR", replace(dating.PROCESSOR, version="99.0.0", build=build))  # type: ignore[arg-type]


def test_the_same_rules_change_no_row(store: Store, url: str) -> None:
    stored = rows(url)
    done = list(replay_here(store, records(store, Wanted()), Pipeline()))
    assert [one.article_id for one in done] == ["a1", "a2", "a3"]
    assert all(one.changes == [] for one in done)
    assert rows(url) == stored


def test_new_rules_change_each_article_once_and_the_former_can_be_compared(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = len(store.read("a1")["layers"]["dates"]["events"])  # type: ignore[index]
    assert events > 0
    with_new_rules(monkeypatch)
    for expected in (events, 0):
        done = list(replay_here(store, records(store, Wanted()), Pipeline()))
        found = [sum(one.kind == "events" and one.how == "removed" for one in article.changes) for article in done]
        assert found == [expected] * 3
    assert [one.how for one in since_last_release(store, "a1").changes if one.kind == "events"] == ["removed"] * events
    assert len({row[0] for row in rows(url)["replaced_layers"]}) == 3


def test_articles_are_chosen_by_id_and_time(store: Store) -> None:
    def ids(wanted: Wanted) -> list[str]:
        return [record["article"]["id"] for record in records(store, wanted)]

    assert ids(Wanted(("a3", "a1", "a3"))) == ["a3", "a1"]
    assert ids(Wanted(since="2026-03-02")) == ["a2", "a3"]
    assert ids(Wanted(until="2026-03-02")) == ["a1", "a2"]
    assert ids(Wanted(since="2026-03-02T08:00:00.001", until="2026")) == ["a3"]
    with pytest.raises(LookupError, match="no article 'nobody'"):
        ids(Wanted(("nobody",)))


def test_a_stage_gets_what_the_stages_before_it_said(store: Store) -> None:
    record = store.read("a1")
    assert record is not None
    assert before(record, stage_of("entities")) == record["article"]
    assert list(before(record, stage_of("disputes"))["layers"]) == ["entities", "dates"]
    settings = Settings()
    topic, key, value, headers = outgoing(settings, record, stage_of("dating"))
    assert (topic, key) == (settings.topic(topology.STAGES[1].source), b"a1")
    assert [one["stage"] for one in orjson.loads(value)["provenance"]] == ["entities"]
    assert dict(headers)["ce_time"] == record["article"]["received_at"].encode()
    with pytest.raises(LookupError, match="no stage 'sink': there are entities, dating"):
        stage_of("sink")


def test_commands_print_what_changes(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = rows(url)
    with_new_rules(monkeypatch)
    assert main(["replay", "--dry-run", "--limit", "2"]) == 0
    out, err = capsys.readouterr()
    assert "2 of 2 articles would change" in err
    assert "dates.events removed" in orjson.loads(out.splitlines()[0])["changes"]
    assert main(["diff", "a1", "--rules"]) == 0
    assert "- dates.events" in capsys.readouterr().out
    assert rows(url) == stored, "so far nothing was changed"

    assert main(["replay", "--here", "a1"]) == 0
    assert "1 of 1 articles changed" in capsys.readouterr().err
    assert main(["diff", "a1", "--json"]) == 0
    assert {"removed"} == {orjson.loads(line)["how"] for line in capsys.readouterr().out.splitlines()}
    assert main(["diff", "a2"]) == 0
    assert capsys.readouterr() == ("", "0 changes\n")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["replay", "--here", "nobody"], 1, "no article 'nobody'"),
        (["diff", "nobody"], 1, "no article 'nobody'"),
        (["replay", "--stage", "nothing"], 1, "no stage 'nothing'"),
        (["replay", "--here", "--stage", "dating"], 2, "--stage goes through the chain"),
        (["replay"], 1, "no Kafka broker answers at 127.0.0.1:9"),
    ],
)
def test_what_cannot_be_done_is_told(
    store: Store, arguments: list[str], code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", "127.0.0.1:9")
    monkeypatch.setattr("services.runtime.topics._SECONDS", 1.0)
    assert main(arguments) == code
    assert told in capsys.readouterr().err
