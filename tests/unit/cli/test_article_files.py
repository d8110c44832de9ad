"""Reading articles from files: lines, texts, arrays, and what is wrong with them."""

import io
from pathlib import Path

import orjson
import pytest

from services.commands import _articles
from services.commands._articles import read_articles


def read(path: Path, content: bytes) -> list[tuple[str, str | bytes]]:
    """What comes out of one file: where, and the value or the problem."""
    path.write_bytes(content)
    return [(item.where.replace(f"{path.parent}/", ""), item.problem or item.value) for item in read_articles([str(path)])]


def test_lines_are_numbered_as_an_editor_does_and_blank_ones_left_out(tmp_path: Path) -> None:
    content = b'{"text": "one"}\n\n  \r\n{"text": "two"}\r\n{"text": "no newline at the end"}'
    assert read(tmp_path / "a.jsonl", content) == [
        ("a.jsonl:1", b'{"text": "one"}\n'),
        ("a.jsonl:4", b'{"text": "two"}\r\n'),
        ("a.jsonl:5", b'{"text": "no newline at the end"}'),
    ]


def test_a_line_that_is_too_long_is_passed_over_without_being_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_articles, "MAX_LINE_BYTES", 20)
    content = b'{"text": "' + b"x" * 100 + b'"}\n{"text": "fine"}\n'
    assert read(tmp_path / "a.jsonl", content) == [
        ("a.jsonl:1", "the line is longer than 20 bytes"),
        ("a.jsonl:2", b'{"text": "fine"}\n'),
    ]


def test_a_line_of_just_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_articles, "MAX_LINE_BYTES", 20)
    line = b'{"text": "' + b"x" * 8 + b'"}'
    assert len(line) == 20
    assert read(tmp_path / "a.jsonl", line) == [("a.jsonl:1", line)]


@pytest.mark.parametrize("content", ["Rain — “heavy” rain.\r\nMore\n\n", "\ufeffRain — “heavy” rain.\r\nMore\n\n"])
def test_a_text_is_one_article_and_keeps_each_character(tmp_path: Path, content: str) -> None:
    ((where, value),) = read(tmp_path / "A.TXT", content.encode())
    assert where == "A.TXT:1"
    assert orjson.loads(value)["text"] == content.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "text is empty"), (b"\xff\xfe", "not UTF-8"), (b"x" * 1_048_577, "more than 1048576"), (b"x" * 2_000_000, "1048576")],
)
def test_a_text_that_is_no_article_says_why(tmp_path: Path, content: bytes, problem: str) -> None:
    ((where, value),) = read(tmp_path / "a.txt", content)
    assert where == "a.txt:1" and isinstance(value, str) and problem in value


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{\n "text": "one"\n}\n', [("a.json:1", b'{\n "text": "one"\n}\n')]),
        (b'[{"text": "one"}, 2]', [("a.json: article 1", b'{"text":"one"}'), ("a.json: article 2", b"2")]),
        (b'{"text": "one"}\n{"text": "two"}\n', [("a.json:1", b'{"text": "one"}'), ("a.json:2", b'{"text": "two"}')]),
        (b"[]", []),
        (b" \n", []),
        (b"", []),
    ],
)
def test_json_is_one_article_an_array_or_lines(tmp_path: Path, content: bytes, expected: list[tuple[str, bytes]]) -> None:
    assert read(tmp_path / "a.json", content) == expected


def test_broken_json_names_the_line_once(tmp_path: Path) -> None:
    ((where, value),) = read(tmp_path / "a.json", b'{\n "text": "one",\n oops\n}\n')
    assert where == "a.json:3" and isinstance(value, str) and value.startswith("the file is not JSON")


def test_standard_input_is_read_as_lines_when_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "one"}\n')))
    assert [(item.where, item.value) for item in read_articles([])] == [("stdin:1", b'{"text": "one"}\n')]


def test_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_text('{"text": "x"}\n')
    wheres = [item.where for item in read_articles([str(tmp_path / "b"), str(tmp_path / "a")])]
    assert wheres == [f"{tmp_path}/b:1", f"{tmp_path}/a:1"]
