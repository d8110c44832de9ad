"""The whole layer: an item with two names for one place, any text, any earlier layers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.layers.disputes import DisputesLayer
from dateline.layers.entities import EntitiesLayer, Entity, Mention
from dateline.record import Layers
from dateline.span import Span
from services.disputes import PROCESSOR
from services.disputes.annotate import Annotator

annotate = Annotator()

ITEM = """Ministers meet over fishing near contested isles

SEOUL, April 3. (Press) -- South Korea and Japan held talks near Dokdo, which Japan calls Takeshima, officials said on Friday.

"Dokdo is Korean territory," the South Korean Foreign Ministry said in a statement. "There is no dispute."

Japan claims sovereignty over the islets. Its foreign minister told reporters that the islets belonged to Japan.

The Yonhap agency reported that the two sides had agreed on a new quota. The Japanese ministry did not give such details.
"""


def layer_of(text: str, layers: Layers | None = None) -> DisputesLayer:
    return annotate(Article(id="a", text=text), layers or Layers())


def test_a_very_long_text_is_read_up_to_so_many_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.disputes.claims._MOST", 2)
    layer = layer_of("Holm said that it rained.\n\n" * 5)
    assert [claim.id for claim in layer.claims] == ["c1", "c2"]


def spans(layer: DisputesLayer) -> list[Span]:
    found: list[Span] = [*layer.toponyms]
    for claim in layer.claims:
        found += [*claim.source, *claim.cue, *claim.content]
    for dispute in layer.disputes:
        found += dispute.evidence
    return found


def test_island_dispute_names_both_sides_and_their_names() -> None:
    layer = layer_of(ITEM)
    [dispute] = [one for one in layer.disputes if one.registry == "liancourt-rocks"]
    assert {party.name: party.role for party in dispute.parties} == {"South Korea": "holder", "Japan": "claimant"}
    assert dispute.active and dispute.objects == ["loc:liancourt-rocks"]
    assert [(ITEM[one.start : one.end], one.side, one.voice) for one in layer.toponyms] == [
        ("Dokdo", "South Korea", "attributed"),
        ("Takeshima", "Japan", "attributed"),
        ("Dokdo", "South Korea", "attributed"),
    ]


def test_omission_is_not_a_contradiction() -> None:
    [account] = [one for one in layer_of(ITEM).disputes if one.kind == "factual"]
    assert account.relation == "not_confirmed_by"
    assert [party.name for party in account.parties] == ["Yonhap agency", "Japan"]


def test_parties_refer_to_claims_of_the_layer() -> None:
    layer = layer_of(ITEM)
    ids = {claim.id for claim in layer.claims}
    assert len(ids) == len(layer.claims)
    assert all(claim in ids for dispute in layer.disputes for party in dispute.parties for claim in party.claims)


def test_source_is_the_entity_whose_mention_stands_in_it() -> None:
    text = 'Ella Brandt said the port was shut. "It will open soon," she added.'
    entities = EntitiesLayer(
        entities=[Entity(id="per:ella-brandt", type="PERSON", name="Ella Brandt")],
        mentions=[Mention(start=0, end=11, type="PERSON", entity="per:ella-brandt")],
    )
    claims = layer_of(text, Layers(entities=entities)).claims
    assert [claim.source_entity for claim in claims] == ["per:ella-brandt", "per:ella-brandt"]


def test_place_within_an_organisation_is_not_the_place() -> None:
    text = "The Taiwan Tea Guild met in Leeds."
    entities = EntitiesLayer(mentions=[Mention(start=4, end=20, type="ORG", entity="org:taiwan-tea-guild")])
    layer = layer_of(text, Layers(entities=entities))
    assert (layer.toponyms, layer.mentions_only) == ([], ["taiwan"])


@pytest.mark.parametrize(
    "layers",
    [
        Layers(),
        Layers(entities=EntitiesLayer()),
        Layers(entities=EntitiesLayer(status="failed")),
        Layers(entities=EntitiesLayer(mentions=[Mention(start=900_000, end=900_004, type="PERSON", entity="per:x")])),
        Layers(entities=EntitiesLayer(mentions=[Mention(start=9, end=3, type="PERSON", entity="per:x")])),
    ],
    ids=["none", "empty", "failed", "beyond the text", "reversed"],
)
def test_any_earlier_layers_will_do(layers: Layers) -> None:
    assert layer_of(ITEM, layers).status == "ok"


def test_other_languages_get_an_empty_layer() -> None:
    assert annotate(Article(id="a", text=ITEM, language="fr"), Layers()) == DisputesLayer()


PIECES = st.sampled_from(
    [
        "said",
        ' "',
        '" ',
        "“",
        "”",
        "''",
        ", ",
        ". ",
        "Crimea",
        "Russia ",
        "accused of ",
        "according to ",
        "that ",
        "(",
        ")",
        "\n\n",
        "İ",
        "and ",
        "who ",
    ]
)
TEXTS = st.one_of(st.text(min_size=1), st.lists(PIECES, min_size=1, max_size=40).map("".join)).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_layer_whose_spans_slice_back(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    layer = layer_of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans(layer))
    assert layer == layer_of(text)


def test_reads_a_long_text_of_one_sentence() -> None:
    assert layer_of("he said that " * 3_000).status == "ok"


def test_reads_many_quotation_marks() -> None:
    assert layer_of('"said" ' * 3_000).status == "ok"


def test_declares_itself() -> None:
    assert PROCESSOR.stage.layer == "disputes"
    assert PROCESSOR.requires == ("entities",)


def said(text: str) -> list[list[str]]:
    """Contents of the claims of a text, their spans apart."""
    return [[text[span.start : span.end] for span in claim.content] for claim in layer_of(text).claims]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = '"We counted," the clerk said. "It was late.\n\n"Nobody slept."\n\nThe vote stands.'
    assert said(text) == [['"We counted,"', '"It was late.', '"Nobody slept."']]


def test_another_speaker_ends_a_quotation() -> None:
    text = '"We counted," the clerk said.\n\n"Nobody slept," the mayor said.'
    assert said(text) == [['"We counted,"'], ['"Nobody slept,"']]


def test_a_negated_cue_is_told() -> None:
    [claim] = layer_of("The bank did not say whether the files were lost.").claims
    assert claim.negated and claim.stance == "no_comment" and not claim.factive


def named(text: str, *names: tuple[str, str, str]) -> Layers:
    """Layers in which each name, with its type and entity, is mentioned where it stands first."""
    mentions = [
        Mention(start=text.index(name), end=text.index(name) + len(name), type=kind, entity=entity)
        for name, kind, entity in names
    ]
    return Layers(entities=EntitiesLayer(mentions=mentions))


def test_a_pronoun_is_the_source_that_fits_it() -> None:
    text = "Ada Quill said the dam was full. The Tarn Ministry said it was not. She said the gauge was broken."
    layers = named(text, ("Ada Quill", "PERSON", "per:ada-quill"), ("Tarn Ministry", "ORG", "org:tarn-ministry"))
    assert [claim.source_entity for claim in layer_of(text, layers).claims] == [
        "per:ada-quill",
        "org:tarn-ministry",
        "per:ada-quill",
    ]


def test_the_statement_is_whose_it_is() -> None:
    text = 'The Tarn Ministry said the dam was full.\n\n"The gauge has been read twice," the statement reads.'
    layers = named(text, ("Tarn Ministry", "ORG", "org:tarn-ministry"))
    assert [claim.source_entity for claim in layer_of(text, layers).claims] == ["org:tarn-ministry", "org:tarn-ministry"]
