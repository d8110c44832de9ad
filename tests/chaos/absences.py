"""Who is killed, away or stands still while articles come in, a function for each row of the table."""

from __future__ import annotations

import random
import signal
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import httpx
import orjson

from dateline.topology import ENRICHED, RAW, STAGES
from deploy.kafka.node import Cluster
from tests.chaos.ledger import Broken, Row
from tests.chaos.system import ALL, NO_HEADERS, System, system
from tests.integration.kafka import SERVICES, article

#: Largest share of articles that may be published again after kills, in percent.
AGAIN = 2.0
#: Seconds after which the chain must be back at nine tenths of its rate when all parts are there again.
RECOVERY = 30.0
#: Seconds that a partition may lie idle while workers come and go.
IDLE = 60.0
#: Seconds between two changes among the workers, and the most workers of the stage.
_CHANGE = 5.0
_WORKERS = 6


def killed(row: Row, directory: Path, size: int, away: Callable[[System, Row, int, int], bool] | None = None) -> None:
    """Workers, sink and ingest killed at random while articles, repeated articles and poison come in."""
    total, kills = 2_000 * size, 5 * size
    chance = random.Random(total)
    with system(directory) as made, httpx.Client(trust_env=False, timeout=60) as client:
        made.start(*ALL)
        started, step, left_out = time.monotonic(), total // kills, 0
        for number in range(kills):
            first = number * step
            made.send(range(first, first + step // 2))
            made.post(client, range(first + step // 2, first + step))
            made.send(range(first, first + step // 100))  # the same again
            made.send_poison(range(first, first + step // 200))
            if away is not None and away(made, row, number, kills):
                left_out += 1
            else:
                made.kill_one(chance)
            made.until("it goes on", lambda goal=first // 2: made.count() >= goal, made.count)  # type: ignore[misc]
        made.settle()
        before = made.chain.keys(STAGES[-1].target)
        row.figures["repeated before the sink"] = before.total() - len(before)
        row.figures |= {"kills": kills - left_out, "restarts": made.restarts, "seconds": round(time.monotonic() - started)}
        made.compare(row)
    again = 100 * int(row.figures["published again"]) / total
    row.figures["published again %"] = round(again, 1)
    if size > 1 and again > AGAIN:
        raise Broken(f"{again:.1f} % were published again, more than {AGAIN} %")


def killed_and_away(row: Row, directory: Path, size: int) -> None:
    """The same, with the broker killed and away five times and the database three times, in place of a service."""
    row.figures |= {"broker away": 0, "database away": 0, "longest recovery s": 0.0}
    killed(row, directory, size, away=_away)


def _away(made: System, row: Row, number: int, kills: int) -> bool:
    """At eight steps of the way, evenly: the broker or the database goes away; in the long form the recovery is noted.

    Whether this is instead of a kill, which the recovery must not be disturbed by.
    """
    turn, before = 8 * (number + 1) // kills, 8 * number // kills
    if turn == before:
        return False
    chance = random.Random(number)
    long, rate = kills > 5, made.rate(5) if kills > 5 else 0.0
    for part in range(before, turn):
        what = "database" if part % 3 == 1 else "broker"
        (made.database.crash if what == "database" else made.node.kill)()
        time.sleep(chance.uniform(10, 30) if long else chance.uniform(2, 10))
        (made.database.start if what == "database" else made.node.start)()
        row.figures[f"{what} away"] = int(row.figures[f"{what} away"]) + 1
    if long:
        row.figures["longest recovery s"] = max(float(row.figures["longest recovery s"]), _recovered(made, rate))
    return long


def _recovered(made: System, rate: float) -> float:
    """Seconds until articles come in at nine tenths of the rate again, or none is left. Raises Broken."""
    started = time.monotonic()
    while (waited := time.monotonic() - started) < RECOVERY:
        if made.rate(2) >= 0.9 * rate or made.count() >= len(made.ledger.good):
            return round(waited, 1)
    raise Broken(f"{RECOVERY:.0f} s after all parts were there again, fewer than 90 % of {rate:.0f} articles/s came in")


def one_of_three(row: Row, directory: Path, size: int) -> None:
    """Three brokers: one is killed and started again, later another."""
    cluster, steps = Cluster(directory / "kafka"), 4 * size
    with system(directory, cluster) as made, httpx.Client(trust_env=False, timeout=60) as client:
        made.start(*ALL)
        for number in range(steps):
            first = number * 300
            made.send(range(first, first + 150))
            victim = cluster.nodes[number % len(cluster.nodes)]
            if number % 2:
                victim.kill()
            made.send(range(first + 150, first + 200))
            made.post(client, range(first + 200, first + 300))
            made.until("it goes on", lambda goal=first: made.count() >= goal, made.count)  # type: ignore[misc]
            victim.start()
        made.settle()
        row.figures |= {"brokers": len(cluster.nodes), "killed": steps // 2, "restarts of services": made.restarts}
        made.compare(row)


def coming_and_going(row: Row, directory: Path, size: int) -> None:
    """A stage has one to six workers, others every five seconds; order holds for each article, no partition lies idle."""
    rounds, chance = 6 * size, random.Random(size)
    with system(directory, partitions=_WORKERS) as made:
        made.start(*SERVICES)
        for number in range(rounds):
            until = time.monotonic() + _CHANGE
            made.send(range(number * 100, number * 100 + 100))
            made.chain.produce(RAW, [(b"hot", article("hot", id="hot", title=str(number)), NO_HEADERS)])
            _change_workers(made, chance.randint(1, _WORKERS))
            made.until("it is time", lambda until=until: time.monotonic() > until, made.count)  # type: ignore[misc]
        made.ledger.good.add("hot")
        made.settle()
        stored, published = made.stored(), made.chain.keys(ENRICHED)
        row.figures |= {"changes": rounds, "longest idle s": _idle(made), "versions of one article": stored.pop("hot")}
        _in_order(made)
        made.ledger.good.discard("hot")
        del published["hot"]
        made.ledger.compare(row, stored, published, [])
    if float(row.figures["longest idle s"]) > IDLE:
        raise Broken("a partition lay idle")


def _change_workers(made: System, wanted: int) -> None:
    """Bring the workers of a stage to this number; one of them is always another than before."""
    there = [one for one in made.services if one.name == "dating"]
    for one in there[: max(1, len(there) - wanted + 1)]:
        made.services.remove(one)
        one.end()
    left = sum(one.name == "dating" for one in made.services)
    made.launch(*["dating"] * (wanted - left))


def _idle(made: System) -> float:
    """The longest time in seconds in which a partition of the stage's target got nothing."""
    times: dict[int, list[int]] = defaultdict(list)
    for one in made.chain.records(STAGES[1].target):
        times[one.partition() or 0].append(one.timestamp()[1])
    gaps = (later - earlier for stamps in times.values() for earlier, later in pairwise(sorted(stamps)))
    return round(max(gaps) / 1000, 1)


def _in_order(made: System) -> None:
    titles = [int(orjson.loads(one.value() or b"")["article"]["title"]) for one in made.chain.of(STAGES[-1].target, "hot")]
    first_seen = list(dict.fromkeys(titles))
    if first_seen != sorted(first_seen):
        raise Broken(f"versions of one article overtook one another: {first_seen}")


def standing_still(row: Row, directory: Path, size: int) -> None:
    """A worker and a sink stopped for longer than their session while others take over, then continued: they write late."""
    with system(directory) as made:
        made.start(*SERVICES)
        made.send(range(300 * size))
        made.until("it is under way", lambda: made.count() > 30, made.count)
        frozen = [one for one in made.services if one.name in ("dating", "sink")]
        until = time.monotonic() + 9 * size
        for one in frozen:
            one.process.send_signal(signal.SIGSTOP)
        made.launch("dating", "sink")
        made.until("others have taken over", lambda: made.count() >= 300 * size, made.count)
        made.until("it is time", lambda: time.monotonic() > until, time.monotonic)
        for one in frozen:
            one.process.send_signal(signal.SIGCONT)
        made.send(range(300 * size, 600 * size))
        made.settle()
        row.figures["s still, at least"] = 9 * size
        made.compare(row)


ROWS: dict[str, tuple[str, Callable[[Row, Path, int], None]]] = {
    "D1": ("kill -9 at random, repeated ids, poison", killed),
    "D2": ("the same, broker and database killed too", killed_and_away),
    "D2C": ("three brokers, of which one is killed, later another", one_of_three),
    "D6": ("workers of a stage come and go", coming_and_going),
    "D7": ("a worker and a sink stand still, and write late", standing_still),
}
