"""Writing records: a file appears whole or not at all, and trouble is told in a sentence."""

import os
import stat
from pathlib import Path

import click
import pytest

from services.commands._output import json_lines


def test_a_file_takes_its_name_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before\n")
    with json_lines(str(out)) as write:
        write(b"one")
        write(b"two")
        assert out.read_text() == "before\n"
    assert out.read_text() == "one\ntwo\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_after_an_exception_what_was_there_stays(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before\n")
    with pytest.raises(KeyboardInterrupt), json_lines(str(out)) as write:
        write(b"one")
        raise KeyboardInterrupt
    assert out.read_text() == "before\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_new_file_gets_the_mode_that_the_umask_leaves_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch()
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        for path in (new, old):
            with json_lines(str(path)) as write:
                write(b"one")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (new, old)] == [0o640, 0o640]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").touch()
    (tmp_path / "link").symlink_to("real")
    with json_lines(str(tmp_path / "link")) as write:
        write(b"one")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_bytes() == b"one\n"


def test_a_device_is_written_to_not_replaced() -> None:
    with json_lines("/dev/null") as write:
        write(b"one")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_full_disk_is_told_in_a_sentence() -> None:
    full = pytest.raises(click.ClickException, match="cannot write /dev/full: No space left on device")
    with full, json_lines("/dev/full") as write:
        write(b"x" * 100)


def test_trouble_of_another_kind_is_not_taken_for_trouble_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), json_lines(str(tmp_path / "out")):
        (tmp_path / "missing").open()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("place", "reason"), [("missing/out", "No such file or directory"), ("", "Is a directory")])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, place: str, reason: str) -> None:
    refused = pytest.raises(click.ClickException, match=f"cannot write .*: {reason}")
    with refused, json_lines(str(tmp_path / place)) as write:
        write(b"one")


@pytest.mark.parametrize("out", [None, "-"])
def test_standard_output_gets_lines(out: str | None, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with json_lines(out) as write:
        write(b"one")
    assert capsysbinary.readouterr().out == b"one\n"
