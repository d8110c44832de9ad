"""Train the recogniser.

python -m services.entities.training ARTICLES --tagger FILE [--tagger FILE ...] --annotated FOLDER [--out FILE]

ARTICLES: news as JSON lines, gzip. FILE: what a tagger found in them, as records; the best tagger first. FOLDER: annotated
texts. The same inputs give the same bytes; run with OMP_NUM_THREADS=1, since numpy may add up in another order with more.
"""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path

from services.entities import lexicon as lexicons
from services.entities.attributes import WordAttributes
from services.entities.gazetteer import Gazetteer
from services.entities.page import PARTS
from services.entities.reader import RuleReader
from services.entities.recogniser import MODEL, Recogniser
from services.entities.training.clusters import clusters
from services.entities.training.examples import Examples
from services.entities.training.texts import annotated, news
from services.knowledge import countries, disputes, organisations, places
from services.language.fitting import fit
from services.language.sequence import Weights

_CLUSTERS = 300
_ALGORITHM = "ap"
_OPTIONS = {"max_iterations": 8, "feature.minfreq": 2}


def train(articles: Path, taggers: list[Path], folder: Path) -> bytes:
    """The model file."""
    silver = list(news(articles, taggers))
    grouped = clusters((one.text for one in silver), _CLUSTERS)
    lexicon = lexicons.load()
    gazetteer = Gazetteer(countries.load(), disputes.load(), places.load(), organisations.load(), lexicon)
    reader = RuleReader(gazetteer, lexicon, Recogniser(Weights.untrained(PARTS), lexicon))
    examples = Examples(reader, WordAttributes(lexicon, grouped))
    texts = chain(annotated(folder), silver)
    return fit((one for text in texts for one in examples(text)), _ALGORITHM, _OPTIONS, PARTS, grouped)


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--tagger", type=Path, action="append", required=True)
    parser.add_argument("--annotated", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / MODEL)
    options = parser.parse_args()
    model = train(options.articles, options.tagger, options.annotated)
    options.out.write_bytes(model)
    print(f"{options.out}: {len(model) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
