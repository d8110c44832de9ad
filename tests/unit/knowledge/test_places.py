"""The table of places agrees with the countries and the registry of disputes."""

from services.knowledge import countries, disputes, places

PLACES = places.load()
CODES = set(countries.load().by_code)
DISPUTED = {place for one in disputes.load().disputes for place in one.objects}


def test_version_and_countries() -> None:
    assert PLACES.version
    assert {one.country for one in PLACES.cities} | {one.country for one in PLACES.regions} <= {*CODES, None}


def test_a_city_name_stands_once_and_has_a_capital_letter() -> None:
    names = [city.text for city in PLACES.cities]
    assert len(names) == len(set(names))
    assert all(name[0].isupper() for name in names)


def test_cities_in_disputed_places_name_a_place_of_the_registry() -> None:
    within = {city.within for city in PLACES.cities} - {None}
    assert within <= DISPUTED
    assert {city.within for city in PLACES.cities if city.text == "Simferopol"} == {"loc:crimea"}


def test_no_city_gives_a_contested_territory_as_its_country() -> None:
    contested = {one.code for one in countries.load().countries if one.contested}
    assert not [city.text for city in PLACES.cities if city.country in contested and not city.within]
