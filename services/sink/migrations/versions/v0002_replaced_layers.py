"""A table for what the release before said in a layer, so that a replay can be compared with it."""

from services.sink.migrations.versions.v0001_records import make

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing was kept so far, so it is empty."""
    made_by = "stage:t version:t knowledge:t lineage:T received_at:t"
    make("replaced_layers", "content_hash:T layer:T", f"position:I status:T {made_by} digest:T body:T", rowid=True)
