"""The schema's version: bring the tables up to date, or say what is wrong with them. Alembic's files ship in the package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from services.sink.errors import StoreOutdated

_SCRIPTS = "services.sink:migrations"
#: Key of the PostgreSQL advisory lock that lets one migration run at a time ("dateline" in ASCII).
_LOCK = 0x646174656C696E65


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The version of the tables that this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def revision(connection: Connection) -> str | None:
    """The version of the tables that are there; None when there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version, within the connection's transaction. Raises StoreOutdated, see `verify`."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    _refuse_newer(revision(connection))
    command.upgrade(_config(connection), "head")


def verify(connection: Connection) -> None:
    """Raises StoreOutdated, with what to do, unless the tables are those that this code needs."""
    found, needed = revision(connection), newest()
    _refuse_newer(found)
    if found != needed:
        state = "has no tables yet" if found is None else f"is at version {found}, this program needs {needed}"
        raise StoreOutdated(f"{state}: run `dateline store migrate`")


def _refuse_newer(found: str | None) -> None:
    scripts = ScriptDirectory.from_config(_config())
    if found is not None and found not in {one.revision for one in scripts.walk_revisions()}:
        raise StoreOutdated(f"is at version {found}, which this program does not know: install a newer dateline")
