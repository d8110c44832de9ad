"""Texts to learn from, and the clusters of their words."""

import gzip
from pathlib import Path

import orjson

from services.entities.training.clusters import clusters
from services.entities.training.texts import Labelled, annotated, news


def surfaces(labelled: Labelled, annotator: int = 0) -> list[tuple[str, str]]:
    return [(labelled.text[start:end], kind) for start, end, kind in labelled.names[annotator]]


def test_annotated_words_are_joined_to_a_text(tmp_path: Path) -> None:
    words = 'Kari/B-PERSON Lie/I-PERSON said/O :/O "/O Oslo/B-LOC \'s/O old/O ./O "/O  Per/B-PERSON left/O ./O'
    lines = words.replace(" ", "\n").replace("/", "\t")
    (tmp_path / "one.conll").write_text(lines, "utf-8")
    (text,) = annotated(tmp_path)
    assert text.text == 'Kari Lie said: "Oslo\'s old."\n\nPer left.'
    assert surfaces(text) == [("Kari Lie", "PERSON"), ("Oslo", "LOC"), ("Per", "PERSON")]


def test_news_has_the_names_of_every_tagger(tmp_path: Path) -> None:
    articles = [{"id": "a", "text": "Kari left Oslo."}, {"id": "b", "text": "No tagger read this."}]
    (tmp_path / "news.gz").write_bytes(gzip.compress(b"\n".join(map(orjson.dumps, articles))))
    for name, kind in (("one", "PERSON"), ("two", "ORG")):
        record = {"article": {"id": "a"}, "layers": {"entities": {"mentions": [{"start": 0, "end": 4, "type": kind}]}}}
        (tmp_path / name).write_bytes(orjson.dumps(record))
    (text,) = news(tmp_path / "news.gz", [tmp_path / "one", tmp_path / "two"])
    assert [surfaces(text, annotator) for annotator in (0, 1)] == [[("Kari", "PERSON")], [("Kari", "ORG")]]


def test_words_with_the_same_neighbours_share_a_cluster() -> None:
    beasts = ("cat", "dog", "cow")
    texts = [f"the {beast} ate . a {beast} slept ." for beast in beasts for _ in range(5)]
    texts += [f"she was very {word} then ." for word in ("glad", "sad") for _ in range(6)]
    found = clusters(texts, 6)
    assert len({found[beast] for beast in beasts}) == 1 and found["glad"] == found["sad"] != found["cat"]
    assert found == clusters(texts, 6)
