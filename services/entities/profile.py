"""The entities behind the names: canonical name, aliases, roles, country, salience."""

from __future__ import annotations

from dateline.layers.entities import Entity, Links
from services.entities.resolve import Name
from services.language.zones import Zone

_NO_LINKS = Links()
#: Between a people or country and the office that it has filled.
_JOINTS = (" ", "'s ", "’s ")
#: What a mention weighs for salience, by zone.
_WEIGHT = {"headline": 4.0, "deck": 2.0, "dateline": 0.0, "site_label": 0.0, "signature": 0.0}


def profiles(text: str, names: list[Name], zones: list[Zone]) -> list[Entity]:
    """One entity for each id among the names, in order of first mention."""
    by_key: dict[str, list[Name]] = {}
    for name in names:
        by_key.setdefault(name.key, []).append(name)
    weights = _weights(names, zones)
    total = sum(weights.values()) or 1.0
    roles = _roles(text, names)
    return [_entity(text, group, round(weights[key] / total, 4), roles.get(key, [])) for key, group in by_key.items()]


def _weights(names: list[Name], zones: list[Zone]) -> dict[str, float]:
    weights: dict[str, float] = {}
    position = 0
    for name in names:
        while position < len(zones) and zones[position].end <= name.start:
            position += 1
        zone = zones[position].zone if position < len(zones) else "body"
        weights[name.key] = weights.get(name.key, 0.0) + _WEIGHT.get(zone, 1.0)
    return weights


def _entity(text: str, group: list[Name], salience: float, roles: list[tuple[str, str | None]]) -> Entity:
    entry = group[0].entry
    aliases = dict.fromkeys(text[name.start : name.end] for name in group)
    aliases.pop(group[0].full, None)
    country = entry.country if entry else group[0].country or _country(roles)
    return Entity(
        id=group[0].key,
        type=group[0].type,
        subtype=entry.subtype if entry else None,
        name=group[0].full,
        aliases=list(aliases),
        roles=list(dict.fromkeys(role for role, _ in roles)),
        country=country,
        links=Links(iso=entry.iso, geonames=entry.geonames) if entry and (entry.iso or entry.geonames) else _NO_LINKS,
        claimants=list(entry.claimants) if entry and entry.claimants is not None else None,
        salience=salience,
    )


def _country(roles: list[tuple[str, str | None]]) -> str | None:
    """The one country that a person's offices name; none when they name several or a disputed one."""
    named = {country for _, country in roles if country}
    return named.pop() if len(named) == 1 and "XX" not in named else None


def _roles(text: str, names: list[Name]) -> dict[str, list[tuple[str, str | None]]]:
    """Titles before persons, with the people or place right before the title: "Russian President"."""
    roles: dict[str, list[tuple[str, str | None]]] = {}
    before: Name | None = None
    for name in names:
        if name.title:
            start, end = name.title
            country = None
            joint = text[before.end : start] if before and before.type in ("NORP", "LOC") else ""
            if before and joint in _JOINTS:
                start = before.start if joint == " " else start
                country = before.entry.country if before.entry else None
            roles.setdefault(name.key, []).append((text[start:end], country))
        before = name
    return roles
