"""The view of one record: what it shows, on a terminal and in a pipe, and that no text can steer either."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dateline.record import EnrichedArticle
from services.views.marked import STYLES, harmless, legend, marked_text
from services.views.record import render
from tests.records import TEXT, record, span

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def model(sent: dict[str, Any]) -> EnrichedArticle:
    return EnrichedArticle.model_validate(sent)


def shown(sent: dict[str, Any], *, width: int = 100, terminal: bool = False, no_color: bool = False) -> str:
    out = io.StringIO()
    colors: Any = "truecolor" if terminal else None
    console = Console(file=out, width=width, force_terminal=terminal, no_color=no_color, highlight=False, color_system=colors)
    console.print(render(model(sent)))
    return out.getvalue()


def section(text: str, title: str) -> list[str]:
    """Lines under a heading, without their indent."""
    lines = text.partition(f"\n{title}\n")[2].splitlines()
    end = lines.index("") if "" in lines else len(lines)
    return [line.removeprefix("  ") for line in lines[:end]]


def test_it_begins_with_the_title_and_where_it_comes_from() -> None:
    text = shown(record(title="Mayor elected", source="Fjordpress", url="https://example.org/1", published_at="2026-03-04"))
    assert text.splitlines()[:2] == ["Mayor elected", "a1  Fjordpress  https://example.org/1  published 2026-03-04"]


def test_without_a_title_it_begins_with_the_headline() -> None:
    sent = record(text="Mayor elected\n\nOSLO. Nothing else.")
    sent["layers"] = {"entities": {"zones": [{"zone": "headline", "start": 0, "end": 13}]}}
    assert shown(sent).splitlines()[0] == "Mayor elected"


def test_the_day_comes_with_its_reasons_and_conflicts() -> None:
    sent = record()
    sent["layers"]["dates"]["document_time"] |= {
        "alternatives": [{"edtf": "2020-03-03", "confidence": 0.06}],
        "evidence": [{"rule": "weekday", **span("Tuesday"), "says": "3 March is a Tuesday in 2026"}],
        "conflicts": [{"between": ["dateline", "published_at"], "says": "the metadata says 4 March"}],
    }
    assert section(shown(sent), "Written") == [
        "2026-03-03  90%  (else 2020-03-03 6%)",
        "3 March is a Tuesday in 2026: “Tuesday”",
        "conflict: the metadata says 4 March",
    ]


def test_a_day_that_nobody_can_tell() -> None:
    sent = record()
    sent["layers"]["dates"]["document_time"] = {"evidence": [{"rule": "none", "says": "no date in the text"}]}
    assert section(shown(sent), "Written") == ["on an unknown day  0%", "no date in the text"]


def test_the_text_is_plain_in_a_pipe() -> None:
    text = shown(record(), width=300)
    assert " ".join(section(text, "Text")) == TEXT
    assert "\x1b" not in text
    assert "Marks:" not in text
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_marks_lie_on_their_words() -> None:
    sent = record(text=f"\n\x1b\t{TEXT}")
    shift = 3
    for layer in ("entities.mentions", "dates.expressions", "disputes.toponyms"):
        name, _, part = layer.partition(".")
        for one in sent["layers"][name][part]:
            one["start"], one["end"] = one["start"] + shift, one["end"] + shift
    text = marked_text(model(sent))
    marked = {text.plain[one.start : one.end]: one.style for one in text.spans}
    assert marked == {
        "Ida Berg": STYLES["person"],
        "Harbour Union": STYLES["organisation"],
        "Gull Island": STYLES["place"],
        "Tuesday": STYLES["date"],
        "Northholm": STYLES["disputed name"],
    }


def test_the_legend_names_the_marks_that_are_there() -> None:
    assert legend(model(record())).plain == "Marks: person  organisation  place  date  disputed name"
    assert "Marks: person" in re.sub("\x1b\\[[0-9;]*m", "", shown(record(), terminal=True))


def test_the_timeline_is_in_the_order_of_the_intervals() -> None:
    sent = record()
    plain = {"start": 0, "end": 1, "sentence": [0, 9]}
    days = [("2026-05", "2026-05-01", "2026-05-31"), (None, None, None), ("../2026-03-01", None, "2026-03-01")]
    days += [("2026-03-03", "2026-03-03", "2026-03-03"), ("2026-03", "2026-03-03", "2026-03-31")]
    sent["layers"]["dates"]["events"] = [
        {
            **plain,
            "id": f"e{number}",
            "label": f"event {number}",
            "status": "scheduled",
            "when": {"edtf": edtf, "earliest": earliest, "latest": latest, "basis": "same-clause"},
        }
        for number, (edtf, earliest, latest) in enumerate(days)
    ]
    sent["layers"]["dates"]["events"] += [
        {**plain, "id": "e5", "label": "again", "status": "scheduled", "same_as": "e0"},
        {**plain, "id": "e6", "label": "undated", "status": "denied", "place": "loc:gull-island"},
    ]
    rows = [re.split(r"\s{2,}", row.strip()) for row in section(shown(sent), "Timeline")]
    assert rows == [
        ["The news of the day"],
        ["◄┤", "until 2026-03-01", "scheduled", "event 2"],
        ["●", "2026-03-03", "scheduled", "event 3"],
        ["├┤", "2026-03", "scheduled", "event 4"],
        ["├┤", "2026-05", "scheduled", "event 0"],
        ["-", "scheduled", "event 1"],
        ["-", "denied", "undated (Gull Island)"],
    ]


def test_a_claim_has_its_source_and_its_words() -> None:
    sent = record()
    claims = sent["layers"]["disputes"]["claims"]
    claims.append({**claims[0], "id": "c2", "source": [], "source_entity": None, "voice": "indirect", "stance": "no_comment"})
    claims.append({**claims[0], "id": "c3", "source_entity": "per:ida-berg", "content": [span("We never"), span("to that")]})
    lines = [line.strip() for line in section(shown(sent), "Claims")]
    assert lines == [
        "the Harbour Union: denies",
        "“We never agreed to that”",
        "(no source named): no comment",
        "We never agreed to that",
        "the Harbour Union (Ida Berg): denies",
        "“We never … to that”",
    ]


def test_a_claim_within_a_claim_stands_within_it() -> None:
    sent = record()
    outer = {"id": "c1", "source": [span("The council")], "cue": [span("said")], "voice": "indirect", "stance": "asserts"}
    inner = {"id": "c2", "source": [span("it")], "cue": [span("had elected")], "voice": "indirect", "stance": "confirms"}
    sent["layers"]["disputes"]["claims"] = [
        {**inner, "content": [span("Ida Berg as mayor")]},
        {**outer, "content": [span("it had elected Ida Berg as mayor")]},
    ]
    assert section(shown(sent), "Claims") == [
        "The council: asserts",
        "  it had elected Ida Berg as mayor",
        "  it: confirms",
        "    Ida Berg as mayor",
    ]


def test_a_dispute_has_each_party_with_its_positions_in_one_place() -> None:
    sent = record()
    sent["layers"]["disputes"]["mentions_only"] = ["kashmir"]
    assert section(shown(sent), "Disputes") == [
        "territorial dispute  gull-island  80%",
        "  about: Gull Island",
        "  names that Norland uses, in the article's own voice: “Northholm”",
        "  Harbour Union (claimant)",
        "    denies: “We never agreed to that”",
        "  Norland (holder)",
        "    no position of its own in this article",
        "  shown by",
        "    “Gull Island, which Norland calls Northholm”",
        "Named without a dispute at issue: kashmir",
    ]


def test_who_speaks_for_a_party_is_said() -> None:
    sent = record()
    sent["layers"]["disputes"]["claims"][0]["source"] = [span("The council of Norland")]
    assert "    The council of Norland, denies: “We never agreed to that”" in section(shown(sent), "Disputes")


def test_a_failed_layer_is_told() -> None:
    sent = record()
    sent["layers"]["dates"] = {"status": "failed"}
    text = shown(sent)
    assert "The stage of layer 'dates' failed on this article: when is not known." in text
    assert "Timeline" not in text


def test_a_record_without_layers_is_its_text() -> None:
    bare = {"article": {"id": "a", "text": "Only words."}}
    assert shown(bare).split() == ["Only", "words.", "a", "Text", "Only", "words."]


@pytest.mark.parametrize("width", [1, 5, 20, 400])
def test_any_width_will_do(width: int) -> None:
    assert "territorial" in shown(record(), width=width).replace("\n", "").replace(" ", "")


def test_without_colour_the_marks_stay() -> None:
    text = shown(record(), terminal=True, no_color=True)
    codes = {code for found in re.findall("\x1b\\[([0-9;]*)m", text) for code in found.split(";")}
    assert "1" in codes
    assert "4" in codes
    assert not {code for code in codes if code.startswith(("3", "4")) and len(code) > 1}


EVIL = "\x1b[31m\x1b]8;;http://x\x07 [bold]x[/bold] [link=y] :smile: \r\x08\x9b2J\u202e\u2066"


def test_text_from_outside_is_shown_and_not_obeyed() -> None:
    sent = record(text=EVIL, title=EVIL, source=EVIL)
    sent["layers"]["dates"]["events"][0]["label"] = EVIL
    sent["layers"]["disputes"]["disputes"][0]["parties"][0]["name"] = EVIL
    sent["layers"]["disputes"]["disputes"][0]["registry"] = EVIL
    sent["layers"]["entities"]["entities"][0]["name"] = EVIL
    sent["provenance"][0]["stage"] = EVIL
    sent["layers"]["dates"]["document_time"]["edtf"] = sent["layers"]["dates"]["events"][1]["when"]["edtf"] = EVIL
    sent["layers"]["dates"]["document_time"]["alternatives"] = [{"edtf": EVIL, "confidence": 0.1}]
    sent["layers"]["dates"]["events"][1]["same_as"] = None
    sent["layers"]["disputes"]["disputes"][0]["objects"] = sent["layers"]["disputes"]["mentions_only"] = [EVIL]
    text = shown(sent, width=400)
    assert not STEERING.search(text)
    assert text.count("[bold]x[/bold] [link=y] :smile:") >= 5
    assert "␛[31m" in text


@given(st.text(min_size=1))
def test_offsets_stay_in_any_text(text: str) -> None:
    assert len(harmless(text)) == len(text)
    assert not STEERING.search(harmless(text))


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_can_be_shown(text: str) -> None:
    sent = record(text=text, title=text)
    sent["layers"]["dates"]["events"][0]["label"] = text
    assert not STEERING.search(shown(sent, width=60))
