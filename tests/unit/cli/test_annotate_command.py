"""`dateline annotate`: what comes out, in which order, and what is said about the rest."""

import io
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import orjson
import pytest

from dateline import decode_enriched
from dateline.codec import CodecError
from services import cli
from services.runtime.processor import Failure, Step
from services.standalone import batch

DATELINE = [sys.executable, "-m", "services.cli", "annotate"]
GOOD = b'{"id": "a1", "text": "MOSCOW, August 31. /LNS/. Rain fell on Monday."}\n'


class Chain:
    """Stands in for the chain: a text decides what becomes of it."""

    def __call__(self, value: bytes) -> Step:
        """Refuse, fail in a layer, or pass through."""
        article = orjson.loads(value)
        if article["text"] == "refuse":
            raise CodecError("SCHEMA", "text: is not to be had")
        broken = article["text"] == "break"
        record = {"article": article, "layers": {"entities": {"status": "ok"}, "dates": {"status": "failed" if broken else "ok"}}}
        failure = Failure("RULE_ERROR", "KeyError", "'tense'") if broken else None
        return Step(article.get("id", ""), orjson.dumps(record), failure)


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotators are not this file's subject."""
    monkeypatch.setattr(batch, "Pipeline", Chain)


def lines(*texts: str) -> str:
    """Articles of these texts, as JSON lines."""
    return "".join(orjson.dumps({"id": str(number), "text": text}).decode() + "\n" for number, text in enumerate(texts))


@pytest.mark.usefixtures("chain")
def test_bad_lines_are_named_and_the_good_ones_still_come_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(lines("one", "refuse", "break", "two"))
    assert cli.main(["annotate", str(file)]) == 1
    captured = capsys.readouterr()
    assert [orjson.loads(line)["article"]["id"] for line in captured.out.splitlines()] == ["0", "2", "3"]
    assert captured.err.splitlines() == [
        f"{file}:2: text: is not to be had",
        f"{file}:3: layer dates failed: KeyError: 'tense'",
    ]


@pytest.mark.usefixtures("chain")
def test_reads_standard_input_by_default(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines("one").encode())))
    assert cli.main(["annotate"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1 and captured.err == ""


@pytest.mark.usefixtures("chain")
def test_empty_input_gives_nothing_and_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").touch()
    assert cli.main(["annotate", str(tmp_path / "in.jsonl")]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.usefixtures("chain")
def test_says_what_it_expects_when_nothing_could_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text(lines("refuse"))
    assert cli.main(["annotate", str(tmp_path / "in.jsonl")]) == 1
    assert "Expected one JSON object per line, a .txt file, or a .json file" in capsys.readouterr().err


@pytest.mark.usefixtures("chain")
def test_out_gets_the_good_records_although_some_were_bad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text(lines("one", "refuse", "two"))
    assert cli.main(["annotate", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert capsys.readouterr().out == ""
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["missing.jsonl"], "File 'missing.jsonl' does not exist"),
        (["."], "File '.' is a directory"),
        (["--jobs", "0"], "0 is not in the range x>=1"),
    ],
)
def test_wrong_use_is_told_before_any_work(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["annotate", *args]) == 2
    captured = capsys.readouterr()
    assert message in captured.err and captured.err.count("\n") == 1


def test_the_real_chain_gives_records_of_the_contract_that_any_number_of_processes_repeats(tmp_path: Path) -> None:
    articles = b"".join(GOOD.replace(b"a1", b"a%d" % number) for number in range(20)) + b"[]\n" + GOOD
    outputs = []
    for jobs in ("1", "2"):
        done = subprocess.run([*DATELINE, "--jobs", jobs], input=articles, capture_output=True)
        assert (done.returncode, done.stderr) == (1, b"stdin:21: expected a JSON object, got an array\n")
        outputs.append(done.stdout)
    records = [decode_enriched(line) for line in outputs[0].splitlines()]
    assert [record.article.id for record in records] == [*(f"a{number}" for number in range(20)), "a1"]
    assert all(record.article.received_at is None for record in records)
    assert outputs[1] == outputs[0]


def test_a_line_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(DATELINE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        for _ in range(2):
            process.stdin.write(GOOD)
            process.stdin.flush()
            assert decode_enriched(process.stdout.readline()).article.id == "a1"
        process.stdin.close()
    assert process.returncode == 0


def test_ends_quietly_when_the_reader_goes_away(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(GOOD * 400)
    command = [*DATELINE, "--jobs", "2", str(tmp_path / "in.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.READER_GONE


def test_on_a_terminal_a_record_is_shown_to_be_read_and_lines_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(GOOD)
    shown = on_a_terminal([*DATELINE, str(tmp_path / "in.jsonl")])
    assert "Rain fell on Monday." in shown and '"layers"' not in shown
    assert '"layers"' in on_a_terminal([*DATELINE, "--json", str(tmp_path / "in.jsonl")])


def on_a_terminal(command: list[str]) -> str:
    """What a terminal shows of a command that says nothing on standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError), open(ours, "rb", buffering=0) as screen:  # the end of a terminal is an error
            while part := screen.read(65536):
                shown += part
        assert process.stderr is not None and process.stderr.read() == b""
    assert process.returncode == 0
    return shown.decode()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, cli.INTERRUPTED), (signal.SIGTERM, 143)])
def test_when_told_to_end_it_leaves_no_half_file_and_no_worker(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    command = [*DATELINE, "--jobs", "2", "--out", str(tmp_path / "out.jsonl")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(GOOD * 200 + b"broken\n" + GOOD * 200)
        process.stdin.flush()
        assert process.stderr.readline().startswith(b"stdin:201:")
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
        process.wait(30)
        assert process.stderr.read().strip() == b"", "a worker keeps the pipe open until it has ended"
    assert process.returncode == code
    assert os.listdir(tmp_path) == []
