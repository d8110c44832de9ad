"""Stage entities: reads articles, adds the layer `entities`."""

from __future__ import annotations

from services.ingest.validate import admit_raw
from services.runtime.processor import Annotate, Processor
from services.runtime.settings import Settings


def build() -> Annotate:
    """The stage's annotator, with its knowledge read."""
    from services.entities.annotate import EntitiesAnnotator

    pipeline = Settings().spacy_pipeline
    if pipeline is None:
        return EntitiesAnnotator()
    from services.entities.spacy_recogniser import SpacyRecogniser

    return EntitiesAnnotator(SpacyRecogniser(pipeline))


PROCESSOR = Processor(name="entities", version="0.4.0", build=build, admit=admit_raw)
