"""The examples: articles that the door admits, and programs that run against a broker."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from dateline import Article, decode_article, encode, topology
from services.commands._articles import read_articles
from services.ingest.validate import admit_raw
from tests.wire import Wire, broker, event, wire

__all__ = ["broker", "wire"]

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(path for path in (EXAMPLES / "articles").iterdir())


def articles() -> list[Article]:
    """Every example article, as the first processor sees it."""
    items = list(read_articles(str(path) for path in FILES))
    assert [item.problem for item in items if item.problem] == []
    return [Article.model_validate(admit_raw(item.value, None)["article"]) for item in items]


def program(name: str, broker: Wire, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An example's names, loaded with the broker's address in its environment."""
    monkeypatch.setenv("DATELINE_KAFKA_BOOTSTRAP", broker.bootstrap)
    return runpy.run_path(str(EXAMPLES / name))


def test_there_are_enough_of_every_kind() -> None:
    found = articles()
    assert len(found) >= 10
    assert len({one.id for one in found}) == len(found)
    assert {path.suffix for path in FILES} == {".txt", ".json", ".jsonl"}
    assert any(one.published_at is None for one in found) and any(one.published_at for one in found)


def test_every_article_is_as_long_as_an_agency_item_is() -> None:
    lengths = {one.id: len(one.text.split()) for one in articles()}
    assert {name: words for name, words in lengths.items() if not 120 <= words <= 350} == {}


def test_the_readme_lists_every_article_file() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []


async def test_produce_sends_the_text_files(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wire.prefix = topology.DEFAULT_PREFIX
    wire.create(topology.RAW)
    paths = [str(path) for path in FILES if path.suffix == ".txt"]
    await program("produce.py", wire, monkeypatch)["main"](paths)
    sent = [decode_article(value).text for value in wire.values(topology.RAW).values()]
    assert sorted(sent) == sorted(Path(path).read_text("utf-8") for path in paths)
    assert capsys.readouterr().out.count("is on the broker as art-") == len(paths)


async def test_subscribe_prints_the_last_ten_events(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wire.prefix = topology.DEFAULT_PREFIX
    wire.put(topology.EVENTS, *(encode(event(number)) for number in range(12)))
    await program("subscribe.py", wire, monkeypatch)["main"](follow=False)
    assert capsys.readouterr().out.splitlines() == [f"?  occurred: event {number}" for number in range(2, 12)]
