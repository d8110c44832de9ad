"""What may come in: one set of rules for HTTP, files, `annotate` and values that anybody put on the raw topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.article import Article
from dateline.codec import CodecError, decode_object, validate
from services.ingest.formats import Mapped, mapped

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: C0 and C1 controls and the two Unicode line ends: an id travels in headers, logs and terminals.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def admit_raw(value: bytes | None, timestamp: str | None) -> dict[str, Any]:
    """Read a value of the raw topic into a record without layers; the `admit` of the first processor.

    `timestamp` is the Kafka record's own (RFC 3339 UTC): it becomes `received_at` when the article has none, so that a
    replay gives the same record. None means that there is no clock. Raises CodecError.
    """
    article = admit_object(decode_object(value if value is None else _without_mark(value)), timestamp)
    return {"article": article.model_dump(mode="json"), "layers": {}, "provenance": []}


def admit_object(sent: Mapping[str, Any], received_at: str | None) -> Article:
    """Turn one JSON object, native, news-please or ninjs, into an identified Article.

    `received_at` (RFC 3339) is used when the object has none. Unknown fields are left out; null counts as absent; NUL
    becomes U+FFFD, one for one, so that offsets stay. Raises CodecError: SCHEMA, naming the field, or TOO_LARGE.
    """
    found = mapped(sent)
    fields = {name: _without_nul(value) for name, value in found.fields.items() if value is not None}
    _check_id(found.fields.get("id"))
    if received_at is not None:
        fields.setdefault("received_at", received_at)
    try:
        return validate(Article, fields).identified()
    except CodecError as error:
        raise CodecError(error.code, _in_their_words(str(error), found)) from error


def admit_text(value: bytes, received_at: str | None) -> Article:
    """Turn a plain text file, whole, into an identified Article. Raises CodecError: NOT_UTF8, SCHEMA or TOO_LARGE."""
    try:
        text = _without_mark(value).decode("utf-8")
    except UnicodeDecodeError as bad:
        raise CodecError("NOT_UTF8", f"the text is not UTF-8: {bad.reason} at byte {bad.start}") from bad
    return admit_object({"text": text}, received_at)


def _without_mark(value: bytes) -> bytes:
    return value.removeprefix(_BYTE_ORDER_MARK)


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _check_id(value: Any) -> None:
    if isinstance(value, str) and (control := _CONTROL.search(value)):
        raise CodecError("SCHEMA", f"id: control character U+{ord(control[0]):04X} at position {control.start()}")


def _in_their_words(message: str, found: Mapped) -> str:
    """Name the producer's own field beside ours."""
    for field, origin in found.origins.items():
        if origin != field:
            message = re.sub(rf"(^|; ){field}:", rf"\1{origin} (as {field}):", message)
    return message
