"""The format of a file by its first bytes, where its name says another."""

from __future__ import annotations

import pytest

from index.loaders.sniffing import suffix_of
from tests.index.compound_maker import make_compound
from tests.index.makers import make_zip


@pytest.mark.parametrize(
    ("content", "named", "suffix"),
    [
        (b"%PDF-1.4 ...", ".txt", ".pdf"),
        (b"\n %PDF-1.4 ...", ".docx", ".pdf"),
        (b"A PDF begins with %PDF-1.4, as everybody knows.", ".txt", ".txt"),
        (b"{\\rtf1 words}", ".doc", ".rtf"),
        (make_zip({"word/document.xml": b""}), ".doc", ".docx"),
        (make_zip({"mimetype": b"application/epub+zip\n"}), ".zip", ".epub"),
        (make_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".xls", ".ods"),
        (make_zip({"notes.txt": b""}), ".zip", ".zip"),
        (b"PK\x03\x04 broken", ".docx", ".docx"),
        (make_compound({"Workbook": b"x"}), ".xlsx", ".xls"),
        (make_compound({"WordDocument": b"x"}), ".docx", ".doc"),
        (make_compound({"EncryptedPackage": b"x"}), ".docx", ".docx"),
        (b"\xef\xbb\xbf<!-- saved --><!DOCTYPE html><html>", ".doc", ".html"),
        (b"<html><table>", ".xls", ".html"),
        (b"<html>as an example", ".txt", ".txt"),
        (b"a\tb\n1\t2\n", ".xls", ".csv"),
        (b"plain words", ".xls", ".xls"),
    ],
)
def test_the_ending_that_fits_the_content(content: bytes, named: str, suffix: str) -> None:
    assert suffix_of(content, named) == suffix
