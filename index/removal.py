"""Takes documents out of a library so that nothing of their text is left in its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index import naming
from index.copies import own_place, standings
from index.document import DocumentInfo, Origin
from index.errors import LibraryBusyError
from index.library import Library
from index.merging import purge
from index.ocr.scan_rows import Scan, all_files


def remove(library: Library, names: Sequence[str]) -> tuple[DocumentInfo | Scan, ...]:
    """Remove the documents with these names, and synced folders with all their documents.

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
        documents = tuple(standings(all_files(store.contents)))
        synced = set(store.contents.folders())
        folders: list[Path] = []
        leaving: dict[str, DocumentInfo | Scan] = {}
        for name in names:
            folder = Path(name).resolve()
            if folder in synced:
                folders.append(folder)
                found = [item for item in documents if _is_in_folder(item, folder)]
            else:
                found = naming.find_all(documents, name)
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


def _with_places_left(removed: DocumentInfo | Scan, left: DocumentInfo | None) -> DocumentInfo | Scan:
    if not isinstance(removed, DocumentInfo):
        return removed
    places = (own_place(left), *left.copies) if left else ()
    return replace(removed, copies=places)


def _is_in_folder(document: DocumentInfo | Scan, folder: Path) -> bool:
    return document.origin is Origin.FOLDER and Path(document.source).is_relative_to(folder)
