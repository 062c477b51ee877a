"""Takes documents out of a library so that nothing of their text is left in its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import naming
from index.document import DocumentInfo, Origin
from index.errors import LibraryBusyError
from index.library import Library
from index.merging import purge
from index.ocr.scan_rows import Scan, all_files


def remove(library: Library, names: Sequence[str]) -> tuple[DocumentInfo | Scan, ...]:
    """Remove the documents with these names, and synced folders with all their documents.

    A removed file that still stands in a synced folder stays out until it is added by its own name. When this
    returns, the text is gone from every file of the library.

    Raises:
        UnknownDocumentError: a name fits nothing; nothing is removed.
        AmbiguousNameError: a name fits several documents; nothing is removed.
        LibraryBusyError: another process is changing the library, or still reads the state before.
        LibraryUnwritableError: the folder cannot be written.
    """
    with library.writing() as store:
        documents = all_files(store.contents)
        synced = set(store.contents.folders())
        folders: list[Path] = []
        leaving: dict[str, DocumentInfo | Scan] = {}
        for name in names:
            folder = Path(name).resolve()
            if folder in synced:
                folders.append(folder)
                found = [item for item in documents if _is_in_folder(item, folder)]
            else:
                found = [naming.find(documents, name)]
            leaving.update((item.document_id, item) for item in found)
        remaining = synced - set(folders)
        exclude = [item.source for item in leaving.values() if any(_is_in_folder(item, folder) for folder in remaining)]
        if leaving or folders:
            store.remove(list(leaving.values()), folders=folders, exclude=exclude)
            if not purge(store):
                raise LibraryBusyError(
                    f"The removal is done, but another program still reads the library in {library.folder} as it was "
                    "before, so traces of the text stay on the disk. Close that program, then use “quotewise sync”."
                )
    return tuple(leaving.values())


def _is_in_folder(document: DocumentInfo | Scan, folder: Path) -> bool:
    return document.origin is Origin.FOLDER and Path(document.source).is_relative_to(folder)
