"""Logs: one line per event, on standard error, readable or as JSON; a storm of repetitions becomes one line and a count."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable

import structlog
from structlog.typing import Processor

from services.runtime.settings import Settings

Logger = structlog.stdlib.BoundLogger

#: Libraries that tell each step; their warnings matter, though once, not a thousand times a second.
_CHATTY = ("aiokafka", "faust", "mode", "alembic")
_QUIET_SECONDS = 10.0


class RepeatFilter(logging.Filter):
    """Lets a message of one logger through once in `seconds`, then says how often it was held back."""

    def __init__(self, seconds: float = _QUIET_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written."""
        key = (record.name, str(record.msg))
        now = self._clock()
        last, held = self._seen.get(key, (float("-inf"), 0))
        if now - last < self._seconds:
            self._seen[key] = (last, held + 1)
            return False
        if len(self._seen) > 1_000:
            self._seen.clear()
        self._seen[key] = (now, 0)
        if held:
            record.msg = f"{record.getMessage()} (and {held} more like it)"
            record.args = ()
        return True


def configure(settings: Settings) -> None:
    """Send everything, ours and the libraries', to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_rendering(settings)))
    handler.addFilter(_only_chatty(RepeatFilter()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level) if root.level > logging.DEBUG else logging.DEBUG)


def logger(service: str) -> Logger:
    """A logger whose lines name the service."""
    bound: Logger = structlog.stdlib.get_logger("dateline").bind(service=service)
    return bound


def silent() -> logging.Logger:
    """A logger for librdkafka, which else writes to standard error itself; what goes wrong is raised where it is asked for."""
    quiet = logging.getLogger("librdkafka")
    quiet.propagate = False
    if not quiet.handlers:
        quiet.addHandler(logging.NullHandler())
    return quiet


def _rendering(settings: Settings) -> list[Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if settings.log_format == "json":
        return [drop, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    colors = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    return [drop, structlog.dev.ConsoleRenderer(colors=colors, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback)]


def _only_chatty(repeats: RepeatFilter) -> Callable[[logging.LogRecord], bool]:
    return lambda record: not record.name.startswith(_CHATTY) or repeats.filter(record)
