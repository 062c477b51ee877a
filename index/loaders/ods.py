"""OpenDocument spreadsheets (.ods): every sheet in order, its rows as they are shown."""

from __future__ import annotations

from index.document import LoadedText, Notice, NoticeCode
from index.loaders.archive import Archive
from index.loaders.odf_parts import not_of_kind, refuse_protected, stated_title, unread_parts
from index.loaders.ods_cells import OdsReader
from index.loaders.sheet_text import load_sheets

SUFFIXES = (".ods", ".ots")
FORMAT = "OpenDocument spreadsheet"


def load(content: bytes, name: str) -> LoadedText:
    """The rows of a spreadsheet with the names of their columns.

    Raises:
        UnreadableFileError: it is no spreadsheet, damaged, protected by a password or suspiciously large.
    """
    archive = Archive(content)
    refuse_protected(archive)
    reader = OdsReader()
    sheets = list(reader.sheets(archive))
    if not reader.is_spreadsheet:
        raise not_of_kind("spreadsheet", ".ods")
    notices = list(unread_parts(archive))
    if reader.is_cut:
        notices.append(Notice(NoticeCode.CUT, "Rows or cells that repeat without end were read in part."))
    return load_sheets(sheets, name, FORMAT, stated_title=stated_title(archive, name), notices=notices)
