"""What a library holds while files come in: documents by place, and by content, so that equal files are kept once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import PurePath

from index.copies import at_copy
from index.document import Copy, DocumentInfo
from index.titles import from_file_name


class Held:
    """Documents by the ids of the places where they stand.

    Documents that are about to leave the place which their title was taken from are not found by their content, nor
    at their other places: they are read anew there, and get a title of their own.

    Args:
        documents: those of the library.
        leaving: sources where nothing stands any more.
        apart: equal contents are not looked for.
    """

    def __init__(self, documents: Iterable[DocumentInfo], leaving: Collection[str], *, apart: bool) -> None:
        self._leaving = leaving
        self._apart = apart
        self._fill(documents)

    def at(self, place: str) -> DocumentInfo | None:
        """What stands at a place, as it stands there."""
        return self._at.get(place)

    def same_file(self, content_hash: str, name: str) -> DocumentInfo | None:
        """A document of this content whose file was read in the same way as one called ``name`` would be."""
        suffix = PurePath(name).suffix.lower()
        return next((each for each in self._same(content_hash) if PurePath(each.source).suffix.lower() == suffix), None)

    def same_text(self, content_hash: str, revision: str) -> DocumentInfo | None:
        """A document of this content which was read as this text, whatever its file was called."""
        return next((each for each in self._same(content_hash) if each.revision == revision), None)

    def took_in(self, info: DocumentInfo, documents: Callable[[], Iterable[DocumentInfo]]) -> None:
        """Note a document that was stored; ``documents`` reads them all, if others moved because of it."""
        before = self._at.get(info.document_id)
        if before and before.copies:
            self._fill(documents())
        else:
            self._note_document(info)

    def stands_too(
        self, document: DocumentInfo, copy: Copy, documents: Callable[[], Iterable[DocumentInfo]]
    ) -> DocumentInfo:
        """Note one more place of a document; as it stands there."""
        before = self._at.get(copy.copy_id)
        if before and (before.copies or before.document_id == document.document_id):
            self._fill(documents())
        else:
            self._at[document.document_id] = replace(document, copies=(*document.copies, copy))
            self._at[copy.copy_id] = at_copy(document, copy)
        return self._at[copy.copy_id]

    def note(self, place: str, info: DocumentInfo) -> None:
        """Note what stands at a place, where the content stayed the same."""
        self._at[place] = info

    def _fill(self, documents: Iterable[DocumentInfo]) -> None:
        self._at: dict[str, DocumentInfo] = {}
        self._by_content: dict[str, list[str]] = {}
        for document in documents:
            self._note_document(document)

    def _note_document(self, document: DocumentInfo) -> None:
        self._at[document.document_id] = document
        if self._loses_its_name(document):
            return
        self._by_content.setdefault(document.content_hash, []).append(document.document_id)
        for copy in document.copies:
            self._at[copy.copy_id] = at_copy(document, copy)

    def _same(self, content_hash: str) -> list[DocumentInfo]:
        if self._apart:
            return []
        found = ((each, self._at.get(each)) for each in self._by_content.get(content_hash, ()))
        # what was noted may have been replaced or have moved since
        return [held for each, held in found if held and (held.document_id, held.content_hash) == (each, content_hash)]

    def _loses_its_name(self, document: DocumentInfo) -> bool:
        name = PurePath(document.source)
        return document.source in self._leaving and document.title in (from_file_name(name.name), name.stem, name.name)
