"""The table of countries agrees with itself, with the registry of disputes and with the time zone database."""

from zoneinfo import available_timezones

import pytest

from services.knowledge import countries, disputes, organisations

COUNTRIES = countries.load()
ONE = {country.code: country for country in COUNTRIES.countries}
#: Codes of ISO 3166-1, alpha-2, by first letter.
ISO = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""


def test_every_code_of_the_standard_and_kosovo_once() -> None:
    codes = [country.code for country in COUNTRIES.countries]
    assert codes == sorted(set(codes))
    assert set(codes) == {*ISO.split(), "XK"}
    assert ONE["XK"].note is not None and "user-assigned" in ONE["XK"].note


def test_version_and_names() -> None:
    assert COUNTRIES.version
    for country in COUNTRIES.countries:
        texts = [*country.names, *country.adjectives, *country.nouns, *country.metonyms]
        assert all(text and text == text.strip() for text in texts), country.code
        assert country.ambiguous <= {*texts, *(name for one in country.capitals for name in (one.name, *one.aliases))}, (
            country.code
        )


def test_no_name_is_two_countries_unless_it_says_so() -> None:
    seen: dict[str, str] = {}
    for country in COUNTRIES.countries:
        for name in country.names:
            assert seen.setdefault(name, country.code) == country.code


def test_capitals_have_time_zones() -> None:
    zones = available_timezones()
    assert {one.zone for country in COUNTRIES.countries for one in country.capitals} <= zones
    uninhabited = {"AQ", "BV", "HM", "UM"}
    assert {country.code for country in COUNTRIES.countries if not country.capitals} == uninhabited
    assert ONE["JP"].capitals[0].zone == "Asia/Tokyo"


@pytest.mark.parametrize("code", ["TW", "PS", "EH", "FK", "GI", "XK", "GS", "IO", "YT"])
def test_contested_territories_are_marked(code: str) -> None:
    assert ONE[code].contested


def test_contested_countries_of_the_registry_have_two_claimants() -> None:
    registry = disputes.load()
    places = {name.text: name.place for one in registry.disputes for name in one.names}
    for country in COUNTRIES.countries:
        named = [places[name] for name in country.names if name in places]
        if country.contested and country.code != "YT":
            assert named, country.code
            assert len(registry.claimants(named[0])) >= 2, country.code


@pytest.mark.parametrize(
    ("code", "name"),
    [("GE", "Georgia"), ("JO", "Jordan"), ("TD", "Chad"), ("GN", "Guinea"), ("CG", "Congolese"), ("US", "Washington")],
)
def test_names_with_another_meaning_are_marked(code: str, name: str) -> None:
    assert name in ONE[code].ambiguous


def test_former_states_have_no_code() -> None:
    names = {name for country in COUNTRIES.countries for name in country.names}
    assert not names & {state.name for state in COUNTRIES.former}
    assert all(state.since < state.until for state in COUNTRIES.former)


@pytest.mark.parametrize(
    ("seat", "actor"),
    [
        ("Kremlin", "gpe:ru"),
        ("the White House", "gpe:us"),
        ("Beijing", "gpe:cn"),
        ("Downing Street", "gpe:gb"),
        ("Pentagon", "org:defense-department"),
        ("Kingston", None),
        ("Springfield", None),
    ],
)
def test_whom_a_seat_stands_for(seat: str, actor: str | None) -> None:
    assert COUNTRIES.actor(seat) == actor


def test_seats_stand_for_known_actors() -> None:
    known = {*(country.id for country in COUNTRIES.countries), *organisations.load().by_id}
    assert {actor for actors in COUNTRIES.by_seat.values() for actor in actors} <= known
    assert all(set(country.stands_for) <= set(country.metonyms) for country in COUNTRIES.countries)


def test_peoples_are_known() -> None:
    """Lands without people, and those whose people English names by a phrase."""
    without = {country.code for country in COUNTRIES.countries if not country.adjectives and not country.nouns}
    assert without <= {"AQ", "BL", "BV", "DM", "GS", "HM", "IO", "MF", "PM", "SJ", "SX", "TF", "UM", "VA", "VG"}
