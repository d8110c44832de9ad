"""Names found by a spaCy pipeline in the place of the built-in recogniser: for those who have one that they trust more.

spaCy is not among the dependencies; `pip install 'dateline-services[spacy]'` brings it, and the pipeline is the user's own.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from dateline.layers.entities import EntityType
from services.entities.readings import Named
from services.language.zones import Zone

#: What its labels (those of OntoNotes and of CoNLL) are here; the others are left out.
_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP", "EVENT": "EVENT",
}  # fmt: skip
#: Parts of the pipeline that names do not need.
_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
#: Around a name, and no part of it.
_EDGES = re.compile(r"(?:[Tt]he\s+|[^\w]+)?(.*?)(?:['’]s?|[^\w.)]+)?", re.DOTALL)
#: Characters that are read at once: memory must not grow with the text.
_PIECE = 50_000


class SpacyRecogniser:
    """Construct once (loads the pipeline), then call: pure. `name`: an installed pipeline or a folder.

    Raises SystemExit with one line that says what to do when spaCy or the pipeline is not there.
    """

    def __init__(self, name: str) -> None:
        try:
            spacy = importlib.import_module("spacy")
        except ImportError:
            raise SystemExit(
                f"DATELINE_SPACY_PIPELINE is {name!r}, but spaCy is not installed: pip install 'dateline-services[spacy]'"
            ) from None
        try:
            self._pipeline: Any = spacy.load(name, exclude=list(_UNUSED))
        except OSError as error:
            raise SystemExit(f"DATELINE_SPACY_PIPELINE is {name!r}, which spaCy cannot load: {error}") from None
        meta = self._pipeline.meta
        #: Goes into the provenance of what it found.
        self.version = re.sub(r"[^0-9A-Za-z.-]", "-", f"spacy.{meta['lang']}-{meta['name']}-{meta['version']}")

    def __call__(self, text: str, zones: list[Zone], blocks: list[tuple[int, int]]) -> list[Named]:
        """The names of a text in order, none overlapping."""
        found: list[Named] = []
        for start, end in _pieces(text):
            for one in self._pipeline(text[start:end]).ents:
                named = _named(text, start + one.start_char, start + one.end_char, one.label_)
                if named and (not found or found[-1].end <= named.start):
                    found.append(named)
        return found


def _named(text: str, start: int, end: int, label: str) -> Named | None:
    kind = _TYPES.get(label)
    match = _EDGES.fullmatch(text, start, end)
    if kind is None or match is None or not match[1] or "\n\n" in match[1]:
        return None
    return Named(match.start(1), match.end(1), match[1], kind)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of some length that end between paragraphs, or between words where there are none."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            end = max(text.rfind("\n\n", start, end), text.rfind(" ", end - 1_000, end), start + 1)
        yield start, end
        start = end
