"""Other people's article formats, mapped to the fields of Article. The mapping itself is data: `formats.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import orjson

from dateline.article import MAX_TEXT_BYTES, Article
from dateline.codec import CodecError
from services.ingest.markup import Markup, plain

#: Longest HTML body that is turned into text, in characters.
MAX_MARKUP = 4 * MAX_TEXT_BYTES
_OWN_FIELDS = tuple(Article.model_fields)
_MEDIA_TYPE_KEYS = ("contentType", "contenttype", "role")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place where a format may keep a field of Article.

    With `item`, the place is a list of objects (or one object) and the value is that key of the preferred entry, or of
    the first one. `markup` says whether the value is HTML: always, or when the entry declares so.
    """

    name: str
    item: str | None = None
    prefer: Mapping[str, list[str]] | None = None
    markup: Literal["declared", "always"] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: recognised by any of its marks, read from the first candidate that has a value."""

    name: str
    marks: frozenset[str]
    nulls: frozenset[str]  #: strings that stand for "no value"
    fields: Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Formats:
    """Everything that `formats.json` says."""

    version: str
    formats: tuple[Format, ...]
    markup: Markup


@dataclass(frozen=True, slots=True)
class Mapped:
    """Fields of an Article, and for each of them the name under which the producer sent it."""

    fields: dict[str, Any]
    origins: Mapping[str, str]


@cache
def load() -> Formats:
    """Read `formats.json`, once."""
    data = orjson.loads(files("services.ingest").joinpath("formats.json").read_bytes())
    formats = tuple(
        Format(
            name=one["name"],
            marks=frozenset(one["marks"]),
            nulls=frozenset(one["nulls"]),
            fields={field: tuple(Candidate(**place) for place in places) for field, places in one["fields"].items()},
        )
        for one in data["formats"]
    )
    markup = Markup(**{key: frozenset(values) for key, values in data["markup"].items()})
    return Formats(data["version"], formats, markup)


def mapped(sent: Mapping[str, Any]) -> Mapped:
    """The fields of Article that an object holds, in its own or in a foreign format; whatever else it has is left out.

    Values are not checked here, except that an HTML body too long to be an article is refused (CodecError, TOO_LARGE).
    """
    known = load()
    for one in known.formats:
        if not one.marks.isdisjoint(sent):
            return _read(one, sent, known.markup)
    return Mapped({name: sent[name] for name in _OWN_FIELDS if name in sent}, {})


def _read(form: Format, sent: Mapping[str, Any], markup: Markup) -> Mapped:
    fields: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for field, candidates in form.fields.items():
        for candidate in candidates:
            value = _value(candidate, sent.get(candidate.name), markup)
            if value is not None and not (isinstance(value, str) and value.strip() in form.nulls):
                fields[field], origins[field] = value, candidate.name
                break
    return Mapped(fields, origins)


def _value(candidate: Candidate, place: Any, markup: Markup) -> Any:
    html = candidate.markup == "always"
    if candidate.item and isinstance(place, list | dict):
        entry = _entry(candidate, place)
        place = entry.get(candidate.item)
        html = candidate.markup == "declared" and _declares_html(entry, place, markup)
    if not html or not isinstance(place, str):
        return place
    if len(place) > MAX_MARKUP:
        raise CodecError("TOO_LARGE", f"{candidate.name}: {len(place)} characters of HTML, more than {MAX_MARKUP}")
    return plain(place, markup)


def _entry(candidate: Candidate, place: list[Any] | dict[str, Any]) -> dict[str, Any]:
    entries = [one for one in (place if isinstance(place, list) else [place]) if isinstance(one, dict)]
    for key, values in (candidate.prefer or {}).items():
        for entry in entries:
            if entry.get(key) in values:
                return entry
    return entries[0] if entries else {}


def _declares_html(entry: Mapping[str, Any], value: Any, markup: Markup) -> bool:
    declared = [entry[key] for key in _MEDIA_TYPE_KEYS if isinstance(entry.get(key), str)]
    types = {one.partition(";")[0].strip().lower() for one in declared}
    if not types.isdisjoint(markup.types):
        return True
    undeclared = not any("/" in one for one in types)
    return undeclared and isinstance(value, str) and value.lstrip().startswith("<") and value.rstrip().endswith(">")
