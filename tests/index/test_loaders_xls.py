"""Old Excel workbooks, from records (MS-XLS) written by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest

from index.document import BlockKind, LoadedText, NoticeCode
from index.errors import UnreadableFileError
from index.loaders import load
from tests.index.compound_maker import make_compound

GENERAL, POUNDS, DAY, BOLD = 0, 1, 2, 3


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def words_of(text: str, width: str) -> bytes:
    return struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1996, 0, 0))


def font(is_bold: bool) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBB", 200, int(is_bold), 0, 400, 0, 0, 0, 0, 0) + words_of("Arial", "<B"))


def style(font_number: int, form: int) -> bytes:
    return record(0xE0, struct.pack("<HHHBBBBIiH", font_number, form, 0, 0, 0, 0, 0, 0, 0, 0))


def cell(row: int, column: int, value: str | float, look: int = GENERAL) -> bytes:
    place = struct.pack("<HHH", row, column, look)
    if isinstance(value, str):
        return record(0x204, place + words_of(value, "<H"))
    return record(0x203, place + struct.pack("<d", value))


def row(number: int, *cells: str | float, look: int = GENERAL, hidden: bool = False) -> bytes:
    options = 0x20 if hidden else 0
    head = record(0x208, struct.pack("<HHHHHHI", number, 0, len(cells), 255, 0, 0, options))
    return head + b"".join(cell(number, column, one, look) for column, one in enumerate(cells) if one != "")


def make_xls(sheets: dict[str, bytes], hidden: Sequence[str] = (), streams: dict[str, bytes] | None = None) -> bytes:
    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + font(False) + font(True)
    head += record(0x41E, struct.pack("<H", 164) + words_of('"£"#,##0.00', "<H"))
    head += style(0, 0) + style(0, 164) + style(0, 14) + style(1, 0)
    length = len(head) + sum(14 + 2 * len(name) - 2 for name in sheets) + 4
    listed, bodies = b"", b""
    for name, content in sheets.items():
        entry = struct.pack("<IBB", length + len(bodies), int(name in hidden), 0) + words_of(name, "<B")
        listed += record(0x85, entry)
        bodies += begin(0x10) + content + record(0x0A)
    assert len(head + listed) + 4 == length
    return make_compound({"Workbook": head + listed + record(0x0A) + bodies, **(streams or {})})


def placed(loaded: LoadedText) -> list[tuple[str, str]]:
    labels = {mark.start: mark.place.label for mark in loaded.places}
    return [
        (labels[block.span.start], block.span.of(loaded.text))
        for block in loaded.blocks
        if block.kind is not BlockKind.FURNITURE
    ]


def test_rows_with_their_formats_and_what_is_hidden() -> None:
    hidden_column = record(0x7D, struct.pack("<HHHHHH", 2, 2, 2000, 0, 1, 0))
    prices = hidden_column + row(0, "Item", "Price", "Cost") + row(1, "Tea") + cell(1, 1, 2.0, POUNDS) + cell(1, 2, 1.0)
    prices += row(2, "Gin", 9.0, hidden=True) + cell(3, 0, "Day") + cell(3, 1, 44000.0, DAY)
    loaded = load(
        make_xls({"Prices": prices, "Secret": row(0, "a", "b")}, ["Secret"], {"_VBA_PROJECT": b"x"}), "tea_room.xls"
    )
    assert placed(loaded) == [
        ("sheet “Prices”", "Prices"),
        ("sheet “Prices”, row 1", "Item | Price"),
        ("sheet “Prices”, row 2", "Item: Tea | Price: £2.00"),
        ("sheet “Prices”, row 4", "Item: Day | Price: 2020-06-18"),
    ]
    assert "Item: Gin | Price: 9" in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.MACROS, NoticeCode.HIDDEN, NoticeCode.HIDDEN]
    assert loaded.title == "Tea room"


def test_bold_names_and_joined_cells() -> None:
    names = row(0, "Who", "Where", look=BOLD) + row(1, "Ann", "Bath") + row(2, "", "Wells")
    joined = record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 0, 0))
    loaded = load(make_xls({"S": names + joined}), "x.xls")
    assert [words for _, words in placed(loaded)][2:] == ["Who: Ann | Where: Bath", "Who: Ann | Where: Wells"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><table><tr><td>Tea</td><td>2</td></tr></table></html>", "web page"),
        (b"name\tprice\r\nTea\t2\r\n", "CSV table"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row>'
            b"<Cell><Data>Tea</Data></Cell><Cell><Data>2</Data></Cell></Row></Table></Worksheet></Workbook>",
            "XML",
        ),
    ],
)
def test_what_programs_export_for_excel_is_read_as_what_it_is(content: bytes, kind: str) -> None:
    loaded = load(content, "export.xls")
    assert loaded.format == kind
    assert "Tea" in loaded.text
    assert [notice.code for notice in loaded.notices] == [NoticeCode.OTHER_FORMAT]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"plain words", "not an Excel workbook"),
        (make_xls({"S": row(0, "a", "b")})[:600], "damaged"),
        (make_compound({"EncryptedPackage": b"x"}), "password"),
    ],
)
def test_files_that_are_no_workbooks_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        load(content, "x.xls")
