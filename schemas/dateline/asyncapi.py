"""The AsyncAPI 3.0 description of the topics: who reads and writes what, with which headers, and what it looks like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dateline import __version__, deadletter, topology
from dateline.topology import Topic

Json = dict[str, Any]

#: CloudEvents 1.0, Kafka protocol binding, binary content mode. An input without them is accepted, too.
CLOUDEVENTS: dict[str, str] = {
    "ce_specversion": "CloudEvents version, 1.0.",
    "ce_id": "Unique with ce_source: article id, stage or record id, and a hash of the versions. The same on a replay.",
    "ce_source": "Who wrote the record, /dateline/STAGE.",
    "ce_type": "dateline. and the topic's name without its prefix.",
    "ce_time": "RFC 3339 UTC: when the article was received.",
    "ce_subject": "Article id.",
    "ce_dataschema": "File name of the JSON Schema of the value.",
    "content-type": "application/json",
    "traceparent": "W3C trace context, passed on from the producer or made from the record's id.",
}

#: What a dead letter adds to the headers that the record came with.
DEAD_LETTER: dict[str, str] = {
    deadletter.TOPIC: "Topic that it was read from.",
    deadletter.PARTITION: "Partition of that topic.",
    deadletter.OFFSET: "Offset in that partition.",
    deadletter.TIMESTAMP: "The record's own timestamp on that topic, RFC 3339 UTC.",
    deadletter.STAGE: "Service that set it aside.",
    deadletter.EXCEPTION: "Name of the error's class.",
    deadletter.MESSAGE: "What was wrong and where.",
    deadletter.ATTEMPTS: "How often it was tried.",
    deadletter.CODE: "Kind of trouble, from a closed list.",
}


def document(examples: Path) -> Json:
    """The whole document. `examples` holds `<model>.<version>/*.json` and `headers/<model>.<version>.json`."""
    topics = topology.all_topics()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "dateline",
            "version": __version__,
            "description": "News articles in, dated and sourced events out. Delivery is at least once; order holds for each "
            "article id, which is every record's key. Fields may be added within v1; readers ignore those they do not know.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {_key(topic): _channel(topic) for topic in topics},
        "operations": _operations(),
        "components": {
            "messages": {_message_key(topic): _message(topic, examples) for topic in topics},
            "schemas": {
                "CloudEventsHeaders": _headers(CLOUDEVENTS, []),
                "DeadLetterHeaders": _headers(DEAD_LETTER, list(DEAD_LETTER)),
            },
        },
    }


def _key(topic: Topic) -> str:
    return topic.name.replace(".", "-")


def _message_key(topic: Topic) -> str:
    return "DeadLetter" if topic.record == "bytes" else topic.record


def _channel(topic: Topic) -> Json:
    config = {
        "retention.ms": topic.retention_ms,
        "max.message.bytes": topic.max_message_bytes,
        "message.timestamp.type": topic.timestamp_type,
    }
    return {
        "address": topic.full_name(),
        "description": topic.description,
        "messages": {_message_key(topic): {"$ref": f"#/components/messages/{_message_key(topic)}"}},
        "bindings": {"kafka": {"partitions": topic.partitions, "topicConfiguration": config, "bindingVersion": "0.5.0"}},
    }


def _operations() -> Json:
    """What the services do: every stage reads and writes, the sink reads the last topic and writes the two for subscribers."""
    steps = [(one.name, "receive", one.source) for one in topology.STAGES]
    steps += [(one.name, "send", one.target) for one in topology.STAGES]
    steps += [("sink", "receive", topology.sink_source()), ("sink", "send", topology.ENRICHED), ("sink", "send", topology.EVENTS)]
    steps += [("redrive", "send", topology.REDRIVES)]
    steps += [(who, "send", source.dead_letters()) for who, action, source in steps if action == "receive"]
    return {
        f"{who}-{action}-{_key(topic)}": {"action": action, "channel": {"$ref": f"#/channels/{_key(topic)}"}}
        for who, action, topic in steps
    }


def _message(topic: Topic, examples: Path) -> Json:
    if topic.record == "bytes":
        return _dead_letter(examples)
    schema = topic.schema_name()
    name = schema.removesuffix(".schema.json")
    headers = _load(examples / "headers" / f"{name}.json")
    return {
        "name": topic.record,
        "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/CloudEventsHeaders"},
        "payload": {"$ref": f"./{schema}"},
        "bindings": {"kafka": {"key": {"type": "string", "description": "Article id."}, "bindingVersion": "0.5.0"}},
        "examples": [
            {"name": path.stem, "headers": headers, "payload": _load(path)} for path in sorted((examples / name).glob("*.json"))
        ],
    }


def _dead_letter(examples: Path) -> Json:
    return {
        "name": "DeadLetter",
        "summary": "A record that could not be processed: key, value and headers as they came, and the reason in added headers.",
        "contentType": "application/octet-stream",
        "headers": {"$ref": "#/components/schemas/DeadLetterHeaders"},
        "payload": {"type": ["string", "null"], "format": "binary"},
        "examples": [{"name": "not-json", "headers": _load(examples / "headers" / "dead_letter.json"), "payload": "{not json"}],
    }


def _headers(fields: dict[str, str], required: list[str]) -> Json:
    properties: Json = {name: {"type": "string", "description": says} for name, says in fields.items()}
    if deadletter.CODE in properties:
        properties[deadletter.CODE]["enum"] = list(deadletter.CODES)
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def _load(path: Path) -> Json:
    loaded: Json = json.loads(path.read_text("utf-8"))
    return loaded
