"""OpenDocument texts, spreadsheets and presentations, from files made part by part."""

from __future__ import annotations

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load
from tests.index.makers import make_zip

SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in "office text table draw style dc presentation xlink fo".split()
)
STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)
FILTERED, ENDLESS = "table:visibility='filter'", "table:number-rows-repeated='1048576'"


def make_odf(kind: str, body: str, parts: dict[str, str] | None = None, margins: str = "") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {SPACES}>{margins}</office:document-styles>",
        "meta.xml": f"<office:document-meta {SPACES}><dc:title>Untitled</dc:title></office:document-meta>",
        **(parts or {}),
    }
    return make_zip({name: text.encode() for name, text in files.items()})


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def row(*cells: str, attributes: str = "") -> str:
    inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def test_a_text_with_headings_lists_tables_and_breaks() -> None:
    body = (
        '<text:p text:style-name="P1">The mill</text:p><text:h text:outline-level="2">Hours</text:h>'
        "<text:p>It opens<text:s text:c='2'/>at<text:line-break/>ten<text:tab/>sharp.</text:p>"
        "<text:list><text:list-item><text:p>bread</text:p><text:list><text:list-item><text:p>rye</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        f"<table:table>{row('Adults', '£7.50')}</table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>"
    )
    loaded = load(make_odf("text", body), "x.odt")
    assert blocks(loaded) == [
        (BlockKind.HEADING, "The mill"),
        (BlockKind.HEADING, "Hours"),
        (BlockKind.PARAGRAPH, "It opens  at\nten\tsharp."),
        (BlockKind.ITEM, "bread"),
        (BlockKind.ITEM, "rye"),
        (BlockKind.ROW, "Adults | £7.50"),
        (BlockKind.PARAGRAPH, "In a box"),
    ]
    assert loaded.title == "The mill"


def test_notes_comments_hidden_words_contents_and_margins() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old words</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Hours 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>The mill<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note> turns<office:annotation><dc:creator>Ann</dc:creator><text:p>Does it?</text:p>"
        '</office:annotation> slowly<text:span text:style-name="Gone">, or never</text:span>.</text:p>'
    )
    margins = (
        "<style:header><text:p>Leaflet</text:p></style:header><style:footer><text:p>Leaflet</text:p></style:footer>"
    )
    loaded = load(make_odf("text", body, {"Pictures/a.png": "x", "Basic/a.xml": "<x/>"}, margins), "x.odt")
    assert blocks(loaded) == [
        (BlockKind.FURNITURE, "Hours 3"),
        (BlockKind.PARAGRAPH, "The mill turns slowly."),
        (BlockKind.PARAGRAPH, "A note."),
        (BlockKind.HEADING, "Comments"),
        (BlockKind.PARAGRAPH, "Ann: Does it?"),
        (BlockKind.FURNITURE, ", or never"),
        (BlockKind.FURNITURE, "Leaflet"),
    ]
    assert [notice.code for notice in loaded.notices] == [
        NoticeCode.HIDDEN,
        NoticeCode.DELETIONS,
        NoticeCode.PICTURES,
        NoticeCode.MACROS,
    ]


def test_a_chart_in_a_text_is_read_from_its_own_part() -> None:
    chart = f"<office:document-content {SPACES}><table:table>{row('', 'Ducks')}{row('2019', '120')}</table:table></office:document-content>"
    body = '<text:p>See: <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
    loaded = load(make_odf("text", body, {"Object 1/content.xml": chart}), "x.odt")
    assert (BlockKind.ROW, "2019 | 120") in blocks(loaded)


def test_a_spreadsheet_has_sheets_and_rows() -> None:
    sheet = (
        '<table:table table:name="Prices"><table:table-column/><table:table-column/>'
        '<table:table-column table:visibility="collapse"/><table:table-header-rows>'
        f"{row('Item', 'Price', 'Cost')}</table:table-header-rows>{row('Tea', '£2.00', '1')}"
        f"{row('Gin', '£9.00', '4', attributes=FILTERED)}"
        '<table:table-row table:number-rows-repeated="7"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row><table:table-row><table:table-cell office:value-type='float' office:value='5'/>"
        "<table:table-cell><text:p>five</text:p><office:annotation><text:p>Really?</text:p></office:annotation>"
        "</table:table-cell></table:table-row></table:table>"
    )
    secret = f'<table:table table:name="Secret" table:style-name="ta2">{row("a", "b")}</table:table>'
    loaded = load(make_odf("spreadsheet", sheet + secret), "x.ods")
    labels = {mark.start: mark.place.label for mark in loaded.places}
    seen = [
        (labels[block.span.start], block.span.of(loaded.text))
        for block in loaded.blocks
        if block.kind is not BlockKind.FURNITURE
    ]
    assert seen == [
        ("sheet “Prices”", "Prices"),
        ("sheet “Prices”, row 1", "Item | Price"),
        ("sheet “Prices”, row 2", "Item: Tea | Price: £2.00"),
        ("sheet “Prices”, row 11", "5 | five"),
        ("sheet “Prices”, comment on row 11", "Really?"),
    ]
    assert "Item: Gin | Price: £9.00 | Cost: 4" in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN, NoticeCode.HIDDEN]


def test_cells_that_repeat_are_written_out_and_joined_ones_count_for_all_rows() -> None:
    joined = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>North</text:p></table:table-cell>'
    )
    body = (
        f"<table:table table:name='S'>{row('Region', 'Year', 'Sum')}{joined}<table:table-cell "
        "table:number-columns-repeated='2'><text:p>7</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:covered-table-cell/><table:table-cell><text:p>8</text:p></table:table-cell></table:table-row></table:table>"
    )
    loaded = load(make_odf("spreadsheet", body), "x.ods")
    assert "Region: North | Year: 7 | Sum: 7\nRegion: North | Year: 8" in loaded.text


def test_rows_that_repeat_a_million_times_are_cut_and_told() -> None:
    body = f"<table:table table:name='S'>{row('a', 'b', attributes=ENDLESS)}</table:table>"
    loaded = load(make_odf("spreadsheet", body), "x.ods")
    assert len(loaded.text) < 1_000_000
    assert [notice.code for notice in loaded.notices] == [NoticeCode.CUT]


def test_a_presentation_has_slides_and_notes() -> None:
    def page(title: str, words: str, notes: str = "", style: str = "") -> str:
        said = f"<presentation:notes><draw:frame><draw:text-box><text:p>{notes}</text:p></draw:text-box></draw:frame></presentation:notes>"
        return (
            f'<draw:page draw:style-name="{style}"><draw:custom-shape><text:p>{words}</text:p></draw:custom-shape>'
            f'<draw:frame presentation:class="title"><draw:text-box><text:p>{title}</text:p></draw:text-box></draw:frame>'
            f"{said if notes else ''}</draw:page>"
        )

    loaded = load(
        make_odf(
            "presentation", page("One", "first", "said") + page("Two", "second", style="dp2") + page("3", "third")
        ),
        "x.odp",
    )
    assert blocks(loaded) == [
        (BlockKind.HEADING, "One"),
        (BlockKind.PARAGRAPH, "first"),
        (BlockKind.PARAGRAPH, "said"),
        (BlockKind.FURNITURE, "Two"),
        (BlockKind.FURNITURE, "second"),
        (BlockKind.HEADING, "3"),
        (BlockKind.PARAGRAPH, "third"),
    ]
    assert [mark.place.label for mark in loaded.places] == ["slide 1", "slide 1, notes", "slide 2", "slide 3"]
    assert (loaded.pages, [notice.code for notice in loaded.notices]) == (3, [NoticeCode.HIDDEN])


@pytest.mark.parametrize(("kind", "ending"), [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")])
def test_protected_and_damaged_documents_are_refused(kind: str, ending: str) -> None:
    manifest = {"META-INF/manifest.xml": "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"}
    with pytest.raises(UnreadableFileError, match="password"):
        load(make_odf(kind, "", manifest), f"x.{ending}")
    with pytest.raises(UnreadableFileError, match=f"not an OpenDocument {kind}"):
        load(make_zip({"content.xml": b"<a/>"}), f"x.{ending}")
    with pytest.raises(UnreadableFileError, match="damaged"):
        load(make_zip({"content.xml": b"<a"}), f"x.{ending}")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = f"{bomb}<o:d xmlns:o='o' xmlns:t='t'><o:body><o:text><t:p>x&b;</t:p></o:text></o:body></o:d>"
    assert load(make_zip({"content.xml": content.encode()}), "x.odt").text == "x"


def test_cells_that_reach_over_rows_and_columns_of_a_text() -> None:
    cell, covered = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>", "<table:covered-table-cell/>"
    rows = [
        cell.format("table:number-rows-spanned='2'", "Monday") + cell.format("", "9-10"),
        covered + cell.format("", "11-12"),
        cell.format("table:number-columns-spanned='2'", "closed at noon") + covered,
        cell.format("", "Tuesday") + cell.format("", "13-14"),
    ]
    table = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    loaded = load(make_odf("text", f"<table:table>{table}</table:table>"), "x.odt")
    assert [words for _, words in blocks(loaded)] == [
        "Monday | 9-10",
        "Monday | 11-12",
        "closed at noon",
        "Tuesday | 13-14",
    ]


def test_raised_and_struck_words_of_a_text_and_empty_cells() -> None:
    styles = (
        '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    body = (
        '<text:p>10<text:span text:style-name="up">6</text:span> cells, '
        '<text:span text:style-name="out">500</text:span>600</text:p>'
        f"<table:table>{row('', '2019', '2020')}</table:table>"
    )
    loaded = load(
        make_odf("text", body, margins=f"<office:automatic-styles>{styles}</office:automatic-styles>"), "x.odt"
    )
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "10⁶ cells, 600"),
        (BlockKind.ROW, "| 2019 | 2020"),
        (BlockKind.FURNITURE, "500"),
    ]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]
