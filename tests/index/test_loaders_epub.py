"""Electronic books: reading order, chapters by either kind of contents, and books that stay closed."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load
from tests.index.makers import make_zip

CONTAINER = "<container xmlns='c'><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"
NAV = (
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='e'><body><nav epub:type='toc'><ol><li><a href='one.xhtml'>The mill</a>"
    "</li><li><a href='two%20parts.xhtml#a'>The <i>wheel</i></a></li><li><a href='two%20parts.xhtml#b'>The sail</a></li>"
    "</ol></nav></body></html>"
)
NCX = (
    "<ncx xmlns='n'><navMap><navPoint><navLabel><text>The mill</text></navLabel><content src='one.xhtml'/></navPoint>"
    "<navPoint><navLabel><text>The wheel</text></navLabel><content src='two parts.xhtml#a'/><navPoint><navLabel><text>"
    "The sail</text></navLabel><content src='two parts.xhtml#b'/></navPoint></navPoint></navMap></ncx>"
)
ONE = "<?xml version='1.0' encoding='utf-8'?><html><head><title>x</title></head><body><p>It opens at ten.</p></body></html>"
TWO = (
    "<html><body><section id='a'><h1>Wheels</h1><p>It turns.</p></section><h2>Oak</h2><p>Hard.</p>"
    "<h1><a id='b'/>Sails</h1><p>It swings.</p></body></html>"
)


def make_epub(contents: str, extra: dict[str, str] | None = None, missing: tuple[str, ...] = ()) -> bytes:
    is_nav = contents == NAV
    item = (
        '<item id="toc" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        if is_nav
        else '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    first = "<itemref idref='toc'/>" if is_nav else ""
    package = (
        "<package xmlns='o' xmlns:dc='d'><metadata><dc:title>Of mills</dc:title></metadata><manifest>"
        f'{item}<item id="b" href="two%20parts.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/>'
        f'</manifest><spine toc="toc">{first}<itemref idref="a"/><itemref idref="b"/>'
        '<itemref idref="none"/></spine></package>'
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
        "OPS/toc.xhtml" if is_nav else "OPS/toc.ncx": contents,
        "OPS/one.xhtml": ONE,
        "OPS/two parts.xhtml": TWO,
        **(extra or {}),
    }
    return make_zip({name: text.encode() for name, text in files.items() if name not in missing})


def chapters(loaded: LoadedText) -> list[tuple[str, str]]:
    """The label of each place with the words that begin there."""
    return [(mark.place.label, loaded.text[mark.start :].split("\n")[0]) for mark in loaded.places]


@pytest.mark.parametrize("contents", [NAV, NCX], ids=["nav", "ncx"])
def test_chapters_are_named_as_the_contents_name_them(contents: str) -> None:
    loaded = load(make_epub(contents), "book.epub")
    assert chapters(loaded)[-3:] == [
        ("The mill", "It opens at ten."),
        ("The wheel", "Wheels"),
        ("The sail", "Sails"),
    ]
    assert loaded.title == "Of mills"
    assert [notice.code for notice in loaded.notices] == [NoticeCode.PICTURES]


def test_the_page_of_contents_is_furniture() -> None:
    loaded = load(make_epub(NAV), "book.epub")
    kinds = {block.span.of(loaded.text): block.kind for block in loaded.blocks}
    assert kinds["The mill"] is BlockKind.FURNITURE
    assert kinds["It turns."] is BlockKind.PARAGRAPH


def test_a_part_that_is_missing_is_told() -> None:
    loaded = load(make_epub(NCX, missing=("OPS/one.xhtml",)), "book.epub")
    assert NoticeCode.PARTS_DAMAGED in [notice.code for notice in loaded.notices]
    assert "It turns." in loaded.text


def test_a_book_without_contents_goes_by_its_headings() -> None:
    loaded = load(make_epub(NCX, missing=("OPS/toc.ncx",)), "book.epub")
    assert [label for label, _ in chapters(loaded)] == ["part 1", "Wheels"]


def test_copy_protected_books_are_refused_but_not_those_with_obscured_fonts() -> None:
    def encrypted(part: str) -> dict[str, str]:
        return {"META-INF/encryption.xml": f"<e xmlns='e'><CipherReference URI='{part}'/></e>"}

    with pytest.raises(UnreadableFileError, match="copy-protected"):
        load(make_epub(NCX, encrypted("OPS/one.xhtml")), "book.epub")
    assert load(make_epub(NCX, encrypted("OPS/font.otf")), "book.epub").text


def test_paths_that_point_outside_are_only_missing_parts() -> None:
    package = (
        "<package xmlns='o'><manifest><item id='a' href='../../../etc/passwd' media-type='text/html'/><item id='b' "
        "href='one.xhtml' media-type='text/html'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    loaded = load(make_epub(NCX, {"OPS/book.opf": package}), "book.epub")
    assert loaded.text == "It opens at ten."
    assert [notice.code for notice in loaded.notices] == [NoticeCode.PARTS_DAMAGED]


def test_a_file_that_is_no_book_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not an e-book"):
        load(make_zip({"a.txt": b"x"}), "book.epub")


def test_parts_of_any_kind_are_read_or_told() -> None:
    listed = (
        '<package><manifest><item id="a" href="one.xhtml" media-type="application/xml"/>'
        '<item id="b" href="two.dat" media-type="application/x-quiz"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    loaded = load(make_epub(NCX, {"OPS/book.opf": listed}), "book.epub")
    assert "It opens at ten." in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.PARTS_DAMAGED]
