"""Any order of the words that events are read from gives events whose spans and ids hold."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.layers.entities import EntitiesLayer, Mention
from dateline.record import Layers
from services.dating.annotate import DatingAnnotator

ANNOTATE = DatingAnnotator()
WORDS = re.findall(
    r"\S+",
    """
    the a no its to would will has had been being be is was not never and or but , ; : " “ ” ( ) - . that which who when while
    after before since until if once more as of in on by ahead Norway Norway's talks take off take-off swearing-in cease fire
    cease-fire said says saying he she they company launch launched launches launching held made began expected planned sell
    recently Monday May 2019 2020-03-12 yesterday now would'nt 'll 's state-owned re-elected thing things quickly
""",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.sampled_from([" ", "\n", "\n\n"]))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_spans_ids_and_links_hold(words: list[str], gap: str) -> None:
    middle = len(words) // 2
    text = " ".join(words[:middle]) + gap + " ".join(words[middle:])
    at = text.find("Norway")
    mentions = [Mention(start=at, end=at + 6, type="LOC", entity="gpe:no")] if at >= 0 else []
    article = Article(id="x", text=text, published_at="2020-03-12")
    events = ANNOTATE(article, Layers(entities=EntitiesLayer(mentions=mentions))).events
    assert [one.id for one in events] == [f"e{number}" for number in range(1, len(events) + 1)]
    assert [one.start for one in events] == sorted(one.start for one in events)
    firsts: set[str] = set()
    for one in events:
        assert 0 <= one.sentence[0] <= one.start < one.end <= one.sentence[1] <= len(text)
        assert one.label and one.label == " ".join(one.label.split())
        assert one.same_as is None or one.same_as in firsts
        if one.same_as is None:
            firsts.add(one.id)
