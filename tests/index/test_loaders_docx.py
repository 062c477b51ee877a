"""Word documents: structure by style, tables, boxes, notes, and files that are not what they say."""

from __future__ import annotations

import io

import pytest
from docx import Document

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.docx import load
from tests.index.makers import make_docx, make_zip, paragraph


def blocks(loaded: LoadedText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(loaded.text)) for block in loaded.blocks]


def body(xml: str) -> list[tuple[BlockKind, str]]:
    return blocks(load(make_docx(xml), "x.docx"))


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_document_that_python_docx_made() -> None:
    document = Document()
    document.add_heading("The mill", 0)
    document.add_heading("Opening hours", 1)
    document.add_paragraph("The mill opens at ten.")
    document.add_paragraph("bread", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Adults", "£7.50"
    document.sections[0].header.paragraphs[0].text = "Visitors' leaflet"
    out = io.BytesIO()
    document.save(out)
    loaded = load(out.getvalue(), "x.docx")
    assert blocks(loaded) == [
        (BlockKind.HEADING, "The mill"),
        (BlockKind.HEADING, "Opening hours"),
        (BlockKind.PARAGRAPH, "The mill opens at ten."),
        (BlockKind.ITEM, "bread"),
        (BlockKind.ROW, "Adults | £7.50"),
        (BlockKind.FURNITURE, "Visitors' leaflet"),
    ]
    assert loaded.title == "The mill"


def test_headings_are_known_by_style_however_it_is_called() -> None:
    own = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>By level</w:t></w:r></w:p>'
    loaded = load(make_docx(paragraph("German", "berschrift1") + paragraph("Derived", "MyHeading") + own), "x.docx")
    assert [(block.kind, block.level) for block in loaded.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
    ]


def test_styles_that_rest_on_each_other_do_no_harm() -> None:
    assert body(paragraph("words", "Ring1")) == [(BlockKind.PARAGRAPH, "words")]


def test_lists_by_style_or_by_number_but_not_list_zero() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    xml = paragraph("a", "Liste") + numbered.format(3, "b") + numbered.format(0, "c")
    assert body(xml) == [(BlockKind.ITEM, "a"), (BlockKind.ITEM, "b"), (BlockKind.PARAGRAPH, "c")]


def test_numbers_that_word_counts_are_part_of_the_words() -> None:
    def level(number: int, form: str, pattern: str, start: int = 1) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
            "</w:lvl>"
        )

    def entry(words: str, number: int, depth: int = 0, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%1.%2)")}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{level(0, "bullet", "*")}{level(1, "upperRoman", "%2", 4)}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId '
        'w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride '
        'w:val="7"/></w:lvlOverride></w:num>'
    )
    xml = (
        entry("Rent", 1, style="berschrift1") + entry("monthly", 1, 1) + entry("", 1, 1) + entry("yearly", 1, 1)
        + paragraph("between") + entry("Deposit", 1, style="berschrift1") + entry("kept", 1, 1) + entry("dot", 2)
        + entry("Roman", 2, 1) + entry("Later", 3) + entry("unknown", 9)
    )  # fmt: skip
    loaded = load(make_docx(xml, {"numbering": numbering}), "x.docx")
    assert [words for _, words in blocks(loaded)] == [
        "1. Rent", "1.a) monthly", "1.c) yearly", "between", "2. Deposit", "2.a) kept", "dot", "IV Roman", "7. Later",
        "unknown",
    ]  # fmt: skip
    assert loaded.blocks[0].kind is BlockKind.HEADING


def test_words_of_a_paragraph_with_tabs_breaks_links_and_tracked_changes() -> None:
    xml = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r><w:hyperlink><w:r><w:t> d</w:t></w:r>"
        "</w:hyperlink><w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:del><w:r><w:delText> old</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:noBreakHyphen/></w:r></w:p>"
    )
    assert body(xml) == [(BlockKind.PARAGRAPH, "a\tb\nc d new-")]


def test_content_controls_and_text_boxes_are_read_once() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>"
    box = (
        "<w:p><w:r><w:t>around</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>"
        f"{paragraph('boxed')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{paragraph('boxed')}"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [words for _, words in body(control + box)] == ["controlled", "around", "boxed"]


def test_rows_of_tables_and_tables_that_lay_out_the_page() -> None:
    table = f"<w:tbl>{row(paragraph('a') + paragraph('b'), paragraph('c'), '')}{row('', '')}</w:tbl>"
    layout = f"<w:tbl>{row(paragraph('Heading', 'berschrift1') + paragraph('words'))}</w:tbl>"
    long = f"<w:tbl>{row(paragraph('word ' * 200), paragraph('side'))}</w:tbl>"
    assert body(table) == [(BlockKind.ROW, "a b | c")]
    assert body(layout) == [(BlockKind.HEADING, "Heading"), (BlockKind.PARAGRAPH, "words")]
    assert [kind for kind, _ in body(long)] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_cell_that_reaches_down_counts_for_every_row() -> None:
    def cell(words: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(words) if words else '<w:p/>'}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("North", begins) + cell("May", '<w:gridSpan w:val="2"/>') + cell("dry", begins),
        cell("", goes_on) + cell("June") + cell("7") + cell("", goes_on),
        cell("South") + cell("June") + cell("8") + cell("wet"),
    ]
    loaded = load(make_docx("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"), "x.docx")
    assert [block.span.of(loaded.text) for block in loaded.blocks] == [
        "North | May |  | dry",
        "North | June | 7 | dry",
        "South | June | 8 | wet",
    ]


def test_notes_follow_the_body_and_headers_are_furniture() -> None:
    parts = {
        "footnotes": f'<w:footnote w:type="separator">{paragraph("line")}</w:footnote>'
        f"<w:footnote>{paragraph('a note')}</w:footnote>",
        "header1": paragraph("the header"),
        "footer1": paragraph("the footer"),
        "comments": f"<w:comment w:author='Ann'>{paragraph('really?')}{paragraph('why?')}</w:comment>",
    }
    loaded = load(make_docx(paragraph("words"), parts), "x.docx")
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "words"),
        (BlockKind.PARAGRAPH, "a note"),
        (BlockKind.HEADING, "Comments"),
        (BlockKind.PARAGRAPH, "Ann: really?\nwhy?"),
        (BlockKind.FURNITURE, "the header"),
        (BlockKind.FURNITURE, "the footer"),
    ]
    assert loaded.notices == ()


def test_hidden_words_are_furniture_and_told() -> None:
    run = "<w:r><w:rPr><w:{}/></w:rPr><w:t>{}</w:t></w:r>"
    xml = (
        "<w:p>"
        + run.format("b", "seen ")
        + run.format("vanish", "ghost ")
        + run.format("vanish w:val='0'", "again")
        + run.format("sz w:val='2'", "tiny")
        + "</w:p>"
        + f"<w:tbl>{row('<w:p>' + run.format('vanish', 'secret') + '</w:p>' + paragraph('a'), paragraph('b'))}</w:tbl>"
    )
    loaded = load(make_docx(xml), "x.docx")
    assert blocks(loaded) == [
        (BlockKind.PARAGRAPH, "seen again"),
        (BlockKind.ROW, "a | b"),
        (BlockKind.FURNITURE, "ghost tiny"),
        (BlockKind.FURNITURE, "secret"),
    ]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


SHADED = "<w:shd w:fill='000000'/>"


def test_white_words_are_hidden_only_on_white_paper() -> None:
    white = "<w:r><w:rPr><w:color w:val='FFFFFF'/>{}</w:rPr><w:t>{}</w:t></w:r>"
    xml = (
        f"<w:p>{white.format('', 'ghost')}{white.format(SHADED, 'shaded')}</w:p>"
        f"<w:tbl>{row('<w:p>' + white.format('', 'head') + '</w:p>', paragraph('b'))}</w:tbl>"
        f"<w:p><w:pPr>{SHADED}</w:pPr>{white.format('', 'banner')}</w:p>"
    )
    assert body(xml) == [
        (BlockKind.PARAGRAPH, "shaded"),
        (BlockKind.ROW, "head | b"),
        (BlockKind.PARAGRAPH, "banner"),
        (BlockKind.FURNITURE, "ghost"),
    ]


def test_what_is_left_out_is_told() -> None:
    xml = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    )
    loaded = load(make_docx(xml, {"aFChunk": "<w:p/>"}), "x.docx")
    assert loaded.text == "kept"
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS, NoticeCode.EMBEDDED]


def test_charts_and_diagrams_follow_the_text() -> None:
    parts = {
        "chart": "<w:title><w:p><w:r><w:t>Ducks</w:t></w:r></w:p></w:title><w:ser><w:cat><w:pt w:idx='0'><w:v>2019</w:v>"
        "</w:pt></w:cat><w:val><w:pt w:idx='0'><w:v>120</w:v></w:pt></w:val></w:ser>",
        "diagramData": paragraph("First step"),
    }
    assert load(make_docx(paragraph("words"), parts), "x.docx").text == "words\n\nDucks\n2019 | 120\n\nFirst step"


def test_tables_inside_tables_are_read() -> None:
    inner = f"<w:tbl>{row(paragraph('x'), paragraph('y'))}</w:tbl>"
    table = f"<w:tbl>{row(paragraph('a') + inner, paragraph('b'))}</w:tbl>"
    assert body(table) == [(BlockKind.ROW, "a x | y | b")]


@pytest.mark.parametrize(
    ("xml", "stated", "title"),
    [
        (paragraph("A") + paragraph("The mill", "Titel"), "Something else", "The mill"),
        (paragraph("It turns."), "Our mill", "Our mill"),
        (paragraph("It turns.") + paragraph("The mill", "berschrift1"), "Document1", "The mill"),
        (paragraph("It turns."), "", "Mill rules"),
    ],
)
def test_titles(xml: str, stated: str, title: str) -> None:
    assert load(make_docx(xml, title=stated), "mill_rules.docx").title == title


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFileError, match="would unpack to 250 MB"):
        load(make_zip({"word/document.xml": b" " * 250_000_000}), "x.docx")
    with pytest.raises(UnreadableFileError, match="in 10001 parts"):
        load(make_zip({str(number): b"" for number in range(10_001)}), "x.docx")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    xml = bomb + "<d><body><p><r><t>x&b;</t></r></p></body></d>"
    assert load(make_zip({"word/document.xml": xml.encode()}), "x.docx").text == "x"


@pytest.mark.parametrize(
    ("content", "reason", "next_step"),
    [
        (b"PK\x03\x04 cut short", "damaged", "Fetch it again"),
        (b"plain words", "damaged", "Fetch it again"),
        (make_zip({"word/document.xml": b"<d><body>"}), "damaged", "Fetch it again"),
        (make_zip({"a.txt": b"words"}), "not a Word document", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "old Office format", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password", "without one"),
    ],
)
def test_files_that_are_no_word_documents_are_refused(content: bytes, reason: str, next_step: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as refusal:
        load(content, "x.docx")
    assert next_step in refusal.value.next_step


def test_deep_nesting_is_refused() -> None:
    depth = 250
    xml = "<w:sdt>" * depth + paragraph("words") + "</w:sdt>" * depth
    nested = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60
    for content in (make_docx(xml), make_docx(nested)):
        try:
            assert load(content, "x.docx").format == "Word document"
        except UnreadableFileError as refusal:
            assert refusal.reason


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def form(data: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'


def test_what_is_ticked_and_chosen_in_a_form_is_read() -> None:
    ticked = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    empty = form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
    chosen = form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="green"/></w:ddList>')
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
    lines = [ticked + run(" smoker"), empty + run(" vegetarian"), run("Colour: ") + chosen, run("Angle ") + symbols]
    assert [words for _, words in body("".join(f"<w:p>{line}</w:p>" for line in lines))] == [
        "☒ smoker",
        "☐ vegetarian",
        "Colour: green",
        "Angle ☒α",
    ]


def test_fractions_and_powers_do_not_become_other_numbers() -> None:
    part = "<{0}><m:r><m:t>{1}</m:t></m:r></{0}>"
    fraction = f"<m:oMath><m:f>{part.format('m:num', '3')}{part.format('m:den', '4')}</m:f></m:oMath>"
    power = f"<m:oMath><m:sSup>{part.format('m:e', 'x')}{part.format('m:sup', '2')}</m:sSup></m:oMath>"
    raised = '<w:vertAlign w:val="superscript"/>'
    words = run("a cup at 10") + run("6", raised) + run(" cells, twice") + run("1", raised)
    xml = f'<w:p xmlns:m="m">{fraction}{power}{words}</w:p>'
    assert body(xml) == [(BlockKind.PARAGRAPH, "3/4x²a cup at 10⁶ cells, twice1")]


def test_words_drawn_as_a_picture_are_read() -> None:
    drawn = '<w:pict><v:shape xmlns:v="v"><v:textpath string="Summer fair"/></v:shape></w:pict>'
    assert body(f"<w:p><w:r>{drawn}</w:r></w:p>") == [(BlockKind.PARAGRAPH, "Summer fair")]


def test_raised_and_lowered_digits_and_formulas_keep_their_shape() -> None:
    low = '<w:vertAlign w:val="subscript"/>'

    def part(tag: str, words: str) -> str:
        return f"<m:{tag}>{words if words.startswith('<') else f'<m:r><m:t>{words}</m:t></m:r>'}</m:{tag}>"

    bracket = part("d", part("e", "x+1"))
    formulas = {
        part("sSup", part("e", bracket) + part("sup", "2")): "(x+1)²",
        part("sSubSup", part("e", "x") + part("sub", "10") + part("sup", "n")): "x₁₀^n",
        part(
            "nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>' + part("sub", "i=1") + part("sup", "10") + part("e", "i")
        ): ("∑_(i=1)¹⁰ i"),
        part("f", part("num", bracket) + part("den", "2")): "(x+1)/2",
    }
    for xml, shown in formulas.items():
        assert body(f'<w:p xmlns:m="m">{xml}</w:p>') == [(BlockKind.PARAGRAPH, shown)]
    words = run("log") + run("2", low) + run("8 of CO") + run("2", low)
    assert body(f"<w:p>{words}</w:p>") == [(BlockKind.PARAGRAPH, "log₂8 of CO2")]
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    assert body(f"<w:p>{ruby.format(run('東'))}</w:p>") == [(BlockKind.PARAGRAPH, "東")]


def test_words_hidden_by_their_style_and_hidden_rows_are_furniture() -> None:
    styles = (
        '<w:style w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="heir"><w:name w:val="heir"/><w:basedOn w:val="gone"/></w:style>'
    )
    in_style, white = '<w:rStyle w:val="gone"/>', '<w:color w:themeColor="background1"/>'
    hidden_row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('c')}</w:tc><w:tc>{paragraph('d')}</w:tc></w:tr>"
    xml = (
        f"<w:p>{run('seen ')}{run('ghost', in_style)}</w:p>"
        f"{paragraph('heirloom', 'heir')}"
        f"<w:tbl>{row(paragraph('a'), paragraph('b'))}{hidden_row}</w:tbl>"
        f"<w:p>{run('paper', white)}</w:p>"
    )
    loaded = load(make_docx(xml, {"styles": styles}), "x.docx")
    assert [words for kind, words in blocks(loaded) if kind is not BlockKind.FURNITURE] == ["seen", "a | b"]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


def test_words_struck_through_are_not_quoted_and_told() -> None:
    loaded = load(make_docx(f"<w:p>{run('The fee is ')}{run('500', '<w:strike/>')}{run(' 600')}</w:p>"), "x.docx")
    assert blocks(loaded) == [(BlockKind.PARAGRAPH, "The fee is  600"), (BlockKind.FURNITURE, "500")]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS]


def test_a_field_inside_the_instruction_of_another_is_not_seen() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = (
        mark("begin") + "<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>" + mark("separate") + run("m") + mark("end")
    )
    field = mark("begin") + inner + run(' = "m" "Sir" "Madam"') + mark("separate") + run("Madam") + mark("end")
    assert body(f"<w:p>{run('Dear ')}{field}{run(' Fox')}</w:p>") == [(BlockKind.PARAGRAPH, "Dear Madam Fox")]
    # where the marks do not fit together nothing is left out
    broken = mark("begin") + run("kept") + mark("begin")
    assert body(f"<w:p>{broken}</w:p>") == [(BlockKind.PARAGRAPH, "kept")]


def test_empty_cells_keep_values_below_their_names() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'
    later = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>'
    xml = (
        row(paragraph(""), paragraph("2019"), paragraph("2020"))
        + row(paragraph(""), paragraph(""), paragraph("7"))
        + f"<w:tr>{wide.format(paragraph('both'))}<w:tc>{paragraph('8')}</w:tc></w:tr>"
        + later.format(paragraph("5"), paragraph("6"))
    )
    assert [words for _, words in body(f"<w:tbl>{xml}</w:tbl>")] == ["| 2019 | 2020", "7", "both |  | 8", "| 5 | 6"]


def test_lists_that_count_in_unusual_ways() -> None:
    def level(number: int, form: str, shown: str, more: str = "") -> str:
        return f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/>{more}</w:lvl>'

    always = '<w:lvlRestart w:val="0"/>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "upperRoman", "Article %1")}'
        f"{level(1, 'decimal', '%1.%2', '<w:isLgl/>')}{level(2, 'decimal', 'Q%3', always)}"
        '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId '
        f'w:val="2"/><w:lvlOverride w:ilvl="0">{level(0, "ordinal", "%1")}</w:lvlOverride></w:num>'
    )
    entry = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr>' + run("x") + "</w:p>"
    xml = "".join(entry.format(*one) for one in [(0, 5), (1, 5), (2, 5), (0, 5), (1, 5), (2, 5), (0, 6)])
    words = [
        block.span.of(loaded.text)
        for loaded in [load(make_docx(xml, {"numbering": numbering}), "x.docx")]
        for block in loaded.blocks
    ]
    assert words == ["Article I x", "1.1 x", "Q1 x", "Article II x", "2.1 x", "Q2 x", "3rd x"]
