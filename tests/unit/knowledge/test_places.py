"""The table of places agrees with itself, with the countries and with the registry of disputes."""

from __future__ import annotations

import csv
from importlib.resources import files

import orjson
import pytest

from services.knowledge import countries, disputes, places

PLACES = places.load()
CODES = set(countries.load().by_code)
REGISTRY = disputes.load()
DISPUTED = {place for one in REGISTRY.disputes for place in one.objects}
ROWS = list(csv.reader(files("services.knowledge").joinpath("data/places.csv").read_text("utf-8").splitlines()))


def test_version_and_countries() -> None:
    assert PLACES.version
    assert {one.country for one in PLACES.cities} | {one.country for one in PLACES.regions} <= {*CODES, None}
    assert {row[3] for row in ROWS} <= {*CODES, ""}


def test_a_city_name_stands_once_and_has_a_capital_letter() -> None:
    names = [city.text for city in PLACES.cities]
    assert len(names) == len(set(names))
    assert all(name[0].isupper() for name in names)


def test_the_file_holds_what_its_readers_rely_on() -> None:
    assert all(len(row) == 11 for row in ROWS)
    texts = [row[0] for row in ROWS]
    assert texts == sorted(texts)
    identified = {row[8]: row for row in ROWS if row[8]}
    assert len(identified) >= 40_000
    assert {row[2] for row in ROWS} <= {"city", "region", "island", "water", "facility"}
    assert sum(1 for row in identified.values() if row[2] == "city" and row[5] and row[6] and row[3]) >= 30_000
    assert all(-90 <= float(row[5]) <= 90 and -180 <= float(row[6]) <= 180 for row in ROWS if row[5])
    assert {row[9] for row in ROWS} - {""} <= DISPUTED


def test_names_are_each_given_once() -> None:
    names = list(places.names())
    assert [text for text, _ in names] == sorted({row[0] for row in ROWS})
    weak = dict(names)
    assert [weak[name] for name in ("Of", "Most", "Nice", "Orange", "Lille", "Ouagadougou")] == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("name", "country", "region", "found"),
    [
        ("Paris", None, None, "FR"),
        ("Paris", None, "Texas", "US"),
        ("Paris", None, "Tex.", "US"),
        ("Paris", "PE", None, None),
        ("Birmingham", None, None, "GB"),
        ("Birmingham", None, "Ala.", "US"),
        ("Birmingham", "US", None, "US"),
        ("Cordoba", "ES", None, "ES"),
        ("San Jose", None, None, "CR"),
        ("Belgorod", None, "Belgorod Oblast", "RU"),
        ("Munich", None, "Bayern", "DE"),
        ("Vancouver", None, "Washington", "US"),
        ("Kiev", None, None, "UA"),
        ("Xi’an", None, None, "CN"),
        ("Łódź", None, None, "PL"),
        ("Hodeida", None, None, "YE"),
        ("Simferopol", None, None, "XX"),
        ("Simferopol", "UA", None, "XX"),
        ("Qwertyville", None, None, None),
        ("", None, None, None),
        ("Paris, Texas", None, None, None),
        ("\ud800", None, None, None),
    ],
)
def test_lookup(name: str, country: str | None, region: str | None, found: str | None) -> None:
    given = places.lookup(name, country, region)
    assert (given[0].country if given else None) == found


def test_what_lookup_says_of_a_place() -> None:
    texan = places.lookup("Paris", region="Texas")[0]
    assert (texan.geonames, texan.kind, texan.region, texan.latitude, texan.longitude) == (
        4717560,
        "city",
        "Texas",
        33.66,
        -95.56,
    )
    several = places.lookup("Springfield")
    assert len(several) > 5 and sum(one.prior for one in several) == pytest.approx(1)
    assert [one.prior for one in several] == sorted((one.prior for one in several), reverse=True)
    assert places.lookup("Reading")[0].weak
    assert places.lookup("Bombay")[0].name == "Mumbai"


def test_big_cities_of_one_name_have_no_country() -> None:
    country = {city.text: city.country for city in PLACES.cities}
    assert (country["Merida"], country["Hyderabad"], country["Birmingham"]) == (None, None, "GB")
    assert not {"Reading", "Nice", "Mobile", "Split"} & set(country)


def test_cities_in_disputed_places_name_a_place_of_the_registry() -> None:
    within = {city.within for city in PLACES.cities} - {None}
    assert within <= DISPUTED
    assert {city.within for city in PLACES.cities if city.text == "Simferopol"} == {"loc:crimea"}


def test_no_city_gives_a_contested_territory_as_its_country() -> None:
    contested = {one.code for one in countries.load().countries if one.contested}
    assert not [city.text for city in PLACES.cities if city.country in contested and not city.within]
    given = {one.country for row in ROWS if row[3] in contested for one in places.lookup(row[0]) if one.geonames == int(row[8])}
    assert given == {"XX"}


def test_no_city_or_region_has_a_country_where_it_is_contested() -> None:
    open_names = {name.text for one in REGISTRY.disputes for name in one.names if REGISTRY.claimants(name.place)}
    assert not [city for city in PLACES.cities if city.within and city.country]
    assert not [one for one in PLACES.regions if one.country and open_names & {one.name, *one.aliases}]
    assert {city.text: city.within for city in PLACES.cities}["Donetsk"] == "loc:donetsk"
    assert {one.name: one.country for one in PLACES.regions}["Sabah"] is None


@pytest.mark.parametrize("dispute", REGISTRY.disputes, ids=lambda one: one.slug)
def test_no_disputed_place_has_one_sovereign(dispute: disputes.Dispute) -> None:
    """A place of that name that no party to the dispute could mean keeps its country: a town in another part of the world, or
    one whose name the registry takes for the disputed place only where the text speaks of the dispute."""
    for name in dispute.names:
        claimants = REGISTRY.claimants(name.place)
        for one in places.lookup(name.text) if claimants else ():
            if name.ambiguous and one.kind == "city" and not one.within:
                continue
            assert one.country == "XX" or f"gpe:{str(one.country).lower()}" not in claimants, one
            assert one.country != "XX" or len(one.claimants) >= 2, one


def test_the_file_was_built_from_what_is_compiled_by_hand() -> None:
    """Every name of `places.json` has come through: the build was run after its last change."""
    hand = orjson.loads(files("services.knowledge").joinpath("data/places.json").read_bytes())
    texts = {row[0] for row in ROWS}
    assert {name for one in hand["regions"] for name in (one["name"], *one["aliases"]) if "," not in name} <= texts
    by_id: dict[str, set[str]] = {}
    for row in ROWS:
        by_id.setdefault(row[8], set()).add(row[0])
    spelled = {key: {name for name in names if name[0].isupper()} for key, names in hand["names"].items()}
    assert {key for key, names in spelled.items() if not names <= by_id[key]} == set()
    flagged = {row[0].lower() for row in ROWS if "x" in row[10]}
    assert flagged <= set(hand["words"]) and "reading" in flagged
    states = {(code, name) for code, names in hand["short"].items() for name in names.values()}
    assert states <= {(row[3], row[1] or row[0]) for row in ROWS if row[2] == "region"}
