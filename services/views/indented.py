"""Rich's padding without blanks at the ends of lines, which a pipe would keep."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment


class Indented:
    """Anything printable, some columns to the right; fewer where a terminal is very narrow."""

    def __init__(self, inner: RenderableType, by: int = 2) -> None:
        self._inner = inner
        self._by = by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        by = min(self._by, options.max_width // 4)
        for line in console.render_lines(self._inner, options.update_width(options.max_width - by), pad=False):
            words = _without_end(line)
            if words and by:
                yield Segment(" " * by)
            yield from words
            yield Segment.line()


def _without_end(line: Iterable[Segment]) -> list[Segment]:
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return [*kept[:-1], Segment(kept[-1].text.rstrip(), kept[-1].style)] if kept else []
