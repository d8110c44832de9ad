"""Article: one news item as it arrives, before anything is known about it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from dateline.span import WireModel

#: Longest `text` that is accepted, in bytes of UTF-8.
MAX_TEXT_BYTES = 1_048_576
_WHEN = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE)


#: A year, or a year and a month: some archives know no more.
_PARTIAL = re.compile(r"\d{4}(-\d{2})?")


def parse_when(value: str) -> date | datetime:
    """Read an ISO 8601 date or date-time. Raises ValueError when it is neither or impossible."""
    text = value.strip()
    if not _WHEN.fullmatch(text):
        raise ValueError(f"{value[:40]!r} is neither an ISO date nor an RFC 3339 date-time")
    if len(text) == 10:
        return date.fromisoformat(text)
    when = datetime.fromisoformat(text)
    try:
        rfc3339(when)
    except OverflowError as error:
        raise ValueError(f"{text!r} has no UTC time within the years 1 to 9999") from error
    return when


def _published(value: str) -> str:
    stamp = value.strip()
    parse_when(f"{stamp}-01-01"[:10] if _PARTIAL.fullmatch(stamp) else stamp)
    return stamp.replace(" ", "T", 1)


def _received(value: str) -> str:
    when = parse_when(value)
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)
    return rfc3339(when)


def _sized(value: str) -> str:
    size = len(value.encode("utf-8"))
    if size > MAX_TEXT_BYTES:
        raise ValueError(f"text is {size} bytes of UTF-8, more than {MAX_TEXT_BYTES}")
    if not value.strip():
        raise ValueError("text is empty")
    return value


def rfc3339(when: datetime) -> str:
    """RFC 3339 in UTC with a `Z`; a time without a zone is taken as UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    stamp = aware.astimezone(UTC)
    spec = "milliseconds" if stamp.microsecond else "seconds"
    return stamp.isoformat(timespec=spec).replace("+00:00", "Z")


class Article(WireModel):
    """One news item: the input of the whole chain, and the `article` of every record."""

    id: StrictStr | None = Field(
        default=None,
        min_length=1,
        max_length=512,
        description="Given by the producer, else derived from source and url, or from the content.",
    )
    text: Annotated[StrictStr, AfterValidator(_sized)] = Field(
        description="The whole item as published, plain text, at most 1 MiB of UTF-8; every offset counts code points of it."
    )
    title: StrictStr | None = None
    url: StrictStr | None = None
    source: StrictStr | None = Field(default=None, description="Agency or publisher.")
    language: StrictStr = Field(default="en", min_length=2, max_length=35, description="BCP 47 tag.")
    published_at: Annotated[StrictStr, AfterValidator(_published)] | None = Field(
        default=None,
        description="ISO date (a month or a year will do) or RFC 3339 date-time from metadata; checked against the text.",
    )
    received_at: Annotated[StrictStr, AfterValidator(_received)] | None = Field(
        default=None,
        description="RFC 3339 UTC, set at ingest when absent; the only clock that later stages may use.",
    )

    def content_hash(self) -> str:
        """SHA-256, in hex, of what the producer said: every field but `id` and `received_at`."""
        parts = (self.text, self.title, self.url, self.source, self.language, self.published_at)
        joined = "\x1f".join("\x00" if part is None else part for part in parts)
        return hashlib.sha256(joined.encode("utf-8")).hexdigest()

    def identified(self) -> Article:
        """Same article with an id: its own, else one from source and url, else one from its content."""
        if self.id:
            return self
        basis = f"{self.source or ''}\x1f{self.url}" if self.url else self.content_hash()
        digest = hashlib.sha256(basis.encode("utf-8")).hexdigest()[:24]
        return self.model_copy(update={"id": f"art-{digest}"})
