"""What can go wrong with the store.

StoreError
├── StoreUnavailable    trouble that passes: the database is away, locked, full or read-only; try again later
├── StoreOutdated       the tables are missing or of another version; somebody has to migrate
└── StoreRefused        the store will never take this one record, and why
"""


class StoreError(Exception):
    """Any trouble with the store."""


class StoreUnavailable(StoreError):
    """The store cannot be used now. Nothing of the batch was lost: give it again later."""


class StoreOutdated(StoreError):
    """The tables are not those that this version needs. The message says what to do."""


class StoreRefused(StoreError):
    """A record that no retry will bring in; all others of its batch are saved."""

    def __init__(self, article_id: str, reason: str) -> None:
        super().__init__(f"the store refused article {article_id!r}: {reason}")
        self.article_id = article_id
        self.reason = reason
