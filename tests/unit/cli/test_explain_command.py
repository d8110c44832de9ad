"""`dateline explain`: where the record comes from, and what a mistake is answered with."""

from __future__ import annotations

import io
from pathlib import Path

import orjson
import pytest

from services.cli import main
from services.sink.store import Store
from tests.records import record

ITEM = "BERGEN, March 12, 2020 (NPS) -- Norway will hold a vote on April 3.\n"


@pytest.fixture
def item(tmp_path: Path) -> str:
    """A file with one article."""
    file = tmp_path / "item.txt"
    file.write_text(ITEM)
    return str(file)


def explained(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, object]]:
    assert main(["explain", *args, "--json"]) == 0
    told: list[dict[str, object]] = orjson.loads(capsys.readouterr().out)["explanations"]
    return told


def test_an_article_is_annotated_first(item: str, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = explained(capsys, "t2", item)
    assert (found["kind"], found["says"]) == ("expression", "DATE 2020-04-03: 2020-04-03")


def test_a_record_on_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(orjson.dumps(record()) + b"\n")))
    assert main(["explain", "d1"]) == 0
    assert capsys.readouterr().out.startswith("d1  dispute  territorial dispute about Gull Island, 80% sure")


def test_a_record_of_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_STORE_URL", raising=False)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))
    store = Store.open(f"sqlite:///{tmp_path / 'dateline.db'}")
    store.migrate()
    store.save([record()])
    store.close()
    assert explained(capsys, "e1", "a1")[0]["kind"] == "event"
    assert main(["explain", "e1", "a2"]) == 1
    assert "no article 'a2'" in capsys.readouterr().err


def test_one_of_several_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "records.jsonl"
    file.write_bytes(b"\n".join(orjson.dumps(record(id=name)) for name in ("a1", "a2")))
    assert main(["explain", "e1", str(file)]) == 1
    assert "several articles: say which with --id" in capsys.readouterr().err
    assert explained(capsys, "e1", str(file), "--id", "a2")[0]["value"] == "e1"
    assert main(["explain", "e1", str(file), "--id", "a3"]) == 1


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["e99"], 1, "no 'e99' in this record; it has document_time"),
        (["9999"], 1, "are not in the text, which has"),
    ],
)
def test_a_value_that_is_not_there(args: list[str], code: int, words: str, item: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *args, item]) == code
    err = capsys.readouterr().err
    assert words in err and len(err.splitlines()) == 1


def test_a_file_that_is_not_there_or_holds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "e1", str(tmp_path / "none.txt")]) == 2
    assert "there is no file" in capsys.readouterr().err
    (tmp_path / "empty.jsonl").touch()
    assert main(["explain", "e1", str(tmp_path / "empty.jsonl")]) == 1
    (tmp_path / "bad.jsonl").write_text("{no\n")
    assert main(["explain", "e1", str(tmp_path / "bad.jsonl")]) == 1
    assert "bad.jsonl:1" in capsys.readouterr().err
