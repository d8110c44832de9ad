"""The articles of other systems, read as ours. The samples have the shape of the real formats and invented content."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.article import Article
from dateline.codec import CodecError
from services.ingest.formats import load, mapped
from services.ingest.markup import plain
from services.ingest.validate import admit_object

NEWS_PLEASE: dict[str, Any] = {
    "authors": ["A. Writer"],
    "date_download": "2021-04-02 06:00:00",
    "date_modify": "None",
    "date_publish": "2021-04-01 18:30:00",
    "description": "The ferry is back.",
    "filename": "https%3A%2F%2Fharbour.example%2Fferry.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": "The ferry returned on Thursday.\nIt had been away since March.",
    "source_domain": "harbour.example",
    "text": None,
    "title": "Ferry returns",
    "title_page": None,
    "title_rss": None,
    "url": "https://harbour.example/ferry",
}

NINJS_2: dict[str, Any] = {
    "uri": "urn:newsml:agency.example:20210401:ferry",
    "type": "text",
    "pubstatus": "usable",
    "firstcreated": "2021-03-31T09:00:00Z",
    "versioncreated": "2021-04-01T16:30:00+02:00",
    "language": "en-GB",
    "headlines": [{"role": "slug", "value": "FERRY"}, {"role": "main", "value": "Ferry returns"}],
    "bodies": [
        {"role": "html", "contenttype": "text/html", "value": "<section><p>The ferry &amp; its crew returned.</p></section>"},
        {"role": "plain", "contenttype": "text/plain", "value": "The ferry & its crew returned."},
    ],
    "infosources": [{"name": "Harbour Agency", "role": "originator"}],
}

NINJS_3: dict[str, Any] = {
    "uri": "urn:newsml:agency.example:20210401:ferry",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2021-04-01T16:30:00Z",
    "headlines": [{"value": "Ferry returns"}],
    "bodies": [{"contentType": "application/xhtml+xml; charset=utf-8", "value": "<p>One.</p><p>Two<br/>lines.</p>"}],
    "infoSources": [{"name": "Harbour Agency"}],
    "copyrightHolder": "Somebody else",
}

NINJS_1: dict[str, Any] = {
    "uri": "http://agency.example/items/1",
    "versioncreated": "2021-04-01T16:30:00Z",
    "headline": "Ferry returns",
    "body_text": "The ferry returned.",
    "body_html": "<p>The ferry returned.</p>",
    "copyrightholder": "Harbour Agency",
}


def read(sent: dict[str, Any]) -> Article:
    return admit_object(sent, None)


def test_news_please() -> None:
    article = read(NEWS_PLEASE)
    assert article.model_dump(exclude={"id"}) == {
        "text": NEWS_PLEASE["maintext"],
        "title": "Ferry returns",
        "url": "https://harbour.example/ferry",
        "source": "harbour.example",
        "language": "en",
        "published_at": "2021-04-01T18:30:00",
        "received_at": "2021-04-02T06:00:00Z",
    }
    assert article.id == read({**NEWS_PLEASE, "maintext": "Corrected."}).id


def test_news_please_without_its_optional_parts() -> None:
    article = read({**NEWS_PLEASE, "date_publish": "None", "title": "", "title_page": "Ferry | Harbour", "language": None})
    assert (article.published_at, article.title, article.language) == (None, "Ferry | Harbour", "en")


def test_ninjs_2_takes_the_plain_body_and_the_main_headline() -> None:
    article = read(NINJS_2)
    assert article.model_dump() == {
        "id": "urn:newsml:agency.example:20210401:ferry",
        "text": "The ferry & its crew returned.",
        "title": "Ferry returns",
        "url": None,
        "source": "Harbour Agency",
        "language": "en-GB",
        "published_at": "2021-04-01T16:30:00+02:00",
        "received_at": None,
    }


def test_ninjs_3_reads_markup_when_there_is_nothing_else() -> None:
    article = read(NINJS_3)
    assert (article.text, article.title, article.source) == ("One.\n\nTwo\nlines.", "Ferry returns", "Harbour Agency")


def test_ninjs_1() -> None:
    article = read(NINJS_1)
    assert (article.text, article.title, article.source) == ("The ferry returned.", "Ferry returns", "Harbour Agency")
    assert article.published_at == "2021-04-01T16:30:00Z"


def test_a_body_that_declares_nothing_is_markup_only_when_it_looks_like_it() -> None:
    plainly = {"uri": "u", "bodies": [{"value": "Less < more, he said."}]}
    assert read(plainly).text == "Less < more, he said."
    assert read({"uri": "u", "bodies": [{"value": " <p>Rain.</p>\n"}]}).text == "Rain."
    assert read({"uri": "u", "bodies": [{"contenttype": "text/plain", "value": "<sic>"}]}).text == "<sic>"


def test_our_own_names_win_in_a_foreign_format() -> None:
    own = {"id": "mine", "source": "Mine", "published_at": "2021-04-05"}
    article = read({**NEWS_PLEASE, **own})
    assert (article.id, article.source, article.published_at) == ("mine", "Mine", "2021-04-05")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({**NEWS_PLEASE, "maintext": 5}, "maintext (as text): Input should be a valid string"),
        ({**NEWS_PLEASE, "maintext": None}, "text: Field required"),
        ({**NEWS_PLEASE, "date_publish": "2021-04-31"}, "date_publish (as published_at): day is out of range"),
        ({**NINJS_2, "bodies": []}, "text: Field required"),
        ({**NINJS_2, "bodies": "x", "uri": 3}, "uri (as id): Input should be a valid string"),
        ({**NINJS_2, "bodies": [{"value": 4}]}, "bodies (as text): Input should be a valid string"),
        ({"uri": "urn:x"}, "text: Field required"),
        ({"uri": "urn:x\n1", "body_text": "Rain."}, "id: control character U+000A"),
    ],
)
def test_what_is_wrong_is_said_in_the_producers_words(sent: dict[str, Any], says: str) -> None:
    with pytest.raises(CodecError) as raised:
        read(sent)
    assert raised.value.code == "SCHEMA"
    assert says in str(raised.value)


def test_an_endless_html_body_is_refused_before_it_is_read() -> None:
    with pytest.raises(CodecError) as raised:
        read({"uri": "u", "body_html": "<" * 5_000_000})
    assert raised.value.code == "TOO_LARGE"


def test_an_article_of_our_own_is_taken_as_it_is() -> None:
    sent = {"text": "Rain.", "uri": "urn:x", "description": "d"}
    assert mapped(sent).fields == {"text": "Rain."}


def test_the_data_file_maps_to_fields_that_exist_and_says_where_it_is_from() -> None:
    known = load()
    assert known.version and {one.name for one in known.formats} == {"news-please", "ninjs"}
    for one in known.formats:
        assert set(one.fields) == set(Article.model_fields)
        assert all(one.fields.values())
        named = {candidate.name for candidates in one.fields.values() for candidate in candidates}
        assert one.marks <= named
        assert not one.marks & set(Article.model_fields), "a mark must not be a field of Article"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("no tags", "no tags"),
        ("<p>a</p>\n  <p>b\n c</p>", "a\n\nb c"),
        ("<P CLASS='x'>A<BR>B</P>", "A\nB"),
        ("<h1>Head</h1><ul><li>x</li><li>y</li></ul>", "Head\n\nx\ny"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("a<script>if (x < y) {}</script>b<style>p{}</style>c", "abc"),
        ("<figure><img src='x'/><figcaption>caption</figcaption></figure>a", "a"),
        ("a <b>bold</b>, <i>it</i>.", "a bold, it."),
        ("x &lt;y&gt; &eacute;&#233; &nbsp;z", "x <y> éé \xa0z"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<script>never closed", ""),
    ],
)
def test_markup_to_text(html: str, text: str) -> None:
    assert plain(html, load().markup) == text
