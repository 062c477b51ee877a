"""Tells the format of a file by its first bytes, for files whose name ends as if they were something else."""

from __future__ import annotations

import io
import re
import zipfile

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "__properties_version1.0": ".msg",
    "WordDocument": ".doc",
    "PowerPoint Document": ".ppt",
    "Workbook": ".xls",
}
_MAIN_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
_MEDIA_TYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_BINARY = frozenset(".doc .docx .epub .msg .odp .ods .odt .pdf .ppt .pptx .xls .xlsx".split())
_SHEETS = frozenset((".xls", ".xlsx"))
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<table\b)", re.IGNORECASE | re.DOTALL
)
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_APART = (b"\t", b",", b";")
_MAX_BLANK = 1024
_MAX_TEXT_SAMPLE = 8000


def suffix_of(content: bytes, suffix: str) -> str:
    """The ending that fits the content, which is ``suffix`` itself where nothing speaks against it."""
    if content.startswith(b"PK\x03\x04"):
        return _archive_suffix(content) or suffix
    if content.startswith(_COMPOUND_FILE):
        return _compound_suffix(content) or suffix
    beginning = content[:_MAX_BLANK].lstrip()
    if beginning.startswith(b"{\\rtf"):
        return ".rtf"
    if beginning.startswith(b"%PDF-"):
        return ".pdf"
    if suffix in _BINARY and _PAGE.match(content[:_MAX_TEXT_SAMPLE].removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    if suffix in _SHEETS and _SHEET_XML in content[:_MAX_TEXT_SAMPLE]:
        return ".xml"
    if suffix in _SHEETS and _is_table(content[:_MAX_TEXT_SAMPLE]):
        return ".csv"
    return suffix


def _archive_suffix(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            found = next((suffix for part, suffix in _MAIN_PARTS.items() if part in names), "")
            if found or "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
                return found
            return _MEDIA_TYPES.get(archive.read("mimetype").strip(), "")
    except Exception:  # the loader of its ending will say what is wrong with it
        return ""


def _compound_suffix(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ""
    return next((suffix for name, suffix in _STREAMS.items() if name.encode("utf-16-le") in content), "")


def _is_table(sample: bytes) -> bool:
    """Whether a sample is text with a sign between its values, as some programs export "for Excel"."""
    lines = sample.split(b"\n")[:2]
    return b"\x00" not in sample and len(lines) > 1 and any(all(sign in line for line in lines) for sign in _APART)
