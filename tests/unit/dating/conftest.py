"""One annotator for all tests of dating, and a short way to call it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.article import Article
from dateline.layers.dates import DatesLayer
from dateline.layers.entities import EntitiesLayer
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator

Read = Callable[..., DatesLayer]


@pytest.fixture(scope="session")
def read() -> Read:
    annotate = DatingAnnotator()

    def call(text: str, *, entities: EntitiesLayer | None = None, **fields: str | None) -> DatesLayer:
        article = Article.model_validate({"id": "item", "text": text, **fields})
        return annotate(article, Layers(entities=entities))

    return call
