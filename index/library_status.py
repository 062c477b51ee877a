"""What a person might want to know of a library as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.document import DocumentInfo, Notice
from index.ocr.scan_rows import Scan
from index.refusals import Refusal
from index.writer_lock import Writer


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    """A folder kept in step by ``sync``; ``present`` is whether it is there just now."""

    path: Path
    present: bool


@dataclass(frozen=True, slots=True)
class PartlyRead:
    """A document of which words are missing; ``losses`` say which and why."""

    document_id: str
    title: str
    source: str
    losses: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Counts, sizes, who is changing it just now (``writer``), and all that was not read.

    ``refused`` could not be read at all, ``partly_read`` are documents of which words are missing, ``waiting_scans``
    are those files of both kinds that have pages to be recognised.
    """

    folder: Path
    documents: int
    chunks: int
    characters: int
    tables: int
    generation: int
    pending_changes: int
    embedder: str
    size_bytes: int
    folders: tuple[SyncedFolder, ...]
    writer: Writer | None
    partly_read: tuple[PartlyRead, ...]
    refused: tuple[Refusal, ...]
    waiting_scans: tuple[Scan, ...]


def partly_read(documents: Iterable[DocumentInfo]) -> tuple[PartlyRead, ...]:
    """Those of ``documents`` of which words are missing."""
    found = ((one, tuple(notice for notice in one.notices if notice.code.means_loss)) for one in documents)
    return tuple(PartlyRead(one.document_id, one.title, one.source, losses) for one, losses in found if losses)


def size_of(folder: Path) -> int:
    """The bytes of all files in ``folder``; a writer at work may take some away meanwhile."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(OSError):
            total += file.stat().st_size if file.is_file() else 0
    return total
