"""What the door takes and refuses, value by value."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.article import MAX_TEXT_BYTES, Article
from dateline.codec import CodecError
from dateline.deadletter import Code
from services.ingest.validate import admit_object, admit_raw, admit_text

WHEN = "2031-05-06T07:08:09Z"


def refused(value: bytes | None) -> CodecError:
    with pytest.raises(CodecError) as raised:
        admit_raw(value, WHEN)
    return raised.value


def admitted(**sent: Any) -> dict[str, Any]:
    article: dict[str, Any] = admit_raw(orjson.dumps(sent), WHEN)["article"]
    return article


def test_a_record_without_layers_comes_out() -> None:
    record = admit_raw(b'{"text": "Rain fell.", "id": "a1"}', WHEN)
    assert record == {
        "article": {
            "id": "a1",
            "text": "Rain fell.",
            "title": None,
            "url": None,
            "source": None,
            "language": "en",
            "published_at": None,
            "received_at": WHEN,
        },
        "layers": {},
        "provenance": [],
    }


def test_same_value_and_timestamp_same_record() -> None:
    value = orjson.dumps({"text": "Rain fell.", "url": "https://news.example/1"})
    assert admit_raw(value, WHEN) == admit_raw(value, WHEN)
    assert admit_raw(value, None)["article"]["received_at"] is None


def test_the_producers_own_clock_wins_over_the_brokers() -> None:
    assert admitted(text="Rain.", received_at="2030-01-01T00:00:00+02:00")["received_at"] == "2029-12-31T22:00:00Z"


def test_an_id_is_derived_from_source_and_url_else_from_the_content() -> None:
    one, two = admitted(text="First.", url="https://n.example/1"), admitted(text="Other.", url="https://n.example/1")
    assert one["id"] == two["id"]
    assert admitted(text="First.")["id"] != admitted(text="Other.")["id"]


@pytest.mark.parametrize(
    ("value", "code", "says"),
    [
        (None, "TOMBSTONE", "null"),
        (b"", "INVALID_JSON", "not JSON"),
        (b"{", "INVALID_JSON", "not JSON"),
        (b"Rain fell.", "INVALID_JSON", "not JSON"),
        (b'{"text": NaN}', "INVALID_JSON", "not JSON"),
        (b'{"text": "\\ud800"}', "INVALID_JSON", "not JSON"),
        (b'{"text": "a\x00b"}', "INVALID_JSON", "not JSON"),
        (b'{"text": "\xff"}', "NOT_UTF8", "byte 10"),
        (b'{"text": "\xed\xa0\x80"}', "NOT_UTF8", "byte 10"),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "INVALID_JSON", "not JSON"),
        (b"[]", "SCHEMA", "an array"),
        (b"null", "SCHEMA", "null"),
        (b'"text"', "SCHEMA", "a string"),
        (b"{}", "SCHEMA", "text: Field required"),
        (b'{"text": null}', "SCHEMA", "text: Field required"),
        (b'{"text": ""}', "SCHEMA", "text: text is empty"),
        (b'{"text": " \\n\\t\xc2\xa0"}', "SCHEMA", "text: text is empty"),
        (b'{"text": 5}', "SCHEMA", "text: Input should be a valid string"),
        (b'{"text": ["a"]}', "SCHEMA", "text: Input should be a valid string"),
        (b'{"text": "a", "title": 5}', "SCHEMA", "title: Input should be a valid string"),
        (b'{"text": "a", "url": {}}', "SCHEMA", "url: Input should be a valid string"),
        (b'{"text": "a", "id": 7}', "SCHEMA", "id: Input should be a valid string"),
        (b'{"text": "a", "id": ""}', "SCHEMA", "id: String should have at least 1 character"),
        (b'{"text": "a", "language": true}', "SCHEMA", "language: Input should be a valid string"),
        (b'{"text": "a", "published_at": 1598860800}', "SCHEMA", "published_at: Input should be a valid string"),
        (b'{"text": "a", "published_at": "2020-02-30"}', "SCHEMA", "published_at: day is out of range for month"),
        (b'{"text": "a", "published_at": "2020-08-31T25:00:00Z"}', "SCHEMA", "published_at: hour must be in 0..23"),
        (b'{"text": "a", "published_at": "yesterday"}', "SCHEMA", "published_at: 'yesterday' is neither"),
        (b'{"text": "a", "published_at": "0001-01-01T00:00:00+14:00"}', "SCHEMA", "has no UTC time"),
        (b'{"text": "a", "published_at": "2020-08-31\\r\\n10:00:00"}', "SCHEMA", r"'2020-08-31\r\n10:00:00' is neither"),
        (b'{"text": "a", "received_at": "soon"}', "SCHEMA", "received_at: 'soon' is neither"),
        (b'{"text": "a", "id": "a\\r\\nb"}', "SCHEMA", "id: control character U+000D at position 1"),
        (b'{"text": "a", "id": "\\u001b[31m"}', "SCHEMA", "id: control character U+001B at position 0"),
        (b'{"text": "a", "id": "a\\u0000"}', "SCHEMA", "id: control character U+0000"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_bad_values_are_refused_with_a_code_and_a_reason(value: bytes | None, code: Code, says: str) -> None:
    error = refused(value)
    assert error.code == code
    assert says in str(error)
    assert len(str(error)) < 400


def test_every_wrong_field_is_named_at_once() -> None:
    message = str(refused(b'{"text": "a", "title": 1, "source": 2}'))
    assert "title: " in message and "source: " in message


def test_text_may_have_one_mebibyte_of_utf8_and_not_a_byte_more() -> None:
    half = "é" * (MAX_TEXT_BYTES // 2)
    assert admitted(text=half)["text"] == half
    error = refused(orjson.dumps({"text": half + "a"}))
    assert error.code == "TOO_LARGE"
    assert f"text is {MAX_TEXT_BYTES + 1} bytes" in str(error)


def test_unknown_fields_are_left_out_even_100_deep() -> None:
    deep = b'{"text": "Rain.", "extra": ' + b"[" * 100 + b"]" * 100 + b', "layers": {"entities": {}}}'
    record = admit_raw(deep, None)
    assert record["layers"] == {}
    assert "extra" not in record["article"]


def test_null_counts_as_absent() -> None:
    article = admitted(text="Rain.", language=None, title=None, id=None, received_at=None)
    assert article["language"] == "en"
    assert article["received_at"] == WHEN
    assert article["id"].startswith("art-")


def test_nul_becomes_the_replacement_character_one_for_one() -> None:
    article = admitted(text="a\0b\0\0c", title="\0")
    assert article["text"] == "a\ufffdb\ufffd\ufffdc"
    assert article["title"] == "\ufffd"


def test_line_ends_and_escapes_in_titles_and_urls_are_kept_as_text() -> None:
    article = admitted(text="Rain.", title='Two\r\nlines \x1b[31m"}', url="https://n.example/\r\nX-Evil: 1")
    assert article["title"] == 'Two\r\nlines \x1b[31m"}'
    assert article["url"] == "https://n.example/\r\nX-Evil: 1"
    assert b"\r" not in orjson.dumps(article)


def test_a_future_day_is_accepted() -> None:
    assert admitted(text="Rain.", published_at="2999-01-01")["published_at"] == "2999-01-01"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2020-08-31", "2020-08-31"),
        ("2020-08-31 14:20:00", "2020-08-31T14:20:00"),
        ("2020-08-31T14:20Z", "2020-08-31T14:20Z"),
        (" 2020-08-31T14:20:00.1234567+0300 ", "2020-08-31T14:20:00.1234567+0300"),
    ],
)
def test_dates_as_they_are_found_in_the_wild(sent: str, kept: str) -> None:
    assert admitted(text="Rain.", published_at=sent)["published_at"] == kept


def test_a_byte_order_mark_is_no_part_of_the_json_nor_of_the_text() -> None:
    assert admit_raw(b'\xef\xbb\xbf{"text": "Rain."}', None)["article"]["text"] == "Rain."
    assert admit_text(b"\xef\xbb\xbfRain.\r\nSnow.", None).text == "Rain.\r\nSnow."


def test_a_text_file_is_one_article_with_an_id_from_its_content() -> None:
    article = admit_text("Café\n\nopen".encode(), WHEN)
    assert (article.text, article.received_at) == ("Café\n\nopen", WHEN)
    assert article.id == admit_object({"text": "Café\n\nopen"}, None).id


@pytest.mark.parametrize(
    ("value", "code"), [(b"\xff", "NOT_UTF8"), (b" \n", "SCHEMA"), (b"a" * (MAX_TEXT_BYTES + 1), "TOO_LARGE")]
)
def test_a_text_file_that_is_no_article(value: bytes, code: Code) -> None:
    with pytest.raises(CodecError) as raised:
        admit_text(value, None)
    assert raised.value.code == code


FIELDS = st.sampled_from(
    [
        *Article.model_fields,
        *("maintext", "date_publish", "uri", "bodies", "headlines", "body_html", "versioncreated"),
        *("value", "role", "contentType", "provider", "infoSources", "name"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(FIELDS, JSON, max_size=8))
def test_any_object_is_an_article_or_is_refused_with_a_code(sent: dict[str, Any]) -> None:
    try:
        article = admit_object(sent, WHEN)
    except CodecError as error:
        assert error.code in ("SCHEMA", "TOO_LARGE")
    else:
        assert article.id and article.text.strip() and article.received_at


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_are_refused_with_a_code(value: bytes) -> None:
    try:
        admit_raw(value, WHEN)
    except CodecError as error:
        assert error.code in ("INVALID_JSON", "NOT_UTF8", "SCHEMA")
