"""The layer as a whole: known names, persons, organisations, one reading per name."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.article import Article
from dateline.layers.entities import EntitiesLayer, Entity
from dateline.record import Layers
from services.entities.annotate import EntitiesAnnotator

ANNOTATE = EntitiesAnnotator()
AROUND = "The two sides met for the second time this year and agreed to meet again, people close to the talks said."


def layer(text: str, language: str = "en") -> EntitiesLayer:
    return ANNOTATE(Article(text=text, language=language), Layers())


def named(text: str) -> dict[str, str | None]:
    """Surface form to entity id."""
    return {text[one.start : one.end]: one.entity for one in layer(text).mentions}


def entity(text: str, key: str) -> Entity:
    return next(one for one in layer(text).entities if one.id == key)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway and Sweden signed it.", {"Norway": "gpe:no", "Sweden": "gpe:se"}),
        ("The U.S. and the UK disagreed.", {"U.S.": "gpe:us", "UK": "gpe:gb"}),
        ("Norwegian ships reached Oslo.", {"Norwegian": "norp:norwegian", "Oslo": "loc:oslo"}),
        ("Two Danes and a Swede were on board.", {"Danes": "norp:danish", "Swede": "norp:swedish"}),
        ("He flew from Guinea-Bissau to Equatorial Guinea.", {"Guinea-Bissau": "gpe:gw", "Equatorial Guinea": "gpe:gq"}),
        ("The Kremlin said nothing.", {"Kremlin": "gpe:ru"}),
        ("The turkey was cold and the china old.", {}),
        ("It happened under the Soviet Union.", {"Soviet Union": "loc:soviet-union"}),
        ("A Japan-Norway treaty was signed.", {"Japan": "gpe:jp", "Norway": "gpe:no"}),
        ("On Monday in August they left.", {}),
        (
            "He sits on the Ministry of Trade and Industry board.",
            {"Ministry of Trade and Industry": "org:ministry-of-trade-and-industry"},
        ),
        ("The Norwegian Foreign Ministry summoned him.", {"Norwegian Foreign Ministry": "org:norwegian-foreign-ministry"}),
        ("The University of Tromso found it.", {"University of Tromso": "org:university-of-tromso"}),
        ("The Gulf of Bothnia froze.", {"Gulf of Bothnia": "loc:gulf-of-bothnia"}),
        ("Qatar Charity paid for it.", {"Qatar Charity": "org:qatar-charity"}),
    ],
)
def test_names(sentence: str, expected: dict[str, str]) -> None:
    assert named(sentence) == expected


def test_a_person_is_one_entity_under_all_forms_of_the_name() -> None:
    text = (
        "Norwegian Prime Minister Kari Lindqvist met Swedish Foreign Minister Per Aaberg in Oslo. "
        "Lindqvist said that she was glad. Mr. Aaberg thanked Prime Minister Lindqvist."
    )
    person = entity(text, "per:kari-lindqvist")
    assert (person.name, person.aliases, person.country) == ("Kari Lindqvist", ["Lindqvist"], "NO")
    assert person.roles == ["Prime Minister of Norway"]
    assert sum(one.entity == person.id for one in layer(text).mentions) == 3
    assert entity(text, "per:per-aaberg").aliases == ["Aaberg"]


def test_the_short_form_follows_the_person_named_last() -> None:
    text = f"Anna Lie came. Lie sang. Peter Lie came. Lie danced. {AROUND}"
    assert [one.entity for one in layer(text).mentions] == ["per:anna-lie", "per:anna-lie", "per:peter-lie", "per:peter-lie"]


def test_a_headline_is_read_with_the_names_of_the_text() -> None:
    text = f"Lindqvist, Aaberg praise ties\n\nOSLO, March 12 (AFP) - Kari Lindqvist met Per Aaberg. {AROUND}"
    assert [one.entity for one in layer(text).mentions][:3] == ["per:kari-lindqvist", "per:per-aaberg", "loc:oslo"]


def test_an_acronym_in_brackets_names_the_same_organisation() -> None:
    text = "The Norwegian Polar Research Council (NPRC) paid. Later the NPRC wanted it back."
    assert {one.entity for one in layer(text).mentions} == {"org:norwegian-polar-research-council"}


def test_two_names_of_a_disputed_place_are_one_place_without_a_sovereign() -> None:
    text = "The ships passed the Senkaku Islands, which China calls the Diaoyu Islands."
    found = named(text)
    assert found["Senkaku Islands"] == found["Diaoyu Islands"] == "loc:senkaku-islands"
    place = entity(text, "loc:senkaku-islands")
    assert place.country == "XX" and place.links.iso is None
    assert place.claimants == ["gpe:cn", "gpe:jp", "gpe:tw"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("Taiwan", "gpe:tw"), ("Western Sahara", "gpe:eh"), ("Kosovo", "gpe:xk"), ("Gibraltar", "gpe:gi"), ("Taipei", "loc:taipei")],
)
def test_a_territory_with_a_code_of_its_own_has_claimants_and_no_sovereign(name: str, key: str) -> None:
    place = entity(f"They went to {name} by ship.", key)
    assert place.country == "XX"
    assert place.claimants is not None and len(place.claimants) >= 2


def test_a_city_in_a_disputed_region_has_no_sovereign() -> None:
    assert entity("They flew to Simferopol.", "loc:simferopol").country == "XX"


def test_a_generic_word_after_a_disputed_name_leaves_it_the_same_place() -> None:
    assert named("Ships passed Shikotan Islands and Iturup Island.") == {
        "Shikotan Islands": "loc:shikotan",
        "Iturup Island": "loc:iturup",
    }


def test_an_ambiguous_country_stays_open_without_evidence() -> None:
    assert entity("The storm reached Georgia on Monday.", "loc:georgia").country is None
    assert entity("The storm left Tbilisi and all of Georgia dark.", "gpe:ge").country == "GE"


def test_an_ambiguous_country_may_be_a_person() -> None:
    assert named("Hanna Jordan came. Jordan sang.") == {"Hanna Jordan": "per:hanna-jordan", "Jordan": "per:hanna-jordan"}


@pytest.mark.parametrize("headline", ["Lindqvist Praises Close Ties With Sweden", "LINDQVIST PRAISES CLOSE TIES WITH SWEDEN"])
def test_a_heading_all_in_capitals_gives_only_names_known_from_elsewhere(headline: str) -> None:
    text = f"{headline}\n\nOSLO, March 12 (AFP) - Kari Lindqvist met her neighbour. {AROUND}"
    found = [(text[one.start : one.end].lower(), one.entity) for one in layer(text).mentions if one.end <= len(headline)]
    assert found == [("lindqvist", "per:kari-lindqvist"), ("sweden", "gpe:se")]


def test_an_office_in_lower_case_stands_for_its_one_holder() -> None:
    text = (
        "Norwegian Prime Minister Kari Lindqvist left. The Norwegian prime minister was glad. The Swedish prime minister was not."
    )
    nominal = [one for one in layer(text).mentions if one.nominal]
    assert [(text[one.start : one.end], one.entity) for one in nominal] == [("prime minister", "per:kari-lindqvist")]


def test_an_office_with_two_holders_stands_for_nobody() -> None:
    text = "Norwegian Minister Kari Lindqvist and Norwegian Minister Per Aaberg left. The Norwegian minister was glad."
    assert not any(one.nominal for one in layer(text).mentions)


def test_the_rest_of_an_office_is_no_part_of_the_person() -> None:
    text = "He met Secretary of State Hanna Berg and the Minister of Education Olav Moe."
    assert named(text) == {"Hanna Berg": "per:hanna-berg", "Olav Moe": "per:olav-moe"}


def test_a_particle_that_is_a_given_name_too_opens_a_full_name_unless_a_longer_name_ends_so() -> None:
    assert named(f"{AROUND} Al Lindqvist spoke in Oslo. Later Lindqvist left.")["Lindqvist"] == "per:al-lindqvist"
    emir = named(f"{AROUND} Emir Tamim bin Hamad Al Thani spoke in Oslo. Later Al Thani left.")
    assert emir["Al Thani"] == emir["Tamim bin Hamad Al Thani"]


@pytest.mark.parametrize(
    ("short", "state"), [("Minn.", "Minnesota"), ("N.J.", "New Jersey"), ("Tenn.", "Tennessee"), ("Wyo.", "Wyoming")]
)
def test_the_abbreviation_of_a_state_is_the_state(short: str, state: str) -> None:
    keys = named(f"{AROUND} The senator from {state} spoke. Ana Soto, D-{short}, and others of Salem, {short}, were there.")
    assert keys.get(short, keys.get(short.rstrip("."))) == keys[state]


def test_an_organisation_has_the_country_that_opens_its_name() -> None:
    text = "The Norwegian Foreign Ministry and the Taiwanese Foreign Ministry disagreed."
    assert entity(text, "org:norwegian-foreign-ministry").country == "NO"
    assert entity(text, "org:taiwanese-foreign-ministry").country is None


@pytest.mark.parametrize("form", ["al-Haddad", "Al-Haddad", "bin Haddad", "van der Haddad", "O'Haddad"])
def test_particles_belong_to_a_person(form: str) -> None:
    assert list(named(f"They met Ahmed {form} there.")) == [f"Ahmed {form}"]


def test_countries_carry_their_code_and_salience_sums_to_one() -> None:
    text = f"Norway and Sweden agree\n\nSTOCKHOLM - Norway and Sweden agreed. {AROUND}"
    found = layer(text)
    assert {one.id: one.links.iso for one in found.entities} == {"gpe:no": "NO", "gpe:se": "SE", "loc:stockholm": None}
    assert sum(one.salience or 0 for one in found.entities) == pytest.approx(1, abs=0.01)


def test_a_run_without_end_is_cut() -> None:
    assert max(one.end - one.start for one in layer("Kari " * 500).mentions) < 200


def test_other_languages_get_an_empty_layer() -> None:
    assert layer("Norwegen und Schweden einigen sich.", "de") == EntitiesLayer()


@pytest.mark.parametrize(
    "text",
    ["\ufffd", "A", ".", "’s", "-", "Al-", "U.S.", "MOSCOW", "THE UN", "Mr", "Mr.", "of Of OF", "ＯＳＬＯ 😀", "O'\u2028O’"],
)
def test_odd_texts(text: str) -> None:
    assert layer(text).status == "ok"


SOME = """Norway Norwegian Mr. President Kari Lie Ministry of and the Bank 's - Taiwan U.S. UN (UN) Georgia . , " Gulf bin Islands
    II OSLO (Reuters) Türkiye é ǅ İ Al-"""
WORDS = [*SOME.split(), "\n\n", "\n", "\x85", "OSLO (Reuters) -"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(min_size=1), st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)))
def test_any_text_gives_mentions_that_lie_in_it_and_never_overlap(text: str) -> None:
    found = ANNOTATE(Article.model_construct(text=text, language="en"), Layers())
    ids = {one.id for one in found.entities}
    assert len(ids) == len(found.entities)
    for left, right in pairwise(found.mentions):
        assert left.end <= right.start
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.entity in ids


def test_same_text_same_bytes() -> None:
    text = f"OSLO (AFP) - Kari Lindqvist met Taiwan's envoy at the Bank of Norway. {AROUND}"
    assert layer(text).model_dump_json() == EntitiesAnnotator()(Article(text=text), Layers()).model_dump_json()
