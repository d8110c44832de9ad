"""Explanations to be read on a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text

from services.views.explain import Explanation, Reason
from services.views.indented import Indented
from services.views.timeline import plain

#: Longer quotations are cut in the middle; lists longer than this in the end.
_LONGEST, _MOST = 160, 12
_WIDTH = 110


def as_json(article: str, explanations: Iterable[Explanation]) -> dict[str, Any]:
    """The explanations as one object."""
    return {"article": article, "explanations": [_object(one) for one in explanations]}


def _object(one: Explanation) -> dict[str, Any]:
    return {**asdict(one), "related": [{"id": name, "how": how} for name, how in one.related]}


def render(explanations: Iterable[Explanation]) -> RenderableType:
    """The explanations, one below the other."""
    parts: list[RenderableType] = []
    for one in explanations:
        parts += [Text()] if parts else []
        parts += _lines(one)
    return Constrain(Indented(Group(*parts), by=0), _WIDTH)


def _lines(one: Explanation) -> list[RenderableType]:
    head = Text(plain(one.value), style="bold").append(f"  {one.kind}  ", style="not bold dim").append(plain(one.says))
    blocks = [
        ("Characters", [_at(span) for span in one.characters]),
        ("Rule", [Text(plain(one.rule))] if one.rule else []),
        ("Why", [_because(reason) for reason in one.reasons]),
        ("See also", [Text(plain(name), style="bold").append(f"  {plain(how)}", style="not bold") for name, how in one.related]),
        ("Made by", [Text(plain(one.made_by))] if one.made_by else []),
    ]
    lines: list[RenderableType] = [head]
    for title, texts in blocks:
        if texts:
            lines.append(Indented(Text(title, style="underline")))
            lines += [Indented(text, by=4) for text in _first(texts)]
    return lines


def _first(texts: list[Text]) -> list[Text]:
    more = len(texts) - _MOST
    return texts if more <= 0 else [*texts[:_MOST], Text(f"… and {more} more", style="dim")]


def _at(span: Reason) -> Text:
    return (
        Text(f"{span.start}-{span.end}  ", style="dim").append(f"{span.says}: ").append(_quoted(span.text), style="not dim bold")
    )


def _because(reason: Reason) -> Text:
    text = Text(plain(reason.says))
    return text.append(f"  {reason.start}-{reason.end} ", style="dim").append(_quoted(reason.text)) if reason.end else text


def _quoted(text: str) -> str:
    words = " ".join(plain(text).split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    return f"“{words}”"
