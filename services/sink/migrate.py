"""The version of the tables: bring them up to date, or say what is wrong with them.

Alembic's files ship in the package. It is loaded only to migrate: a worker that checks does without its 11 MB.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from services.sink.errors import StoreOutdated
from services.sink.schema import VERSION

_SCRIPTS = "services.sink:migrations"
#: Key of the PostgreSQL advisory lock that lets one migration run at a time ("dateline" in ASCII).
_LOCK = 0x646174656C696E65


def upgrade(connection: Connection) -> None:
    """Bring the tables to VERSION, within the connection's transaction. Raises StoreOutdated when they are newer."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    found = revision(connection)
    _refuse_newer(found)
    if found != VERSION:
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    config.attributes["connection"] = connection
    command.upgrade(config, VERSION)


def verify(connection: Connection) -> None:
    """Raises StoreOutdated, with what to do, unless the tables are those that this code needs."""
    found = revision(connection)
    _refuse_newer(found)
    if found != VERSION:
        state = "has no tables yet" if found is None else f"is at version {found}, this program needs {VERSION}"
        raise StoreOutdated(f"{state}: run `dateline store migrate`")


def revision(connection: Connection) -> str | None:
    """The version of the tables that are there; None when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(found: str | None) -> None:
    """Versions are numbers of four digits: they compare as texts."""
    if found is not None and found > VERSION:
        raise StoreOutdated(f"is at version {found}, newer than this program's {VERSION}: install a newer dateline")
