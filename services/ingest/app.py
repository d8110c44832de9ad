"""The HTTP door. `create` builds the application; nothing is built at import."""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

import orjson
from fastapi import Depends, FastAPI, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from dateline import __version__
from dateline.codec import CodecError
from services.ingest import describe
from services.ingest.access_log import AccessLog
from services.ingest.arrival import Arrivals
from services.ingest.body import SINGLE_LIMIT, Body, Pending, too_long
from services.ingest.intake import FORMS, Form, Intake, TooManyItems, is_batch, take
from services.ingest.outbox import Outbox, OutboxError, OutboxFull
from services.ingest.problems import Problem, busy, status_of
from services.ingest.settings import IngestSettings
from services.runtime import metrics
from services.runtime.health import Health
from services.runtime.logs import logger

#: Seconds that a client may take to send a body.
_PATIENCE = 30.0
#: Bodies longer than this are read in a thread, so that they hold up nobody else.
_LONG = 65_536
_RETRY_FULL, _RETRY_DISK = 10, 5


@dataclass
class Door:
    """What the handlers work with."""

    outbox: Outbox
    health: Health
    settings: IngestSettings
    arrivals: Arrivals = field(default_factory=Arrivals)
    pending: Pending = field(init=False)
    key_hash: bytes | None = field(init=False)

    def __post_init__(self) -> None:
        key = self.settings.key()
        self.key_hash = sha256(key.encode()).digest() if key is not None else None
        self.pending = Pending(self.settings.ingest_pending_limit)
        self.health.watch("outbox", self._outbox_trouble)

    def _outbox_trouble(self) -> str | None:
        if self.outbox.problem is None and self.outbox.bytes * 50 >= self.outbox.limit * 49:
            return f"it is full: {self.outbox.bytes} of {self.outbox.limit} bytes wait for the broker"
        return self.outbox.problem


def create(door: Door) -> FastAPI:
    """The application: POST /v1/articles, /livez, /readyz, /metrics and /openapi.json."""
    app = FastAPI(
        title="dateline ingest",
        version=__version__,
        description=describe.API,
        docs_url=None,
        redoc_url=None,
        exception_handlers={Problem: _problem, HTTPException: _http_problem, Exception: _crash},
    )
    app.state.door = door
    app.add_api_route("/v1/articles", post_articles, methods=["POST"], status_code=HTTPStatus.ACCEPTED, **describe.ARTICLES)
    app.add_api_route("/livez", livez, methods=["GET"], **describe.LIVEZ)
    app.add_api_route("/readyz", readyz, methods=["GET"], **describe.READYZ)
    app.add_api_route("/metrics", read_metrics, methods=["GET"], **describe.METRICS)
    app.openapi = cache(partial(describe.document, app))  # type: ignore[method-assign]
    app.add_middleware(AccessLog, log=logger("ingest"))
    return app


Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False, description=describe.KEY))]


async def post_articles(request: Request, bearer: Bearer) -> Response:
    """Read, check and keep what was sent; the answer comes after the disk has it."""
    door: Door = request.app.state.door
    _authorize(door, bearer)
    form = _form(request)
    async with Body(door.pending, lambda begins: _limit(door, form, begins), _gzip(request)) as body:
        intake = await _take(door, await _read(request, body, _limit(door, form, b"[")), form, request.headers.get("traceparent"))
        await _keep(door, intake)
    return _answer(intake)


async def livez() -> Response:
    """Alive: the process answers."""
    return _json({"alive": True})


async def readyz(request: Request) -> Response:
    """Ready: broker reachable, outbox writable and not full."""
    door: Door = request.app.state.door
    if door.outbox.problem is not None:
        with suppress(OutboxError):
            await door.outbox.check()
    troubles = door.health.troubles()
    return _json({"ready": not troubles, "troubles": troubles}, HTTPStatus.SERVICE_UNAVAILABLE if troubles else HTTPStatus.OK)


async def read_metrics(request: Request) -> Response:
    """Prometheus text format."""
    door: Door = request.app.state.door
    metrics.OUTBOX_ROWS.set(door.outbox.rows)
    metrics.OUTBOX_BYTES.set(door.outbox.bytes)
    metrics.PENDING_BYTES.set(door.pending.bytes)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _authorize(door: Door, bearer: HTTPAuthorizationCredentials | None) -> None:
    if door.key_hash is None:
        return
    given = sha256(bearer.credentials.encode("latin-1")).digest() if bearer is not None else b""
    if not hmac.compare_digest(given, door.key_hash):
        detail = "send the key of this service: `Authorization: Bearer KEY`"
        raise Problem(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})


def _form(request: Request) -> Form:
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    form = FORMS.get(media_type.strip().lower())
    charset = parameters.strip().lower().removeprefix("charset=").strip('" ')
    if form is None or charset not in ("", "utf-8"):
        detail = f"send one of {', '.join(FORMS)}, in UTF-8, and say so in Content-Type"
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, {"Accept-Post": ", ".join(FORMS)})
    return form


def _gzip(request: Request) -> bool:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        detail = "send the body as it is, or with Content-Encoding: gzip"
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, {"Accept-Encoding": "gzip"})
    return encoding == "gzip"


def _limit(door: Door, form: Form, begins: bytes) -> int:
    return door.settings.ingest_batch_limit if is_batch(form, begins) else SINGLE_LIMIT


async def _read(request: Request, body: Body, most: int) -> bytearray:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise too_long(most)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await body.read(request.stream())
    except TimeoutError as error:
        raise Problem(HTTPStatus.REQUEST_TIMEOUT, f"the body did not come within {_PATIENCE:.0f} seconds") from error
    except ClientDisconnect as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "the body was cut short") from error


async def _take(door: Door, body: bytearray, form: Form, traceparent: str | None) -> Intake:
    try:
        if len(body) > _LONG:
            intake = await asyncio.to_thread(take, body, form, door.arrivals, traceparent)
        else:
            intake = take(body, form, door.arrivals, traceparent)
    except CodecError as error:
        metrics.REFUSED.labels(error.code).inc()
        raise Problem(status_of(error.code), str(error), code=error.code) from error
    except TooManyItems as error:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(error)) from error
    for refusal in intake.refused:
        metrics.REFUSED.labels(refusal.code).inc()
    return intake


async def _keep(door: Door, intake: Intake) -> None:
    if not intake.entries:
        raise _nothing_accepted(intake)
    try:
        await door.outbox.append(intake.entries)
    except OutboxFull as error:
        raise busy(HTTPStatus.SERVICE_UNAVAILABLE, str(error), _RETRY_FULL) from error
    except OutboxError as error:
        raise busy(HTTPStatus.SERVICE_UNAVAILABLE, f"the outbox cannot be written: {error}", _RETRY_DISK) from error
    metrics.ACCEPTED.inc(len(intake.entries))


def _nothing_accepted(intake: Intake) -> Problem:
    if not intake.refused:
        return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "there is no article in the body")
    first = intake.refused[0]
    if not intake.batch:
        return Problem(status_of(first.code), first.detail, code=first.code)
    detail = f"none of the {len(intake.refused)} articles was accepted"
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, refused=_item_problems(intake))


def _answer(intake: Intake) -> Response:
    return _json({"accepted": intake.ids, "refused": _item_problems(intake)}, HTTPStatus.ACCEPTED)


def _item_problems(intake: Intake) -> list[dict[str, object]]:
    return [
        {"index": one.index, "line": one.line, "status": status_of(one.code), "code": one.code, "detail": one.detail}
        for one in intake.refused
    ]


def _json(content: object, status: int = HTTPStatus.OK) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path} is not served here; see /openapi.json"
    return Problem(error.status_code, detail, error.headers).response()


async def _crash(_: Request, __: Exception) -> Response:
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "the fault is ours and is in the log; nothing of this request was kept"
    ).response()
