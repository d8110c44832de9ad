"""How a service says that it is alive and ready: /livez, /readyz and /metrics, on a small server of its own."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.runtime.logs import logger
from services.runtime.settings import Settings

#: Says what is wrong, or None when nothing is.
Check = Callable[[], str | None]


class Health:
    """What is wrong with a service, by part. Ready when nothing is; alive as long as it may still get better by itself."""

    def __init__(self) -> None:
        self._troubles: dict[str, str] = {}
        self._checks: dict[str, Check] = {}
        self.dead: str | None = None

    def trouble(self, part: str, what: str | None) -> None:
        """Note what is wrong with a part; None: nothing any more."""
        if what is None:
            self._troubles.pop(part, None)
        else:
            self._troubles[part] = what

    def watch(self, part: str, check: Check) -> None:
        """Ask `check` whenever somebody asks whether the service is ready."""
        self._checks[part] = check

    def troubles(self) -> dict[str, str]:
        """Everything that is wrong now; empty when the service is ready."""
        asked = {part: check() for part, check in self._checks.items()}
        return {**self._troubles, **{part: what for part, what in asked.items() if what is not None}}


def routes(health: Health) -> web.Application:
    """The three routes."""

    async def livez(_: web.Request) -> web.Response:
        return web.json_response({"alive": health.dead is None, "trouble": health.dead}, status=503 if health.dead else 200)

    async def readyz(_: web.Request) -> web.Response:
        troubles = health.troubles()
        return web.json_response({"ready": not troubles, "troubles": troubles}, status=503 if troubles else 200)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return app


@asynccontextmanager
async def serving(health: Health, settings: Settings) -> AsyncIterator[str]:
    """Serve while inside; gives the base URL. A port that another worker has is replaced by a free one."""
    runner = web.AppRunner(routes(health), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.health_host, settings.health_port).start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            logger("health").warning(f"port {settings.health_port} is taken (DATELINE_HEALTH_PORT); taking a free one")
            await web.TCPSite(runner, settings.health_host, 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        await runner.cleanup()
