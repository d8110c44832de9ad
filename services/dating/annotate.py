"""The dating annotator: expressions of time, the document's own time, and the events they date."""

from __future__ import annotations

from dateline.article import Article
from dateline.layers.dates import DatesLayer
from dateline.record import Layers
from services.dating.anchors import find_anchor
from services.dating.clues import find_clues, find_content, prepare
from services.dating.document import Sources, decide
from services.dating.events import find_events
from services.dating.expressions import resolve_all
from services.dating.forms import forms
from services.dating.grammar import Grammar
from services.dating.lang.en import grammar
from services.dating.localday import find_seat
from services.dating.metadata import Metadata
from services.dating.reading import Reading


class DatingAnnotator:
    """Construct once: loads rules and words. Each call is pure."""

    def __init__(self) -> None:
        self._grammar: Grammar = grammar()
        prepare()
        forms()
        find_seat("Oslo", [(0, 4)], None)

    def __call__(self, article: Article, layers: Layers) -> DatesLayer:
        """Dates of one article. Reads zones and mentions of the entities layer where they are there."""
        if not article.language.lower().startswith("en"):
            return DatesLayer(document_time=decide(Sources(Metadata.of(article))).time)
        reading = Reading.of(article.text, self._grammar, layers.entities)
        anchor = find_anchor(article.text, reading.matches, reading.datelines())
        clues = find_clues(reading.pieces, reading.matches, anchor, reading.looks_ahead) if anchor else []
        if anchor and not anchor.year:
            clues += find_content(article.text, anchor.match.start, anchor.match.end)
        seat = find_seat(article.text, reading.datelines(), layers.entities)
        decision = decide(Sources(Metadata.of(article, seat), anchor, clues))
        expressions = resolve_all(reading, decision, anchor)
        events = find_events(reading, expressions, decision)
        return DatesLayer(
            document_time=decision.time,
            expressions=[one.expression for one in expressions],
            events=events,
            read_to=reading.read_to,
        )
