"""Dead letters of one process: they stay as they were, are found by what they are, and are asked for once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import topology
from services.repair import kept as module
from services.repair.boxes import OnBroker, box
from services.repair.kept import Kept
from services.repair.letters import Letter, Wanted
from services.runtime.deadletters import Reason, dead_letter
from services.runtime.records import Outgoing
from services.runtime.settings import Settings
from tests.unit.runtime.conftest import incoming


def letter(value: bytes | None, **more: object) -> Outgoing:
    record = incoming(value, **more)  # type: ignore[arg-type]
    return dead_letter(record, "entities", Reason("INVALID_JSON", "CodecError", "not JSON"))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = Kept(Settings(data_dir=tmp_path))
    made.keep([letter(b"\xff\x00"), letter(None, key=None, headers=(("n", None), ("a", b"1"), ("a", b"\xff"))), letter(b"three")])
    return made


def values(letters: list[Letter]) -> list[bytes | None]:
    return [one.record.value for one in letters]


def test_letters_come_back_as_they_were(kept: Kept) -> None:
    found = list(kept.letters(Wanted()))
    assert values(found) == [b"\xff\x00", None, b"three"]
    assert (found[1].record.key, found[1].original) == (None, (("n", None), ("a", b"1"), ("a", b"\xff")))
    assert {(one.code, one.stage, one.topic) for one in found} == {("INVALID_JSON", "entities", Settings().topic(topology.RAW))}
    assert [kept.letter_at(one.place) for one in found] == found


def test_filters_and_places(kept: Kept) -> None:
    assert list(kept.letters(Wanted(code="SCHEMA"))) == list(kept.letters(Wanted(topic=topology.STAGES[1].source.name))) == []
    assert len(list(kept.letters(Wanted(topic=topology.RAW.name, since="2020-01-01")))) == 3
    with pytest.raises(LookupError, match="nothing stands at"):
        kept.letter_at(f"{Settings().topic(topology.RAW.dead_letters())}[0]@99")
    with pytest.raises(LookupError, match="no place"):
        kept.letter_at("99")


def test_what_is_asked_for_is_due_until_it_has_arrived(kept: Kept) -> None:
    first, second, _ = kept.letters(Wanted())
    assert kept.due() == []
    done = kept.redrive([first, second])
    assert [(one.letter, one.redrives) for one in done] == [(first.place, 1), (second.place, 1)]
    assert kept.accounted() == {first.place, second.place}
    assert kept.due() == [first, second]
    kept.arrived(first.record.offset)
    assert kept.due() == [second]
    assert kept.accounted() == {first.place, second.place}


def test_many_are_read_a_page_at_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    assert values(list(kept.letters(Wanted()))) == [b"\xff\x00", None, b"three"]


def test_old_ones_go(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RETENTION_MS", -1)
    kept.keep([letter(b"the last")])
    assert list(kept.letters(Wanted())) == []


def test_the_broker_that_is_named_comes_first(kept: Kept, tmp_path: Path) -> None:
    assert isinstance(box(Settings(data_dir=tmp_path)), Kept)
    assert isinstance(box(Settings(data_dir=tmp_path, kafka_bootstrap="127.0.0.1:1")), OnBroker)
    assert isinstance(box(Settings(data_dir=tmp_path / "other")), OnBroker)
