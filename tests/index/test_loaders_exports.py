"""JSON and XML of any kind as text: records, running text, and files that are not whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def words(loaded: LoadedText) -> list[str]:
    return [text for _, text in blocks(loaded)]


def places(loaded: LoadedText) -> list[tuple[str, str]]:
    return [(mark.place.label, loaded.text[mark.start :].split("\n")[0]) for mark in loaded.places]


def test_records_are_rows_with_the_way_to_them() -> None:
    data = '{"title": "Our mill", "open": true, "orders": [{"item": "rye", "kg": 2.50, "to": {"city": "Bath"}}, {"item": "oat"}]}'
    loaded = load(data.encode(), "x.json")
    assert words(loaded)[0] == "title: Our mill | open: true"
    assert places(loaded) == [
        ("orders", "orders"),
        ("orders, entry 1", "item: rye | kg: 2.50 | to › city: Bath"),
        ("orders, entry 2", "item: oat"),
    ]
    assert loaded.title == "Our mill"


def test_lines_of_records_long_texts_lists_and_names_given_twice() -> None:
    long = "The mill opens at ten. " * 30
    lines = f'{{"a": 1, "a": 2, "tags": ["x", "y"], "none": null}}\n{{"text": {json.dumps(long)}}}\n'
    loaded = load(lines.encode(), "log.jsonl")
    assert words(loaded) == ["a: 1 | a: 2 | tags: x, y", f"text: {long.strip()}"]
    assert [label for label, _ in places(loaded)] == ["entry 1", "entry 2 › text"]


def test_json_that_is_cut_short_is_read_as_text_and_told() -> None:
    loaded = load(b'{"mill": "opens at ten", "ca', "x.json")
    assert "opens at ten" in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.TRUNCATED]


def test_json_that_is_nested_without_end_is_refused_or_read() -> None:
    try:
        assert load(b"[" * 100_000, "x.json").text
    except UnreadableFileError as refusal:
        assert "nested too deeply" in refusal.reason


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_every_value_of_a_json_file_is_in_its_text(data: object) -> None:
    def values(one: object) -> list[str]:
        if isinstance(one, dict):
            return [word for inner in one.values() for word in values(inner)]
        if isinstance(one, list):
            return [word for inner in one for word in values(inner)]
        return [] if one is None or isinstance(one, bool) else str(one).split()

    try:
        loaded = load(json.dumps(data).encode(), "x.json")
    except UnreadableFileError:
        return
    for word in values(data):
        assert "".join(word.replace("\x00", "\ufffd").split()) in loaded.text


ARTICLE = """<?xml version="1.0"?><!DOCTYPE article SYSTEM "none.dtd"><article><front><article-title>The mill</article-title>
<name><surname>Smith</surname><given>Ann</given></name><price currency="EUR">12</price></front><body><sec id="s1">
<title>Hours</title><p>It <b>opens</b> at ten&mdash;sharp.<!-- really? --></p><list><item>rye</item><item>oat</item></list>
<table><colspec colwidth="4"/><tr><td>Adults</td><td>7</td></tr></table></sec><person name="Bob" city="Bath"/></body></article>"""


def test_an_article_and_its_records() -> None:
    loaded = load(ARTICLE.encode(), "x.xml")
    assert blocks(loaded) == [
        (BlockKind.HEADING, "The mill"),
        (BlockKind.ROW, "surname: Smith | given: Ann"),
        (BlockKind.ROW, "price: 12 (currency: EUR)"),
        (BlockKind.HEADING, "Hours"),
        (BlockKind.PARAGRAPH, "It opens at ten—sharp."),
        (BlockKind.ITEM, "rye"),
        (BlockKind.ITEM, "oat"),
        (BlockKind.ROW, "Adults | 7"),
        (BlockKind.ROW, "person: name: Bob, city: Bath"),
    ]
    assert loaded.title == "The mill"


def test_pages_inside_xml_are_read_as_pages() -> None:
    feed = "<rss><item><title>News</title><description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description></item></rss>"
    assert words(load(feed.encode(), "x.rss")) == ["News", "One two.", "Three."]


def test_several_documents_in_one_file_and_a_broken_one() -> None:
    one = "<?xml version='1.0' encoding='utf-8'?><a><b>first</b></a>\n"
    two = one.replace("first", "second")
    loaded = load((one + two).encode(), "x.xml")
    assert words(loaded) == ["b: first", "b: second"]
    assert loaded.notices == ()
    cut = load((one + two[:-12]).encode(), "x.xml")
    assert words(cut)[0] == "b: first"
    assert [notice.code for notice in cut.notices] == [NoticeCode.TRUNCATED]


def test_a_page_with_the_ending_of_xml_is_read_as_a_page() -> None:
    assert load(b"<html><body><p>Words.</p></body></html>", "x.xml").format == "web page"


PREVIOUS = "&l{};"


def test_a_billion_laughs_are_not_laughed_and_told() -> None:
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{10 * PREVIOUS.format(n - 1)}">' for n in range(1, 10))
    loaded = load(f"<!DOCTYPE d [{laughs}]><d><p>So &l9; funny</p></d>".encode(), "x.xml")
    assert loaded.text == "So"
    assert [notice.code for notice in loaded.notices] == [NoticeCode.TRUNCATED]


def test_a_hundred_thousand_attributes_take_no_minutes() -> None:
    names = " ".join(f'k{number}="v"' for number in range(100_000))
    assert load(f"<a {names}><p>w</p></a>".encode(), "x.xml").text.endswith("w")


def test_files_outside_are_not_fetched() -> None:
    loaded = load(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d><p>a &x; b</p></d>', "x.xml")
    assert loaded.text == "a &x; b"


def test_bytes_that_are_no_xml_are_refused() -> None:
    with pytest.raises(UnreadableFileError):
        load(b"\x00\x01\x02 no xml", "x.xml")


def test_a_name_without_end_makes_no_place_without_end() -> None:
    loaded = load(('{"' + "k" * 5_000 + '": {"town": "Bath"}}').encode(), "x.json")
    assert max(len(mark.place.label) for mark in loaded.places) < 350


def test_what_attributes_say_of_a_record_is_read() -> None:
    content = (
        b'<people><person id="C-1001" type="gold"><name>Ann</name><phone type="mobile">0171 2</phone></person>'
        b'<person id="C-1002"><name>Bob</name></person><line qty="2" price="3.50">Tea</line></people>'
    )
    assert words(load(content, "x.xml")) == [
        "id: C-1001, type: gold | name: Ann | phone: 0171 2 (type: mobile)",
        "id: C-1002 | name: Bob",
        "line: Tea (qty: 2, price: 3.50)",
    ]


def test_raised_digits_of_an_article_are_powers() -> None:
    text = load(b"<article><body><p>About 10<sup>6</sup> cells.</p></body></article>", "x.xml").text
    assert text == "About 10⁶ cells."
