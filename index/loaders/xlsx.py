"""Excel workbooks (.xlsx): every sheet in order, its rows as they are shown, then its comments and drawings."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index.document import LoadedText, Notice, NoticeCode
from index.errors import UnreadableFileError
from index.loaders.archive import Archive
from index.loaders.drawing_text import paragraphs
from index.loaders.office_parts import (
    related,
    related_root,
    relations,
    root_of,
    stated_title,
    unread_parts,
)
from index.loaders.sheet_text import Remark, Sheet, load_sheets
from index.loaders.xlsx_cells import STRUCK, read_cells, read_looks, shared_words, words_of
from index.loaders.xml_names import child, children, value

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
FORMAT = "Excel workbook"


def load(content: bytes, name: str) -> LoadedText:
    """The rows of a workbook with the names of their columns.

    Raises:
        UnreadableFileError: it is no workbook, damaged, protected by a password or suspiciously large.
    """
    archive = Archive(content)
    main = next(iter(related(archive, "", "officeDocument")), "xl/workbook.xml")
    workbook = archive.xml(main)
    listed = child(workbook, "sheets")
    if workbook is None or listed is None:
        raise UnreadableFileError(
            "The file is not an Excel workbook.", "Save it as .xlsx from the program that made it."
        )
    shared = shared_words(archive, next(iter(related(archive, main, "sharedStrings")), ""))
    looks = read_looks(related_root(archive, main, "styles"))
    from_1904 = value(child(workbook, "workbookPr"), "date1904") in ("1", "true")
    parts = {relation.identifier: relation for relation in relations(archive, main)}
    sheets: list[Sheet] = []
    notices: list[Notice] = []
    for entry in listed:
        relation = parts.get(_relation_id(entry))
        title, is_hidden = value(entry, "name").strip(), value(entry, "state") in ("hidden", "veryHidden")
        if relation is None or not archive.has(relation.target):
            notices.append(Notice(NoticeCode.PARTS_DAMAGED, f"The sheet “{title}” is missing from the file."))
            continue
        cells = read_cells(archive, relation.target, shared, looks, from_1904)
        remarks = tuple(_remarks(archive, relation.target))
        sheets.append(Sheet(title, cells.shown.rows, is_hidden, cells.shown.hidden_columns, remarks))
        if cells.shown.is_cut:
            notices.append(Notice(NoticeCode.CUT, f"The sheet “{title}” is too large; its end was not read."))
        if cells.not_computed:
            notices.append(_not_computed(title, cells.not_computed))
        if cells.unseen:
            message = f"In the sheet “{title}” cells that show nothing by their format ({cells.unseen}) were left out."
            notices.append(Notice(NoticeCode.HIDDEN, message))
        if cells.struck:
            message = f"In the sheet “{title}” cells that are struck through ({cells.struck}) were left out."
            notices.append(Notice(NoticeCode.DELETIONS, message))
    notices += unread_parts(archive)
    return load_sheets(sheets, name, FORMAT, stated_title=stated_title(archive, name), notices=notices)


def _relation_id(entry: etree._Element) -> str:
    """The identifier of a sheet's part; its attribute has the same local name as others without a namespace."""
    return next((str(text) for key, text in entry.items() if str(key).endswith("}id")), "")


def _remarks(archive: Archive, sheet: str) -> Iterator[Remark]:
    """Comments on cells, and the words of text boxes and charts."""
    comments = related_root(archive, sheet, "comments")
    authors = [author.text or "" for author in children(child(comments, "authors"))]
    for comment in children(child(comments, "commentList")):
        words = _comment(comment, authors)
        if not words.startswith("[Threaded comment]"):  # for old programs; the conversation itself is read below
            yield Remark(f"comment on cell {value(comment, 'ref')}", words)
    for part in related(archive, sheet, "threadedComment"):
        for comment in children(archive.xml(part)):
            text = child(comment, "text")
            yield Remark(f"comment on cell {value(comment, 'ref')}", (text.text or "") if text is not None else "")
    for drawing in related(archive, sheet, "drawing"):
        yield from (Remark("text box", words) for words in paragraphs(root_of(archive, drawing)))
        for chart in related(archive, drawing, "chart"):
            yield from (Remark("chart", words) for words in paragraphs(root_of(archive, chart)))


def _comment(comment: etree._Element, authors: list[str]) -> str:
    """The words of a comment after the name of who wrote it, which most programs put there themselves."""
    text = child(comment, "text")
    words = words_of(text).replace(STRUCK, "") if text is not None else ""
    number = value(comment, "authorId")
    author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
    is_named = not author or words.startswith((author, "[Threaded comment]"))
    return words if is_named else f"{author}: {words}"


def _not_computed(title: str, count: int) -> Notice:
    cells = "1 cell has a formula" if count == 1 else f"{count} cells have formulas"
    return Notice(
        NoticeCode.NOT_COMPUTED,
        f"In the sheet “{title}” {cells} without a result; open the workbook in Excel or LibreOffice and save it.",
    )
