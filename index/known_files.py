"""Everything that a library knows by a name: documents, scans that wait, and files that could not be read."""

from __future__ import annotations

from index.contents import Contents
from index.copies import standings
from index.document import DocumentInfo
from index.ocr.scan_rows import Scan, all_files
from index.refusals import Refusal, refusals

KnownFile = DocumentInfo | Scan | Refusal


def known_files(contents: Contents) -> tuple[KnownFile, ...]:
    """Every file as it stands at each of its places; one that could not be read only where nothing else of it is known.

    Whoever takes away what stands at a place takes away that it could not be read, too.
    """
    held = tuple(standings(all_files(contents)))
    sources = {item.source for item in held}
    return (*held, *(one for one in refusals(contents) if one.source not in sources))
