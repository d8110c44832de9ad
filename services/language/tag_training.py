"""Train the tagger of parts of speech, and measure it on documents that it has not seen.

python -m services.language.tag_training FOLDER [--out FILE]

FOLDER: treebanks of Universal Dependencies (CoNLL-U, gzip). Every tenth document is kept for the measurement. The same files
give the same bytes. Needs python-crfsuite.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from services.language.fitting import JOINT, fit
from services.language.sequence import OUTSIDE, Weights
from services.language.tags import MODEL, PARTS, REACH, VERBS, Tagger, attributes

#: Words and their tags.
Sentence = tuple[list[str], list[str]]
_OPTIONS = {"max_iterations": 10, "feature.minfreq": 2}

#: Every so many documents one is kept for the measurement.
HELD_OUT = 10


def documents(folder: Path) -> Iterator[list[Sentence]]:
    """Sentences of each document."""
    for path in sorted(folder.glob("*.conllu.gz")):
        for text in gzip.decompress(path.read_bytes()).decode().split("# newdoc")[1:]:
            yield [sentence for block in text.split("\n\n") if (sentence := _sentence(block))[0]]


def _sentence(block: str) -> Sentence:
    rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
    words = [(row[1], row[4] if row[3] == "VERB" and row[4] in VERBS else row[3]) for row in rows if row[0].isdigit()]
    return [word for word, _ in words], [tag for _, tag in words]


def features(words: Sequence[str]) -> list[list[str]]:
    """What the words around each word show."""
    shown = [attributes(word) for word in (*[OUTSIDE] * REACH, *words, *[OUTSIDE] * REACH)]
    return [
        [f"{part}{JOINT}{one}" for number, part in enumerate(PARTS) for one in shown[at + number]] for at in range(len(words))
    ]


def train(sentences: Sequence[Sentence]) -> bytes:
    """The model file."""
    return fit(((features(words), tags) for words, tags in sentences), "ap", _OPTIONS, PARTS, {})


def measure(model: bytes, sentences: Sequence[Sentence]) -> tuple[float, float]:
    """Shares of the words, and of the verbs, that get the right tag."""
    words = [word for one, _ in sentences for word in one]
    tags = [tag for _, one in sentences for tag in one]
    found = Tagger(Weights.read(BytesIO(model)))(words, [len(one) for one, _ in sentences])
    right = [(one == other, one in VERBS) for one, other in zip(tags, found, strict=True)]
    verbs = [hit for hit, verb in right if verb]
    return sum(hit for hit, _ in right) / len(right), sum(verbs) / len(verbs)


def main() -> None:
    """Train, measure, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / MODEL)
    options = parser.parse_args()
    read = list(documents(options.folder))
    model = train([one for number, document in enumerate(read) if number % HELD_OUT for one in document])
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_bytes(model)
    every, verbs = measure(model, [one for document in read[::HELD_OUT] for one in document])
    print(f"{options.out}: {len(model) / 1e6:.1f} MB; right on unseen documents: {every:.1%} of words, {verbs:.1%} of verbs")


if __name__ == "__main__":
    main()
