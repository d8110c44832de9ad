"""What the OpenAPI document says of each route."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from dateline.article import Article
from services.ingest.intake import FORMS, MAX_ITEMS
from services.ingest.problems import MEDIA_TYPE, ItemProblem, ProblemDetails

API = """\
Takes news articles and brings them to the chain that dates and enriches them.

An article that is answered 202 is on disk, and reaches the store and the enriched topics, or the dead letters with a
reason, whatever crashes in between. Sending the same article twice is harmless: the same `id` with the same content
changes nothing, and with other content it is a new version of that article. So whoever gets no answer, or a 429 or 503,
sends the same request again.
"""

KEY = "The service's key, when it has one (DATELINE_API_KEY). Always needed where other machines can reach it."

_FORMATS = f"""\
One article, as a JSON object, or many: a JSON array or one object a line (NDJSON), at most {MAX_ITEMS} of them.

Beside the fields below, those of news-please JSON (`maintext`, `date_publish`, `source_domain`, ...) and of ninjs 2 and 3
(`uri`, `headlines`, `bodies`, `versioncreated`, ...) are understood. Unknown fields are left out. A CloudEvent carries its
article in `data`. NUL characters in text become U+FFFD. The body may be packed with `Content-Encoding: gzip`.
"""


class Accepted(BaseModel):
    """What became of each article of a request."""

    accepted: list[str] = Field(description="Ids of the articles that are kept, in the order of the body.")
    refused: list[ItemProblem] = Field(description="Articles that are not kept, and why; empty when all are.")


class Alive(BaseModel):
    """The process answers."""

    alive: bool


class Ready(BaseModel):
    """Whether everything that is needed is there."""

    ready: bool
    troubles: dict[str, str] = Field(description="What is wrong, by part: broker, delivery, outbox.")


def _problem(description: str, *header: str) -> dict[str, Any]:
    described = {name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in header}
    return {"model": ProblemDetails, "description": description, "headers": described}


_HEADERS = {
    "Retry-After": "Seconds to wait before the same request is sent again.",
    "WWW-Authenticate": "Always `Bearer`.",
    "Accept-Post": "The media types that are taken.",
}
_ARTICLE = {"$ref": "#/components/schemas/Article"}
_EVENT = {"type": "object", "required": ["data"], "properties": {"data": _ARTICLE}}
_BODIES: dict[str, dict[str, Any]] = {
    "json": {"anyOf": [_ARTICLE, {"type": "array", "items": _ARTICLE}]},
    "lines": {"type": "string", "description": "One article a line."},
    "event": _EVENT,
    "events": {"type": "array", "items": _EVENT},
}

ARTICLES: dict[str, Any] = {
    "operation_id": "postArticles",
    "summary": "Send one article or many",
    "description": _FORMATS,
    "response_model": Accepted,
    "response_description": "At least one article is on disk; the answer says which are, and why others are not.",
    "responses": {
        400: _problem("The body is not JSON, not UTF-8, not gzip, or was cut short."),
        401: _problem("The key is missing or wrong.", "WWW-Authenticate"),
        408: _problem("The body came too slowly."),
        413: _problem("The body, the text of the article or the batch is too large."),
        415: _problem("A media type, charset or content encoding that is not read here.", "Accept-Post"),
        422: _problem("JSON, but no article: the detail names the field. Of a batch, no article was accepted."),
        429: _problem("Too many bytes are at work at once.", "Retry-After"),
        503: _problem("The outbox is full or cannot be written; nothing of this request was kept.", "Retry-After"),
    },
    "openapi_extra": {
        "requestBody": {"required": True, "content": {media: {"schema": _BODIES[form]} for media, form in FORMS.items()}}
    },
}
LIVEZ: dict[str, Any] = {"operation_id": "livez", "summary": "Alive?", "response_model": Alive}
READYZ: dict[str, Any] = {
    "operation_id": "readyz",
    "summary": "Ready?",
    "description": "503 while the broker is away or the outbox is full or cannot be written. "
    "With the broker away articles are still accepted, as long as the outbox has room.",
    "response_model": Ready,
    "responses": {503: {"model": Ready, "description": "Something is missing; `troubles` says what."}},
}
METRICS: dict[str, Any] = {
    "operation_id": "metrics",
    "summary": "Metrics in the text format of Prometheus",
    "response_class": PlainTextResponse,
}


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the schema of Article and the media type of problems put in."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    found["components"]["schemas"]["Article"] = Article.model_json_schema()
    for operations in found["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                content = response.get("content", {})
                if content.get("application/json", {}).get("schema") == {"$ref": "#/components/schemas/ProblemDetails"}:
                    content[MEDIA_TYPE] = content.pop("application/json")
    return found
