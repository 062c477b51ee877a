"""Takes documents and other files out of a library so that nothing of them is left in its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from index import naming
from index.copies import own_place, standings
from index.document import DocumentInfo, Origin
from index.errors import LibraryBusyError
from index.known_files import KnownFile, known_files
from index.library import Library
from index.merging import purge
from index.ocr.scan_rows import scans
from index.refusals import refusals


def remove(library: Library, names: Sequence[str]) -> tuple[KnownFile, ...]:
    """Remove the documents with these names, files that could not be read, and synced folders with all of theirs.

    A document that stands at several places goes from all of them by its id or title, and by a path or file name from
    the place that is called so. Every removal is returned as the document stood there; its ``copies`` are the places
    that still hold its text. A removed file that still stands in a synced folder stays out until it is added by its
    own name. When this returns, a text that no other place holds is gone from every file of the library.

    Raises:
        UnknownDocumentError: a name fits nothing; nothing is removed.
        AmbiguousNameError: a name fits several documents; nothing is removed.
        LibraryBusyError: another process is changing the library, or still reads the state before.
        LibraryUnwritableError: the folder cannot be written.
    """
    with library.writing() as store:
        files = known_files(store.contents)
        synced = set(store.contents.folders())
        folders: list[Path] = []
        leaving: dict[str, KnownFile] = {}
        for name in names:
            folder = Path(name).resolve()
            if folder in synced:
                folders.append(folder)
                found = [item for item in files if _is_in_folder(item, folder)]
            else:
                found = naming.find_all(files, name)
            leaving.update((item.source, item) for item in found)
        remaining = synced - set(folders)
        exclude = [item.source for item in leaving.values() if any(_is_in_folder(item, folder) for folder in remaining)]
        if leaving or folders:
            store.remove(list(leaving.values()), folders=folders, exclude=exclude)
            if store.contents.header().purge_pending and not purge(store):
                raise LibraryBusyError(
                    f"The removal is done, but another program still reads the library in {library.folder} as it was "
                    "before, so traces of the text stay on the disk. Close that program, then use “quotewise sync”."
                )
        left = {item.content_hash: item for item in store.contents.documents()}
    return tuple(_with_places_left(item, left.get(item.content_hash)) for item in leaving.values())


def dismiss(library: Library, document_ids: Collection[str]) -> None:
    """Let go of files that could not be read and of scans that wait to be recognised; what was read of them stays.

    One that is no document and still stands in a synced folder stays out until it is added by its own name. Ids of
    neither are no error. Nothing of what was noted is left in any file of the library.

    Raises:
        LibraryBusyError: another process is changing the library.
        LibraryUnwritableError: the folder cannot be written.
    """
    with library.writing() as store:
        contents = store.contents
        files: tuple[KnownFile, ...] = (*scans(contents), *refusals(contents))
        leaving = {item.source: item for item in files if item.document_id in document_ids}
        if not leaving:
            return
        documents = {item.source for item in standings(contents.documents())}
        synced = contents.folders()
        exclude = [
            item.source
            for item in leaving.values()
            if item.source not in documents and any(_is_in_folder(item, folder) for folder in synced)
        ]
        store.dismiss([item.document_id for item in leaving.values()], exclude=exclude)
        purge(store)  # where somebody still reads the state before, the next writer does it


def _with_places_left(removed: KnownFile, left: DocumentInfo | None) -> KnownFile:
    if not isinstance(removed, DocumentInfo):
        return removed
    places = (own_place(left), *left.copies) if left else ()
    return replace(removed, copies=places)


def _is_in_folder(file: KnownFile, folder: Path) -> bool:
    return file.origin is Origin.FOLDER and Path(file.source).is_relative_to(folder)
