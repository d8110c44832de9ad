"""What an article's metadata says of its day: publication, receipt, and a date in the URL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.article import Article
from services.dating.localday import Seat, day_at

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?!\d))"
_URL_DAYS: Final = (
    re.compile(rf"[/_-]{_YEAR}(?P<by>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=by){_DAY}(?![\d])"),
    re.compile(rf"/{_YEAR}/(?P<month>[1-9]|0[1-9]|1[0-2])/{_DAY}/"),
    re.compile(rf"/{_YEAR}/(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}/{_DAY}(?![\d])", re.IGNORECASE),
)
_URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Days, each None where it is missing; moments are days at the seat of the dateline."""

    published: date | None = None
    partial: str | None = None  #: a month or a year only, `2019-05` or `2019`
    source: str = "published_at"  #: where `published` or `partial` comes from: `published_at` or `url`
    received: date | None = None
    seat: Seat | None = None
    elsewhere: date | None = None  #: the day by UTC, where it is another than at the seat
    url: date | None = None

    @classmethod
    def of(cls, article: Article, seat: Seat | None = None) -> Metadata:
        """Read an article's fields. What cannot be read is as if it were missing."""
        stamp, url = article.published_at, article.url or ""
        url_day = url_date(url)
        partial = stamp if stamp and len(stamp) < 10 else None
        published = None if partial else day_at(stamp, seat)
        source = "published_at"
        if published is None and (url_day or (partial is None and url_month(url))):
            published, source = url_day, "url"
            partial = None if url_day else url_month(url)
        plain = day_at(stamp, None) if source == "published_at" and published else published
        elsewhere = plain if plain != published else None
        return cls(published, partial, source, _received(article.received_at, seat), seat, elsewhere, url_day)

    @property
    def rule(self) -> str:
        """The evidence's name."""
        return f"metadata.{self.source}"


def _received(stamp: str | None, seat: Seat | None) -> date | None:
    """The later of the day by UTC and that at the seat: a bound that no agency's own clock breaks."""
    days = [one for one in (day_at(stamp, None), day_at(stamp, seat)) if one]
    return max(days, default=None)


def url_date(url: str) -> date | None:
    """The day that a URL gives: `/2020/03/12/`, `-20200312`, `2020-03-12`, `/2020/mar/12/`; None where there is none."""
    for pattern in _URL_DAYS:
        if found := pattern.search(url):
            parts = found.groupdict()
            month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"].lower()) + 1
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
    return None


def url_month(url: str) -> str | None:
    """The month that a URL gives and no day: `/2020/03/strike-ends`."""
    found = _URL_MONTH.search(url)
    return f"{found[1]}-{found[2]}" if found else None
