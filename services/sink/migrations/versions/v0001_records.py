"""The first tables: records as published, and their rows for queries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Column types by a letter; a small letter is a column that may be null.
_TYPES = {"T": sa.Text, "I": sa.Integer, "F": sa.Float, "B": sa.Boolean}

_INTERVAL = "edtf:t earliest:t latest:t"
_SPAN = "start_char:I end_char:I"

#: Table, key behind the article's id, other columns, indexed columns.
_PARTS = (
    ("entities", "entity_id:T", "type:T subtype:t name:T country:t claimants:t salience:f", ("entity_id",)),
    ("mentions", "seq:I", f"{_SPAN} type:T entity_id:t nominal:B", ()),
    ("expressions", "expression_id:T", f"{_SPAN} type:T value:T mod:t {_INTERVAL} rule:T function:t", ()),
    (
        "events",
        "event_id:T",
        f"{_SPAN} label:T status:T type:t {_INTERVAL} basis:t place:t foreground:B same_as:t",
        ("earliest latest", "place"),
    ),
    ("participants", "event_id:T seq:I", "entity_id:T role:T", ("entity_id",)),
    ("claims", "claim_id:T", "source_entity:t source:t content:T voice:T stance:T factive:B", ("source_entity",)),
    ("disputes", "dispute_id:T", "kind:T registry:t active:B relation:t confidence:F", ("kind", "registry")),
    ("dispute_parties", "dispute_id:T seq:I", "entity_id:t name:T role:T", ("entity_id",)),
    ("toponyms", "seq:I", f"{_SPAN} registry:T side:T voice:T", ("registry",)),
    ("provenance", "content_hash:T stage:T", "position:I version:T knowledge:T", ()),
)


def upgrade() -> None:
    """Make every table."""
    _make_articles()
    make("article_versions", "content_hash:T", "received_at:t digest:T body:T", rowid=True)
    made_by = "stage:t version:t knowledge:t lineage:T received_at:t"
    make("layers", "content_hash:T layer:T", f"position:I status:T {made_by} digest:T body:T", rowid=True)
    for name, key, columns, indexes in _PARTS:
        make(name, key, columns)
        for index in indexes:
            _index(name, index)


def _make_articles() -> None:
    meta = "content_hash:T received_at:t published_at:t title:t url:t source:t language:T"
    document = "document_edtf:t document_earliest:t document_latest:t"
    columns = [*_columns("id:T"), *_columns(meta), *_columns(document)]
    op.create_table("articles", *columns, sa.PrimaryKeyConstraint("id", name="pk_articles"))
    for index in ("document_earliest document_latest", "source", "received_at"):
        _index("articles", index)


def make(name: str, key: str, columns: str, *, rowid: bool = False) -> None:
    """Make a table of an article's parts: its key behind the article's id, and its other columns."""
    keys = _columns(f"article_id:T {key}")
    op.create_table(
        name,
        *keys,
        *_columns(columns),
        sa.PrimaryKeyConstraint(*(column.name for column in keys), name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=f"fk_{name}_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=rowid,
    )


def _columns(spec: str) -> list["sa.Column[object]"]:
    pairs = (one.split(":") for one in spec.split())
    return [sa.Column(name, _TYPES[kind.upper()](), nullable=kind.islower()) for name, kind in pairs]


def _index(table: str, spec: str) -> None:
    columns = spec.split()
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
