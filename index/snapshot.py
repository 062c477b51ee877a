"""One consistent view of a library: what an answer is made from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import TracebackType

from index.chunk_rows import range_of, stored_chunks
from index.contents import Contents
from index.document import (
    Block,
    DocumentInfo,
    LoadedText,
    Place,
    PlaceMark,
    Span,
    StoredChunk,
    heading_words,
    open_headings,
)
from index.embedding import FloatArray
from index.header import Header
from index.hits import ChunkRanges, Hit
from index.places import WITH_LINES, place_of_headings, place_of_line, place_of_marks, place_of_paragraph
from index.refusals import Refusal, refusals
from index.replay import Searchable


class Snapshot:
    """A library as it was at one change, whatever happens to it meanwhile; threads may share it.

    It is let go when nobody refers to it any more, by ``close`` or at the end of ``with``. Do not keep one longer than
    a question takes: a removed document cannot be wiped from the disk while a snapshot still shows it.
    """

    def __init__(self, searchable: Searchable, documents: tuple[DocumentInfo, ...], contents: Contents) -> None:
        self.documents = documents
        """Every document, by title and source."""
        self.change_id = searchable.change_id
        self.generation = searchable.generation
        self.chunk_count = sum(document.chunks for document in documents)
        """How many chunks can be found."""
        self._searchable = searchable
        self._contents = contents

    @property
    def header(self) -> Header:
        """What the library was made with: which embedder's vectors can be searched."""
        return self._contents.header()

    def close(self) -> None:
        """Let go of the view; using it afterwards is an error."""
        self._contents.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def within(self, document_ids: Collection[str]) -> Snapshot:
        """The same view with these documents only: nothing else is found, counted or listed.

        It shares everything with this one, so it is closed with it.

        Raises:
            UnknownDocumentError: one of them is not in the library.
        """
        chosen = {self.document(each).document_id for each in document_ids}
        ranges = ChunkRanges(range_of(self._contents, each) for each in chosen)
        documents = tuple(each for each in self.documents if each.document_id in chosen)
        return Snapshot(replace(self._searchable, among=ranges), documents, self._contents)

    def refusals(self) -> tuple[Refusal, ...]:
        """Files that could not be read when they were last tried; in a view of some documents only theirs."""
        found = refusals(self._contents)
        if self._searchable.among is None:
            return found
        chosen = {document.document_id for document in self.documents}
        return tuple(one for one in found if one.document_id in chosen)

    def search_vectors(self, vector: FloatArray, k: int) -> tuple[Hit, ...]:
        """The ``k`` chunks nearest to a unit ``vector`` of shape ``(dimensions,)``, by cosine, best first."""
        return self._searchable.search_vectors(vector, k)

    def search_words(self, query: str, k: int) -> tuple[Hit, ...]:
        """The ``k`` chunks that fit the words of ``query`` best by BM25, best first; none without a common word."""
        return self._searchable.search_words(query, k)

    def document_frequency(self, word: str) -> int:
        """How many chunks hold ``word`` in any of its forms; just removed ones may still count."""
        return self._searchable.document_frequency(word)

    def spellings(self, stem: str) -> tuple[str, ...]:
        """Stems of the library that an unknown ``stem`` may be a slip of, the likeliest first; none for a known one."""
        return self._searchable.spellings(stem)

    def chunks(self, chunk_ids: Sequence[int]) -> tuple[StoredChunk, ...]:
        """The chunks with these ids, in the order asked."""
        return stored_chunks(self._contents, chunk_ids)

    def document(self, document_id: str) -> DocumentInfo:
        """One document.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        return self._contents.document(document_id)

    def text(self, document_id: str, span: Span | None = None) -> str:
        """The canonical text of a document, or the slice of it that ``span`` names.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        self.document(document_id)
        return self._contents.text(document_id, span)

    def loaded_text(self, document_id: str) -> LoadedText:
        """A document as its loader made it.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        return self._contents.loaded_text(document_id)

    def length(self, document_id: str) -> int:
        """How many code points the text of a document has.

        Raises:
            UnknownDocumentError: it is not in the library.
        """
        return self.document(document_id).characters

    def blocks(self, document_id: str, span: Span) -> tuple[Block, ...]:
        """The blocks that share a character with ``span``, in order."""
        return self._contents.blocks(document_id, span)

    def place_marks(self, document_id: str, span: Span) -> tuple[PlaceMark, ...]:
        """The places that hold somewhere in ``span``, in order; none where the format has no places."""
        return self._contents.place_marks(document_id, span)

    def place(self, document_id: str, span: Span) -> Place:
        """Where ``span`` stands: its page, slide or the like, else the headings above it, else its line or paragraph.

        Raises:
            UnknownDocumentError: the document is not in the library.
        """
        if marks := self._contents.place_marks(document_id, span):
            return place_of_marks(marks)
        headings = open_headings(self._contents.headings(document_id, span.start + 1), span.start)
        path = [heading_words(self._contents.text(document_id, heading.span)) for heading in headings]
        document = self.document(document_id)
        # the title is shown beside the place anyway
        if path[:1] == [document.title]:
            path = path[1:]
        if path:
            return place_of_headings(path)
        if document.format in WITH_LINES:
            return place_of_line(self.text(document_id, Span(0, span.start)))
        return place_of_paragraph(self.blocks(document_id, Span(0, span.start + 1)))
