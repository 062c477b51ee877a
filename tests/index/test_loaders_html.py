"""Web pages: what is visible, what is the article, how it is called."""

from __future__ import annotations

import pytest

from index.cleaning import clean
from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.html import load

SENTENCES = (
    "The river rose for sixteen days, and on the last evening of November the miller counted the sacks on the upper "
    "floor for the third time. Nobody in the lower town slept that night, because the bridge had begun to sing. ",
    "By four in the morning the water stood in the market square, and the clerk carried the books of the town into "
    "the tower of the church. He needed eleven journeys, and on the ninth he lost a shoe that was never found. ",
    "The council met on the stairs of the school and decided to build the new bridge of iron, which was cheaper than "
    "stone and could be ordered from a catalogue. It was opened two and a half years later, on a day without rain. ",
)
PAGE = f"""<!DOCTYPE html><html><head><title>The night of the flood | The Courier</title>
<meta property="og:site_name" content="The Courier"><script>var x = "never seen";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/s">The night of the flood</a></li>
</ul></nav>
<div class="cookie-banner"><p>We use cookies to improve your experience. <a href="#">Accept all</a></p></div>
<main><article><h1>The night of the flood</h1><p class="byline">By Ada Moss, 3 May 2021</p>
<p>{SENTENCES[0]}</p><h2>The market square</h2><p>{SENTENCES[1]}</p>
<blockquote class="twitter-tweet"><p>I was six years old then, and what I remember is not the water but the silence after
it, and the smell of wet flour, which stayed in the houses until the summer.</p></blockquote>
<p>{SENTENCES[2]}</p></article></main>
<aside><h3>Related stories</h3><ul><li><a href="/a">Bakery wins prize for its rye loaf</a></li></ul></aside>
<footer><p>© 2021 The Courier. All rights reserved.</p></footer></body></html>"""


def kept(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [
        (block.kind, block.span.of(loaded.text)) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE
    ]


def blocks(body: str) -> list[tuple[BlockKind, str]]:
    return kept(load(f"<html><body>{body}</body></html>".encode(), "x.html"))


def test_only_the_article_is_indexed_but_all_is_kept() -> None:
    loaded = load(PAGE.encode(), "x.html")
    words = [text for _, text in kept(loaded)]
    assert words[0] == "The night of the flood"
    assert [text for text in words if text in [sentence.strip() for sentence in SENTENCES]] == [
        sentence.strip() for sentence in SENTENCES
    ]
    assert not {"Home", "News", "Bakery wins prize for its rye loaf", "Related stories"} & set(words)
    assert "Home" in loaded.text
    assert "All rights reserved" in loaded.text
    assert "never seen" not in loaded.text


def test_byline_and_quoted_posts_belong_to_the_article() -> None:
    words = " ".join(text for _, text in kept(load(PAGE.encode(), "x.html")))
    assert "By Ada Moss, 3 May 2021" in words
    assert "smell of wet flour" in words


def test_a_menu_entry_with_the_words_of_the_headline_is_furniture() -> None:
    loaded = load(PAGE.encode(), "x.html")
    same = [block.kind for block in loaded.blocks if block.span.of(loaded.text) == "The night of the flood"]
    assert same == [BlockKind.FURNITURE, BlockKind.HEADING]


def test_a_page_that_a_program_wrote_is_read_whole() -> None:
    body = "<h1>Receipt</h1><p>Server: Ada</p><table><tr><th>Item<th>Price<tr><td>Tea<td>2</table><p>Thanks</p>"
    assert blocks(body) == [
        (BlockKind.HEADING, "Receipt"),
        (BlockKind.PARAGRAPH, "Server: Ada"),
        (BlockKind.ROW, "Item | Price"),
        (BlockKind.ROW, "Tea | 2"),
        (BlockKind.PARAGRAPH, "Thanks"),
    ]


def test_a_site_without_an_article_is_read_whole_and_says_so() -> None:
    links = "".join(f'<li><a href="/{n}">Link {n}</a></li>' for n in range(5))
    loaded = load(f"<html><body><nav><ul>{links}</ul></nav></body></html>".encode(), "x.html")
    assert [notice.code for notice in loaded.notices] == ["no_article"]
    assert len(kept(loaded)) == 5


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>one  \n two</p>", ["one two"]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("one<br><br>two", ["one", "two"]),
        ("<div>a <b>b</b><i>c</i> d<p>e</p>f</div>", ["a bc d", "e", "f"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p>a<!-- b --> c</p>", ["a c"]),
        ("<p>seen</p><p hidden>no</p><p style='display: none'>no</p><noscript>no</noscript>", ["seen"]),
        ("<p>seen<span style='visibility:hidden'>no</span> too</p>", ["seen too"]),
        ("<p>x &amp; y &lt; z&nbsp;1</p>", ["x & y < z\xa01"]),
        ("<ul><li>a<ul><li>b</ul></ul>", ["a", "b"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<table><tr><td><h2>layout</h2><td>aside</table>", ["layout", "aside"]),
        ("<table><tr><td>a<br>b<td> <b>c</b> d</table>", ["a b | c d"]),
        (
            "<p>Name: <input value='Ann Lee'> <input type=hidden value=no> <input type=submit value=no></p>",
            ["Name: Ann Lee"],
        ),
        ("<p>Size: <select><option>S<option selected>Large</select></p>", ["Size: Large"]),
        ("<p>Note: <textarea>ring twice</textarea></p>", ["Note: ring twice"]),
        ("<p><input type=checkbox checked> gift</p><p><input type=radio> card</p>", ["☒ gift", "☐ card"]),
        ("<table><tr><td>Name<td><input value='Ann'></table>", ["Name | Ann"]),
        ("<p>Kept<input style='display:none' value='no'></p>", ["Kept"]),
    ],
)
def test_the_walk_sees_what_a_browser_shows(body: str, words: list[str]) -> None:
    assert [text for _, text in blocks(body)] == words


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The mill | The Courier</title>", "", "The mill"),
        ("<title>The mill - Opening hours</title>", "<h2>Opening hours</h2>", "The mill - Opening hours"),
        ("<title>The old mill: it turns again - Courier - News</title>", "<h1>The old mill</h1>", "The old mill"),
        ("<title>x</title><meta property='og:title' content='The mill'>", "", "The mill"),
        ("<title>index.html</title>", "<h1>The mill</h1>", "The mill"),
        ("", "<h1>The mill</h1>", "The mill"),
    ],
)
def test_titles_go_without_the_name_of_the_site(head: str, body: str, title: str) -> None:
    assert load(f"<head>{head}</head><body>{body}<p>Words.</p></body>".encode(), "page.html").title == title


@pytest.mark.parametrize(
    "source",
    [
        "<meta charset=windows-1251><p>Съешь ещё этих булок</p>".encode("cp1251"),
        "<?xml version='1.0' encoding='koi8-r'?><html><p>Съешь ещё этих булок</p></html>".encode("koi8-r"),
        "\ufeff<p>Съешь ещё этих булок</p>".encode("utf-16"),
        "<meta charset=nonsense><p>Съешь ещё этих булок</p>".encode(),
    ],
)
def test_the_encoding_that_the_page_states_is_used(source: bytes) -> None:
    assert load(source, "x.html").text == "Съешь ещё этих булок"


def test_typographic_signs_survive_a_wrong_statement() -> None:
    source = "<meta charset=iso-8859-1><p>“The mill’s café”</p>".encode("cp1252")
    assert load(source, "x.html").text == "“The mill’s café”"


def test_prompts_inside_the_article_are_cleaned_away() -> None:
    prompt = "Get the Courier's morning e-mail straight to your inbox every day."
    page = PAGE.replace("<h2>", f"<p>{prompt}</p><h2>")
    cleaned = clean(load(page.encode(), "x.html"))
    assert prompt in cleaned.text
    assert prompt not in [text for _, text in kept(cleaned)]


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no web page"):
        load(b"<!-- -->", "x.html")


def test_deep_nesting_is_read_or_said() -> None:
    assert "words" in load(b"<div>" * 1_000 + b"words", "x.html").text
    loaded = load(b"<p>words</p><script></script>" + b"<div>" * 5_000 + b"lost", "x.html")
    assert "words" in loaded.text
    assert "cut" in [notice.code for notice in loaded.notices]


def test_a_cell_that_reaches_down_counts_for_every_row() -> None:
    page = """<html><body><table><tr><th>Year</th><th>Month</th><th>Cost</th></tr>
      <tr><td rowspan="3">2025</td></tr><tr><td>May</td><td>5</td></tr><tr><td>June</td><td>6</td></tr>
      <tr><td>2026</td><td colspan="2" rowspan="9999999">none</td></tr><tr><td>2027</td></tr></table></body></html>"""
    loaded = load(page.encode(), "x.html")
    rows = [block.span.of(loaded.text) for block in loaded.blocks if block.kind is BlockKind.ROW]
    assert rows == ["Year | Month | Cost", "2025 | May | 5", "2025 | June | 6", "2026 | none", "2027 | none"]


def words(body: str, head: str = "") -> list[str]:
    loaded = load(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")
    return [text for _, text in kept(loaded)]


def test_what_a_browser_draws_around_words_is_read() -> None:
    assert words("<p>10<sup>6</sup> in 5 m<sup>2</sup>, log<sub>2</sub>8 of CO<sub>2</sub></p>") == [
        "10⁶ in 5 m2, log₂8 of CO2"
    ]
    assert words("<ol start=3><li>Mix<li><p>Bake<p>long</ol><ol type=a reversed><li>Eat<li>Rest</ol>") == [
        "3. Mix",
        "4. Bake",
        "long",
        "b. Eat",
        "a. Rest",
    ]
    assert words("<ol style='list-style: none'><li>bare</ol><nav><ol><li>menu</ol></nav>") == ["bare", "menu"]
    power = "<math><msup><mn>10</mn><mn>6</mn></msup></math>"
    fraction = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>"
    assert words(f"<p>{power} is not {fraction}</p>") == ["10⁶ is not (a+b)/2"]
    assert words("<p><q>never</q> <ruby>東京<rp>(</rp><rt>とう</rt><rp>)</rp></ruby></p>") == ["“never” 東京"]
    assert words("<p>Sales</p><svg><title>tip</title><text>May <tspan>50</tspan></text></svg>") == ["Sales", "May 50"]


def test_what_the_rules_of_a_page_hide_is_not_quoted() -> None:
    rules = (
        "<style>/* .seen{display:none} */ .a, p#b { display:none } @media print { .seen { display:none } } "
        ".tab{display:none} .tab.open{display:block}</style>"
    )
    body = "<p class='x a'>one</p><p id=b>two</p><p class=seen>three</p><p class='tab open'>four</p>"
    assert words(body, rules) == ["three", "four"]
    # a script may bring them to light
    assert "one" in " ".join(words(body, f"{rules}<script>show()</script>"))


def test_struck_words_are_not_quoted_and_told() -> None:
    page = b"<p>Price: <del>50</del> <span style='text-decoration: line-through'>45</span> 40 euros</p>"
    loaded = load(page, "x.html")
    assert [text for _, text in kept(loaded)] == ["Price: 40 euros"]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS]


def test_cells_over_several_columns_and_empty_ones_keep_the_others_in_place() -> None:
    table = "<table><tr><th><th colspan=2>Berlin<th>Rome<tr><td>May<td>1<td>2<td>3</table>"
    assert words(table) == ["| Berlin |  | Rome", "May | 1 | 2 | 3"]
