"""Texts as the recogniser's training sees them: for each run of words its features and its labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from services.entities.attributes import WordAttributes
from services.entities.evidence import Signal
from services.entities.page import Page
from services.entities.reader import Reading, RuleReader
from services.entities.recogniser import NO_NAME
from services.entities.training.texts import Labelled, Name
from services.language.fitting import JOINT
from services.language.sequence import OUTSIDE
from services.language.zones import find_zones

#: Parts for which a word shows all of its attributes, and what it shows for the others.
_NEAR = frozenset({"-1", "0", "1"})
_FAR = ("l=", "s=", "c=", "in=", "outside")
#: Types that only the rules give.
_OF_RULES = frozenset({"NORP", "EVENT"})
Example = tuple[list[list[str]], list[str]]


class Examples:
    """Turns labelled texts into examples."""

    def __init__(self, reader: RuleReader, attributes: WordAttributes) -> None:
        self._reader, self._attributes = reader, attributes
        self._shown: dict[tuple[str, str], list[str]] = {}

    def __call__(self, labelled: Labelled) -> Iterator[Example]:
        """The runs of a text with the labels that two of its annotators agree on, the rules being one."""
        reading = self._reader(labelled.text, find_zones(labelled.text))
        page = reading.page
        if not len(page.tokens):
            return
        features = self._features(page, reading.signals)
        own = _of_rules(reading)
        named = [(start, end, kind) for start, end, kind in own if kind not in _OF_RULES]
        columns = [_labels(page, names) for names in labelled.names]
        if len(columns) > 1:
            columns.append(_labels(page, named))
        others = _labels(page, [one for one in own if one[2] in _OF_RULES])
        first = 0
        for length in page.lengths.tolist():
            part = slice(first, first + length)
            first += length
            yield features[part], _filled(_agreed([column[part] for column in columns]), others[part])

    def _features(self, page: Page, signals: Sequence[Signal]) -> list[list[str]]:
        words = [*page.words, OUTSIDE]
        columns = [[self._of_word(part, words[at]) for at in found.tolist()] for part, found in page.placed]
        rows = [[one for shown in row for one in shown] for row in zip(*columns, strict=True)]
        for signal in signals:
            names = [f"{signal.name}={value}" if value else "" for value in signal.values]
            for row, number in zip(rows, signal.numbers.tolist(), strict=True):
                if names[number]:
                    row.append(names[number])
        return rows

    def _of_word(self, part: str, word: str) -> list[str]:
        key = part, word
        found = self._shown.get(key)
        if found is None:
            shown = self._attributes(word)
            shown = shown if part in _NEAR else [one for one in shown if one.startswith(_FAR)]
            found = self._shown[key] = [f"{part}{JOINT}{one}" for one in shown]
        return found


def _of_rules(reading: Reading) -> list[Name]:
    found = ((one.start, one.end, reading.document.kind(one)) for one in reading.candidates)
    return [(start, end, kind) for start, end, kind in found if kind]


def _labels(page: Page, names: Iterable[Name]) -> list[str]:
    """A label for each token of the runs."""
    labels = [NO_NAME] * (len(page.words) + 1)
    for start, end, kind in names:
        first, last = np.searchsorted(page.ends, start, side="right"), np.searchsorted(page.starts, end)
        for at in range(int(first), int(last)):
            labels[at] = f"I-{kind}" if at > first else f"B-{kind}"
    found, previous = [], NO_NAME
    for at in page.tokens.tolist():
        label = labels[at]
        found.append(f"B-{label[2:]}" if label[0] == "I" and previous[2:] != label[2:] else label)
        previous = label
    return found


def _agreed(columns: list[list[str]]) -> list[str]:
    """The labels that most give; those of the first annotator, who is the best, where none agree."""
    return next((one for one in columns if columns.count(one) > 1), columns[0])


def _filled(labels: list[str], others: list[str]) -> list[str]:
    """The labels, with those of the rules where no annotator found a name."""
    filled = list(labels)
    first = 0
    while first < len(others):
        last = first + 1
        while last < len(others) and others[last][0] == "I":
            last += 1
        if others[first][0] == "B" and all(label == NO_NAME for label in labels[first:last]):
            filled[first:last] = others[first:last]
        first = last
    return filled
