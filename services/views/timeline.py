"""A stream of records as lines of a table: widths follow the terminal, and nothing waits for the rows to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from dateline import EnrichedArticle, EventRecord

#: Controls, line ends and marks of direction: text from outside must not steer the terminal.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_NOTHING = "-"
#: ISO 8601-2 numbers them after the months.
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
#: How the status of an event looks.
STATUS_STYLES = {
    "occurred": "",
    "scheduled": "cyan",
    "ongoing": "green",
    "conditional": "yellow",
    "recurring": "blue",
    "denied": "red",
    "hypothetical": "magenta",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a fixed width, or a share of what is left; and the narrowest terminal that shows it."""

    title: str
    width: int = 0
    share: int = 0
    from_width: int = 0


EVENT_COLUMNS = (
    Column("date", width=18),
    Column("status", width=14),
    Column("event", share=3),
    Column("place", width=17, from_width=80),
    Column("dispute", width=17, from_width=100),
    Column("article", share=2, from_width=100),
)
ARTICLE_COLUMNS = (
    Column("date", width=18),
    Column("source", width=25, from_width=120),
    Column("article", share=3),
    Column("events", width=8),
    Column("claims", width=8, from_width=80),
    Column("disputes", share=2, from_width=80),
    Column("id", width=30, from_width=160),
)


def event_cells(record: EventRecord) -> tuple[str, ...]:
    """An event in the order of EVENT_COLUMNS."""
    when, place = record.event.when, record.place
    disputes = dict.fromkeys(one.registry or one.kind for one in record.disputes)
    article = record.article.title or record.article.id
    cells = (
        when and in_words(when.edtf),
        record.event.status,
        told(record.event.label, [one.name for one in record.participants if one.role in doing_roles(record.event.label)]),
        place and place.name,
        ", ".join(disputes),
        article,
    )
    return tuple(cell or _NOTHING for cell in cells)


def article_cells(record: EnrichedArticle) -> tuple[str, ...]:
    """An article in the order of ARTICLE_COLUMNS."""
    article, layers = record.article, record.layers
    day = in_words(layers.dates.document_time.edtf) if layers.dates else None
    events = layers.dates.events if layers.dates else []
    disputes = layers.disputes.disputes if layers.disputes else []
    claims = layers.disputes.claims if layers.disputes else []
    slugs = dict.fromkeys(one.registry or one.kind for one in disputes)
    cells = (
        day,
        article.source,
        article.title or headline(record),
        str(len(events)),
        str(len(claims)),
        ", ".join(slugs),
        article.id,
    )
    return tuple(cell or _NOTHING for cell in cells)


def doing_roles(label: str) -> tuple[str, ...]:
    """The roles of those that a label is told of: who does it, or to whom it is done."""
    return ("patient", "agent") if label.startswith(("was ", "be ")) else ("agent",)


def told(label: str, doers: Sequence[str]) -> str:
    """A label with who does it in front, two names at most, none that the label has: `Norway: elect the new mayor`."""
    names = [name for name in dict.fromkeys(doers) if name and name not in label]
    return f"{', '.join(names[:2])}{' and others' if len(names) > 2 else ''}: {label}" if names else label


def in_words(edtf: str | None) -> str | None:
    """An EDTF interval as a newspaper reader writes it, in few characters: `2025-03-04/17`, `from 1945`, `autumn 2025`."""
    if edtf is None:
        return None
    if edtf.startswith("["):
        return _one_of(edtf[1:-1].split(","))
    begin, slash, end = edtf.partition("/")
    if begin in ("", ".."):
        return f"until {_season(end)}"
    if slash and end in ("", ".."):
        return f"from {_season(begin)}"
    if len(begin) == len(end) == len("2025-03-04") and begin[:5] == end[:5]:
        end = end[8:] if begin[:8] == end[:8] else end[5:]
    return _season(begin) + slash + _season(end)


def _one_of(days: list[str]) -> str:
    """A day of an unknown year is `XXXX-11-19`; anything else undecided, its first and its last."""
    same_day = {day[4:] for day in days}
    return f"XXXX{same_day.pop()}" if len(same_day) == 1 and len(days[0]) > 4 else f"{days[0]} or {days[-1]}"


def _season(edtf: str) -> str:
    year, _, number = edtf.rpartition("-")
    if len(edtf) == len("2025-23") and number in _SEASONS:
        return f"{_SEASONS[number]} {year}"
    if len(edtf) == 4 and edtf.endswith("X"):
        return f"{edtf[:3]}0s" if edtf[2] != "X" else f"{_nth(int(edtf[:2]) + 1)} century"
    return edtf


def _nth(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def headline(record: EnrichedArticle) -> str:
    """The headline as the first stage found it, else the first line."""
    text = record.article.text
    zones = record.layers.entities.zones if record.layers.entities else []
    found = next((text[one.start : one.end] for one in zones if one.zone == "headline"), None)
    return found or text.strip().partition("\n")[0]


class Timeline:
    """Prints a heading and then row after row, each cut to the terminal's width at that moment."""

    def __init__(self, console: Console, columns: tuple[Column, ...]) -> None:
        self._console = console
        self._columns = columns

    def heading(self) -> None:
        """The titles of the columns."""
        self._print(tuple(column.title for column in self._columns), "bold")

    def row(self, cells: tuple[str, ...]) -> None:
        """One record."""
        self._print(cells, "")

    def _print(self, cells: tuple[str, ...], style: str) -> None:
        line = Text(style=style, no_wrap=True)
        for cell, width in zip(cells, self._widths(), strict=True):
            if width:
                text = Text(plain(cell), style=STATUS_STYLES.get(cell, ""))
                text.truncate(width - 2, overflow="ellipsis", pad=True)
                line.append_text(text).append("  ")
        line.rstrip()
        self._console.print(line, soft_wrap=True)

    def _widths(self) -> list[int]:
        total = self._console.width
        shown = [column if total >= column.from_width else Column("") for column in self._columns]
        shares = sum(column.share for column in shown)
        left = max(0, total - sum(column.width for column in shown))
        return [column.width or (left * column.share // shares if shares else 0) for column in shown]


def plain(text: str) -> str:
    """Text from outside as one harmless line: controls, line ends and marks of direction become a space."""
    return _STEERING.sub(" ", text)
