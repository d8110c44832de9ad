"""Complete records to put into a store: short, with rows in every table, and told apart by what the test says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from services.sink.engine import open_engine, transaction
from services.sink.schema import metadata

TEXT = (
    "OSLO, March 3. The council of Norland said on Tuesday it had elected Ida Berg as mayor. "
    '"We never agreed to that," the Harbour Union said about Gull Island, which Norland calls Northholm.'
)
STAGES = (("entities", "entities"), ("dating", "dates"), ("disputes", "disputes"))


def span(words: str, text: str = TEXT) -> dict[str, int]:
    """Where words stand in the text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def entities(name: str = "Ida Berg") -> dict[str, Any]:
    """A layer `entities` with a person, a disputed place and a claimant."""
    people = {"id": "per:ida-berg", "type": "PERSON", "name": name, "country": "NO", "salience": 0.4}
    place = {"id": "loc:gull-island", "type": "LOC", "subtype": "island", "name": "Gull Island", "country": "XX"}
    union = {"id": "org:harbour-union", "type": "ORG", "name": "Harbour Union"}
    mentions = [
        {**span("Ida Berg"), "type": "PERSON", "entity": "per:ida-berg"},
        {**span("Harbour Union"), "type": "ORG", "entity": "org:harbour-union"},
        {**span("Gull Island"), "type": "LOC", "entity": "loc:gull-island"},
    ]
    claimants = ["org:harbour-union", "org:norland"]
    return {"status": "ok", "entities": [people, {**place, "claimants": claimants}, union], "mentions": mentions}


def dates(label: str = "elect Ida Berg as mayor") -> dict[str, Any]:
    """A layer `dates` with one expression and one event that two mentions name."""
    day = {"edtf": "2026-03-03", "earliest": "2026-03-03", "latest": "2026-03-03"}
    sentence = [span("The council")["start"], span("mayor.")["end"]]
    event: dict[str, Any] = {"status": "occurred", "sentence": sentence}
    patient = {"entity": "per:ida-berg", "role": "patient"}
    when = {**day, "expressions": ["t1"], "basis": "same-clause"}
    return {
        "status": "ok",
        "document_time": {**day, "confidence": 0.9},
        "expressions": [{"id": "t1", **span("Tuesday"), "type": "DATE", "value": "2026-03-03", "rule": "weekday", **day}],
        "events": [
            {"id": "e1", **span("elected"), **event, "label": label, "participants": [patient]},
            {"id": "e2", **span("mayor"), **event, "label": "mayor", "when": when, "place": "loc:gull-island", "same_as": "e1"},
        ],
    }


def disputes(stance: str = "denies") -> dict[str, Any]:
    """A layer `disputes` with one claim, one dispute of two parties and one toponym."""
    said = {"id": "c1", "source": [span("the Harbour Union")], "source_entity": "org:harbour-union", "cue": [span("said about")]}
    party = {"entity": "org:harbour-union", "name": "Harbour Union", "role": "claimant", "claims": ["c1"]}
    return {
        "status": "ok",
        "claims": [{**said, "content": [span("We never agreed to that")], "voice": "direct", "stance": stance}],
        "disputes": [
            {
                "id": "d1",
                "kind": "territorial",
                "registry": "gull-island",
                "objects": ["loc:gull-island"],
                "parties": [party, {"entity": None, "name": "Norland", "role": "holder"}],
                "evidence": [span("Gull Island, which Norland calls Northholm")],
                "confidence": 0.8,
            }
        ],
        "toponyms": [{**span("Northholm"), "registry": "gull-island", "side": "Norland", "voice": "narrator"}],
        "mentions_only": [],
    }


def provenance(version: str = "1.0.0", knowledge: str = "2026.11") -> list[dict[str, str]]:
    """The same version and knowledge for every stage."""
    return [{"stage": stage, "version": version, "knowledge": knowledge} for stage, _ in STAGES]


def record(article_id: str = "a1", *, version: str = "1.0.0", knowledge: str = "2026.11", **article: Any) -> dict[str, Any]:
    """A complete record; further arguments are fields of its article."""
    fields = {"id": article_id, "text": TEXT, "language": "en", "received_at": "2026-03-04T08:00:00Z"}
    return {
        "article": fields | article,
        "layers": {"entities": entities(), "dates": dates(), "disputes": disputes()},
        "provenance": provenance(version, knowledge),
    }


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a store, in an order that does not depend on when it was written."""
    engine = open_engine(url)
    with transaction(engine) as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return found
