"""Refusals over HTTP: RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import Response
from pydantic import BaseModel, Field

from dateline.deadletter import Code

MEDIA_TYPE = "application/problem+json"

#: Status for a body, or for an article of a batch, that is refused with a code.
STATUS: Mapping[Code, int] = {
    "INVALID_JSON": HTTPStatus.BAD_REQUEST,
    "NOT_UTF8": HTTPStatus.BAD_REQUEST,
    "TOO_LARGE": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


class ItemProblem(BaseModel):
    """Why one article of a batch was refused."""

    index: int = Field(description="Place among the articles of the batch, from 0.")
    line: int | None = Field(default=None, description="Line of the body, from 1; NDJSON only.")
    status: int = Field(description="What the article alone would have been answered.")
    code: str = Field(description="One of the dead-letter codes, such as SCHEMA.")
    detail: str = Field(description="What is wrong, naming the field.")


class ProblemDetails(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(default="about:blank", description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What is wrong and what to do.")
    code: str | None = Field(default=None, description="Dead-letter code, when an article was refused.")
    refused: list[ItemProblem] | None = Field(default=None, description="Each article of a batch that was refused.")


class Problem(Exception):
    """Raised by handlers, answered as problem details."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers
        self.members = members

    def response(self) -> Response:
        """The answer."""
        title = HTTPStatus(self.status).phrase
        content = {"type": "about:blank", "title": title, "status": self.status, "detail": str(self), **self.members}
        return Response(orjson.dumps(content), self.status, self.headers, MEDIA_TYPE)


def busy(status: int, detail: str, seconds: int) -> Problem:
    """A refusal that holds for now: try again after so many seconds."""
    return Problem(status, detail, {"Retry-After": str(seconds)})


def status_of(code: Code) -> int:
    """HTTP status that goes with a dead-letter code."""
    return STATUS.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)
