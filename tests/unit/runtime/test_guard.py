"""The note of the record in work: it outlives the process, counts its ends, and gives a verdict after the third."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dateline.deadletter import REDRIVES
from services.runtime import guard as guards
from services.runtime.guard import MOST, Guard
from services.runtime.logs import logger
from tests.unit.runtime.conftest import incoming

BAD, GOOD = incoming(b"bad"), incoming(b"good", offset=8)


def opened(directory: Path) -> Guard:
    return Guard.open(directory / "guard", "dating", logger("dating"))


def die(guard: Guard) -> None:
    """What is left when a process is killed: its files are closed, and nothing else is done."""
    assert guard._file is not None
    os.close(guard._file)
    guard._file = None


def die_at_work(directory: Path, stuck: bool = False) -> Guard:
    guard = opened(directory)
    work = guard.working(BAD)
    work.__enter__()
    assert not stuck or guard.overdue()
    die(guard)
    return guard


def test_a_record_that_ended_the_process_three_times_is_not_tried_again(tmp_path: Path) -> None:
    for ends in range(MOST):
        guard = opened(tmp_path)
        assert guard.verdict(BAD) is None, f"after {ends} ends it may be tried"
        die(guard)
        die_at_work(tmp_path)
    verdict = opened(tmp_path).verdict(BAD)
    assert verdict is not None
    assert (verdict.code, verdict.attempts) == ("POISON", MOST)


def test_what_was_done_meanwhile_is_forgotten_and_the_others_are_not_blamed(tmp_path: Path) -> None:
    for _ in range(MOST - 1):
        die_at_work(tmp_path)
    guard = opened(tmp_path)
    with guard.working(GOOD):
        pass
    assert guard.verdict(GOOD) is None
    with guard.working(BAD):
        pass
    die(guard)
    die_at_work(tmp_path)
    assert opened(tmp_path).verdict(BAD) is None, "it was done once, so the ends before do not count"


def test_of_records_in_work_together_each_is_tried_alone_afterwards(tmp_path: Path) -> None:
    records = [incoming(str(number).encode()) for number in range(5)]
    guard = opened(tmp_path)
    assert [*guard.groups(records)] == [records], "nobody is suspected"
    work = guard.working(*records[1:3])
    work.__enter__()
    die(guard)
    guard = opened(tmp_path)
    assert [*guard.groups(records)] == [records[:1], records[1:2], records[2:3], records[3:]]
    with guard.working(records[1]):
        pass
    assert [*guard.groups(records)] == [records[:2], records[2:3], records[3:]]


def test_who_waits_for_somebody_else_is_not_blamed(tmp_path: Path) -> None:
    guard = opened(tmp_path)
    work = guard.working(BAD)
    work.__enter__()
    guard.pardon()
    die(guard)
    assert opened(tmp_path)._ends == {}


def test_what_was_sent_back_from_the_dead_letters_is_tried_anew(tmp_path: Path) -> None:
    for _ in range(MOST):
        die_at_work(tmp_path)
    redriven = incoming(b"bad", headers=((REDRIVES, b"1"),))
    guard = opened(tmp_path)
    assert guard.verdict(BAD) is not None
    assert guard.verdict(redriven) is None


def test_a_rule_that_raises_is_no_end_of_the_process(tmp_path: Path) -> None:
    for _ in range(MOST + 1):
        guard = opened(tmp_path)
        with pytest.raises(ValueError, match="rule"), guard.working(BAD):
            raise ValueError("rule")
        die(guard)
    assert opened(tmp_path).verdict(BAD) is None


def test_a_record_that_never_ends_is_told_and_set_aside_for_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(tmp_path).overdue() is None
    monkeypatch.setattr(guards, "STEP_LIMIT", 0.0)
    for _ in range(MOST):
        die_at_work(tmp_path, stuck=True)
    verdict = opened(tmp_path).verdict(BAD)
    assert verdict is not None and verdict.code == "TIMEOUT"


def test_workers_of_one_service_have_notes_of_their_own(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    work = first.working(BAD)
    work.__enter__()
    die(second)
    assert opened(tmp_path)._ends == {}, "the note of a worker that lives is its own"
    die(first)
    assert opened(tmp_path)._ends != {}


@pytest.mark.parametrize("rubbish", [b"", b"\x00" * 64, b"[1]\n", b'{"at": 5', b'{"at": null, "ends": 3, "codes": {}}\n'])
def test_a_note_that_cannot_be_read_counts_as_none(tmp_path: Path, rubbish: bytes) -> None:
    die(opened(tmp_path))
    [path] = (tmp_path / "guard").iterdir()
    path.write_bytes(rubbish)
    guard = opened(tmp_path)
    with guard.working(BAD):
        pass
    assert guard.verdict(BAD) is None


def test_where_nothing_can_be_written_work_goes_on_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "guard").write_text("a file, where a folder should be")
    guard = opened(tmp_path)
    with guard.working(BAD):
        pass
    assert guard.verdict(BAD) is None


def test_a_disk_that_is_full_costs_the_note_and_not_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    guard = opened(tmp_path)
    monkeypatch.setattr(os, "pwrite", full)
    with guard.working(BAD):
        done = True
    assert done
