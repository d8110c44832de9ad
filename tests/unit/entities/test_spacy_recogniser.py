"""A spaCy pipeline as the recogniser: its labels, the edges of its names, what is said when it is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.article import Article
from dateline.record import Layers
from services.entities import PROCESSOR
from services.entities.annotate import EntitiesAnnotator
from services.entities.spacy_recogniser import SpacyRecogniser
from services.runtime.processor import advance
from tests.spacy_pipeline import save


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    """A small pipeline, where spaCy is installed."""
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'dateline-services[spacy]'")
    return save(tmp_path)


def test_without_spacy_the_setting_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SPACY_PIPELINE", "en_core_web_md")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SystemExit, match=r"pip install 'dateline-services\[spacy\]'"):
        PROCESSOR.build()


def test_a_pipeline_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, pipeline: str) -> None:
    monkeypatch.setenv("DATELINE_SPACY_PIPELINE", f"{pipeline}/no_such_pipeline")
    with pytest.raises(SystemExit, match="no_such_pipeline"):
        PROCESSOR.build()


def test_its_names_are_resolved_like_others(pipeline: str) -> None:
    text = "OSLO - Shinzo Abe left the Foreign Ministry on Wednesday. Abe flew to Japan, the Kremlin's press service said."
    layer = EntitiesAnnotator(SpacyRecogniser(pipeline))(Article(text=text), Layers())
    assert [(text[one.start : one.end], one.entity) for one in layer.mentions] == [
        ("OSLO", "loc:oslo"),
        ("Shinzo Abe", "per:shinzo-abe"),
        ("Foreign Ministry", "org:norwegian-foreign-ministry"),
        ("Abe", "per:shinzo-abe"),
        ("Japan", "gpe:jp"),
        ("Kremlin", "gpe:ru"),
    ]


def test_names_beyond_the_first_piece_of_a_long_text(pipeline: str) -> None:
    text = "nothing here " * 5_000 + "\n\nShinzo Abe left."
    found = SpacyRecogniser(pipeline)(text, [], [])
    assert [(one.start, one.text) for one in found] == [(text.index("Shinzo"), "Shinzo Abe")]


def test_the_provenance_names_the_pipeline(monkeypatch: pytest.MonkeyPatch, pipeline: str) -> None:
    monkeypatch.setenv("DATELINE_SPACY_PIPELINE", pipeline)
    made = advance(PROCESSOR, PROCESSOR.build(), b'{"text": "Shinzo Abe left Japan."}', None)
    assert b"+spacy.en-" in made.value
