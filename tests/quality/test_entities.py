"""Whole agency items of our own writing: every name in them, in order, as a reader would mark it."""

import pytest

from dateline.article import Article
from dateline.record import Layers
from services.entities.annotate import EntitiesAnnotator

#: Names stand in brackets, with the entity they mean after a bar.
ITEMS = [
    """[Norway|gpe:no], [Sweden|gpe:se] seek calm over fish quotas

[OSLO|loc:oslo], March 12. /NPK/. [Norwegian|norp:norwegian] Fisheries Minister [Hanna Solberg|per:hanna-solberg] said \
on Tuesday that talks with [Stockholm|gpe:se] would go on. \
"We will not leave the table," [Solberg|per:hanna-solberg] told reporters.

[Swedish|norp:swedish] Prime Minister [Erik Nyman|per:erik-nyman] thanked [Solberg|per:hanna-solberg] and the \
[European Commission|org:european-commission]. The [Swedish Foreign Ministry|org:swedish-foreign-ministry] gave no details.""",
    """Two ships near disputed islands

[TOKYO|loc:tokyo], Sept 4 ([Kyodo|org:kyodo]) -- Two [Chinese|norp:chinese] coast guard ships sailed near the \
[Senkaku Islands|loc:senkaku-islands] on Friday. [Beijing|gpe:cn] calls them the [Diaoyu Islands|loc:senkaku-islands]. \
[Japan|gpe:jp]'s [Foreign Ministry|org:japanese-foreign-ministry] protested. [Taiwan|gpe:tw] also claims them.""",
    """[NAIROBI|loc:nairobi] ([Reuters|org:reuters]) - The [African Union|org:african-union] ([AU|org:african-union]) will send \
observers to [Mogadishu|loc:mogadishu], the bloc said. \
[Amina Warsame|per:amina-warsame], 51, a doctor in the [Somali|norp:somali] capital, \
welcomed them. “We need witnesses,” [Warsame|per:amina-warsame] said.""",
]


def plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and what they mark."""
    text, names = "", []
    for piece in marked.replace("[", "]").split("]"):
        surface, bar, key = piece.partition("|")
        if bar:
            names.append((len(text), len(text) + len(surface), key))
        text += surface
    return text, names


@pytest.mark.parametrize("marked", ITEMS)
def test_every_name_of_an_item(marked: str) -> None:
    text, names = plain(marked)
    layer = EntitiesAnnotator()(Article(text=text), Layers())
    found = [(one.start, one.end, one.entity) for one in layer.mentions if not one.nominal]
    assert [(text[start:end], key) for start, end, key in found] == [(text[start:end], key) for start, end, key in names]
    assert found == names


TALKS = """\
World

Soto, Paz call for calm over the fishing banks

SANTIAGO, April 6. /NPK/. Chilean President Ana Soto and outgoing Peruvian Prime Minister Luis Paz spoke by telephone \
on Tuesday about the fishing banks, the office of the Chilean president said.

Soto thanked Paz, with whom she has met nine times. "Luis Paz has been a friend of Chile," Ana Soto told reporters. \
The Peruvian prime minister, in turn, praised the Chilean president. The two leaders agreed to meet in Lima in May, \
according to La Moneda.

Chile's Foreign Ministry said that Lima would send a delegation. The Peruvian Ministry of Foreign Affairs and the \
Chilean Foreign Ministry had no comment on the Falkland Islands, which Argentina calls the Malvinas.

The National Fisheries Council (NFC) welcomed the call. Prime Minister Paz will stay in office until his party, the \
Popular Front of the Coast, names a successor, the NFC said. Chilean Foreign Minister Eva Roca flew to Tokyo, where \
Roca met US President Donald Trump. Tokyo has repeatedly denied any interest in the banks.
"""


def test_each_person_office_country_and_place_of_an_item_has_one_id() -> None:
    layer = EntitiesAnnotator()(Article(text=TALKS), Layers())
    surfaces: dict[str, list[str]] = {}
    for one in layer.mentions:
        for key in (one.entity, *one.members):
            if key:
                surfaces.setdefault(key, []).append(TALKS[one.start : one.end])
    assert {key: list(dict.fromkeys(texts)) for key, texts in surfaces.items()} == {
        "per:ana-soto": ["Soto", "Ana Soto", "president", "leaders"],
        "per:luis-paz": ["Paz", "Luis Paz", "prime minister", "leaders"],
        "per:eva-roca": ["Eva Roca", "Roca"],
        "per:donald-trump": ["Donald Trump"],
        "loc:santiago": ["SANTIAGO"],
        "loc:lima": ["Lima"],
        "loc:tokyo": ["Tokyo"],
        "norp:chilean": ["Chilean"],
        "norp:peruvian": ["Peruvian"],
        "gpe:cl": ["Chile", "La Moneda"],
        "gpe:pe": ["Lima"],
        "gpe:jp": ["Tokyo"],
        "gpe:us": ["US"],
        "gpe:ar": ["Argentina"],
        "gpe:fk": ["Falkland Islands", "Malvinas"],
        "org:chilean-foreign-ministry": ["Foreign Ministry", "Chilean Foreign Ministry"],
        "org:peruvian-foreign-ministry": ["Peruvian Ministry of Foreign Affairs"],
        "org:national-fisheries-council": ["National Fisheries Council", "NFC"],
        "org:popular-front-of-the-coast": ["Popular Front of the Coast"],
    }
    falklands = next(one for one in layer.entities if one.id == "gpe:fk")
    assert (falklands.country, falklands.claimants) == ("XX", ["gpe:ar", "gpe:gb"])
    people = {one.id: (one.country, one.roles) for one in layer.entities if one.type == "PERSON"}
    assert people["per:luis-paz"] == ("PE", ["outgoing Prime Minister of Peru", "Prime Minister of Peru"])
    assert people["per:donald-trump"] == ("US", ["President of the United States"])
