"""`dateline store migrate|check` and `dateline show`: what they print, and what they answer to a user's mistake."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from services.cli import main
from services.sink.schema import VERSION
from services.sink.store import Store
from tests.records import record


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory that is not there yet."""
    monkeypatch.delenv("DATELINE_STORE_URL", raising=False)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path) -> Path:
    """A store with one article."""
    store = Store.open(f"sqlite:///{data / 'dateline.db'}")
    store.migrate()
    store.save([record(title="Mayor elected \U0001f600")])
    store.close()
    return data


def test_migrate_makes_the_tables_and_check_finds_them(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["store", "migrate"]) == 0
    assert main(["store", "migrate"]) == 0
    assert main(["store", "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    where = f"sqlite:///{data / 'dateline.db'}: tables are at version {VERSION}"
    assert lines == [where, where, f"{where}, 0 articles"]


@pytest.mark.parametrize("command", [["store", "check"], ["show", "a1"]])
def test_a_store_that_is_not_there(command: list[str], data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "run `dateline store migrate`" in err
    assert len(err.splitlines()) == 1
    assert not data.exists()


@pytest.mark.parametrize("command", [["store", "migrate"], ["store", "check"], ["show", "a1"]])
@pytest.mark.parametrize(
    ("url", "words"),
    [("nonsense", "cannot be read"), ("postgresql://me:secret@127.0.0.1:1/x", "postgresql+psycopg://me:***@127")],
)
def test_a_store_that_cannot_be_used(
    command: list[str], url: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORE_URL", url)
    assert main(command) == 1
    err = capsys.readouterr().err
    assert words in err
    assert "secret" not in err
    assert len(err.splitlines()) == 1


def test_show_prints_a_view(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "a1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Mayor elected \U0001f600\n")
    assert "Timeline\n" in out
    assert "\x1b" not in out


def test_show_as_json_is_the_record(filled: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["show", "a1", "--json"]) == 0
    assert orjson.loads(capsysbinary.readouterr().out) == record(title="Mayor elected \U0001f600")


def test_show_of_an_unknown_id(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nobody\x1b[31m"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dateline show: no article 'nobody\\x1b[31m' in sqlite:///") or "no article 'nobody\\x1b[31m' in" in err
