"""The store: records in SQLite or PostgreSQL, saved in batches, idempotent, read back as they were published.

Synchronous; one `Store` may be used by several threads, and a PostgreSQL store by several processes that write at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from services.sink import migrate, publications, records
from services.sink.delivery import Delivery
from services.sink.engine import is_data_error, is_missing, make_room, open_engine, place, reason, transaction
from services.sink.errors import StoreOutdated, StoreRefused
from services.sink.schema import VERSION, articles, metadata
from services.sink.upsert import upsert

#: Deliveries of one transaction; databases limit the values that one question may have.
_MOST = 1_000


class Store:
    """Every method raises StoreUnavailable while the database cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Store:
        """A store at a SQLAlchemy URL (`sqlite:///PATH`, `postgresql://...`); connects when first used.

        Raises StoreError for a URL that is no store's.
        """
        return cls(open_engine(url))

    @property
    def place(self) -> str:
        """Where it is: its URL without a password."""
        return place(self._engine)

    def migrate(self) -> str:
        """Make the tables, or bring them up to date; returns their version. Raises StoreOutdated when they are newer."""
        make_room(self._engine)
        with transaction(self._engine, write=True) as connection:
            self._explained(migrate.upgrade, connection)
        return VERSION

    def check(self) -> str:
        """The version of the tables. Raises StoreOutdated when it is not the one that this program needs."""
        if is_missing(self._engine):
            raise StoreOutdated(f"the store {self.place} is not there yet: run `dateline store migrate`")
        with transaction(self._engine) as connection:
            self._explained(migrate.verify, connection)
        return VERSION

    def save(self, records: Sequence[dict[str, Any]]) -> list[Delivery | StoreRefused]:
        """Save records (`article`, `layers`, `provenance`); see `put`. Raises CodecError when one is no record."""
        return self.put([Delivery.of(record) for record in records])

    def put(self, deliveries: Sequence[Delivery]) -> list[Delivery | StoreRefused]:
        """Save deliveries in one transaction (of at most 1,000), durable on return; one answer for each, in order: the
        record that the store now holds for the article, which is the delivery itself unless another counts (see `merge`).

        A record that the database refuses is answered with StoreRefused; the others are saved all the same, then in
        more than one transaction.
        """
        starts = range(0, len(deliveries), _MOST)
        return [answer for start in starts for answer in self._put(deliveries[start : start + _MOST])]

    def _put(self, deliveries: Sequence[Delivery]) -> list[Delivery | StoreRefused]:
        try:
            with transaction(self._engine, write=True) as connection:
                return [*upsert(connection, deliveries)]
        except Exception as error:
            if not is_data_error(error):
                raise
            refused = StoreRefused(deliveries[0].article_id, reason(error))
        if len(deliveries) == 1:
            return [refused]
        half = len(deliveries) // 2
        return [*self._put(deliveries[:half]), *self._put(deliveries[half:])]

    def published(self, ids: Sequence[str]) -> dict[str, str]:
        """The fingerprint of what was published last of these articles; none for one that never was, as far as is known."""
        with transaction(self._engine) as connection:
            return publications.load(connection, ids)

    def mark_published(self, fingerprints: Mapping[str, str]) -> None:
        """Note by article id what the broker has acknowledged. Raises the driver's error for an article that is gone."""
        with transaction(self._engine, write=True) as connection:
            publications.mark(connection, fingerprints)

    def read(self, article_id: str) -> dict[str, Any] | None:
        """The record of an article as it was published; None when the store has none."""
        with transaction(self._engine) as connection:
            history = records.load(connection, [article_id], bodies=True).get(article_id)
        return records.composed(history.current) if history else None

    def replaced(self, article_id: str) -> dict[str, dict[str, Any]]:
        """What the release before said in each layer of the article's current content, by layer: `version` and
        `knowledge` of its stage, and `layer`. Layers that were never replaced are left out."""
        with transaction(self._engine) as connection:
            history = records.load(connection, [article_id], bodies=True).get(article_id)
        return records.replaced(history.current) if history else {}

    def ids(self, after: str = "", limit: int = 1000, since: str | None = None, until: str | None = None) -> list[str]:
        """Article ids in the database's order of text, beginning behind `after`; of those received from `since` to `until`
        (RFC 3339 UTC or a beginning of it, inclusive) where given."""
        query = select(articles.c.id).where(articles.c.id > after).order_by(articles.c.id).limit(limit)
        if since is not None:
            query = query.where(articles.c.received_at >= since)
        if until is not None:
            query = query.where(articles.c.received_at < until + "~")  # which sorts behind every time that begins so
        with transaction(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        with transaction(self._engine) as connection:
            tables = sorted(metadata.tables.items())
            return {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables}

    def close(self) -> None:
        """Close every connection. The store may be used again afterwards."""
        self._engine.dispose()

    def _explained(self, step: Callable[[Connection], None], connection: Connection) -> None:
        try:
            step(connection)
        except StoreOutdated as error:
            raise StoreOutdated(f"the store {self.place} {error}") from None
