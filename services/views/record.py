"""One article's record to be read: its day, its text, the events on a timeline, the claims, and each dispute in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.text import Text

from dateline.layers import DatesLayer, EntitiesLayer
from dateline.layers.dates import DocumentTime
from dateline.record import EnrichedArticle
from dateline.span import Span
from services.views.happenings import Happenings
from services.views.indented import Indented
from services.views.marked import legend, marked_text
from services.views.positions import Positions
from services.views.shares import share
from services.views.timeline import headline, in_words, plain

#: Lines longer than this are hard to read.
_WIDTH = 110
_LAYERS = {"entities": "who and where", "dates": "when", "disputes": "who says what"}


def render(record: EnrichedArticle) -> RenderableType:
    """Everything that the record says, for a terminal of any width or a pipe. Text from outside cannot steer either."""
    return Constrain(Indented(Group(*_Reader(record).parts()), by=0), _WIDTH)


class _Legend:
    """Only where the marks can be seen."""

    def __init__(self, record: EnrichedArticle) -> None:
        self._record = record

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if console.is_terminal:
            yield Text()
            yield legend(self._record)


class _Reader:
    def __init__(self, record: EnrichedArticle) -> None:
        self._record = record
        self._dates = record.layers.dates or DatesLayer()
        self._names = {entity.id: entity.name for entity in (record.layers.entities or EntitiesLayer()).entities}
        self._positions = Positions(record)

    def parts(self) -> Iterator[RenderableType]:
        """From top to bottom; what there is none of is left out."""
        yield from self._head()
        yield from _section("Written", self._written(self._dates.document_time))
        yield from _section("Text", [marked_text(self._record), _Legend(self._record)])
        yield from _section("Timeline", self._timeline())
        yield from _section("Claims", self._positions.claims())
        yield from _section("Disputes", self._positions.disputes())
        yield from _section(
            "Made by", [Text(plain(f"{one.stage} {one.version}, knowledge {one.knowledge}")) for one in self._record.provenance]
        )

    def _head(self) -> Iterator[RenderableType]:
        article, layers = self._record.article, self._record.layers
        yield Text(plain(article.title or headline(self._record)), style="bold")
        facts = (article.id, article.source, article.url, article.published_at and f"published {article.published_at}")
        yield Text(plain("  ".join(fact for fact in facts if fact)), style="dim")
        for name, what in _LAYERS.items():
            layer = getattr(layers, name)
            if layer is not None and layer.status == "failed":
                yield Text(f"The stage of layer {name!r} failed on this article: {what} is not known.", style="red")

    def _written(self, time: DocumentTime) -> Iterator[RenderableType]:
        if time.edtf is None and not time.evidence:
            return
        others = plain(", ".join(f"{one.edtf} {share(one.confidence)}" for one in time.alternatives))
        yield Text(f"{plain(in_words(time.edtf) or 'on an unknown day')}  {share(time.confidence)}", style="bold").append(
            f"  (else {others})" if others else "", style="not bold"
        )
        for reason in time.evidence:
            yield self._reason(reason.says, Span(start=reason.start, end=reason.end))
        for conflict in time.conflicts:
            yield Text("conflict: ", style="red").append_text(
                self._reason(conflict.says, Span(start=conflict.start, end=conflict.end))
            )

    def _reason(self, says: str, span: Span) -> Text:
        return Text(plain(says)).append(f": {self._quoted([span])}" if span.end else "", style="dim")

    def _timeline(self) -> Iterator[RenderableType]:
        happenings = Happenings(self._dates.events, self._name, self._dates.document_time)
        if happenings:
            yield happenings

    def _quoted(self, spans: Iterable[Span]) -> str:
        words = self._words(spans)
        return words if words[:1] in "\"“'‘" else f"“{words}”"

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(plain(self._record.article.text[span.start : span.end]).split()) for span in spans)

    def _name(self, entity: str | None) -> str:
        return plain(self._names.get(entity or "", entity or ""))


def _section(title: str, parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    body = list(parts)
    if body:
        yield Text()
        yield Text(title, style="bold underline")
        yield Indented(Group(*body))
