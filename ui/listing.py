"""How the documents of a library, and the library as a whole, look in a terminal. Pure: values in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from index.document import DocumentInfo
from index.library_status import LibraryStatus
from index.refusals import Refusal
from ui.console import printable
from ui.wording import unread as wording
from ui.wording.chat import count

_INDENT = " " * 25
_STATUS_INDENT = " " * 12
_MOST = 20
"""So many files of a kind the status names; ``list`` names all."""


def document_lines(documents: Sequence[DocumentInfo]) -> str:
    """A line per document: id, size, title, source; below it its other places, its tables and what it lacks."""
    named_by = {document.document_id: f"{document.title}  ({document.source})" for document in documents}
    lines: list[str] = []
    for document in documents:
        lines.append(f"{document.document_id}  {document.characters:>9,}  {printable(named_by[document.document_id])}")
        below = [f"also at {copy.source}" for copy in document.copies]
        below += [count(document.tables, "table")] if document.tables else []
        below += [f"there is a newer version: {named_by[document.newer_id]}"] if document.newer_id in named_by else []
        below += [notice.message for notice in document.notices if notice.code.means_loss]
        lines += [f"{_INDENT}{printable(each)}" for each in below]
    return "\n".join(lines)


def refusal_lines(refused: Iterable[Refusal]) -> str:
    """A line per file that could not be read: why, and what to do."""
    return "\n".join(f"{'not read':>12}  {_refusal(one)}" for one in refused)


def status_text(status: LibraryStatus) -> str:
    """The library as a whole, in a few lines, with all that was not read and what to do about it."""
    lines = [
        f"library     {status.folder}",
        f"documents   {status.documents:,}",
        f"passages    {status.chunks:,}",
        f"characters  {status.characters:,}",
        f"tables      {status.tables:,}",
        f"on disk     {status.size_bytes / 1e6:,.1f} MB",
        f"model       {status.embedder}",
        f"generation  {status.generation} ({status.pending_changes:,} changes since)",
    ]
    for folder in status.folders:
        lines.append(f"folder      {folder.path}" + ("" if folder.present else "  (not there now)"))
    if status.writer:
        lines.append(f"changing    {status.writer.command} (process {status.writer.process_id})")
    if status.partly_read:
        told = (f"{one.title}: {wording.with_next_step(notice)}" for one in status.partly_read for notice in one.losses)
        lines.append(f"in part     {count(len(status.partly_read), 'document was', 'documents were')} read in part:")
        lines += _some(told, sum(len(one.losses) for one in status.partly_read))
    waiting = {scan.document_id for scan in status.waiting_scans}
    if refused := [one for one in status.refused if one.document_id not in waiting]:
        lines.append(f"not read    {wording.could_not_be_read(len(refused))}:")
        lines += _some(map(_refusal, refused), len(refused))
    if status.waiting_scans:
        pages = sum(len(scan.unread) for scan in status.waiting_scans)
        files = count(len(status.waiting_scans), "file")
        lines.append(f"pictures    {count(pages, 'page')} of {files} can be read with: quotewise read-scans")
        lines += _some((scan.source for scan in status.waiting_scans), len(status.waiting_scans))
    return "\n".join(lines)


def facts_text(document: DocumentInfo) -> str:
    """What is known of a document beside its text, a line each."""
    size = [f"{document.characters:,} characters", *([count(document.tables, "table")] if document.tables else [])]
    pages = [count(document.pages, "page")] if document.pages else []
    lines = [f"{document.title}: {', '.join([document.format, *pages, *size])}, read {document.added_at[:10]}"]
    lines += [f"The same text is at {copy.source}" for copy in document.copies]
    lines += [notice.message for notice in document.notices]
    return "\n".join(map(printable, lines))


def _refusal(one: Refusal) -> str:
    return printable(f"{one.source}: {one.reason} {one.next_step}".rstrip())


def _some(told: Iterable[str], total: int) -> list[str]:
    lines = [f"{_STATUS_INDENT}{printable(each)}" for each in islice(told, _MOST)]
    return [*lines, *([f"{_STATUS_INDENT}and {total - _MOST:,} more: quotewise list"] if total > _MOST else [])]
