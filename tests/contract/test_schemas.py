"""The generated contract: fresh, valid by its own standards, and true of the examples."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from dateline import asyncapi, deadletter, export, topology
from dateline.record import EnrichedArticle
from services.runtime.headers import CloudEvent, cloud_event
from services.sink.events import event_records

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "schemas" / "examples"
GENERATED = ROOT / "schemas" / "generated"
ASYNCAPI_SCHEMA = Path(__file__).with_name("data") / "asyncapi-3.0.0.json.gz"

SCHEMAS = export.schemas()
MODEL_OF = {topic.schema_name(): export.MODELS[topic.record] for topic in topology.TOPICS}
RECORDS = sorted(path for path in EXAMPLES.glob("*/*.json") if path.parent.name != "headers")


def schema_of(example: Path) -> str:
    return f"{example.parent.name}.schema.json"


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((GENERATED / "asyncapi.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def asyncapi_standard() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(gzip.decompress(ASYNCAPI_SCHEMA.read_bytes())))


def test_generated_files_are_fresh() -> None:
    written = {path.name: path.read_text("utf-8") for path in GENERATED.iterdir()}
    assert written == export.files(EXAMPLES), "run `make schemas` and commit what it writes"


def test_export_writes_its_files_and_takes_away_stale_ones(tmp_path: Path) -> None:
    (tmp_path / "gone.v1.schema.json").write_text("{}")
    assert export.main([str(EXAMPLES), str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {*SCHEMAS, "asyncapi.yaml"}


def test_export_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main([]) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid_and_says_its_version(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == name
    assert ".v1." in name


def test_every_schema_has_an_example() -> None:
    assert {schema_of(path) for path in RECORDS} == set(SCHEMAS)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_example_is_what_the_model_and_the_schema_say(path: Path) -> None:
    record = load(path)
    jsonschema.Draft202012Validator(SCHEMAS[schema_of(path)]).validate(record)
    read = MODEL_OF[schema_of(path)].model_validate(record)
    assert read.model_dump(mode="json", exclude_unset=True) == record, "the example has a field that the model does not know"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"text": 5},
        {"text": "An item.", "id": ""},
        {"text": "An item.", "language": None},
    ],
)
def test_article_schema_refuses_what_the_model_refuses(broken: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS["article.v1.schema.json"])
    assert not validator.is_valid(broken)
    with pytest.raises(ValueError):
        MODEL_OF["article.v1.schema.json"].model_validate(broken)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_example_headers_are_the_described_ones(schema: str) -> None:
    headers = load(EXAMPLES / "headers" / f"{schema.removesuffix('.schema.json')}.json")
    assert set(headers) == set(asyncapi.CLOUDEVENTS)
    assert headers["ce_dataschema"] == schema
    topics = {f"dateline.{topic.name}" for topic in topology.TOPICS if topic.schema_name() == schema}
    assert headers["ce_type"] in topics


def test_example_records_are_of_one_article() -> None:
    article, enriched, event = (
        load(EXAMPLES / f"{name}.v1" / "fishing_talks.json") for name in ("article", "enriched_article", "event_record")
    )
    assert enriched["article"] == article
    assert event in [one.model_dump(mode="json") for one in event_records(EnrichedArticle.model_validate(enriched))]


@pytest.mark.parametrize("topic", topology.TOPICS, ids=lambda topic: topic.name)
def test_headers_that_are_written_are_the_described_ones(topic: topology.Topic) -> None:
    written = dict(cloud_event(CloudEvent(topic, "entities", "a", b"{}", "2020-03-09T14:21:07Z")))
    assert set(written) == set(asyncapi.CLOUDEVENTS)
    assert written["ce_dataschema"] == topic.schema_name().encode()


def test_dead_letter_headers_are_the_described_ones() -> None:
    headers = load(EXAMPLES / "headers" / "dead_letter.json")
    assert set(headers) == set(asyncapi.DEAD_LETTER)
    assert headers[deadletter.CODE] in deadletter.CODES


def test_asyncapi_document_is_valid(document: dict[str, Any], asyncapi_standard: jsonschema.Draft7Validator) -> None:
    asyncapi_standard.validate(document)


@pytest.mark.parametrize("part", ["info", "channels", "operations"])
def test_asyncapi_standard_refuses_a_broken_document(
    document: dict[str, Any], asyncapi_standard: jsonschema.Draft7Validator, part: str
) -> None:
    assert not asyncapi_standard.is_valid({**document, part: ["not", "an", "object"]})


def references(value: Any) -> list[str]:
    """Every `$ref` below a value."""
    if isinstance(value, list):
        return [found for one in value for found in references(one)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for one in value.values() for found in references(one)]


def test_asyncapi_references_lead_somewhere(document: dict[str, Any]) -> None:
    found = references(document)
    assert found
    for reference in found:
        if reference.startswith("./"):
            assert (GENERATED / reference).is_file(), reference
            continue
        target: Any = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_asyncapi_has_a_channel_for_every_topic(document: dict[str, Any]) -> None:
    addresses = {channel["address"] for channel in document["channels"].values()}
    assert addresses == {topic.full_name() for topic in topology.all_topics()}


def test_asyncapi_examples_are_the_example_files(document: dict[str, Any]) -> None:
    payloads = [one["payload"] for one in document["components"]["messages"]["Article"]["examples"]]
    assert payloads == [load(path) for path in RECORDS if path.parent.name == "article.v1"]
