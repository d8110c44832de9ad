"""The tables of the store, the same on SQLite and PostgreSQL.

`article_versions`, `layers` and `provenance` hold each record as it was published, for every content that an article
has had; `replaced_layers` what the release before had said; `publications` what went onto the topics last. All other
tables are rows for queries, made from the content that is current; they can be made again from those. Offsets
(`start_char`, `end_char`) are code points of the article's text, half open. Days are ISO dates, inclusive, null where
open. JSON is kept as text, so that it comes back as it was.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

#: Version of these tables: the newest file in `migrations/versions`.
VERSION = "0003"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _article() -> Column[str]:
    return Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


def _span() -> tuple[Column[int], Column[int]]:
    return Column("start_char", Integer, nullable=False), Column("end_char", Integer, nullable=False)


def _interval(prefix: str = "") -> tuple[Column[str], Column[str], Column[str]]:
    edtf, earliest, latest = (Column(prefix + name, Text) for name in ("edtf", "earliest", "latest"))
    return edtf, earliest, latest


def _part(name: str, *columns: Column[str] | Column[int] | Column[float] | Column[bool]) -> Table:
    """Rows that belong to one article and are found by it."""
    return Table(name, metadata, _article(), *columns, sqlite_with_rowid=False)


articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("content_hash", Text, nullable=False),  # which of its versions is current
    Column("received_at", Text),  # RFC 3339 UTC with milliseconds: sorts as text
    Column("published_at", Text),
    Column("title", Text),
    Column("url", Text),
    Column("source", Text),
    Column("language", Text, nullable=False),
    *_interval("document_"),
    Index(None, "document_earliest", "document_latest"),
    Index(None, "source"),
    Index(None, "received_at"),
)

article_versions = Table(
    "article_versions",
    metadata,
    _article(),
    Column("content_hash", Text, primary_key=True),
    Column("received_at", Text),  # when this content first came in
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),  # the Article, JSON
)


def _layers(name: str) -> Table:
    return Table(
        name,
        metadata,
        _article(),
        Column("content_hash", Text, primary_key=True),
        Column("layer", Text, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("status", Text, nullable=False),
        Column("stage", Text),
        Column("version", Text),
        Column("knowledge", Text),
        Column("lineage", Text, nullable=False),  # JSON: [stage, version, knowledge] of its own, then of the stages before it
        Column("received_at", Text),  # the clock it was made with
        Column("digest", Text, nullable=False),
        Column("body", Text, nullable=False),  # the layer, JSON
    )


layers = _layers("layers")
#: What the release before said in the same layer: `dateline diff` compares the two.
replaced_layers = _layers("replaced_layers")

#: What was published last, by its fingerprint; no row as long as nothing was.
publications = _part("publications", Column("fingerprint", Text, nullable=False))

provenance = Table(
    "provenance",
    metadata,
    _article(),
    Column("content_hash", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    sqlite_with_rowid=False,
)

entities = _part(
    "entities",
    Column("entity_id", Text, primary_key=True, index=True),
    Column("type", Text, nullable=False),
    Column("subtype", Text),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("claimants", Text),  # JSON list of entity ids; null when the place is not disputed
    Column("salience", Float),
)

mentions = _part(
    "mentions",
    Column("seq", Integer, primary_key=True),
    *_span(),
    Column("type", Text, nullable=False),
    Column("entity_id", Text),
    Column("nominal", Boolean, nullable=False),
)

expressions = _part(
    "expressions",
    Column("expression_id", Text, primary_key=True),
    *_span(),
    Column("type", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("mod", Text),
    *_interval(),
    Column("rule", Text, nullable=False),
    Column("function", Text),
)

events = _part(
    "events",
    Column("event_id", Text, primary_key=True),
    *_span(),
    Column("label", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("type", Text),
    *_interval(),
    Column("basis", Text),
    Column("place", Text, index=True),  # entity id
    Column("foreground", Boolean, nullable=False),
    Column("same_as", Text),  # event id of the first mention of the same event
)
Index(None, events.c.earliest, events.c.latest)

participants = _part(
    "participants",
    Column("event_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("entity_id", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
)

claims = _part(
    "claims",
    Column("claim_id", Text, primary_key=True),
    Column("source_entity", Text, index=True),
    Column("source", Text),  # the words that name the source; null when the text names none
    Column("content", Text, nullable=False),  # the words of the claim; parts of a split quotation joined by " ... "
    Column("voice", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("factive", Boolean, nullable=False),
)

disputes = _part(
    "disputes",
    Column("dispute_id", Text, primary_key=True),
    Column("kind", Text, nullable=False, index=True),
    Column("registry", Text, index=True),
    Column("active", Boolean, nullable=False),
    Column("relation", Text),
    Column("confidence", Float, nullable=False),
)

dispute_parties = _part(
    "dispute_parties",
    Column("dispute_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("entity_id", Text, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
)

toponyms = _part(
    "toponyms",
    Column("seq", Integer, primary_key=True),
    *_span(),
    Column("registry", Text, nullable=False, index=True),
    Column("side", Text, nullable=False),
    Column("voice", Text, nullable=False),
)

#: Which tables hold the rows of a layer; they are written anew when that layer changes. A layer that is not here is
#: kept in `layers` only.
LAYER_TABLES: dict[str, tuple[Table, ...]] = {
    "entities": (entities, mentions),
    "dates": (expressions, events, participants),
    "disputes": (claims, disputes, dispute_parties, toponyms),
}
