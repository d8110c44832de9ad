"""One suite over all processors: whatever a processor does with a text, it keeps the rules of the house."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import topology
from dateline.article import Article
from dateline.codec import CodecError, decode_enriched
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.runtime.processor import Annotate, Processor, Step, advance
from services.standalone.pipeline import processors
from tests.spacy_pipeline import with_spacy

NAMES = [stage.name for stage in topology.STAGES]

NEWS = """Wire desk

Ministers agree to meet again on fishing zones

OSLO, March 3. /Northwire/. Russia and Norway will resume talks on fishing zones on June 2, 2021, the Foreign Ministry said on
Wednesday. "We have not agreed on anything yet," spokeswoman Maria Berg told reporters, denying a report by the Kremlin.

Background

The Kuril Islands, called the Northern Territories in Japan, were not discussed. Turnout in May 2019 was 61 percent.
"""

ODD = {
    "one letter": "a",
    "one mark": '"',
    "marks": "“” ‘’ — … «» ''' \"\"\" ()[]{}<>/\\|",
    "line ends": "\r\n\n\r\u2028\u2029x\x0b\x0c\x85",
    "zero width": "a\u200bb\ufeffc\u202ed\u2066e",
    "combining": "e\u0301" * 200,
    "astral": "𝔐𝔬𝔰𝔠𝔬𝔴 🇷🇺🇯🇵 👩‍👩‍👧 on May 5, 2020",
    "replacement": "\ufffd" * 50,
    "controls": "".join(map(chr, range(1, 32))) + "text",
    "Cyrillic": "МОСКВА, 31 августа. /ТАСС/. Владимир Путин провёл переговоры с Синдзо Абэ.",
    "Arabic": "قال الرئيس يوم الاثنين إن المحادثات ستعقد في الثاني من يونيو 2021",
    "Chinese": "日本首相安倍晋三与俄罗斯总统普京通电话。2020年8月31日。",
    "numbers": "1 " * 2000 + "99999999999999999999999 1/2/3 31/31/31 00:00 25:61 2020-13-45 0000-00-00",
    "impossible dates": "February 30, 2020. April 31. 29 February 2021. The 0th of May. May 0, 0000. In the year 99999.",
    "capitals": "MOSCOW TOKYO MONDAY SAID MAY " * 60,
    "open quotations": 'He said: "' * 100,
    "deep brackets": "(" * 2000 + ")" * 2000,
    "no sentence ends": "and Russia said that Japan said that " * 150,
    "only sentence ends": ". " * 3000,
    "initials": "J. R. R. T. U.S. U.N. Mr. Dr. St. No. Jan. Sept. " * 60,
    "format characters": "%s %d {0} {name} $x \\u0041 \\n &amp; <b>May 5</b> ${x}",
}


#: The recognisers that names are found with: also a spaCy pipeline, where spaCy is installed.
RECOGNISERS = ("built in", *(("spaCy",) if find_spec("spacy") else ()))


@pytest.fixture(scope="module", params=RECOGNISERS)
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Processor, Annotate]]:
    """Every processor with its rules loaded, in stage order."""
    every = list(processors())
    if request.param == "spaCy":
        every[0] = with_spacy(every[0], tmp_path_factory.mktemp("pipeline"))
    return [(processor, processor.build()) for processor in every]


@pytest.fixture(scope="module", params=NAMES)
def position(request: pytest.FixtureRequest) -> int:
    """Place of the processor under test in the chain."""
    return NAMES.index(request.param)


def raw(text: str, **more: Any) -> bytes:
    return orjson.dumps({"id": "a1", "text": text, "published_at": "2021-03-03", "received_at": "2021-03-03T12:00:00Z", **more})


def through(chain: list[tuple[Processor, Annotate]], value: bytes, count: int) -> bytes:
    """The record after the first `count` stages; the raw article when there are none."""
    for processor, annotate in chain[:count]:
        value = advance(processor, annotate, value, None).value
    return value


def step(chain: list[tuple[Processor, Annotate]], value: bytes, position: int) -> tuple[bytes, Step]:
    """What the processor under test reads and makes."""
    processor, annotate = chain[position]
    before = through(chain, value, position)
    return before, advance(processor, annotate, before, None)


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every span of a layer, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        for one in value.values():
            yield from spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from spans(one)


def check(before: bytes, made: Step, processor: Processor) -> dict[str, Any]:
    """The rules that hold for any text; returns the new layer."""
    assert made.failure is None, made.failure
    was, now = orjson.loads(before), orjson.loads(made.value)
    layer: dict[str, Any] = now["layers"].pop(processor.stage.layer)
    provenance = now["provenance"].pop()
    assert provenance["stage"] == processor.name and provenance["version"].partition("+")[0] == processor.version
    if processor.stage.source != topology.RAW:
        assert orjson.dumps(now) == orjson.dumps(was), "everything else stays as it was, byte for byte"
    assert layer["status"] == "ok"
    length = len(now["article"]["text"])
    assert all(0 <= start <= end <= length for start, end in spans(layer))
    decode_enriched(made.value)
    return layer


def test_declares_itself(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    processor, _ = chain[position]
    assert processor.name == NAMES[position]
    assert [part.isdigit() for part in processor.version.split(".")] == [True] * 3
    earlier = {stage.layer for stage in topology.STAGES[:position]}
    assert set(processor.requires) <= earlier, "it may read only layers that are there before it"


def test_adds_one_layer_and_leaves_the_rest_alone(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    before, made = step(chain, raw(NEWS), position)
    check(before, made, chain[position][0])
    assert made.article_id == "a1"
    assert made.received_at == "2021-03-03T12:00:00Z"


def test_finds_something_in_news(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    before, made = step(chain, raw(NEWS), position)
    layer = check(before, made, chain[position][0])
    assert any(found for found in layer.values() if isinstance(found, list))


def test_the_same_bytes_for_the_same_article(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    processor, annotate = chain[position]
    before, made = step(chain, raw(NEWS), position)
    through(chain, raw("Another article in between. PARIS, May 1."), position + 1)
    assert advance(processor, annotate, before, None) == made
    assert advance(processor, processor.build(), before, None) == made, "also after a new start"


def test_done_again_replaces_its_own_layer(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    processor, annotate = chain[position]
    if processor.stage.source == topology.RAW:
        return  # its input has no layers
    _, made = step(chain, raw(NEWS), position)
    assert advance(processor, annotate, made.value, None).value == made.value


@pytest.mark.parametrize("what", ODD)
def test_survives_odd_text(chain: list[tuple[Processor, Annotate]], position: int, what: str) -> None:
    before, made = step(chain, raw(ODD[what]), position)
    check(before, made, chain[position][0])


def test_survives_huge_text(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    before, made = step(chain, raw((NEWS + "\n\n") * 150), position)
    check(before, made, chain[position][0])


@pytest.mark.parametrize("more", [{"published_at": None, "received_at": None}, {"language": "ru"}, {"title": "", "source": ""}])
def test_survives_what_metadata_lacks(chain: list[tuple[Processor, Annotate]], position: int, more: dict[str, Any]) -> None:
    before, made = step(chain, raw(NEWS, **more), position)
    layer = check(before, made, chain[position][0])
    if "language" in more:
        said = {key: value for key, value in layer.items() if isinstance(value, list) and key != "zones"}
        assert not any(said.values()), "it reads English alone"


@pytest.mark.parametrize("state", ["failed", "empty", "missing", "null"])
def test_survives_earlier_layers_that_are(chain: list[tuple[Processor, Annotate]], position: int, state: str) -> None:
    processor, annotate = chain[position]
    record = orjson.loads(through(chain, raw(NEWS), position)) if position else orjson.loads(raw(NEWS))
    layers = record.get("layers", {})
    for name in list(layers):
        layers[name] = {"failed": {"status": "failed"}, "empty": {"status": "ok"}, "missing": None, "null": None}[state]
        if state == "missing":
            del layers[name]
    before = orjson.dumps(record)
    check(before, advance(processor, annotate, before, None), processor)


def test_a_broken_rule_costs_one_layer(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    processor, _ = chain[position]

    def broken(article: Article, layers: Layers) -> Layer:
        raise ZeroDivisionError("a rule broke")

    before = through(chain, raw(NEWS), position)
    made = advance(processor, broken, before, None)
    assert made.failure is not None
    assert (made.failure.code, made.failure.exception) == ("RULE_ERROR", "ZeroDivisionError")
    record = decode_enriched(made.value)
    layer = getattr(record.layers, processor.stage.layer)
    assert layer.status == "failed"
    assert record.article.text == NEWS


@pytest.mark.parametrize("value", [None, b"", b"null", b"[]", b"{}", b'{"article": 5}', b"\xff", b'{"article": {"id": "x"}}'])
def test_refuses_what_is_no_record(chain: list[tuple[Processor, Annotate]], position: int, value: bytes | None) -> None:
    processor, annotate = chain[position]
    with pytest.raises(CodecError) as refused:
        advance(processor, annotate, value, None)
    assert str(refused.value)


def test_does_not_touch_what_it_is_given(chain: list[tuple[Processor, Annotate]], position: int) -> None:
    _, annotate = chain[position]
    record = decode_enriched(through(chain, raw(NEWS), max(position, 1)))
    article, layers = record.article, record.layers
    copies = copy.deepcopy((article, layers))
    annotate(article, layers)
    assert (article, layers) == copies


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=400).filter(str.strip)
    | st.lists(st.sampled_from(NEWS.split()), min_size=1, max_size=120).map(" ".join),
    times=st.sampled_from([1, 1, 1, 50]),
    when=st.sampled_from([None, "2021-03-03", "1999-12-31", "2024-02-29T23:59:59+14:00"]),
)
def test_any_text(chain: list[tuple[Processor, Annotate]], position: int, text: str, times: int, when: str | None) -> None:
    before, made = step(chain, raw((text * times)[:20_000], published_at=when), position)
    check(before, made, chain[position][0])
