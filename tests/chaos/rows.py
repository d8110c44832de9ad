"""What is done to the system on real parts, a function for each row of the table. `size` makes it longer: 1 is the short form."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from confluent_kafka import Message

from dateline.deadletter import CODES
from dateline.topology import ENRICHED, RAW, STAGES, Topic
from services.runtime.worker import source_of
from tests.chaos import fuzz
from tests.chaos.faulty import WORDS
from tests.chaos.ledger import Broken, Row
from tests.chaos.system import NO_HEADERS, System, system
from tests.integration.kafka import SERVICES, article
from tests.records import rows as table_rows

#: Seconds that partitions may stand still because of a giant article in another.
SILENCE = 5.0


def crashed_at_each_point(row: Row, directory: Path, size: int) -> None:
    """A crash between receipt, produce, acknowledgement, store commit and offset commit, each once."""
    points = [("dating", "received"), ("dating", "produced"), ("dating", "acknowledged")]
    points += [("sink", "before-store"), ("sink", "after-store"), ("sink", "produced"), ("sink", "acknowledged")]
    with system(directory) as made:
        made.start("entities", "disputes")
        for number, (service, point) in enumerate(points):
            other = "sink" if service == "dating" else "dating"
            made.launch(other)
            made.launch(service, fault=point)
            before = made.restarts
            for batch in range(20):  # in small batches, so that there are several of them
                first = number * 100 * size + batch * 5 * size
                made.send(range(first, first + 5 * size))
                time.sleep(0.1)
            made.settle()
            if made.restarts == before:
                raise Broken(f"{service} did not die at {point}")
            made.end(service, other)
        row.figures["points"] = len(points)
        made.compare(row)


def replayed(row: Row, directory: Path, size: int) -> None:
    """Everything replayed: the same rules change no row; a new release changes each article once."""
    total = 300 * size
    with system(directory) as made:
        made.start(*SERVICES)
        made.send(range(total))
        made.settle()
        before = table_rows(made.chain.settings.store())
        made.command("replay")
        made.until("all came through again", lambda: made.chain.keys(ENRICHED).total() >= 2 * total)
        if table_rows(made.chain.settings.store()) != before:
            raise Broken("a replay by the same rules changed rows")
        made.end("dating")
        made.start("dating", fault="newer")
        made.command("replay", "--stage", "dating")
        made.until("all came through once more", lambda: made.chain.keys(ENRICHED).total() >= 3 * total)
        after = table_rows(made.chain.settings.store())
        newer = sum("99.0.0" in row for row in after["provenance"])
        if (newer, len(after["article_versions"])) != (total, total):
            raise Broken(f"{newer} of {total} articles are of the new release, in {len(after['article_versions'])} rows")
        row.figures |= {"rows changed by the same rules": 0, "articles of the new release": newer}
        made.compare(row)


def redriven(row: Row, directory: Path, size: int) -> None:
    """A rule breaks, its dead letters are sent back after it is mended; a second time there is nothing to send."""
    total = 100 * size
    with system(directory) as made:
        made.start("entities", "disputes", "sink")
        made.start("dating", fault="raises")
        made.send(range(total), title=WORDS, text=f"OSLO, March 3. On Monday they {WORDS} again.")
        made.settle()
        source = STAGES[1].source
        letters = made.chain.keys(source.dead_letters())
        failed = _failed(made)
        if (len(letters), failed) != (total, total):
            raise Broken(f"{len(letters)} dead letters and {failed} failed layers of {total}")
        made.end("dating")
        made.start("dating")
        sent = len(made.command("dlq", "redrive", "--code", "RULE_ERROR"))
        made.until("every layer is mended", lambda: _failed(made) == 0, lambda: _failed(made))
        again = len(made.command("dlq", "redrive"))
        row.figures |= {"dead letters": len(letters), "sent back": sent, "the second time": again}
        if (sent, again) != (total, 0):
            raise Broken(f"{sent} sent back of {total}, and {again} the second time")
        made.ledger.compare(Row("", ""), made.stored(), made.chain.keys(ENRICHED), [])


def _failed(made: System) -> int:
    return sum("failed" in row for row in table_rows(made.chain.settings.store())["layers"])


def poisoned(row: Row, directory: Path, size: int) -> None:
    """Records that kill their process, a stage or the sink: each is set aside after the third time, and the others go on."""
    with system(directory) as made:
        made.start("entities", "disputes")
        for at, (victim, other) in enumerate((("dating", "sink"), ("sink", "dating"))):
            made.start(other)
            made.start(victim, fault="kills")
            before, first = made.restarts, at * 100 * size
            made.send(range(first, first + 50 * size))
            deadly = {f"{victim}{number}" for number in range(size)}
            values = [(one, {"id": one, "text": f"They {WORDS}."}) for one in sorted(deadly)]
            made.chain.produce(RAW, [(one.encode(), orjson.dumps(value), NO_HEADERS) for one, value in values])
            made.send(range(first + 50 * size, first + 100 * size))
            made.settle()
            ends = _poison_set_aside(made, source_of(victim), deadly, before)
            row.figures |= {f"deadly to {victim}": len(deadly), f"ends of {victim}": ends}
            made.end(victim, other)
        made.compare(row)


def _poison_set_aside(made: System, source: Topic, deadly: set[str], before: int) -> int:
    """Wait until the deadly records are dead letters; how often their process ended. Raises Broken."""
    letters = source.dead_letters()
    made.until("the deadly ones are set aside", lambda: deadly <= made.chain.keys(letters).keys())
    codes = {dict(one.headers() or [])["errors.code"] for one in made.chain.records(letters)}
    ends = made.restarts - before
    if codes != {b"POISON"} or ends != 3 * len(deadly):
        raise Broken(f"codes {codes}, {ends} ends")
    return ends


def fuzzed(row: Row, directory: Path, size: int) -> None:
    """Values and headers of every odd kind: each ends as one row or as one dead letter with a code, its bytes untouched."""
    sent = dict(fuzz.values(1_000 * size))
    with system(directory) as made:
        made.start(*SERVICES)
        made.chain.produce(RAW, [(key, value, fuzz.headers(key)) for key, value in sent.items()])

        def dead() -> dict[bytes, tuple[bytes | None, str]]:
            found: list[tuple[Message, dict[str, Any]]] = [
                (one, dict(one.headers() or [])) for one in made.chain.records(RAW.dead_letters())
            ]
            return {one.key() or b"": (one.value(), said["errors.code"].decode()) for one, said in found}

        made.until("each is a row or a dead letter", lambda: made.count() + len(dead()) >= len(sent), made.count)
        letters, stored = dead(), made.stored()
        untouched = all(value == sent[key] for key, (value, _) in letters.items())
        codes = Counter(code for _, code in letters.values())
        lines = made.command("tail", "articles", "--from", "beginning", "--no-follow", "--json")
        row.figures |= {"values": len(sent), "rows": len(stored), "dead letters": len(letters), "lines of tail": len(lines)}
        row.figures |= dict(sorted(codes.items()))
        if not untouched or made.restarts or set(codes) - set(CODES):
            raise Broken(f"untouched {untouched}, {made.restarts} processes died, codes {dict(codes)}")
        if len(stored) + len(letters) != len(sent) or len(lines) != len(stored):
            raise Broken("some are neither, or both")


def one_giant(row: Row, directory: Path, size: int) -> None:
    """One giant article among many tiny ones and one hot key: the longest silence of the other partitions."""
    giant = "The council said on Monday that it would meet again on June 2. " * 16_000
    with system(directory) as made:
        made.start(*SERVICES)
        made.send(range(50))
        made.settle()
        made.chain.produce(RAW, [(b"giant", orjson.dumps({"id": "giant", "text": giant}), NO_HEADERS)])
        made.send(range(50, 50 + 1_000 * size))
        made.chain.produce(RAW, [(b"hot", article("hot", id="hot", title=str(one)), NO_HEADERS) for one in range(100)])
        made.ledger.good |= {"giant", "hot"}
        made.settle()
        messages = made.chain.records(ENRICHED)
        home = next(one.partition() for one in messages if one.key() == b"giant")
        times = sorted(one.timestamp()[1] for one in messages if one.partition() != home)[50:]
        silence = max(later - earlier for earlier, later in pairwise(times)) / 1000
        row.figures |= {"giant kB": len(giant) // 1000, "tiny": 1_000 * size, "longest silence s": round(silence, 1)}
        if silence > SILENCE:
            raise Broken(f"the other partitions stood still for {silence:.1f} s")


ROWS: dict[str, tuple[str, Callable[[Row, Path, int], None]]] = {
    "D8": ("a crash at each point between receipt and offset commit", crashed_at_each_point),
    "D12": ("replay by the same rules and by new ones", replayed),
    "D13": ("dead letters of a broken rule redriven", redriven),
    "F1": ("values and headers of every odd kind", fuzzed),
    "L5": ("one giant article, many tiny ones, one hot key", one_giant),
    "POISON": ("records that kill their process", poisoned),
}
