"""One suite over all processors: each adds its layer and nothing else, the same one every time, whatever the text is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import decode_enriched, topology
from dateline.article import Article
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.runtime.processor import Annotate, Processor, advance
from services.standalone.pipeline import processors

ROOT = Path(__file__).resolve().parents[2]
PROCESSORS = {one.name: one for one in processors()}

EXAMPLE = (ROOT / "examples" / "articles" / "01-kuril-fishing-talks.txt").read_text("utf-8")
TEXTS = {
    "an agency item": EXAMPLE,
    "one letter": "a",
    "marks alone": "\"“”'’ . , ; : — – - / ( ) [ ] { } … !? \t\n\n",
    "no sentence": "\n\n\n ... \n\n",
    "one long word": "a" * 50_000,
    "one long line": "said on Monday that Japan and Russia " * 1_500,
    "many lines": "\n".join(f"MOSCOW, May {day % 31}. /LNS/. He left." for day in range(1_500)),
    "a long item": EXAMPLE * 30,
    "open quotation marks": '"' + EXAMPLE.replace('"', "") + '" "',
    "beyond the basic plane": "🇯🇵 On May 9 Tōkyō 𝒕𝒂𝒍𝒌𝒔 e\u0301chec\u200b \ufffd\u2028\u00a0" + EXAMPLE,
    "right to left": "قال الوزير في 9 مايو إن Japan \u202eresigned\u202c on Monday.",
    "controls": "On May 9\x01\x02\x7f\x85 Abe\x1b[31m resigned.\r\nHe said\x0bso.\x0c",
    "numbers": "1/2/3 31.31.3131 99/99/9999 2020-02-30 0000-00-00 25:61 -1 1e9 " * 20,
    "impossible days": "On February 30 and on April 31, 2021, and in the year 99999 nothing happened.",
}


@cache
def annotator(name: str) -> Annotate:
    """Each processor's rules, loaded once for all tests."""
    return PROCESSORS[name].build()


def before(processor: Processor, article: dict[str, Any]) -> bytes:
    """A record as it stands on the processor's source topic: every earlier stage has run."""
    value = orjson.dumps(article)
    for earlier in PROCESSORS.values():
        if earlier.name == processor.name:
            break
        value = advance(earlier, annotator(earlier.name), value, None).value
    return value


def article_of(text: str, **fields: Any) -> dict[str, Any]:
    return {"id": "a", "text": text, "source": "Example News", "published_at": "2020-08-31", **fields}


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Everything below a value that points at text."""
    if isinstance(value, list):
        for one in value:
            yield from spans(one)
    elif isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"]
        for one in value.values():
            yield from spans(one)


@pytest.mark.parametrize("name", PROCESSORS)
def test_declares_itself(name: str) -> None:
    processor = PROCESSORS[name]
    assert processor.version.count(".") == 2
    earlier = [stage.layer for stage in topology.STAGES[: topology.STAGES.index(processor.stage)]]
    assert set(processor.requires) <= set(earlier)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("name", PROCESSORS)
def test_takes_any_text(name: str, kind: str) -> None:
    processor, article = PROCESSORS[name], article_of(TEXTS[kind])
    step = advance(processor, annotator(name), before(processor, article), None)
    assert step.failure is None
    record = decode_enriched(step.value)
    layer = record.layers.model_dump()[processor.stage.layer]
    assert layer["status"] == "ok"
    assert all(0 <= start <= end <= len(article["text"]) for start, end in spans(layer))


@pytest.mark.parametrize("name", PROCESSORS)
def test_adds_one_layer_and_leaves_the_rest_alone(name: str) -> None:
    processor = PROCESSORS[name]
    record = orjson.loads(before(processor, article_of(EXAMPLE)))
    if processor.stage is not topology.STAGES[0]:  # what producers add is kept out at the door; what a later v1 adds passes
        record["article"]["later"] = [1, {"é": None}]
        record["layers"]["other"] = {"status": "ok", "odd": 1.5}
        record["extra"] = "kept"
    given_record = orjson.dumps(record)
    made = orjson.loads(advance(processor, annotator(name), given_record, None).value)
    added = made["provenance"].pop()
    assert added["stage"] == name and added["version"] == processor.version
    layer = made["layers"].pop(processor.stage.layer)
    assert layer["status"] == "ok"
    if processor.stage is topology.STAGES[0]:
        assert made["layers"] == {} and made["article"]["text"] == EXAMPLE
    else:
        assert orjson.dumps(made) == given_record


@pytest.mark.parametrize("name", PROCESSORS)
def test_a_second_run_gives_the_same_bytes(name: str) -> None:
    processor = PROCESSORS[name]
    once = advance(processor, annotator(name), before(processor, article_of(EXAMPLE)), None).value
    if processor.stage is topology.STAGES[0]:
        assert advance(processor, annotator(name), before(processor, article_of(EXAMPLE)), None).value == once
    else:
        assert advance(processor, annotator(name), once, None).value == once


@pytest.mark.parametrize("earlier", ["missing", "failed"])
@pytest.mark.parametrize("name", PROCESSORS)
def test_does_without_earlier_layers(name: str, earlier: str) -> None:
    models = {layer: type(getattr(decode_enriched(_complete()).layers, layer)) for layer in Layers.model_fields}
    layers = Layers.model_validate(
        {layer: model(status="failed") for layer, model in models.items()} if earlier == "failed" else {}
    )
    made = annotator(name)(Article(id="a", text=EXAMPLE), layers)
    assert made.status == "ok"


@cache
def _complete() -> bytes:
    value = orjson.dumps(article_of(EXAMPLE))
    for name, processor in PROCESSORS.items():
        value = advance(processor, annotator(name), value, None).value
    return value


@pytest.mark.parametrize("name", PROCESSORS)
def test_another_language_gives_an_empty_layer(name: str) -> None:
    processor = PROCESSORS[name]
    article = article_of("Le 9 mai 2020, le Japon et la Russie ont signé un traité à Moscou.", language="fr", published_at=None)
    step = advance(processor, annotator(name), before(processor, article), None)
    layer = orjson.loads(step.value)["layers"][processor.stage.layer]
    assert layer.pop("status") == "ok"
    assert not [found for found in layer.values() if isinstance(found, list) and found]


@pytest.mark.parametrize("name", PROCESSORS)
def test_a_broken_rule_costs_the_layer_and_not_the_article(name: str) -> None:
    def broken(article: Article, layers: Layers) -> Layer:
        raise ZeroDivisionError("a rule broke")

    processor = PROCESSORS[name]
    step = advance(processor, broken, before(processor, article_of(EXAMPLE)), None)
    assert step.failure is not None and step.failure.exception == "ZeroDivisionError"
    record = decode_enriched(step.value)
    assert record.layers.model_dump()[processor.stage.layer]["status"] == "failed"
    assert record.article.text == EXAMPLE


@pytest.mark.parametrize("name", PROCESSORS)
@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=400).filter(lambda text: text.strip() and "\x00" not in text)
)
def test_takes_whatever_hypothesis_thinks_of(name: str, text: str) -> None:
    processor = PROCESSORS[name]
    step = advance(processor, annotator(name), before(processor, article_of(text)), None)
    assert step.failure is None
    assert all(0 <= start <= end <= len(text) for start, end in spans(orjson.loads(step.value)["layers"][processor.stage.layer]))


#: Annotates standard input in a process of its own, where files and sockets are refused once the rules are loaded.
SEALED = """
import sys
from services.standalone.pipeline import Pipeline

pipeline, lines = Pipeline(), sys.stdin.buffer.readlines()
pipeline(lines[0])  # what is built at first use

def refuse(event, arguments):
    if event == "open" or event.startswith(("socket.", "subprocess.", "os.system")):
        raise PermissionError(f"{event} {arguments}")

sys.addaudithook(refuse)
for line in lines:
    step = pipeline(line)
    assert step.failure is None, step.failure
    print(step.value.decode())
"""


def test_a_process_gives_the_same_bytes_as_any_other_and_touches_nothing() -> None:
    lines = b"\n".join(orjson.dumps(article_of(text, id=kind)) for kind, text in TEXTS.items() if len(text) < 10_000)
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "America/Lima"}
        done = subprocess.run([sys.executable, "-c", SEALED], input=lines, capture_output=True, cwd=ROOT, env=environment)
        assert done.returncode == 0, done.stderr.decode()
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
