"""Which records `tail` shows: by entity, dispute, status and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import click

from dateline import EnrichedArticle, EventRecord
from dateline.layers.dates import Interval


class PartialDate(click.ParamType):
    """A day, a month or a year: 2020-08-31, 2020-08, 2020."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same text. Fails when it is no date of the calendar."""
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            self.fail(f"{value!r} is not a date: give 2020, 2020-08 or 2020-08-31", param, ctx)
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError as error:
            self.fail(f"{value!r} is not a date: {error}", param, ctx)
        return value


@dataclass(frozen=True, slots=True)
class Filter:
    """What must hold of a record; None holds of each. All that are given must hold."""

    entity: str | None = None
    dispute: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    news: bool = False

    def takes_event(self, record: EventRecord) -> bool:
        """Whether an event is wanted: its participants or place, its disputes, its status, its time."""
        entities = {one.entity for one in record.participants} | ({record.place.entity} if record.place else set())
        return (
            self.entity in (None, *entities)
            and self.dispute in (None, *(one.registry for one in record.disputes))
            and self.status in (None, record.event.status)
            and (record.event.foreground or not self.news)
            and self._in_time(record.event.when)
        )

    def takes_article(self, record: EnrichedArticle) -> bool:
        """Whether an article is wanted: its entities, its disputes, the status of any of its events, its own time."""
        entities, dates, disputes = record.layers.entities, record.layers.dates, record.layers.disputes
        return (
            self.entity in (None, *(one.id for one in (entities.entities if entities else ())))
            and self.dispute in (None, *(one.registry for one in (disputes.disputes if disputes else ())))
            and self.status in (None, *(one.status for one in (dates.events if dates else ())))
            and (not self.news or any(one.foreground for one in (dates.events if dates else ())))
            and self._in_time(dates.document_time if dates else None)
        )

    def _in_time(self, when: Interval | None) -> bool:
        """Whether the interval touches the time asked for; what has no time at all is not in it. An open end is far away."""
        if self.since is None and self.until is None:
            return True
        if when is None or (when.earliest is None and when.latest is None):
            return False
        late_enough = self.since is None or when.latest is None or when.latest >= self.since
        return late_enough and (self.until is None or when.earliest is None or when.earliest[: len(self.until)] <= self.until)
