"""HTML bodies to plain text: paragraphs apart by an empty line, markup, scripts and comments left out.

Made for the bodies that news systems send, and for hostile ones: it never fails, and its time is linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"(<[/!?]?[A-Za-z][^<>]*>)")
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Markup:
    """Which tags mean what; read from `formats.json`."""

    types: frozenset[str]  #: media types, or the bare roles, that say "this is HTML"
    breaks: frozenset[str]  #: tags that begin a line
    blocks: frozenset[str]  #: tags that begin a paragraph
    skipped: frozenset[str]  #: tags whose content is not part of the text


def plain(html: str, markup: Markup) -> str:
    """The text of an HTML fragment."""
    pieces: list[str] = []
    skipping: str | None = None
    for is_tag, piece in _pieces(_unfolded(_uncommented(html))):
        name, closing = _tag(piece) if is_tag else ("", False)
        if skipping:
            skipping = None if closing and name == skipping else skipping
        elif not is_tag:
            pieces.append(piece)
        elif name in markup.skipped:
            skipping = None if closing or piece.endswith("/>") else name
        elif name in markup.blocks:
            pieces.append("\n\n")
        elif name in markup.breaks and not closing:
            pieces.append("\n")
    return _laid_out(unescape("".join(pieces)))


def _pieces(html: str) -> Iterator[tuple[bool, str]]:
    """Text and tags by turns; true with a tag."""
    for index, piece in enumerate(_TAG.split(html)):
        if piece:
            yield bool(index % 2), piece


def _tag(piece: str) -> tuple[str, bool]:
    found = _NAME.match(piece)
    return (found[2].lower(), bool(found[1])) if found else ("", False)


def _uncommented(html: str) -> str:
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(html)
    kept.append(html[at:])
    return "".join(kept)


def _unfolded(html: str) -> str:
    for blank in "\t\r\n\f":
        html = html.replace(blank, " ")
    return _SPACES.sub(" ", html)


def _laid_out(text: str) -> str:
    paragraphs = ("\n".join(filter(None, map(str.strip, block.split("\n")))) for block in text.split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))
