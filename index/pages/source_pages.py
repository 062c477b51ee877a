"""The pages of a library's documents on which quotes stand, drawn when they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from index.document import DocumentInfo, Span
from index.errors import UnreadableFileError
from index.library import Library
from index.loaders import images, pdf
from index.ocr.scan_rows import Scan
from index.pages.drawing import PageDrawing
from index.pages.messages import PagePicture
from index.pages.page_cells import PageText, page_texts
from index.preparing import content_hash_of

WITH_PAGES = frozenset((pdf.FORMAT, images.FORMAT))
"""The formats whose pages can be drawn."""
_KEPT = 24  # quotes: some ten megabytes of pictures
_MAX_PAGES = 4  # a quote over more is shown on its first ones
_Key = tuple[str, Span | int]


class SourcePages:
    """Finds and draws pages, and keeps the last ones in memory. Threads may share it."""

    def __init__(self, library: Library, drawing: PageDrawing) -> None:
        self._library = library
        self._drawing = drawing
        self._kept: OrderedDict[_Key, tuple[PagePicture, ...]] = OrderedDict()
        self._turn = Lock()

    def pages(self, document_id: str, revision: str, span: Span) -> tuple[PagePicture, ...]:
        """The pages on which the words of ``span`` stand, at most four, with boxes around these words.

        Raises:
            UnknownDocumentError: the document is not in the library any more.
            UnreadableFileError: the document or its file has changed since, or its file is gone or cannot be drawn.
            ParsingStartError: the process that draws cannot be started.
        """
        with self._library.snapshot() as snapshot:
            document = snapshot.document(document_id)
            if document.revision != revision:
                raise _changed()
            if document.format not in WITH_PAGES:
                raise UnreadableFileError("Only the pages of PDF and picture files can be shown.")
            content = original_content(self._library.original(document), document)
            key = (document.content_hash, span)
            with self._turn:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            loaded = snapshot.loaded_text(document_id)
        texts = page_texts(loaded, span)[:_MAX_PAGES]
        numbers = {one.page for one in texts}
        known = self._library.recognised_pages(document.content_hash)
        recognised = tuple(page for page in known if page.page in numbers)
        drawn = self._drawing.draw(content, loaded.text, texts, span, recognised)
        self._keep(key, drawn)
        return drawn

    def page(self, document_id: str, number: int) -> PagePicture:
        """One page of a document, counted from 1, with nothing marked.

        Raises:
            UnknownDocumentError: the document is not in the library any more.
            UnreadableFileError: its file has changed or is gone, cannot be drawn, or has no such page.
            ParsingStartError: the process that draws cannot be started.
        """
        with self._library.snapshot() as snapshot:
            document = snapshot.document(document_id)
        content = original_content(self._library.original(document), document)
        key = (document.content_hash, number)
        with self._turn:
            kept = self._kept.get(key)
        if kept is None:
            kept = self._drawing.draw(content, "", (PageText(number, (), ()),), Span(0, 0))
            self._keep(key, kept)
        return kept[0]

    def forget(self) -> None:
        """Keep no picture any more: a removed document leaves no trace."""
        with self._turn:
            self._kept.clear()

    def _keep(self, key: _Key, drawn: tuple[PagePicture, ...]) -> None:
        with self._turn:
            self._kept[key] = drawn
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


def original_content(path: Path, document: DocumentInfo | Scan) -> bytes:
    """The content of the file that ``document`` was read from, if it is still that content.

    Raises:
        UnreadableFileError: it has changed or is gone, or cannot be opened.
    """
    try:
        if not path.is_file():
            raise UnreadableFileError("The file is no longer where it was read.", "The quote itself is as it was read.")
        if path.stat().st_size != document.size_bytes:
            raise _changed()
        content = path.read_bytes()
    except OSError as exc:
        raise UnreadableFileError(
            f"The file cannot be opened ({exc.strerror or type(exc).__name__}).", "Check that you may read it."
        ) from exc
    if content_hash_of(content) != document.content_hash:
        raise _changed()
    return content


def _changed() -> UnreadableFileError:
    return UnreadableFileError("The file has changed since it was read.", "Add it again, then ask again.")
