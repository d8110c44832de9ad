"""Who says what, and what is contested: claims, each within the one that tells of it, and each dispute's parties in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from dateline.layers import DisputesLayer, EntitiesLayer
from dateline.layers.disputes import Claim, Dispute, Party
from dateline.record import EnrichedArticle
from dateline.span import Span
from services.views.indented import Indented
from services.views.shares import share
from services.views.timeline import plain

#: How accounts differ, in words; never who is right.
_RELATIONS = {
    "contradicts": "one contradicts the other",
    "denies": "one denies it",
    "not_confirmed_by": "one does not confirm it",
    "different_number": "different numbers",
    "different_date": "different dates",
}
#: What joins a source to its clause and names nobody.
_RELATIVE = re.compile(r",? (?:who|which|that)$")
#: Claims within claims are drawn to this depth.
_DEEPEST = 3


class Positions:
    """Claims and disputes of one record, drawn for a terminal or a pipe."""

    def __init__(self, record: EnrichedArticle) -> None:
        self._text = record.article.text
        self._layer = record.layers.disputes or DisputesLayer()
        self._names = {entity.id: entity.name for entity in (record.layers.entities or EntitiesLayer()).entities}
        self._claims = {claim.id: claim for claim in self._layer.claims}

    def claims(self) -> Iterator[RenderableType]:
        """Every claim with its source and stance, what it says below; a claim that another one tells of stands within that."""
        for claim, depth in _nested(self._layer.claims):
            head = Text(self._source(claim), style="bold").append(f": {_stance(claim)}", style="not bold dim")
            yield Indented(Group(head, Indented(Text(self._content(claim)))), by=2 * depth)

    def disputes(self) -> Iterator[RenderableType]:
        """Every dispute: what it is about, whose names stand for it, each party with its positions, what shows it."""
        for dispute in self._layer.disputes:
            yield from self._dispute(dispute)
        if self._layer.mentions_only:
            yield Text(f"Named without a dispute at issue: {plain(', '.join(self._layer.mentions_only))}")

    def _dispute(self, dispute: Dispute) -> Iterator[RenderableType]:
        what = [dispute.registry, _RELATIONS.get(dispute.relation or "", dispute.relation)]
        head = "  ".join(plain(part) for part in (f"{dispute.kind} dispute", *what) if part)
        yield Text(head, style="bold red").append(f"  {share(dispute.confidence)}", style="not bold dim")
        lines: list[RenderableType] = []
        if dispute.objects:
            lines.append(Text(f"about: {', '.join(map(self._name, dispute.objects))}"))
        lines += self._toponyms(dispute)
        for party in dispute.parties:
            lines += self._party(party)
        if dispute.evidence:
            lines.append(Text("shown by", style="dim"))
        lines += [Indented(Text(self._quoted([span]), style="dim")) for span in dispute.evidence]
        yield Indented(Group(*lines))

    def _party(self, party: Party) -> Iterator[RenderableType]:
        yield Text(plain(party.name), style="bold").append(f" ({party.role})", style="not bold dim")
        claims = [self._claims[claim] for claim in party.claims if claim in self._claims]
        for claim in claims:
            said = Text(f"{self._voice_of(party, claim)}{_stance(claim)}: ", style="dim")
            yield Indented(said.append(self._content(claim), style="not dim"))
        if not claims:
            yield Indented(Text("no position of its own in this article", style="dim"))

    def _voice_of(self, party: Party, claim: Claim) -> str:
        """Who speaks for a party, where that is not its name alone."""
        words = self._speaker(claim)
        return "" if not words or words.lower().removeprefix("the ") == plain(party.name).lower() else f"{words}, "

    def _toponyms(self, dispute: Dispute) -> Iterator[RenderableType]:
        """Whose names for the place the article uses, in its own voice and in others' words."""
        names: dict[tuple[str, str], dict[str, None]] = {}
        for one in self._layer.toponyms:
            if one.registry == dispute.registry:
                names.setdefault((one.side, one.voice), {})[self._quoted([one])] = None
        for (side, voice), words in names.items():
            whose = "names of no side" if side == "neutral" else f"names that {plain(side)} uses"
            where = "in the article's own voice" if voice == "narrator" else "in somebody's words"
            yield Text(f"{whose}, {where}: {', '.join(words)}")

    def _source(self, claim: Claim) -> str:
        words, name = self._speaker(claim), self._name(claim.source_entity)
        if not words:
            return name if claim.source_entity else "(no source named)"
        return words if not claim.source_entity or name in words else f"{words} ({name})"

    def _speaker(self, claim: Claim) -> str:
        return _RELATIVE.sub("", self._words(claim.source))

    def _content(self, claim: Claim) -> str:
        """What is claimed; of silence about nothing in particular the words that tell it: "declined to comment"."""
        if not claim.content:
            return self._words(claim.cue)
        return self._words(claim.content) if claim.voice == "indirect" else self._quoted(claim.content)

    def _quoted(self, spans: Iterable[Span]) -> str:
        words = self._words(spans)
        return words if words[:1] in "\"“'‘" else f"“{words}”"

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(plain(self._text[span.start : span.end]).split()) for span in spans)

    def _name(self, entity: str | None) -> str:
        if entity is None:
            return ""
        said = entity.partition(":")[2] if entity.startswith(("loc:", "gpe:")) else ""  # a place that only the registry calls so
        return plain(self._names.get(entity) or said.replace("-", " ").title() or entity)


def _nested(claims: Iterable[Claim]) -> Iterator[tuple[Claim, int]]:
    """Claims with their depth, one that tells of others before them."""
    open_: list[tuple[int, int]] = []
    for start, negative_end, claim in sorted(((*_extent(claim), claim) for claim in claims), key=lambda one: one[:2]):
        end = -negative_end
        while open_ and not (open_[-1][0] <= start and end <= open_[-1][1]):
            open_.pop()
        yield claim, min(len(open_), _DEEPEST)
        open_.append((start, end))


def _extent(claim: Claim) -> tuple[int, int]:
    """Where all of a claim begins and, negated, where it ends: the longer of two that begin together comes first."""
    every = [*claim.source, *claim.cue, *claim.content]
    return min((span.start for span in every), default=0), -max((span.end for span in every), default=0)


def _stance(claim: Claim) -> str:
    return claim.stance.replace("_", " ")
