"""Any deliveries of a few articles: several contents, clocks, pipelines and layers, in any order and repetition."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.records import STAGES, dates, disputes, entities, record

_CLOCKS = (None, "2026-03-01T00:00:00Z", "2026-03-01T00:00:00.500Z", "2026-03-02T00:00:00Z")
_VERSIONS = ("1.0.0", "1.9.0", "1.10.0", "2.0.0-rc.1")
_KNOWLEDGE = ("2026.9", "2026.11")
_MAKERS = {"entities": entities, "dates": dates, "disputes": disputes}


@st.composite
def _layer(draw: st.DrawFn, name: str) -> dict[str, Any]:
    if draw(st.integers(0, 5)) == 0:
        return {"status": "failed"}
    if name == "disputes":
        return disputes(draw(st.sampled_from(("asserts", "denies"))))
    return _MAKERS[name](draw(st.sampled_from(("one", "other"))))


@st.composite
def delivered_records(draw: st.DrawFn) -> dict[str, Any]:
    """One record; parts may be missing, and a layer that nobody knows may be there."""
    title, clock = draw(st.sampled_from(("A", "B"))), draw(st.sampled_from(_CLOCKS))
    made = record(draw(st.sampled_from(("x", "y"))), title=title, received_at=clock)
    made["article"] |= draw(st.sampled_from(({}, {"url": None}, {"later": "a field that nobody knows"})))
    made["layers"], made["provenance"] = {}, []
    for stage, name in (*STAGES, ("quotes", "quotes")):
        if draw(st.integers(0, 3)) == 0:
            continue
        made["layers"][name] = draw(_layer(name)) if name in _MAKERS else {"status": draw(st.sampled_from(("ok", "failed")))}
        version, knowledge = draw(st.sampled_from(_VERSIONS)), draw(st.sampled_from(_KNOWLEDGE))
        made["provenance"].append({"stage": stage, "version": version, "knowledge": knowledge})
    return made


@st.composite
def replays(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]:
    """Some deliveries, and the same ones shuffled, some of them repeated, cut into batches."""
    once = draw(st.lists(delivered_records(), min_size=1, max_size=6))
    again = draw(st.permutations(once + draw(st.lists(st.sampled_from(once), max_size=3))))
    cuts = sorted(draw(st.lists(st.integers(0, len(again)), max_size=3)))
    return once, [again[start:end] for start, end in zip([0, *cuts], [*cuts, len(again)], strict=True)]
