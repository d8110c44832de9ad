"""Bytes to models and back, with errors that carry a dead-letter code.

CodecError          what cannot be read, and why
"""

from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from dateline.article import MAX_TEXT_BYTES, Article
from dateline.deadletter import Code
from dateline.record import EnrichedArticle, EventRecord

M = TypeVar("M", bound=BaseModel)


class CodecError(ValueError):
    """Bytes that are no record of the contract; `code` says which kind of trouble, the message where."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code


def decode_json(value: bytes) -> Any:
    """Parse any JSON. Raises CodecError: NOT_UTF8 or INVALID_JSON."""
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        try:
            value.decode("utf-8")
        except UnicodeDecodeError as bad:
            raise CodecError("NOT_UTF8", f"the value is not UTF-8: {bad.reason} at byte {bad.start}") from error
        raise CodecError("INVALID_JSON", f"the value is not JSON: {error}") from error


def decode_object(value: bytes | None) -> dict[str, Any]:
    """Parse one JSON object. Raises CodecError: TOMBSTONE, NOT_UTF8, INVALID_JSON or SCHEMA."""
    if value is None:
        raise CodecError("TOMBSTONE", "the value is null")
    return expect_object(decode_json(value))


def expect_object(parsed: Any) -> dict[str, Any]:
    """The same value when it is a JSON object. Raises CodecError (SCHEMA) when it is something else."""
    if not isinstance(parsed, dict):
        raise CodecError("SCHEMA", f"expected a JSON object, got {_kind(parsed)}")
    return parsed


def validate(model: type[M], fields: dict[str, Any]) -> M:
    """Check fields against a wire model. Raises CodecError (SCHEMA or TOO_LARGE) naming each field that is wrong."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc']) or 'record'}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors(include_url=False, include_input=False)[:5]
        )
        code: Code = "TOO_LARGE" if f"more than {MAX_TEXT_BYTES}" in problems else "SCHEMA"
        raise CodecError(code, problems) from error


def decode_article(value: bytes | None) -> Article:
    """Read an Article. Raises CodecError."""
    return validate(Article, decode_object(value))


def decode_enriched(value: bytes | None) -> EnrichedArticle:
    """Read an EnrichedArticle, complete or so far. Raises CodecError."""
    return validate(EnrichedArticle, decode_object(value))


def decode_event(value: bytes | None) -> EventRecord:
    """Read an EventRecord. Raises CodecError."""
    return validate(EventRecord, decode_object(value))


def encode(record: BaseModel) -> bytes:
    """Write a wire model as compact UTF-8 JSON, fields in the order of the model: same record, same bytes."""
    return orjson.dumps(record.model_dump(mode="json"))


def _kind(value: object) -> str:
    names: dict[type, str] = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
