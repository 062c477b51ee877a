"""Tables: delimited text and Excel workbooks; heads, places, hidden and joined cells, formats of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load
from index.loaders.date_formats import is_date_code
from index.loaders.delimited import load as load_delimited
from index.loaders.number_formats import BUILT_IN, plain, shown
from index.loaders.sparse_rows import SparseRow, dense_rows
from index.loaders.table_heads import Row, read_table
from index.loaders.xlsx import load as load_xlsx
from tests.index.makers import make_zip
from tests.index.sheet_makers import BOLD, DAY, PERCENT, POUNDS, RELATIONS, UNSEEN, cell, make_xlsx, row, sheet


def placed(loaded: LoadedText) -> list[tuple[str, str]]:
    """Every block that can be quoted, with the label of its place."""
    labels = {mark.start: mark.place.label for mark in loaded.places}
    return [
        (labels[block.span.start], block.span.of(loaded.text))
        for block in loaded.blocks
        if block.kind is not BlockKind.FURNITURE
    ]


def words(loaded: LoadedText) -> list[str]:
    return [text for _, text in placed(loaded)]


def furniture(loaded: LoadedText) -> list[str]:
    return [block.span.of(loaded.text) for block in loaded.blocks if block.kind is BlockKind.FURNITURE]


PRICES = sheet(row("Item", "Price"), row("Tea", cell(2, POUNDS)), row("Cake", cell(3.5, POUNDS)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_names_its_values_by_the_first_row(delimiter: str) -> None:
    text = delimiter.join(["Name", "City"]) + "\r\n" + delimiter.join(["Ann", '"Bath\nSpa"']) + "\r\n"
    loaded = load_delimited(text.encode(), "people.csv")
    assert placed(loaded) == [("row 1", "Name | City"), ("row 2", "Name: Ann | City: Bath Spa")]
    assert loaded.title == "People"


def test_commas_inside_cells_do_not_decide_the_delimiter() -> None:
    loaded = load_delimited(b"name;note\nAnn;one, two, three\nBob;four, five, six\n", "x.csv")
    assert words(loaded)[1:] == ["name: Ann | note: one, two, three", "name: Bob | note: four, five, six"]


def test_delimited_text_in_an_old_encoding() -> None:
    assert words(load_delimited("Stadt;Maß\nKöln;3\n".encode("cp1252"), "x.csv"))[1] == "Stadt: Köln | Maß: 3"


@pytest.mark.parametrize("above", ["Region,Q1,,Q2,", "Region,Q1,Q1,Q2,Q2"])
def test_names_in_two_rows_are_read_together(above: str) -> None:
    content = f"Sales of 2024,,,,\n{above}\n,Units,EUR,Units,EUR\nNorth,1,10,2,20\nSouth,3,30,4,40\n"
    assert words(load_delimited(content.encode(), "x.csv"))[-1] == (
        "Region: South | Q1 Units: 3 | Q1 EUR: 30 | Q2 Units: 4 | Q2 EUR: 40"
    )


def test_a_first_line_may_state_the_delimiter() -> None:
    assert words(load_delimited(b"sep=;\nname;price\nA;1,5\n", "x.csv")) == ["name | price", "name: A | price: 1,5"]


def test_a_quotation_that_is_never_closed_is_told() -> None:
    loaded = load_delimited(b'a,b\n1,"two\n3,4\n', "x.csv")
    assert [notice.code for notice in loaded.notices] == [NoticeCode.TRUNCATED]


def test_lines_above_the_names_and_numbers_without_names() -> None:
    loaded = load_delimited(b"Sales report\nRegion,2021,2022\nNorth,5,6\n\n1,2\n3,4\n", "x.csv")
    assert placed(loaded) == [
        ("row 1", "Sales report"),
        ("row 2", "Region | 2021 | 2022"),
        ("row 3", "Region: North | 2021: 5 | 2022: 6"),
        ("row 5", "1 | 2"),
        ("row 6", "3 | 4"),
    ]


def test_a_long_cell_is_a_paragraph_of_its_own() -> None:
    answer = "It opens at ten. " * 40
    loaded = load_delimited(f"question,answer,by\nWhen?,{answer},Ann\n".encode(), "x.csv")
    assert words(loaded)[1:] == ["question: When?", f"answer: {answer.strip()}", "by: Ann"]
    assert [block.kind for block in loaded.blocks][2] is BlockKind.PARAGRAPH


def test_sheets_of_a_workbook_with_their_formats() -> None:
    dates = sheet(
        row("Day", "Share", "Open", number=3),
        row(cell(44000, DAY), cell(0.125, PERCENT), '<c t="b"><v>1</v></c>'),
        row('<c t="s"><v>0</v></c>', '<c t="str"><f>A1</f><v>seen</v></c>', '<c t="e"><v>#DIV/0!</v></c>'),
    )
    shared = "<si><r><t>a </t></r><r><t>word</t></r><rPh><t>unread</t></rPh></si>"
    loaded = load_xlsx(make_xlsx({"Prices": PRICES, "Days": dates}, shared=shared), "tea_room.xlsx")
    assert placed(loaded) == [
        ("sheet “Prices”", "Prices"),
        ("sheet “Prices”, row 1", "Item | Price"),
        ("sheet “Prices”, row 2", "Item: Tea | Price: £2.00"),
        ("sheet “Prices”, row 3", "Item: Cake | Price: £3.50"),
        ("sheet “Days”", "Days"),
        ("sheet “Days”, row 3", "Day | Share | Open"),
        ("sheet “Days”, row 4", "Day: 2020-06-18 | Share: 12.50% | Open: TRUE"),
        ("sheet “Days”, row 5", "Day: a word | Share: seen | Open: #DIV/0!"),
    ]
    assert loaded.title == "Tea room"


def test_days_may_count_from_1904() -> None:
    content = make_xlsx({"S": sheet(row(cell(42538, DAY), "x"))}, workbook_properties='<workbookPr date1904="1"/>')
    assert "2020-06-18" in load_xlsx(content, "x.xlsx").text


def test_what_is_hidden_is_kept_as_furniture_and_told() -> None:
    rows = sheet(
        row("Item", "Price", "Cost"),
        row("Tea", 2, 1),
        row("Gin", 9, 4, hidden=True),
        columns='<cols><col min="3" max="3" hidden="1"/></cols>',
    )
    loaded = load_xlsx(make_xlsx({"Open": rows, "Secret": PRICES}, hidden=["Secret"]), "x.xlsx")
    assert words(loaded) == ["Open", "Item | Price", "Item: Tea | Price: 2"]
    assert "Cost: 1" in furniture(loaded)
    assert "Item: Gin | Price: 9 | Cost: 4" in furniture(loaded)
    assert "Item: Tea | Price: £2.00" in furniture(loaded)
    assert [notice.message for notice in loaded.notices] == [
        "1 row and 1 column of the sheet “Open” are hidden and not quoted.",
        "The sheet “Secret” is hidden and is not quoted.",
    ]


def test_a_workbook_with_nothing_but_hidden_sheets_or_rows_is_refused() -> None:
    from index.loaders import load

    for content in (
        make_xlsx({"Secret": PRICES}, hidden=["Secret"]),
        make_xlsx({"Open": sheet(row("Item", "Price", hidden=True), row("Tea", 2, hidden=True))}),
    ):
        with pytest.raises(UnreadableFileError, match=r"No text.*hidden"):
            load(content, "x.xlsx")


def test_joined_cells_count_for_all_their_rows_and_names_for_all_their_columns() -> None:
    rows = sheet(
        row("Region", "2023", "", "2024", ""),
        row("", "Q1", "Q2", "Q1", "Q2"),
        row("North", 1, 2, 3, 4),
        row("", 5, 6, 7, 8),
        merged=["A1:A2", "B1:C1", "D1:E1", "A3:A4"],
    )
    loaded = load_xlsx(make_xlsx({"S": rows}), "x.xlsx")
    assert words(loaded)[3:] == [
        "Region: North | 2023 Q1: 1 | 2023 Q2: 2 | 2024 Q1: 3 | 2024 Q2: 4",
        "Region: North | 2023 Q1: 5 | 2023 Q2: 6 | 2024 Q1: 7 | 2024 Q2: 8",
    ]


def test_two_columns_of_words_have_names_only_if_those_stand_out() -> None:
    plain_rows = [row("Address", "High Street"), row("Contact", "Ann")]
    bold_rows = [row(cell("Who", BOLD), cell("Where", BOLD)), row("Ann", "Bath")]
    assert words(load_xlsx(make_xlsx({"S": sheet(*plain_rows)}), "x.xlsx"))[1:] == [
        "Address | High Street",
        "Contact | Ann",
    ]
    assert words(load_xlsx(make_xlsx({"S": sheet(*bold_rows)}), "x.xlsx"))[2] == "Who: Ann | Where: Bath"


def test_comments_and_text_boxes_stand_after_the_rows() -> None:
    parts = {
        "xl/comments1.xml": '<comments xmlns="m"><authors><author>Ann</author></authors><commentList>'
        '<comment ref="B2" authorId="0"><text><t>Too dear?</t></text></comment></commentList></comments>',
        "xl/drawings/drawing1.xml": "<d><sp><txBody><p><r><t>Best </t></r><r><t>before June</t></r></p></txBody></sp></d>",
    }
    related = (
        f'<Relationship Id="c" Type="{RELATIONS}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="d" Type="{RELATIONS}/drawing" Target="../drawings/drawing1.xml"/>'
    )
    loaded = load_xlsx(make_xlsx({"S": PRICES}, parts=parts, sheet_relations=related), "x.xlsx")
    assert placed(loaded)[-2:] == [
        ("sheet “S”, comment on cell B2", "Ann: Too dear?"),
        ("sheet “S”, text box", "Best before June"),
    ]


def test_formulas_without_results_and_missing_sheets_are_told() -> None:
    content = make_xlsx({"S": sheet(row("a", "<c><f>1+1</f></c>"))})
    assert [notice.code for notice in load_xlsx(content, "x.xlsx").notices] == [NoticeCode.NOT_COMPUTED]
    lost = make_xlsx({"S": PRICES}).replace(b"xl/worksheets/sheet0.xml", b"xl/worksheets/sheetX.xml")
    assert [notice.code for notice in load_xlsx(lost, "x.xlsx").notices] == [NoticeCode.PARTS_DAMAGED]


def test_columns_far_away_cost_nothing_and_keep_their_order() -> None:
    def far(words: str, column: str) -> str:
        return f'<c r="{column}1" t="inlineStr"><is><t>{words}</t></is></c>'

    rows = [f"<row>{far('a', 'B')}{far('b', 'K')}{far('c', 'XFD')}</row>"] + [row(number) for number in range(3)]
    loaded = load_xlsx(
        make_xlsx({"S": sheet(*rows, columns='<cols><col min="11" max="11" hidden="1"/></cols>')}), "x.xlsx"
    )
    assert words(loaded) == ["S", "a | c", "0", "1", "2"]
    assert furniture(loaded) == ["b"]


def test_rows_are_cut_when_there_are_too_many_cells() -> None:
    diagonal = [SparseRow(number + 1, {number: "x"}) for number in range(8000)]
    shown_rows = dense_rows(diagonal, [], [])
    assert shown_rows.is_cut
    assert sum(len(one.cells) for one in shown_rows.rows) <= 20_000_000
    assert not dense_rows(diagonal[:100], [], []).is_cut


def test_cells_that_a_format_keeps_from_sight_are_left_out_and_told() -> None:
    loaded = load_xlsx(make_xlsx({"S": sheet(row("a", cell("ghost", UNSEEN), cell(7, UNSEEN)))}), "x.xlsx")
    assert words(loaded) == ["S", "a"]
    assert [notice.code for notice in loaded.notices] == [NoticeCode.HIDDEN]


def test_workbooks_that_are_none_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not an Excel workbook"):
        load_xlsx(make_zip({"a.txt": b"words"}), "x.xlsx")
    with pytest.raises(UnreadableFileError, match="would unpack to"):
        load_xlsx(make_zip({"xl/worksheets/sheet0.xml": b" " * 210_000_000}), "x.xlsx")
    with pytest.raises(UnreadableFileError, match="damaged"):
        load_xlsx(make_xlsx({"S": "<worksheet><sheetData><row>"}), "x.xlsx")


def test_entities_in_a_sheet_are_not_expanded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = make_xlsx({"S": bomb + sheet(row('<c t="inlineStr"><is><t>x&b;</t></is></c>', "y"))})
    assert words(load_xlsx(content, "x.xlsx"))[1:] == ["x | y"]


def test_a_decimal_comma_parts_no_cells() -> None:
    lines = b"01.02.2024;1,50;Bread, milk\n02.02.2024;2,75;Cheese, ham\n"
    assert words(load_delimited(lines, "x.csv")) == [
        "01.02.2024 | 1,50 | Bread, milk",
        "02.02.2024 | 2,75 | Cheese, ham",
    ]
    assert words(load_delimited(b"1,5;2,5\n1,7;2,9\n", "x.csv")) == ["1,5 | 2,5", "1,7 | 2,9"]


def test_a_table_directly_below_another_has_its_own_names() -> None:
    rows = [row("Item", "Cost"), row("Rent", 850), row("Income"), row("Source", "Amount"), row("Work", 2000)]
    assert words(load_xlsx(make_xlsx({"Budget": sheet(*rows)}), "x.xlsx"))[-3:] == [
        "Income",
        "Source | Amount",
        "Source: Work | Amount: 2000",
    ]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.125, "0.0%", "12.5%"),
        (1234.5, '"$"#,##0.00', "$1,234.50"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (0, '0;-0;"none"', "none"),
        (1_234_567, "#,##0,", "1,235"),
        (12, "0000", "0012"),
        (0.5, "#.##", "0.5"),
        (5, "0.##", "5"),
        (1500, "[$€-407] #,##0.00", "€ 1,500.00"),
        (12345.678, '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-', "12,345.68 €"),
        (0.00012, "0.00E+00", "1.20E-04"),
        (-0.2, "0", "0"),
        (3, "[Red]0;[Blue]-0", "3"),
        (1e300, "0.00", "1e+300"),
        (44000, "d mmmm yyyy", "18 June 2020"),
        (44000, "[$-409]mmmm\\ d\\,\\ yyyy;@", "June 18, 2020"),
        (44000, "ddd dd/mm/yy", "Thu 18/06/20"),
        (44000.75, "h:mm AM/PM", "6:00 PM"),
        (44000.5208, "hh:mm", "12:29"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1, "d mmmm yyyy", "1 January 1900"),
        (-1, "yyyy", "-1"),
        (7, "@", "7"),
        (7, "General", "7"),
        (2_500_000, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "2.5M"),
        (1500, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1.5K"),
        (12, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "12"),
        (0, '[=1]"yes";[=0]"no";General', "no"),
        (7, '[=1]"yes";[=0]"no";General', "7"),
        (5551234, "[<=9999999]###-####;(###) ###-####", "555-1234"),
        (2065551234, "[<=9999999]###-####;(###) ###-####", "(206) 555-1234"),
        (12345678, "000-00-0000", "012-34-5678"),
        (0, '#,##0.00\\ "€";-#,##0.00\\ "€";"-"??\\ "€"', "- €"),
    ],
)
def test_numbers_are_shown_as_their_programs_show_them(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(
    st.floats(-1e300, 1e300),
    st.text(st.sampled_from('0#?.,;%/E+-"\\_*[]$€@ymdhsAPM Generalx:'), max_size=15),
)
def test_every_number_is_shown_in_every_format(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)
    assert isinstance(is_date_code(code), bool)
    assert float(plain(value)) == pytest.approx(value, rel=1e-9)


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "c", "7", "2021"]), max_size=5), min_size=1, max_size=6))
def test_every_row_of_a_table_is_in_one_of_its_parts(cells: list[list[str]]) -> None:
    rows = [Row(number, tuple(one)) for number, one in enumerate(cells, 1)]
    table = read_table(rows)
    assert [*table.titles, *table.heads, *table.body] == rows


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1.75, "# ?/?", "1 3/4"),
        (0.5, "# ??/16", "8/16"),
        (0.3125, "# ??/??", "5/16"),
        (-2.5, "# ?/?", "-2 1/2"),
        (1.75, "?/?", "7/4"),
        (12345, "##0.0E+0", "12.3E+3"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (12.5, 'General" kg"', "12.5 kg"),
        (0.0012345, "mm:ss.0", "01:46.7"),
        (45000, "[$-407]dddd, d. mmmm yyyy", "Mittwoch, 15. März 2023"),
        (45000, "[$-40C]d mmm yyyy", "15 mar 2023"),
        (45000, BUILT_IN[30], "2023-03-15"),
        (-1234.5, BUILT_IN[44], "-1,234.50"),
    ],
)
def test_fractions_powers_languages_and_formats_without_a_code(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_cells_that_are_white_struck_or_in_columns_without_width_are_not_quoted() -> None:
    styles = (
        '<styleSheet xmlns="m"><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><strike/></font></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"/></fill></fills>'
        '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>'
    )
    rows = [row("Item", "Cost", "Key"), row(cell("ghost", 1), cell("seen", 3), 1), row("Rent", cell(500, 2), 2)]
    columns = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'

    def quoted(page: str) -> tuple[str, list[NoticeCode]]:
        loaded = load(make_xlsx({"S": page}, parts={"xl/styles.xml": styles}), "x.xlsx")
        seen = [block.span.of(loaded.text) for block in loaded.blocks if block.kind is not BlockKind.FURNITURE]
        return "\n".join(seen), [notice.code for notice in loaded.notices]

    words, codes = quoted(sheet(*rows, columns=columns))
    assert "seen" in words
    assert not any(unseen in words for unseen in ("ghost", "500", "Key"))
    assert codes == [NoticeCode.HIDDEN, NoticeCode.DELETIONS, NoticeCode.HIDDEN]
    # what the rules of a table colour is not known
    coloured = sheet(*rows).replace("</worksheet>", "<tableParts><tablePart/></tableParts></worksheet>")
    assert "ghost" in quoted(coloured)[0]


def test_words_in_a_cell_may_be_raised_or_struck() -> None:
    raised = '<c t="inlineStr"><is><r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>6</t></r></is></c>'
    struck = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>50</t></r><r><t>40</t></r></is></c>'
    loaded = load(make_xlsx({"S": sheet(row("Cells", raised), row("Price", struck))}), "x.xlsx")
    assert "Cells | 10⁶\nPrice | 40" in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.DELETIONS]


def test_quotation_marks_as_databases_and_people_write_them() -> None:
    escaped = b'name,said,year\nAda,"a \\"no, never\\" twice",1990\nBob,"he said \\"yes\\" once",1991\n'
    assert 'name: Ada | said: a "no, never" twice | year: 1990' in load(escaped, "x.csv").text
    spaced = b'name, town, sum\n"Fox, Ada", "Paris, TX", 5\n"Oak, Bob", "Rome, IT", 6\n'
    assert "name: Fox, Ada | town: Paris, TX | sum: 5" in load(spaced, "x.csv").text
    assert "id: 00123" in load(b'id,name\n="00123",Ada\n="00456",Bob\n', "x.csv").text
