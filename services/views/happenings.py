"""The events of an article as a timeline: the news of the day, then its background, each in order of their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from dateline.layers.dates import Event, Interval
from services.views.lanes import Lanes
from services.views.timeline import STATUS_STYLES, doing_roles, in_words, plain, told

#: A terminal that is narrower has no room for the drawing; the drawing takes at most so many columns.
_ROOMY, _LANES = 76, 16


class Happenings:
    """Draws events under one scale. What is said stands among the claims: statements are left out unless they are the news
    or were made on a day of their own."""

    def __init__(self, events: Iterable[Event], name: Callable[[str | None], str], day: Interval | None = None) -> None:
        shown = [one for one in events if one.same_as is None and (one.type != "statement" or one.foreground or _apart(one, day))]
        self._news = sorted((one for one in shown if one.foreground), key=begin)
        self._background = sorted((one for one in shown if not one.foreground), key=begin)
        self._name = name

    def __bool__(self) -> bool:
        return bool(self._news or self._background)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lanes = Lanes([one.when for one in (*self._news, *self._background) if one.when], _LANES)
        drawn = lanes if options.max_width >= _ROOMY else None
        for title, events in (("The news of the day", self._news), ("Background", self._background)):
            if events:
                yield Text(title, style="italic")
                yield self._table(events, drawn)

    def _table(self, events: Sequence[Event], lanes: Lanes | None) -> Table:
        table = Table.grid(padding=(0, 2))
        for wraps in (*([False] if lanes else []), False, False, True):
            table.add_column(overflow="fold", no_wrap=not wraps)
        before: Interval | None = None
        for event in events:
            same = before is not None and event.when is not None and _same(before, event.when)
            when = Text(plain(("" if same else in_words(event.when.edtf) if event.when else "-") or "-" * (not same)))
            status = Text(event.status, style=STATUS_STYLES.get(event.status, ""))
            bar = (
                [Text(lanes.bar(event.when or Interval()), style=STATUS_STYLES.get(event.status, "") or "bold")] if lanes else []
            )
            table.add_row(*bar, when, status, self._what(event))
            before = event.when
        return table

    def _what(self, event: Event) -> Text:
        text = Text(plain(told(event.label, list(self._doers(event)))))
        where = self._name(event.place)
        return text.append(f" ({where})", style="dim") if where and where not in text.plain else text

    def _doers(self, event: Event) -> Iterator[str]:
        for role in doing_roles(event.label):
            yield from (self._name(part.entity) for part in event.participants if part.role == role)


def _apart(event: Event, day: Interval | None) -> bool:
    """Whether the text gives it a time, and another than the document's."""
    when = event.when
    return when is not None and bool(when.expressions) and (day is None or _days(when) != _days(day))


def begin(event: Event) -> tuple[bool, str, str]:
    """In order of their intervals; those that nobody can place come last, as they stand in the text."""
    when = event.when
    first = (when.earliest or when.latest) if when else None
    return first is None, first or "", (when.latest if when and first else None) or "~"


def _same(one: Interval, other: Interval) -> bool:
    """Whether two are drawn alike; of a year not known only the words tell."""
    return _days(one) == _days(other) and (one.earliest is not None or one.latest is not None or one.edtf == other.edtf)


def _days(interval: Interval) -> tuple[str | None, str | None]:
    return interval.earliest, interval.latest
