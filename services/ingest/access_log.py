"""One log line per request: who asked for what, the status, how long it took. Never a body, a query or a header."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.runtime import metrics
from services.runtime.logs import Logger

_PROBES = ("/livez", "/readyz", "/metrics")
_LONGEST = 200


class AccessLog:
    """ASGI middleware; counts requests by status too. Probes are logged at debug level."""

    def __init__(self, app: ASGIApp, log: Logger) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        metrics.REQUESTS.labels(str(status)).inc()
        client = scope.get("client") or ("-", 0)
        path = scope.get("raw_path", b"").decode("ascii", "backslashreplace")[:_LONGEST]
        write = self._log.debug if path in _PROBES else self._log.info
        write("request", method=scope["method"], path=path, status=status, ms=round(seconds * 1000, 1), client=client[0])
