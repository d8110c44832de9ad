"""Who may be a side: states by every name that stands for them, and the other parties of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import orjson

from dateline.layers.entities import EntitiesLayer, Mention
from services.disputes.lang.en.words import OFFICES
from services.disputes.names import NameFinder
from services.disputes.reading import Cover
from services.knowledge.countries import Countries
from services.knowledge.disputes import DisputeRegistry

#: name: "Russia"; adjective: "Russian"; people: "Russians"; seat: "Moscow", "the Kremlin"; person: somebody of that country.
Kind = Literal["name", "adjective", "people", "seat", "person"]


@dataclass(frozen=True, slots=True)
class Power:
    """A mention of a side: `id` as in the registry, `name` its common name."""

    start: int
    end: int
    id: str
    name: str
    kind: Kind


class PowerFinder:
    """Finds mentions of states and other parties; built once."""

    def __init__(self, countries: Countries, registry: DisputeRegistry) -> None:
        self._forms: dict[str, tuple[str, str, Kind]] = {}
        for text, power in _forms(countries, registry):
            self._forms.setdefault(text, power)
        self._powers = list(self._forms.values())
        self._finder = NameFinder(self._forms)
        self._names = {power[0]: power[1] for power in self._powers}

    def find(self, text: str, layer: EntitiesLayer | None) -> list[Power]:
        """Mentions in order of the text. Persons are sides by the country that the entities layer gives them.

        A name within a person's or a body's name is no state ("Scott Israel", "Bank of China"), but offices of a state are.
        """
        found = [Power(hit.start, hit.end, *self._powers[hit.name]) for hit in self._finder.find(text.replace("\n", " "))]
        if layer:
            others = Cover((one.start, one.end) for one in layer.mentions if not one.nominal and _no_state(text, one))
            taken = {(power.start, power.end) for power in found}
            found = [power for power in found if not _within(others, power)]
            found += [one for one in self._persons(layer, len(text)) if (one.start, one.end) not in taken]
        return sorted(found, key=lambda power: (power.start, power.end))

    def _persons(self, layer: EntitiesLayer, length: int) -> Iterator[Power]:
        countries = {
            one.id: f"gpe:{one.country.lower()}" for one in layer.entities if one.country and one.type == "PERSON" and one.roles
        }
        for mention in layer.mentions:
            state = countries.get(mention.entity or "")
            if state in self._names and mention.start < mention.end <= length:
                yield Power(mention.start, mention.end, state, self._names[state], "person")


def _no_state(text: str, mention: Mention) -> bool:
    if mention.type == "PERSON":
        return True
    return mention.type == "ORG" and not OFFICES & set(text[mention.start : mention.end].lower().replace("-", " ").split())


def _within(others: Cover, power: Power) -> bool:
    around = others.around(power.start, power.end)
    return around is not None and around[1] - around[0] > power.end - power.start


def _forms(countries: Countries, registry: DisputeRegistry) -> Iterator[tuple[str, tuple[str, str, Kind]]]:
    for party, name in registry.parties.items():
        yield name, (party, name, "name")
    for bloc in orjson.loads(files("services.disputes").joinpath("lang/en/blocs.json").read_bytes())["blocs"]:
        yield from ((form, (bloc["id"], bloc["name"], "seat" if form == "Brussels" else "name")) for form in bloc["forms"])
    for country in countries.countries:
        party = f"gpe:{country.code.lower()}"
        if country.contested and party not in registry.parties:
            continue
        name = registry.parties.get(party, country.name)
        kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("name", (country.name, *country.aliases)),
            ("people", country.nouns),
            ("adjective", country.adjectives),
            ("seat", (*(seat.name for seat in country.capitals), *country.metonyms)),
        )
        for kind, texts in kinds:
            for text in texts:
                if text not in country.ambiguous or kind == "seat" or text == country.name:
                    yield text, (party, name, kind)
