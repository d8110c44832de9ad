"""From typed names to entities: which names are one entity, under which id, and what is told of it."""

from __future__ import annotations

import re

import pytest

from dateline.layers.entities import Entity
from services.entities import lexicon as lexicons
from services.entities import offices
from services.entities.acronyms import acronyms
from services.entities.gazetteer import Gazetteer
from services.entities.profile import Profiler
from services.entities.readings import Named
from services.entities.resolve import Resolution, Resolver
from services.knowledge import countries, disputes, organisations, places, terms
from services.language.zones import find_zones

LEXICON = lexicons.load()
GAZETTEER = Gazetteer(countries.load(), disputes.load(), places.load(), organisations.load(), LEXICON)
RESOLVE = Resolver(GAZETTEER, LEXICON, terms.load())
PROFILE = Profiler(offices.load(LEXICON), GAZETTEER)
TYPES = {"P": "PERSON", "O": "ORG", "L": "LOC", "N": "NORP"}
MARK = re.compile(r"\[([^\]]+)/([POLN])\]")


def read(marked: str, year: int | None = None) -> tuple[str, Resolution]:
    """Resolve a text whose names are marked with their types, as a recogniser would: "[Ana Lie/P] left [Oslo/L]."."""
    text, named, last = "", list[Named](), 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        named.append(Named(len(text), len(text) + len(match[1]), match[1], TYPES[match[2]]))  # type: ignore[arg-type]
        text, last = text + match[1], match.end()
    text += marked[last:]
    return text, RESOLVE(text, find_zones(text), named, acronyms(text, named), year)


def ids(marked: str, year: int | None = None) -> list[str]:
    return [one.key for one in read(marked, year)[1].names if not one.nominal]


def nominal(marked: str) -> list[tuple[str, str]]:
    text, found = read(marked)
    return [(text[one.start : one.end], one.key) for one in found.names if one.nominal]


def entity(marked: str, key: str) -> Entity:
    text, found = read(marked)
    return next(one for one in PROFILE(text, found, find_zones(text)) if one.id == key)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Ana M. Lie/P] came. [A. Lie/P] sat. [Ana Lie/P] left. [Lie/P] slept.", ["per:ana-m-lie"] * 4),
        ("[Mohamed Farouk/P] spoke. [Muhammad Farouk/P] left.", ["per:mohamed-farouk"] * 2),
        ("[Omar al-Haddad/P] spoke. [Haddad/P] left with [Al-Haddad/P].", ["per:omar-al-haddad"] * 3),
        ("[José Peña/P] spoke. [Jose Pena/P] left.", ["per:jose-pena"] * 2),
        ("[Peter Lie/P] and [Anna Lie/P] came. [Lie/P] sang.", ["per:peter-lie", "per:anna-lie", "per:anna-lie"]),
        ("[Park Ji-won/P] came. [Park/P] sang.", ["per:park-ji-won"] * 2),
        ("[Erik van der Berg/P] came. [van der Berg/P] sang, and [Berg/P] left.", ["per:erik-van-der-berg"] * 3),
        ("[Lie/P] to resign\n\nThe mayor, [Anna Lie/P], said so.", ["per:anna-lie"] * 2),
        ("[Anna Lie/P], [Lie/P]'s aunt, met [Peter Lie/P].", ["per:anna-lie", "per:peter-lie", "per:peter-lie"]),
        ("[Olav II/P] came. [Olav III/P] left.", ["per:olav-ii", "per:olav-iii"]),
    ],
)
def test_names_of_one_person_and_of_several(marked: str, expected: list[str]) -> None:
    assert ids(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Russia/L] said that [Putin/P] agreed.", "per:vladimir-putin"),
        ("[Putin/P] agreed.", "per:putin"),
        ("[Volodymyr Zelenskiy/P] left [Kyiv/L].", "per:volodymyr-zelensky"),
        ("[Ukraine/L]'s [Zelenskyy/P] left.", "per:volodymyr-zelensky"),
        ("The [Japanese/N] coach [Abe/P] left.", "per:abe"),
        ("[British/N] swimmers beat [Brown/P].", "per:brown"),
        ("[British/N] Prime Minister [Brown/P] spoke.", "per:gordon-brown"),
    ],
)
def test_a_surname_alone_is_an_office_holder_when_the_text_says_so(marked: str, expected: str) -> None:
    assert expected in ids(marked)


def test_two_presidents_of_one_surname_are_told_apart_by_the_year_or_not_at_all() -> None:
    marked = "[US/L] President [Bush/P] spoke in [Ohio/L]."
    assert ids(marked, 1990)[1] == "per:george-h-w-bush"
    assert ids(marked, 2004)[1] == "per:george-w-bush"
    assert ids(marked)[1] == "per:bush"


def test_an_office_decides_between_two_of_one_surname() -> None:
    marked = "Mayor [Anna Lie/P] met Judge [Peter Lie/P]. Mayor [Lie/P] was late."
    assert ids(marked)[2] == "per:anna-lie"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The [Polar Research Council/O] ([PRC/O]) paid. The [PRC/O] left.", ["org:polar-research-council"] * 3),
        ("[PRC/O] ([Polar Research Council/O]) paid.", ["org:polar-research-council"] * 2),
        ("The [Norden Growers Union/O] met. [NGU/O] members left.", ["org:norden-growers-union"] * 2),
        ("[Fjordkraft Holdings Ltd/O] sold. [Fjordkraft/O] gained.", ["org:fjordkraft-holdings-ltd"] * 2),
        ("[Japan/L]'s [Foreign Ministry/O] spoke.", ["gpe:jp", "org:japanese-foreign-ministry"]),
        (
            "The [Ministry of Foreign Affairs of Japan/O] and the [Foreign Ministry/O] agreed.",
            ["org:japanese-foreign-ministry"] * 2,
        ),
        ("LIMA, May 3 (Reuters) - The [Defense Ministry/O] said so.", ["org:defence-ministry"]),
        ("[LIMA/L], May 3 (Reuters) - The [Defense Ministry/O] said so.", ["loc:lima", "org:peruvian-defence-ministry"]),
    ],
)
def test_names_of_one_organisation(marked: str, expected: list[str]) -> None:
    assert ids(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Tokyo/L] rejected the claim.", "gpe:jp"),
        ("[Tokyo/L] has repeatedly denied it.", "gpe:jp"),
        ("It angered [Tokyo/L].", "gpe:jp"),
        ("[Tokyo/L]'s decision came late.", "gpe:jp"),
        ("The Tokyo-backed plan and [Tokyo/L]-backed rebels failed.", "gpe:jp"),
        ("They met in [Tokyo/L].", "loc:tokyo"),
        ("[Tokyo/L]'s streets were empty.", "loc:tokyo"),
        ("[Tokyo/L] has 14 million people.", "loc:tokyo"),
        ("The [Kremlin/O] denied it.", "gpe:ru"),
        ("They met in the [Kremlin/O].", "loc:kremlin"),
        ("According to the [Kremlin/O], it rained.", "gpe:ru"),
        ("The [Knesset/O] voted.", "org:knesset"),
    ],
)
def test_a_seat_of_government_is_the_government_or_the_place(marked: str, expected: str) -> None:
    assert ids(marked) == [expected]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("He left [Paris/L], [Texas/L], for good.", "loc:paris-us"),
        ("He left [Paris/L] for good.", "loc:paris"),
        ("It rained in [Birmingham/L], in the north of [England/L].", "loc:birmingham-gb"),
        ("[Alabama/L] says that [Birmingham/L] is safe.", "loc:birmingham-us"),
        ("The [Spanish/N] city of [Cordoba/L] is old.", "loc:cordoba-es"),
        ("[Argentina/L] rebuilds [Cordoba/L].", "loc:cordoba-ar"),
        ("It rained in [Cordoba/L].", "loc:cordoba"),
        ("Trains left [Atlanta/L], and all of [Georgia/L] was dark.", "loc:georgia-us"),
        ("[Tbilisi/L] and all of [Georgia/L] were dark.", "gpe:ge"),
        ("It rained in [Georgia/L].", "loc:georgia"),
        ("The king returned to [Jordan/L].", "gpe:jo"),
    ],
)
def test_a_place_by_its_context(marked: str, expected: str) -> None:
    assert expected in ids(marked)


def test_an_unsure_place_has_no_country_and_a_sure_one_its_number() -> None:
    assert entity("It rained in [Cordoba/L].", "loc:cordoba").country is None
    paris = entity("He left [Paris/L], [Texas/L], for good.", "loc:paris-us")
    assert (paris.country, paris.links.geonames, paris.subtype) == ("US", 4717560, "city")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Chilean/N] President [Ana Soto/P] left. The [Chilean/N] president slept.", [("president", "per:ana-soto")]),
        ("[Ana Soto/P], [Chile/L]'s president, left. The president slept.", [("president", "per:ana-soto")]),
        ("The president of [Chile/L], [Ana Soto/P], left. [Chile/L]'s president slept.", [("president", "per:ana-soto")]),
        ("Mayor [Ana Soto/P] left. The mayor’s dog slept.", [("mayor", "per:ana-soto")]),
        ("Mayor [Ana Soto/P] left. Friends of the Mayor slept.", [("Mayor", "per:ana-soto")]),
        ("Mayor [Ana Soto/P] met Mayor [Luis Paz/P]. The mayor slept.", []),
        ("Mayor [Ana Soto/P] left. [Lima/L] will elect the mayor in May.", []),
        ("Mayor [Ana Soto/P] left. The new mayor is unknown.", []),
        ("Former President [Ana Soto/P] left. The president slept.", []),
        ("Former President [Ana Soto/P] left. The former president slept.", [("president", "per:ana-soto")]),
        (
            "[Turkey/L] praised [Recep Tayyip Erdogan/P]. The [Turkish/N] president slept.",
            [("president", "per:recep-tayyip-erdogan")],
        ),
    ],
)
def test_an_office_stands_for_its_holder_when_that_is_certain(marked: str, expected: list[tuple[str, str]]) -> None:
    assert nominal(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Chilean/N] President [Ana Soto/P] left.", ["President of Chile"]),
        ("outgoing [Chilean/N] president [Ana Soto/P] left.", ["outgoing President of Chile"]),
        ("[Ana Soto/P], the acting president of [Chile/L], left.", ["acting President of Chile"]),
        ("[Ana Soto/P], [Chile/L]'s former foreign minister, left.", ["former Foreign Minister of Chile"]),
        ("President [Ana Soto/P] of [Chile/L] left.", ["President of Chile"]),
        ("[Dutch/N] Prime Minister [Ana Soto/P] left. Prime Minister [Soto/P] slept.", ["Prime Minister of the Netherlands"]),
        ("Mr. [Ana Soto/P] left.", []),
        ("[Ana Soto/P], who left.", []),
    ],
)
def test_roles_say_what_office_it_is_and_whose(marked: str, expected: list[str]) -> None:
    assert entity(marked, "per:ana-soto").roles == expected


def test_a_people_is_one_entity_in_all_numbers() -> None:
    assert ids("[Republicans/N] and a [Republican/N], [Kurds/N] and [Kurdish/N] men.") == [
        "norp:republican",
        "norp:republican",
        "norp:kurdish",
        "norp:kurdish",
    ]


def test_no_disputed_place_of_the_registry_has_a_sovereign() -> None:
    registry = disputes.load()
    for dispute in registry.disputes:
        for name in dispute.names:
            claimants = registry.claimants(name.place)
            text, found = read(f"They spoke of [{name.text}/L].")
            place = PROFILE(text, found, find_zones(text))[0]
            if claimants:
                assert place.country in ("XX", None), name.text
            if claimants and not name.ambiguous and not name.text.islower():
                assert place.country == "XX" and place.claimants, name.text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Talks between [Moscow/L] and [Kyiv/L] failed.", ["gpe:ru", "gpe:ua"]),
        ("Flights between [Moscow/L] and [Kyiv/L] stopped.", ["loc:moscow", "loc:kyiv"]),
        ("[Moscow/L] and [Kyiv/L] accuse each other.", ["gpe:ru", "gpe:ua"]),
    ],
)
def test_seats_that_are_named_together(marked: str, expected: list[str]) -> None:
    assert ids(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[Chilean/N] President [Ana Soto/P] met [Peruvian/N] President [Luis Paz/P]. The two leaders agreed.",
            [("leaders", ("per:ana-soto", "per:luis-paz"))],
        ),
        ("President [Ana Soto/P] met President [Luis Paz/P] and President [Eva Roca/P]. The two leaders agreed.", []),
        ("[Ana Soto/P] met [Luis Paz/P]. The two leaders agreed.", []),
        ("[Chile/L] thanked the [Peruvian/N] envoy. Both countries agreed.", [("countries", ("gpe:cl", "gpe:pe"))]),
        ("[Chile/L], [Peru/L] and [Bolivia/L] met. Both countries agreed.", []),
    ],
)
def test_two_are_meant_only_where_two_are_named(marked: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    text, found = read(marked)
    assert [(text[one.start : one.end], one.members) for one in found.groups] == expected


def test_somebody_known_is_meant_by_an_office_in_the_year_in_which_they_hold_it() -> None:
    marked = "[Barack Obama/P] flew to [Ohio/L]. The president left at noon."
    assert [one.key for one in read(marked, 2012)[1].names if one.nominal] == ["per:barack-obama"]
    assert not [one for one in read(marked, 2019)[1].names if one.nominal]
    assert not [one for one in read(marked)[1].names if one.nominal]


def test_a_building_in_which_something_happens_is_a_facility() -> None:
    place = entity("They met in the [Kremlin/O].", "loc:kremlin")
    assert (place.type, place.subtype, place.country) == ("LOC", "facility", "RU")


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("Lake Storvatn", "water"),
        ("Gulf of Norden", "water"),
        ("Norden Islands", "island"),
        ("Storby Airport", "facility"),
        ("Norden Province", "region"),
        ("Ulan Bator", "city"),
        ("Norway", "country"),
        ("Storby", None),
    ],
)
def test_what_kind_of_place_it_is(name: str, subtype: str | None) -> None:
    text, found = read(f"They saw [{name}/L] there.")
    assert PROFILE(text, found, find_zones(text))[0].subtype == subtype


def test_every_entity_is_of_a_country_or_contested_and_never_both() -> None:
    for entry in GAZETTEER.entries.values():
        if entry.claimants:
            assert entry.country == "XX", entry.name
        if entry.country == "XX":
            assert entry.claimants and len(entry.claimants) > 1, entry.name
