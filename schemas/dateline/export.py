"""Writes the contract for other languages: a JSON Schema for each wire model, and one AsyncAPI document.

python -m dateline.export EXAMPLES TARGET    (`make schemas`; needs the extra `export`)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from dateline import asyncapi, topology
from dateline.article import Article
from dateline.deadletter import Redrive
from dateline.record import EnrichedArticle, EventRecord

#: Wire models by the name that a topic's `record` says.
MODELS: dict[str, type[BaseModel]] = {model.__name__: model for model in (Article, EnrichedArticle, EventRecord, Redrive)}


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) of the values of every topic, by file name. It says what a reader must accept."""
    names = {topic.schema_name(): MODELS[topic.record] for topic in topology.TOPICS}
    return {name: _schema(name, model) for name, model in names.items()}


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    written = model.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name, **written}


def files(examples: Path) -> dict[str, str]:
    """The content of every generated file, by name. `examples` holds a folder of JSON records for each schema."""
    written = {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas().items()}
    document = yaml.dump(asyncapi.document(examples), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return {**written, "asyncapi.yaml": "# Written by `make schemas` from the models and the topology.\n" + document}


class _Dumper(yaml.SafeDumper):
    """Writes a list or object that stands in two places out in full, not as an anchor."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def main(arguments: list[str]) -> int:
    """Write every file anew and take away those that no model has any more."""
    if len(arguments) != 2:
        print("usage: python -m dateline.export EXAMPLES TARGET", file=sys.stderr)
        return 2
    examples, target = map(Path, arguments)
    written = files(examples)
    target.mkdir(parents=True, exist_ok=True)
    for stale in set(target.glob("*.schema.json")) - {target / name for name in written}:
        stale.unlink()
    for name, content in written.items():
        (target / name).write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
