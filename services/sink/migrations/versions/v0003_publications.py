"""A table for what was last published of each article, so that repeated deliveries are not published again."""

from services.sink.migrations.versions.v0001_records import make

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing was noted so far, so each article may be published once more."""
    make("publications", "", "fingerprint:T")
