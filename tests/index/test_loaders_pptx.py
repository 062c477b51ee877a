"""Presentations: slides in order with their numbers, notes, tables, charts, and what is hidden."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.pptx import load
from tests.index.makers import make_docx, make_zip, paragraph
from tests.index.slide_makers import make_pptx, relation, shape, slide


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def place_of(loaded: LoadedText, words: str) -> str:
    position = loaded.text.index(words)
    return [mark.place.label for mark in loaded.places if mark.start <= position][-1]


def test_slides_are_read_in_order_the_title_first() -> None:
    loaded = load(
        make_pptx(
            [
                slide(shape("The mill turns.", "It is old.", role="body"), shape("The", "mill", role="title")),
                slide(shape("A note on the wall"), shape("7", role="sldNum")),
            ]
        ),
        "x.pptx",
    )
    assert blocks(loaded) == [
        (BlockKind.HEADING, "The mill"),
        (BlockKind.ITEM, "The mill turns."),
        (BlockKind.ITEM, "It is old."),
        (BlockKind.PARAGRAPH, "A note on the wall"),
        (BlockKind.FURNITURE, "7"),
    ]
    assert [(mark.place.label, mark.place.page) for mark in loaded.places] == [("slide 1", 1), ("slide 2", 2)]
    assert (loaded.pages, loaded.title) == (2, "The mill")


def test_an_empty_slide_still_counts() -> None:
    loaded = load(make_pptx([slide(), slide(shape("words"))]), "x.pptx")
    assert place_of(loaded, "words") == "slide 2"


def test_tables_groups_and_breaks() -> None:
    table = (
        "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Tea</a:t></a:r></a:p></a:txBody></a:tc><a:tc>"
        "<a:txBody><a:p><a:r><a:t>£2</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
    )
    broken = "<p:sp><p:txBody><a:p><a:r><a:t>one</a:t></a:r><a:br/><a:r><a:t>two</a:t></a:r></a:p></p:txBody></p:sp>"
    loaded = load(
        make_pptx([slide(f"<p:grpSp><p:grpSp>{shape('inside')}</p:grpSp></p:grpSp>", table, broken)]), "x.pptx"
    )
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "inside"),
        (BlockKind.ROW, "Tea | £2"),
        (BlockKind.PARAGRAPH, "one\ntwo"),
    ]


def test_notes_and_comments_have_places_of_their_own() -> None:
    parts = {
        "ppt/notesSlides/notes1.xml": slide(shape("Pause here.", role="body"), shape("1", role="sldNum")),
        "ppt/comments/comment1.xml": "<c:list xmlns:c='c'><c:cm authorId='0'><c:text>Too long?</c:text></c:cm></c:list>",
        "ppt/comments/modern.xml": "<c:list xmlns:c='c' xmlns:a='a'><c:cm authorId='{A}'><c:txBody><a:p><a:r><a:t>Yes.</a:t>"
        "</a:r></a:p></c:txBody><c:replyLst><c:reply authorId='{X}'><c:txBody><a:p><a:r><a:t>No.</a:t></a:r></a:p>"
        "</c:txBody></c:reply></c:replyLst></c:cm></c:list>",
        "ppt/commentAuthors.xml": "<c:l xmlns:c='c'><c:cmAuthor id='0' name='Ann'/><c:cmAuthor id='{A}' name='Bob'/></c:l>",
    }
    related = relation("n", "notesSlide", "../notesSlides/notes1.xml") + relation(
        "c", "comments", "../comments/comment1.xml"
    )
    related += relation("d", "comments", "../comments/modern.xml")
    people = relation("p", "commentAuthors", "commentAuthors.xml")
    loaded = load(make_pptx([slide(shape("Seen")), slide(shape("Next"))], parts, {1: related}, people), "x.pptx")
    assert "Ann: Too long?\n\nBob: Yes.\n\nNo." in loaded.text
    assert place_of(loaded, "Pause here.") == "slide 1, notes"
    assert place_of(loaded, "Too long?") == "slide 1, comments"
    assert place_of(loaded, "Next") == "slide 2"


def test_charts_and_diagrams_are_read() -> None:
    chart = (
        "<c:chart xmlns:c='c' xmlns:a='a'><c:title><a:p><a:r><a:t>Ducks</a:t></a:r></a:p></c:title><c:ser><c:tx><c:pt idx='0'>"
        "<c:v>Wild</c:v></c:pt></c:tx><c:cat><c:pt idx='0'><c:v>2019</c:v></c:pt><c:pt idx='1'><c:v>2020</c:v></c:pt>"
        "</c:cat><c:val><c:pt idx='0'><c:v>120.0</c:v></c:pt><c:pt idx='1'><c:v>135</c:v></c:pt></c:val></c:ser></c:chart>"
    )
    diagram = (
        "<d:model xmlns:d='d' xmlns:a='a'><d:pt><d:t><a:p><a:r><a:t>First step</a:t></a:r></a:p></d:t></d:pt></d:model>"
    )
    frame = '<p:graphicFrame><c:chart xmlns:c="c" r:id="k"/></p:graphicFrame><p:graphicFrame><d:relIds xmlns:d="d" r:dm="m"/></p:graphicFrame>'
    related = relation("k", "chart", "../charts/chart1.xml") + relation("m", "diagramData", "../diagrams/data1.xml")
    parts = {
        "ppt/charts/chart1.xml": chart,
        "ppt/charts/_rels/chart1.xml.rels": "<R>" + relation("w", "package", "../embeddings/numbers.xlsx") + "</R>",
        "ppt/embeddings/numbers.xlsx": "the numbers of the chart, which are read from the chart itself",
        "ppt/diagrams/data1.xml": diagram,
    }
    loaded = load(make_pptx([slide(frame)], parts, {1: related}), "x.pptx")
    assert loaded.notices == ()
    assert [words for _, words in blocks(loaded)] == [
        "Ducks",
        "2019 | Wild: 120",
        "2020 | Wild: 135",
        "First step",
    ]


def test_hidden_slides_and_shapes_are_furniture() -> None:
    loaded = load(
        make_pptx([slide(shape("open"), shape("ghost", hidden=True)), slide(shape("secret"), hidden=True)]), "x.pptx"
    )
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "open"),
        (BlockKind.FURNITURE, "ghost"),
        (BlockKind.FURNITURE, "secret"),
    ]
    assert [(notice.code, notice.page) for notice in loaded.notices] == [(NoticeCode.HIDDEN, 1), (NoticeCode.HIDDEN, 2)]


def test_what_lies_beside_the_slide_and_hidden_titles_are_furniture() -> None:
    def at(x: int, y: int, words: str) -> str:
        frame = f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="100" cy="50"/></a:xfrm></p:spPr>'
        return shape(words).replace("<p:txBody>", f"{frame}<p:txBody>")

    shapes = [at(0, 0, "seen"), at(-99, 0, "a part of it is seen"), at(-100, 0, "left"), at(0, 900, "below")]
    grouped = f"<p:grpSp>{at(5000, 0, 'placed within its group')}</p:grpSp>"
    title = shape("secret title", role="title", hidden=True)
    loaded = load(make_pptx([slide(*shapes, grouped, title)], size=(1000, 800)), "x.pptx")
    kinds = {words: kind for kind, words in blocks(loaded)}
    assert [words for words, kind in kinds.items() if kind is BlockKind.FURNITURE] == ["left", "below", "secret title"]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


def test_what_is_no_text_is_told() -> None:
    parts = {"ppt/media/image1.png": "x", "ppt/embeddings/sheet1.xlsx": "x", "ppt/vbaProject.bin": "x"}
    loaded = load(make_pptx([slide(shape("words")), ""], parts), "x.pptx")
    assert [notice.code for notice in loaded.notices] == [
        NoticeCode.PARTS_DAMAGED,
        NoticeCode.PICTURES,
        NoticeCode.EMBEDDED,
        NoticeCode.MACROS,
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (make_docx(paragraph("words")), "not a PowerPoint presentation"),
        (make_zip({"ppt/presentation.xml": b"<p:presentation>"}), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_files_that_are_no_presentations_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        load(content, "x.pptx")


def test_a_cell_of_a_table_that_reaches_down_counts_for_every_row() -> None:
    cell = "<a:tc {}><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    rows = [
        cell.format('rowSpan="2"', "Ann") + cell.format("", "9-10"),
        cell.format('vMerge="1"', "") + cell.format("", "11-12"),
    ]
    table = "".join(f"<a:tr>{cells}</a:tr>" for cells in rows)
    frame = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    loaded = load(make_pptx([slide(frame)]), "x.pptx")
    assert [block.span.of(loaded.text) for block in loaded.blocks] == ["Ann | 9-10", "Ann | 11-12"]


def runs(*found: tuple[str, str]) -> str:
    inside = "".join(f"<a:r><a:rPr {looks}/><a:t>{words}</a:t></a:r>" for words, looks in found)
    return f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p>{inside}</a:p></p:txBody></p:sp>"


def test_raised_digits_are_powers_and_words_struck_or_tiny_are_left_out_and_told() -> None:
    shown = runs(
        ("10", ""), ("6", 'baseline="30000"'), (" cells", ""), (" 500", 'strike="sngStrike"'), (" x", 'sz="100"')
    )
    loaded = load(make_pptx([slide(shown)]), "x.pptx")
    assert [words for _, words in blocks(loaded)] == ["10⁶ cells"]
    assert [(notice.code, notice.page) for notice in loaded.notices] == [(NoticeCode.DELETIONS, 1)]


def test_numbers_that_powerpoint_counts_are_read() -> None:
    def entry(words: str, form: str, more: str = "", level: int = 0) -> str:
        number = f'<a:buAutoNum type="{form}" {more}/>' if form else ""
        return f'<a:p><a:pPr lvl="{level}">{number}</a:pPr><a:r><a:t>{words}</a:t></a:r></a:p>'

    body = (
        entry("Mix", "arabicPeriod")
        + entry("flour", "alphaLcParenBoth", level=1)
        + entry("Bake", "arabicPeriod")
        + entry("note", "")
        + entry("Eat", "romanUcParenR", 'startAt="4"')
    )
    shown = f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"
    words = [words for _, words in blocks(load(make_pptx([slide(shown)]), "x.pptx"))]
    assert words == ["1. Mix", "(a) flour", "2. Bake", "note", "IV) Eat"]


def test_the_numbers_of_a_chart_are_shown_in_their_format() -> None:
    def points(code: str, number: str) -> str:
        return f'<c:numCache><c:formatCode>{code}</c:formatCode><c:pt idx="0"><c:v>{number}</c:v></c:pt></c:numCache>'

    series = f"<c:ser><c:cat>{points('mmm yyyy', '45000')}</c:cat><c:val>{points('0%', '0.451')}</c:val></c:ser>"
    frame = '<p:graphicFrame><c:chart xmlns:c="c" r:id="k"/></p:graphicFrame>'
    parts = {"ppt/charts/chart1.xml": f"<c:chart xmlns:c='c'>{series}</c:chart>"}
    loaded = load(make_pptx([slide(frame)], parts, {1: relation("k", "chart", "../charts/chart1.xml")}), "x.pptx")
    assert [words for _, words in blocks(loaded)] == ["Mar 2023 | 45%"]
