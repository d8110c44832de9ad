"""Every disputed area of Natural Earth is registered or left out with a reason, and both files say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from typing import Any

import orjson

from services.knowledge import disputes

REGISTRY = disputes.load()
AREAS: list[dict[str, Any]] = orjson.loads(
    files("services.knowledge").joinpath("data/natural_earth_disputed_areas.json").read_bytes()
)["areas"]
#: Natural Earth's names of those in control that are not the registry's.
CONTROL = {"U.K.": "gpe:gb", "U.S.A.": "gpe:us"}


def cited() -> dict[str, list[str]]:
    """Slugs by the code of the area that they give as source."""
    found: dict[str, list[str]] = defaultdict(list)
    for dispute in REGISTRY.disputes:
        for source in dispute.sources:
            if source.startswith("Natural Earth"):
                for code in re.findall(r"\bB\d\d\b", source):
                    found[code].append(dispute.slug)
    return dict(found)


def test_holds_all_eighty_areas_once() -> None:
    codes = [area["code"] for area in AREAS]
    assert len(codes) == 80
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"B\d\d", code) and area["name"] for code, area in zip(codes, AREAS, strict=True))


def test_each_is_registered_or_left_out_with_a_reason() -> None:
    for area in AREAS:
        assert bool(area.get("disputes")) != bool(area.get("left_out")), area["code"]
        assert set(area.get("disputes", [])) <= set(REGISTRY.by_slug), area["code"]


def test_registry_and_areas_cite_each_other() -> None:
    assert {area["code"]: area["disputes"] for area in AREAS if "disputes" in area} == cited()


def test_whoever_administers_an_area_is_a_party() -> None:
    ids = {name: party for party, name in REGISTRY.parties.items()} | CONTROL
    named = ((area, re.match(r"Admin\.? [Bb]y ([^;]+);", area["note"] or "")) for area in AREAS if "disputes" in area)
    known = [(area, ids[found[1]]) for area, found in named if found and found[1] in ids]
    assert len(known) >= 45
    for area, holder in known:
        for slug in area["disputes"]:
            assert holder in {party.id for party in REGISTRY.by_slug[slug].parties}, (area["code"], slug)
