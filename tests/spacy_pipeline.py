"""A small spaCy pipeline of our own, so that what is plugged in can be tested without a model."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

from services.runtime.processor import Processor

_PATTERNS = {
    "PERSON": ("Maria Berg", "Shinzo Abe", "Abe"),
    "ORG": ("the Foreign Ministry", "the Kremlin's", "Northwire"),
    "GPE": ("Russia", "Norway", "OSLO", "Japan", "PARIS"),
    "LOC": ("the Kuril Islands", "the Northern Territories"),
    "NORP": ("Russian",),
    "DATE": ("Wednesday",),
}


def save(folder: Path) -> str:
    """Write the pipeline to a folder; its name for the setting."""
    pipeline = importlib.import_module("spacy").blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": text} for label, texts in _PATTERNS.items() for text in texts])
    pipeline.to_disk(folder)
    return str(folder)


def with_spacy(processor: Processor, folder: Path) -> Processor:
    """The entities processor with that pipeline in the place of its recogniser."""
    from services.entities.annotate import EntitiesAnnotator
    from services.entities.spacy_recogniser import SpacyRecogniser

    name = save(folder)
    return replace(processor, build=lambda: EntitiesAnnotator(SpacyRecogniser(name)))
