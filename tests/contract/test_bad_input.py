"""Bad input, and what it gets: the same answer at every entrance, be it HTTP, the raw topic or `dateline produce`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from dateline.article import MAX_TEXT_BYTES
from dateline.codec import CodecError, decode_article
from dateline.deadletter import Code
from services.ingest.problems import status_of
from services.ingest.sending import Sending
from services.ingest.validate import admit_raw
from services.runtime.settings import Settings
from tests.doors import Served, door, open_door

__all__ = ["door", "open_door"]


@dataclass(frozen=True)
class Case:
    """A value as it comes in; refused with a code, or taken with this text."""

    name: str
    value: bytes
    code: Code | None = None
    text: str = "Rain."


def article(**fields: Any) -> bytes:
    return orjson.dumps({"text": "Rain.", **fields})


CASES = [
    Case("invalid JSON", b'{"text": "Rain."', "INVALID_JSON"),
    Case("not a number", b'{"text": "Rain.", "score": NaN}', "INVALID_JSON"),
    Case("a string instead of an object", b'"Rain."', "SCHEMA"),
    Case("a number instead of an object", b"42", "SCHEMA"),
    Case("null instead of an object", b"null", "SCHEMA"),
    Case("text missing", b"{}", "SCHEMA"),
    Case("text empty", article(text=""), "SCHEMA"),
    Case("text blank", article(text=" \n\t"), "SCHEMA"),
    Case("text of a wrong type", article(text=["Rain."]), "SCHEMA"),
    Case("title of a wrong type", article(title=7), "SCHEMA"),
    Case("id of a wrong type", article(id={"a": 1}), "SCHEMA"),
    Case("id with a line end", article(id="a\r\nb"), "SCHEMA"),
    Case("unknown fields", article(mood="wet", layers={"entities": 1}, article={"text": "x"})),
    Case("text of just the limit", article(text="x" * MAX_TEXT_BYTES), text="x" * MAX_TEXT_BYTES),
    Case("text over the limit", article(text="x" * (MAX_TEXT_BYTES + 1)), "TOO_LARGE"),
    Case("NUL in the text", article(text="Ra\0in."), text="Ra\ufffdin."),
    Case("lone surrogate", b'{"text": "\\ud800 Rain."}', "INVALID_JSON"),
    Case("invalid UTF-8", b'{"text": "Rain\xff."}', "NOT_UTF8"),
    Case("encoded surrogate", b'{"text": "Rain\xed\xa0\x80."}', "NOT_UTF8"),
    Case("nesting 100 deep", b'{"text": "Rain.", "more": ' + b'{"a":[' * 50 + b"]}" * 50 + b"}"),
    Case("nesting 100,000 deep", b'{"text": "Rain.", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "INVALID_JSON"),
    Case("published in the future", article(published_at="2999-12-31T23:59:59Z")),
    Case("published in an impossible month", article(published_at="2021-13"), "SCHEMA"),
    Case("published on an impossible day", article(published_at="2021-02-29"), "SCHEMA"),
    Case("published at no time at all", article(published_at="last Tuesday"), "SCHEMA"),
    Case("published before the calendar", article(published_at="0001-01-01T00:00:00+14:00"), "SCHEMA"),
    Case("received at no time at all", article(received_at="9999-12-31T23:00:00-14:00"), "SCHEMA"),
    Case("escapes in title and URL", article(title="\x1b[2J\r\n", url='https://n.example/\r\nSet-Cookie: a="b"')),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_the_raw_topic(case: Case) -> None:
    if case.code is None:
        record = admit_raw(case.value, "2031-05-06T07:08:09Z")
        assert record["article"]["text"] == case.text
        assert record["layers"] == {} and record["article"]["id"]
        return
    with pytest.raises(CodecError) as raised:
        admit_raw(case.value, "2031-05-06T07:08:09Z")
    assert raised.value.code == case.code
    assert 0 < len(str(raised.value)) < 500


def test_a_tombstone_on_the_raw_topic() -> None:
    with pytest.raises(CodecError) as raised:
        admit_raw(None, None)
    assert raised.value.code == "TOMBSTONE"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_over_http(case: Case, door: Served) -> None:
    answer = await door.post(case.value)
    kept = await door.kept()
    if case.code is None:
        assert answer.status_code == 202
        [(key, value, headers)] = kept
        assert answer.json() == {"accepted": [key], "refused": []}
        assert decode_article(value).text == case.text
        assert not any("\r" in text or "\n" in text for text in headers.values())
        return
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status_of(case.code), status_of(case.code), case.code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"] and kept == []


@pytest.mark.parametrize("case", [case for case in CASES if b"\n" not in case.value], ids=lambda case: case.name)
async def test_as_a_line_among_others(case: Case, door: Served) -> None:
    body = b"\n".join([article(id="first"), case.value, article(id="last")])
    content = (await door.post(body, "application/x-ndjson")).json()
    assert len(content["accepted"]) == (3 if case.code is None else 2)
    assert {"first", "last"} <= set(content["accepted"])
    assert [(one["line"], one["code"]) for one in content["refused"]] == ([] if case.code is None else [(2, case.code)])


@dataclass(frozen=True)
class Line:
    """What a file of `dateline produce` gives."""

    value: bytes
    where: str = "articles.jsonl:1"
    problem: str | None = None


class Said(list[str]):
    """What `dateline produce` says."""

    def step(self) -> None:
        """Counts nothing."""

    def say(self, message: str) -> None:
        """Notes it."""
        self.append(message)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_with_dateline_produce(case: Case) -> None:
    said = Said()
    sending = Sending(Settings(), said)
    entries = list(admitted(sending, [Line(case.value)]))
    assert (len(entries), sending.refused) == ((1, 0) if case.code is None else (0, 1))
    assert [one.startswith("articles.jsonl:1: ") for one in said] == [True] * sending.refused


def admitted(sending: Sending, lines: Iterable[Line]) -> Iterable[object]:
    return (entry for line in lines if (entry := sending.admitted(line)) is not None)


async def test_the_same_article_twice_is_accepted_twice_under_one_id(door: Served) -> None:
    value = article(url="https://n.example/rain")
    answers = [(await door.post(value)).json()["accepted"] for _ in range(2)]
    assert answers[0] == answers[1]
    first, second = [decode_article(value) for _, value, _ in await door.kept()]
    assert first.content_hash() == second.content_hash()


async def test_new_content_under_an_old_id_comes_in_later(door: Served) -> None:
    await door.post(article(id="a"))
    await door.post(article(id="a", text="Snow."))
    first, second = [decode_article(value) for _, value, _ in await door.kept()]
    assert first.content_hash() != second.content_hash()
    assert str(first.received_at) < str(second.received_at)
