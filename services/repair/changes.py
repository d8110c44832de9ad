"""What differs between two enrichments of one article: what was added, taken away and changed, layer by layer.

Ids such as `e8` only count what is in a layer, so things are told apart by where they stand in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Key = Callable[[Json], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` and `after` are the values that differ, null where there is none."""

    layer: str
    kind: str  #: what it is of: `events`, `document_time`, ...
    how: Literal["added", "removed", "changed"]
    what: str  #: its words or name
    before: Any
    after: Any


def _span(item: Json) -> Any:
    return item["start"], item["end"]


def _claim(item: Json) -> Any:
    return tuple(_span(one) for one in (*item["cue"], *item["content"]))


def _dispute(item: Json) -> Any:
    return item["kind"], item["registry"], tuple(sorted(one["name"] for one in item["parties"]))


#: Lists of each layer, and what tells their items apart.
_LISTS: Mapping[str, Mapping[str, Key]] = {
    "entities": {"zones": _span, "entities": lambda item: item["id"], "mentions": _span},
    "dates": {"expressions": _span, "events": _span},
    "disputes": {"claims": _claim, "disputes": _dispute, "toponyms": _span, "mentions_only": lambda item: item},
}
#: Fields that count or point at counted things.
_COUNTED = frozenset(("id", "expressions", "claims", "same_as"))


def changes(text: str, before: Json, after: Json) -> list[Change]:
    """All differences between the layers of two records of one article, in the order of the layers."""
    found: list[Change] = []
    for layer, lists in _LISTS.items():
        old, new = before.get(layer) or {}, after.get(layer) or {}
        found += _fields(layer, old, new)
        for kind, key in lists.items():
            found += _items(text, layer, kind, key, (old.get(kind) or [], new.get(kind) or []))
    return found


def _fields(layer: str, old: Json, new: Json) -> Iterator[Change]:
    """What is not a list: the status, and the document's own time."""
    if old.get("status") != new.get("status"):
        yield Change(layer, "status", "changed", "status", old.get("status"), new.get("status"))
    before, after = _time(old), _time(new)
    if before != after:
        yield Change(layer, "document_time", "changed", "document time", before, after)


def _time(layer: Json) -> Json | None:
    time = layer.get("document_time")
    return time and {name: time.get(name) for name in ("edtf", "earliest", "latest", "confidence")}


def _items(text: str, layer: str, kind: str, key: Key, both: tuple[list[Any], list[Any]]) -> Iterator[Change]:
    old, new = ({key(item): item for item in items} for items in both)
    for place in sorted({*old, *new}, key=repr):
        before, after = old.get(place), new.get(place)
        name = _name(text, after if after is not None else before)
        if before is None:
            yield Change(layer, kind, "added", name, None, _bare(after))
        elif after is None:
            yield Change(layer, kind, "removed", name, _bare(before), None)
        elif _bare(before) != _bare(after):
            differ = [one for one in {**before, **after} if one not in _COUNTED and before.get(one) != after.get(one)]
            yield Change(
                layer, kind, "changed", name, {one: before.get(one) for one in differ}, {one: after.get(one) for one in differ}
            )


def _bare(item: Any) -> Any:
    """Without what only counts, at any depth."""
    if isinstance(item, dict):
        return {name: _bare(value) for name, value in item.items() if name not in _COUNTED}
    return [_bare(one) for one in item] if isinstance(item, list) else item


def _name(text: str, item: Any) -> str:
    if isinstance(item, str):
        return item
    for name in ("label", "name"):
        if name in item:
            return str(item[name])
    if "kind" in item:
        return f"{item['kind']} {item.get('registry') or ''}: {', '.join(one['name'] for one in item['parties'])}"
    spans = item.get("content") or [item]
    return " ... ".join(text[one["start"] : one["end"]] for one in spans)
