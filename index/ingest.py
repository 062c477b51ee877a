"""Brings files into a library and keeps it in step with folders: load, clean, chunk, embed, store.

Every file is a transaction of its own: one that cannot be read is reported and the others go in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.copies import standings
from index.document import DocumentInfo, Origin
from index.embedding import Embedder
from index.errors import UnreadableFileError
from index.file_reports import FileReport, Outcome, Progress, ProgressCallback, ReportCallback, no_progress, no_report
from index.folders import FoundFile, found_by_name, list_folder, shown
from index.header import check_match
from index.intake import Intake
from index.known_files import KnownFile, known_files
from index.library import Library
from index.merging import merge_if, purge
from index.parsing_process import ParsingProcess
from index.preparing import Preparing, document_id_of
from index.rebuilding import rebuild
from index.refusals import Refusal
from index.refusing import Refusing
from index.removal import dismiss, remove
from index.store import Store
from index.uploads import plain_name

__all__ = [
    "FileReport",
    "Outcome",
    "Progress",
    "add",
    "add_upload",
    "dismiss",
    "rebuild",
    "refuse_upload",
    "remove",
    "sync",
]


def add(
    library: Library,
    paths: Sequence[Path],
    embedder: Embedder,
    progress: ProgressCallback = no_progress,
    *,
    each: ReportCallback = no_report,
    preparing: Preparing | None = None,
) -> tuple[FileReport, ...]:
    """Take in files, and folders to be kept in step from now on; one report for each file, told to ``each`` at once.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the disk is full or read-only; documents reported before are in.
        LibraryMismatchError: ``embedder`` is not the one the library was made with.
    """
    with library.writing() as store:
        found: list[FoundFile] = []
        for item in map(found_by_name, paths):
            if item.path.is_dir() and not item.reason:
                store.add_folder(item.path)
                found += _listed(item.path, library.folder)
            else:
                found.append(item)
                if not item.reason:
                    store.allow(str(item.path))
        with taking_in(library, store, embedder, preparing) as intake:
            reports = intake.take_all(_once(found), progress, each)
        merge_if(library.merge_policy.at_end, store)
    return reports


def add_upload(
    library: Library,
    name: str,
    content: bytes,
    embedder: Embedder,
    progress: ProgressCallback = no_progress,
    *,
    preparing: Preparing | None = None,
) -> FileReport:
    """Take in a file handed over by a browser; an upload of the same name takes its place.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the disk is full or read-only.
        LibraryMismatchError: ``embedder`` is not the one the library was made with.
    """
    with library.writing() as store:
        with taking_in(library, store, embedder, preparing) as intake:
            report = intake.take_upload(plain_name(name), content, progress)
        merge_if(library.merge_policy.at_end, store)
    return report


def refuse_upload(library: Library, name: str, why: UnreadableFileError) -> FileReport:
    """Note that a file handed over by a browser could not be taken out of what it came in.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the disk is full or read-only.
    """
    source = plain_name(name)
    with library.writing() as store:
        Refusing(store).note(document_id_of(f"upload:{source}"), source, Origin.UPLOAD, why, "")
    return FileReport(source, Outcome.REFUSED, None, why.reason, why.next_step)


def sync(
    library: Library,
    embedder: Embedder,
    progress: ProgressCallback = no_progress,
    *,
    each: ReportCallback = no_report,
    preparing: Preparing | None = None,
) -> tuple[FileReport, ...]:
    """Bring the library into step with its folders: read what is new or changed, remove what is gone.

    A folder that is missing, or empty although documents came from it, is reported as refused and its documents stay.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the disk is full or read-only; documents reported before are in.
        LibraryMismatchError: ``embedder`` is not the one the library was made with.
    """
    with library.writing() as store:
        known = [item for item in known_files(store.contents) if item.origin is Origin.FOLDER]
        documents = [item for item in known if not isinstance(item, Refusal)]
        found: list[FoundFile] = []
        missing: list[Path] = []
        for folder in store.contents.folders():
            listed = _listed(folder, library.folder) if folder.is_dir() else []
            found += listed
            if not listed and (not folder.is_dir() or _below(documents, folder)):
                missing.append(folder)
        standing = {str(item.path) for item in found if not item.reason}
        # what cannot be looked into may still be there
        hidden = [*missing, *(item.path for item in found if item.reason)]
        out_of_sight = {item.source for path in hidden for item in _below(known, path)}
        gone = [item for item in known if item.source not in standing | out_of_sight]
        leaving = [item for item in gone if isinstance(item, DocumentInfo)]
        with taking_in(library, store, embedder, preparing, leaving) as intake:
            reports = intake.take_all(_once(found), progress, each)
        if gone:
            sources = {item.source for item in gone}  # what stood there may have become a document of its own meanwhile
            store.remove(
                [item for item in known_files(store.contents) if item.source in sources],
                folders=(),
                exclude=(),
            )
            gone = [item for item in gone if item.source not in intake.renamed and not isinstance(item, Refusal)]
            reports = _as_they_are_now(reports, store)
        if store.contents.header().purge_pending:
            purge(store)
        else:
            merge_if(library.merge_policy.at_end, store)
    removed = tuple(
        FileReport(item.source, Outcome.REMOVED, item if isinstance(item, DocumentInfo) else None) for item in gone
    )
    return (*map(_missing_folder, missing), *reports, *removed)


def _as_they_are_now(reports: Iterable[FileReport], store: Store) -> tuple[FileReport, ...]:
    """The reports with the ids that documents have after some moved to another of their places."""
    now = {item.source: item for item in standings(store.contents.documents())}
    return tuple(replace(each, document=now.get(each.name)) if each.document else each for each in reports)


@contextmanager
def taking_in(
    library: Library,
    store: Store,
    embedder: Embedder,
    preparing: Preparing | None,
    leaving: Sequence[DocumentInfo] = (),
) -> Iterator[Intake]:
    """An intake that reads files by ``preparing`` or, if that is None, in a process made for it."""
    check_match(library.folder, store.contents.header(), embedder.identity, None)

    def merge_now_and_then() -> None:
        merge_if(library.merge_policy.midway, store)

    if preparing is not None:
        yield Intake(store, embedder, preparing, merge_now_and_then, leaving)
        return
    with ParsingProcess() as process:
        yield Intake(store, embedder, process, merge_now_and_then, leaving)


def _listed(folder: Path, library: Path) -> list[FoundFile]:
    from index.loaders import loaders

    try:
        return list(list_folder(folder, loaders().keys(), library.resolve()))
    except OSError as exc:
        return [FoundFile(folder, f"The folder cannot be opened ({exc.strerror}).", "Check that you may read it.")]


def _once(files: Iterable[FoundFile]) -> list[FoundFile]:
    """Every file once, though it may have been named twice or stand in a folder inside another."""
    return list({file.path: file for file in files}.values())


def _below(files: Iterable[KnownFile], folder: Path) -> list[KnownFile]:
    return [item for item in files if Path(item.source).is_relative_to(folder)]


def _missing_folder(folder: Path) -> FileReport:
    state = "empty now" if folder.is_dir() else "not there"
    return FileReport(
        shown(folder),
        Outcome.REFUSED,
        reason=f"The folder is {state}; its documents are kept as they were.",
        next_step="If it is on a drive or a network, connect it and sync again. If its documents shall go, use "
        "quotewise remove with the folder's path.",
    )
