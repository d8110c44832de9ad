"""How well the verbs of a text are read: which words are finite verbs, their tense, whether they are denied.

python -m benchmarks.verbs

Measured against the treebanks of Universal Dependencies (English EWT and GUM) that lie beside the checkout. They are web pages,
letters, talks and reviews as well as news; nothing was fitted to them. Clock: time of the processor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks import tagged
from benchmarks.treebank import Document, Gold, documents
from dateline.layers.entities import EntitiesLayer, Zone
from services.dating.clauses import DEPENDENT
from services.dating.grammar import Grammar
from services.dating.lang import en
from services.dating.reading import Reading
from services.dating.verbs import VerbGroup
from services.language.tag_training import HELD_OUT

TREEBANKS = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "syntax_open"


def read(grammar: Grammar, text: str) -> dict[int, VerbGroup]:
    """The finite verb groups of a text, by the offset of the verb."""
    layer = EntitiesLayer(zones=[Zone(zone="body", start=0, end=len(text))])
    reading = Reading.of(text, grammar, layer)
    groups = (one for sentence in reading.sentences for one in sentence.groups(reading.pieces))
    return {reading.pieces.starts[one.head]: one for one in groups if one.tense not in DEPENDENT}


def figures(read_in: Iterable[tuple[Document, Mapping[int, VerbGroup | Gold]]]) -> str:
    """One line: precision and recall of the verbs; of those found, how many have their tense, and denial."""
    known = found = right = tense = denied = right_denied = said_denied = 0
    for document, groups in read_in:
        known, found = known + len(document.groups), found + len(groups)
        denied += sum(one.negated for one in document.groups.values())
        for start in groups.keys() & document.groups.keys():
            gold, ours = document.groups[start], groups[start]
            right, tense = right + 1, tense + (gold.tense == ours.tense)
            right_denied, said_denied = right_denied + (gold.negated and ours.negated), said_denied + ours.negated
    precision, recall = right / found, right / known
    score = 2 * precision * recall / (precision + recall)
    return (
        f"{known:6} finite verbs: precision {precision:.1%}, recall {recall:.1%}, F1 {score:.1%}; tense {tense / right:.1%};"
        f" denied: precision {right_denied / said_denied:.1%}, recall {right_denied / denied:.1%}"
    )


def compare(known: Sequence[Document], name: str, reader: Callable[[str], Mapping[int, VerbGroup | Gold]]) -> None:
    """Print the figures of one way to read, of all documents and of the news among them."""
    began = process_time()
    pairs = [(one, reader(one.text)) for one in known]
    seconds = process_time() - began
    words = sum(len(sentence) for one in known for sentence in one.words)
    print(f"{name:7} all   {figures(pairs)}; {words / seconds:,.0f} words a second")
    print(f"{name:7} news  {figures(pair for pair in pairs if pair[0].name.startswith('GUM_news'))}", flush=True)


def main() -> int:
    """Print the figures."""
    if not TREEBANKS.is_dir():
        print(f"nothing measured: no treebanks at {TREEBANKS}", file=sys.stderr)
        return 2
    grammar, known = en.grammar(), list(documents(TREEBANKS))
    compare(known, "dating", partial(read, grammar))
    print("the documents that the tagger was not trained on:")
    compare(known[::HELD_OUT], "dating", partial(read, grammar))
    compare(known[::HELD_OUT], "tagger", tagged.read)
    return 0


if __name__ == "__main__":
    sys.exit(main())
