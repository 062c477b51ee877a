"""Whether a document is still as it stands on the disk."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from index.document import DocumentInfo, Origin


class Standing(StrEnum):
    """How the file of a document compares with what was read of it."""

    CURRENT = "current"
    CHANGED = "changed"
    MISSING = "missing"


def standing_of(document: DocumentInfo) -> Standing:
    """What size and time of its file say; of an upload the original is kept, so it is always as it was read."""
    if document.origin is Origin.UPLOAD:
        return Standing.CURRENT
    try:
        facts = Path(document.source).stat()
    except OSError:
        return Standing.MISSING
    same = (facts.st_size, facts.st_mtime_ns) == (document.size_bytes, document.modified_ns)
    return Standing.CURRENT if same else Standing.CHANGED
