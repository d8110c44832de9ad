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
