"""The outbox: nothing acknowledged is lost, nothing is kept beyond its limit, and it comes back when the disk does."""

from __future__ import annotations

import asyncio
import errno
import gc
import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from services.ingest.outbox import Entry, Outbox, OutboxFull, OutboxUnavailable

MIB = 1_048_576


def entry(text: str, key: str = "a1") -> Entry:
    return Entry(key, text.encode(), (("ce_id", "é"), ("ce_subject", key)))


async def texts(outbox: Outbox, after: int = 0) -> list[str]:
    return [row.entry.value.decode() for row in await outbox.read(after, 1000, MIB)]


async def test_rows_come_back_whole_and_in_the_order_of_arrival(outbox: Outbox) -> None:
    first = await outbox.append([entry("one"), entry("two", key="b2")])
    second = await outbox.append([entry("three")])
    rows = await outbox.read(0, 10, MIB)
    assert [row.id for row in rows] == first + second == sorted(first + second)
    assert rows[1].entry == entry("two", key="b2")
    assert await texts(outbox, after=first[0]) == ["two", "three"]


async def test_settled_rows_are_gone_and_their_room_is_free(outbox: Outbox) -> None:
    ids = await outbox.append([entry(str(number)) for number in range(5)])
    size = outbox.bytes
    outbox.settle([ids[0], ids[3], 999])
    outbox.settle([ids[0]])
    await outbox.check()
    assert await texts(outbox) == ["1", "2", "4"]
    assert outbox.rows == 3
    assert outbox.bytes == size * 3 // 5


async def test_a_row_id_is_never_used_twice(tmp_path: Path) -> None:
    outbox = await Outbox.open(tmp_path / "outbox.db", MIB)
    [first] = await outbox.append([entry("one")])
    outbox.settle([first])
    await outbox.close()
    again = await Outbox.open(tmp_path / "outbox.db", MIB)
    assert (again.rows, again.bytes) == (0, 0)
    assert await again.append([entry("two")]) > [first]
    await again.close()


async def test_a_read_keeps_to_its_bounds_but_gives_at_least_one_row(outbox: Outbox) -> None:
    await outbox.append([entry("x" * 1000) for _ in range(10)])
    assert len(await outbox.read(0, 3, MIB)) == 3
    assert len(await outbox.read(0, 10, 2500)) == 2
    assert len(await outbox.read(0, 10, 1)) == 1


async def test_over_the_limit_nothing_of_the_batch_is_kept_and_others_go_on(outbox: Outbox) -> None:
    whole = [entry("x" * 400_000), entry("y" * 700_000)]
    results = await asyncio.gather(
        outbox.append([entry("one")]), outbox.append(whole), outbox.append([entry("two")]), return_exceptions=True
    )
    assert isinstance(results[1], OutboxFull)
    assert "no room for" in str(results[1])
    assert await texts(outbox) == ["one", "two"]
    assert outbox.problem is None


async def test_the_limit_counts_what_was_there_before(tmp_path: Path) -> None:
    outbox = await Outbox.open(tmp_path / "outbox.db", MIB)
    await outbox.append([entry("x" * 900_000)])
    await outbox.close()
    again = await Outbox.open(tmp_path / "outbox.db", MIB)
    with pytest.raises(OutboxFull):
        await again.append([entry("x" * 200_000)])
    await again.close()


async def test_what_waits_together_is_written_in_one_transaction(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    commits = 0
    counted = outbox.committed
    holding, held = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        holding.set()
        held.wait(10)

    def committed() -> None:
        nonlocal commits
        commits += 1
        counted()

    monkeypatch.setattr(outbox, "committed", committed)
    blocker = asyncio.create_task(outbox._disk.ask(hold, writes=False))
    await asyncio.to_thread(holding.wait, 10)
    waiting = [asyncio.create_task(outbox.append([entry(str(number))])) for number in range(200)]
    await asyncio.sleep(0)  # every task has queued its job
    held.set()
    await asyncio.gather(blocker, *waiting)
    assert commits == 1
    assert await texts(outbox) == [str(number) for number in range(200)]


async def test_a_full_disk_is_told_to_all_who_wait_and_it_resumes_alone(outbox: Outbox) -> None:
    await outbox.append([entry("before")])
    await outbox._disk.ask(lambda connection: connection.execute("PRAGMA max_page_count = 20").fetchone(), writes=False)
    both = await asyncio.gather(outbox.append([entry("small")]), outbox.append([entry("x" * 200_000)]), return_exceptions=True)
    assert [type(one) for one in both] == [OutboxUnavailable] * 2
    assert outbox.problem is not None and "disk is full" in outbox.problem
    await outbox.append([entry("after")])  # a new connection has no such bound
    assert outbox.problem is None
    assert await texts(outbox) == ["before", "after"]
    assert outbox.rows == 2


async def test_what_could_not_be_forgotten_on_a_full_disk_is_forgotten_later(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ingest.group_commit._AGAIN_SECONDS", 0.01)
    ids = await outbox.append([entry("one"), entry("two")])
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "begun", full := Full())
        outbox.settle(ids[:1])
        await asyncio.to_thread(full.asked.wait, 10)
    async with asyncio.timeout(10):
        while outbox.rows != 1:
            await asyncio.sleep(0.01)
    assert await texts(outbox) == ["two"]


class Full:
    """Stands for a disk on which no transaction can begin."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def __call__(self) -> None:
        self.asked.set()
        raise OSError(errno.ENOSPC, "No space left on device")


async def test_a_place_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    with pytest.raises(OutboxUnavailable, match="file"):
        await Outbox.open(tmp_path / "file" / "outbox.db", MIB)


async def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    path.write_bytes(b"these are my notes, not a database" * 100)
    with pytest.raises(OutboxUnavailable, match="not a database"):
        await Outbox.open(path, MIB)
    assert path.read_bytes().startswith(b"these are my notes")


async def test_a_file_of_a_later_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OutboxUnavailable, match="format 99"):
        await Outbox.open(path, MIB)


async def test_one_process_at_a_time(outbox: Outbox) -> None:
    with pytest.raises(OutboxUnavailable, match="another process"):
        await Outbox.open(outbox.path, MIB)


async def test_after_closing_it_refuses(tmp_path: Path) -> None:
    outbox = await Outbox.open(tmp_path / "outbox.db", MIB)
    await outbox.close()
    outbox.settle([1])
    with pytest.raises(OutboxUnavailable, match="closed"):
        await outbox.append([entry("late")])


WRITER = """
import asyncio, sys
from pathlib import Path
from services.ingest.outbox import Entry, Outbox

async def main():
    outbox = await Outbox.open(Path(sys.argv[1]), 1 << 30)
    async def one(name):
        number = 0
        while True:
            ids = await outbox.append([Entry(name, f"{name} {number}".encode() * 50)] * 2)
            print(*ids, name, number, flush=True)
            number += 1
    await asyncio.gather(*(one(f"w{n}") for n in range(8)))

asyncio.run(main())
"""


@pytest.mark.parametrize("seed", range(4))
async def test_every_acknowledged_row_survives_kill_9(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "outbox.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline() for _ in range(random.Random(seed).randint(1, 400))]
    writer.kill()
    acknowledged += writer.stdout.read().splitlines(keepends=True)
    writer.stdout.close()
    writer.wait()

    assert acknowledged[0].endswith(b"\n"), "the writer did not start"
    outbox = await Outbox.open(path, 1 << 30)
    kept = {row.id: row.entry for row in await outbox.read(0, 1_000_000, 1 << 30)}
    assert outbox.rows == len(kept)
    await outbox.close()
    for line in acknowledged:
        if line.endswith(b"\n"):  # the last one may be cut short
            first, second, name, number = line.decode().split()
            expected = Entry(name, f"{name} {number}".encode() * 50)
            assert kept[int(first)] == kept[int(second)] == expected


async def test_it_holds_no_entry_in_memory_once_it_is_written(outbox: Outbox) -> None:
    await outbox.append([entry("one", key="to be forgotten")])
    await outbox.check()
    held = [one for one in gc.get_objects() if isinstance(one, Entry) and one.key == "to be forgotten"]
    assert held == []
