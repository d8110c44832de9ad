"""The wire contract of dateline: what a producer sends and what a subscriber gets.

Reading order: `article` (input), `record` (output) with `layers`, `topology` (where they travel), `deadletter`
(what becomes of the rest), `codec` (bytes to models and back), `client` (subscribe and produce).
"""

from dateline.article import Article
from dateline.codec import CodecError, decode_article, decode_enriched, decode_event, encode
from dateline.record import EnrichedArticle, EventRecord

__version__ = "0.1.0"

__all__ = [
    "Article",
    "CodecError",
    "EnrichedArticle",
    "EventRecord",
    "decode_article",
    "decode_enriched",
    "decode_event",
    "encode",
]
