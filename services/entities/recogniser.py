"""The trained recogniser: labels for the words of a text that may be names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, cast

import numpy as np

from dateline.layers.entities import EntityType
from services.entities.attributes import WordAttributes
from services.entities.evidence import Signal
from services.entities.lexicon import Lexicon
from services.entities.page import Page, read_page
from services.language.sequence import Floats, Weights, WordTable, best_labels, signal_table
from services.language.vocabulary import Ints, Vocabulary

NO_NAME: Final = "O"
#: The model, in this room.
MODEL: Final = "data/recogniser.npz"


class Span(NamedTuple):
    """A name that the recogniser found: tokens `first` to `last`, `last` left out, and how far ahead of no name it is."""

    first: int
    last: int
    type: EntityType


@cache
def stored() -> Weights:
    """The model of the package."""
    with files("services.entities").joinpath(MODEL).open("rb") as source:
        return Weights.read(source)


class Recogniser:
    """Construct once. What it keeps between texts is a table of words: it saves work and changes no result."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self._weights = weights
        attributes = WordAttributes(lexicon, weights.clusters)
        self._vocabulary = Vocabulary(attributes.mark)
        self._table = WordTable(weights, attributes, self._vocabulary)
        self._signals: dict[str, Floats] = {}

    def page(self, text: str, sentences: Sequence[int]) -> Page:
        """The tokens with their runs; good until the next page is read. `sentences`: offsets where they begin, in order."""
        return read_page(text, sentences, self._vocabulary)

    def spans(self, page: Page, signals: Iterable[Signal]) -> list[Span]:
        """Names in order, none overlapping."""
        return list(spans_of([self._weights.labels[number] for number in self.labels(page, signals).tolist()], page))

    def labels(self, page: Page, signals: Iterable[Signal]) -> Ints:
        """The number of the best label for each token of the runs."""
        if not len(page.tokens):
            return np.zeros(0, np.int32)
        emissions = self._table.emissions([(part, page.numbers[at]) for part, at in page.placed])
        for signal in signals:
            emissions += self._of_signal(signal)[signal.numbers]
        return best_labels(emissions, page.lengths, self._weights.transitions)

    def _of_signal(self, signal: Signal) -> Floats:
        found = self._signals.get(signal.name)
        if found is None:
            found = self._signals[signal.name] = signal_table(self._weights, signal.name, signal.values)
        return found


def spans_of(labels: Sequence[str], page: Page) -> Iterator[Span]:
    """Spans of labels such as "B-ORG" and "I-ORG"."""
    begins = np.zeros(len(labels) + 1, bool)
    begins[np.cumsum(page.lengths) - page.lengths] = True
    tokens = page.tokens.tolist()
    first, kind = -1, NO_NAME
    for number, label in enumerate(labels):
        if label == NO_NAME == kind:
            continue
        inside = label[0] == "I" and label[2:] == kind and not begins[number]
        if not inside:
            if kind != NO_NAME:
                yield Span(first, tokens[number - 1] + 1, cast(EntityType, kind))
            first, kind = tokens[number], label[2:] or NO_NAME
    if kind != NO_NAME:
        yield Span(first, tokens[-1] + 1, cast(EntityType, kind))
