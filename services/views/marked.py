"""An article's text with what was found in it marked; harmless on any terminal, and every offset in its place."""

from __future__ import annotations

import re

from rich.text import Text

from dateline.record import EnrichedArticle, Layers
from dateline.span import Span

#: Styles of marks; those drawn later lie on top. Colour never stands alone: NO_COLOR leaves the rest.
STYLES = {
    "heading": "bold",
    "person": "bold cyan",
    "organisation": "bold magenta",
    "place": "bold green",
    "people": "green",
    "named event": "bold bright_blue",
    "date": "underline yellow",
    "disputed name": "bold underline red",
}
_MARKS = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "NORP": "people", "EVENT": "named event"}
_HEADINGS = ("site_label", "headline", "deck", "crosshead")

#: Line ends of all kinds but the line feed, and tabs.
_BLANKS = frozenset("\t\r\v\f\x85\u2028\u2029")
#: Controls, line ends, marks that turn the direction of what follows, halves of pairs.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """The same number of code points, none of which steers a terminal: a control is shown by its picture (U+001B as ␛),
    a mark of direction by the replacement sign, a tab as a space; line feeds stay."""
    return _CONTROLS.sub(lambda found: _picture(found[0]), text)


def _picture(control: str) -> str:
    if control in _BLANKS:
        return " "
    code = ord(control)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def marked_text(record: EnrichedArticle) -> Text:
    """The whole text but for empty lines around it; without a terminal it is just the text."""
    shown = harmless(record.article.text)
    shift = len(shown) - len(shown.lstrip("\n"))
    text = Text(shown.strip("\n"))
    for span, mark in marks(record.layers):
        text.stylize(STYLES[mark], max(0, span.start - shift), max(0, span.end - shift))
    return text


def marks(layers: Layers) -> list[tuple[Span, str]]:
    """What is marked, and as what: a key of STYLES."""
    found: list[tuple[Span, str]] = []
    if layers.entities:
        found += [(zone, "heading") for zone in layers.entities.zones if zone.zone in _HEADINGS]
        found += [(one, _MARKS[one.type]) for one in layers.entities.mentions]
    if layers.dates:
        found += [(one, "date") for one in layers.dates.expressions]
    if layers.disputes:
        found += [(one, "disputed name") for one in layers.disputes.toponyms]
    return found


def legend(record: EnrichedArticle) -> Text:
    """What the marks of this record mean."""
    used = {mark for _, mark in marks(record.layers)}
    names = [Text(name, style=style) for name, style in STYLES.items() if name in used and name != "heading"]
    return Text().append("Marks: ", style="dim").append_text(Text("  ").join(names)) if names else Text()
