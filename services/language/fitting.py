"""Training of a sequence labeller with CRFsuite, and the model file that `sequence.py` reads.

Needs python-crfsuite, which only training does. The same sequences in the same order give the same bytes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

#: Between the part that a word plays and what it shows, in the name of a feature.
JOINT = "|"
Sequences = Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]


def fit(
    sequences: Sequences, algorithm: str, options: Mapping[str, Any], parts: Sequence[str], clusters: Mapping[str, int]
) -> bytes:
    """The model file for sequences of features and their labels."""
    import pycrfsuite

    seed()
    trainer = pycrfsuite.Trainer(algorithm=algorithm, params=dict(options), verbose=False)
    for features, labels in sequences:
        trainer.append(features, labels)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
    return _packed(info, parts, clusters)


def seed() -> None:
    """Begin the C library's random numbers anew: CRFsuite shuffles its sequences by them."""
    ctypes.CDLL(None).srand(1)


def _packed(info: Any, parts: Sequence[str], clusters: Mapping[str, int]) -> bytes:
    labels = sorted(info.labels)
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for (left, right), weight in info.transitions.items():
        transitions[labels.index(left), labels.index(right)] = weight
    words: dict[str, dict[int, float]] = {}
    signals: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        part, joint, attribute = feature.partition(JOINT)
        column = labels.index(label)
        if joint and part in parts:
            words.setdefault(attribute, {})[parts.index(part) * len(labels) + column] = weight
        else:
            signals.setdefault(feature, [0.0] * len(labels))[column] = weight
    return _written(labels, parts, transitions, _rounded(words), signals, clusters)


def _rounded(words: dict[str, dict[int, float]]) -> dict[str, dict[int, float]]:
    """Without what half precision makes nothing of."""
    kept = {name: {at: value for at, value in row.items() if np.float16(value) != 0} for name, row in words.items()}
    return {name: kept[name] for name in sorted(kept) if kept[name]}


def _written(
    labels: Sequence[str],
    parts: Sequence[str],
    transitions: Any,
    words: dict[str, dict[int, float]],
    signals: dict[str, list[float]],
    clusters: Mapping[str, int],
) -> bytes:
    names, clustered = sorted(signals), sorted(clusters)
    target = BytesIO()
    np.savez_compressed(
        target,
        labels=_bytes(labels),
        parts=_bytes(parts),
        transitions=transitions,
        attributes=_bytes(list(words)),
        counts=np.array([len(row) for row in words.values()], np.uint16),
        columns=np.array([column for row in words.values() for column in sorted(row)], np.uint16),
        values=np.array([row[column] for row in words.values() for column in sorted(row)], np.float16),
        signals=_bytes(names),
        signal_weights=np.array([signals[name] for name in names], np.float32).reshape(-1, len(labels)),
        clustered=_bytes(clustered),
        clusters=np.array([clusters[word] for word in clustered], np.uint16),
    )
    return target.getvalue()


def _bytes(lines: Sequence[str]) -> Any:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)
