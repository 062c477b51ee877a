"""The documents of a dataset as the baselines see them: texts, cut into overlapping passages.

1,000 characters with 200 of overlap, and four passages for a question, are the values of LangChain's tutorial on
retrieval; AnythingLLM shows four too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from evals.datasets.values import SourceFile
from index.document import Span
from index.errors import InvalidInputError, UnreadableFileError
from index.loaders import load

PASSAGE_CHARS = 1000
OVERLAP_CHARS = 200
PASSAGES = 4


@dataclass(frozen=True, slots=True)
class Text:
    """A document; ``name`` is that of its file, which serves as its id."""

    name: str
    revision: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage: ``words`` as the splitter returned them, ``start`` where it says that they begin in the text."""

    text: Text
    start: int
    words: str

    @property
    def span(self) -> Span:
        """Where it claims to stand."""
        return Span(self.start, self.start + len(self.words))


def texts_of(files: Sequence[SourceFile]) -> tuple[Text, ...]:
    """The texts of a dataset's files.

    Raises:
        InvalidInputError: a file cannot be read.
    """
    return tuple(_text(file) for file in files)


def pieces_of(texts: Sequence[Text]) -> tuple[Piece, ...]:
    """The passages of all texts, in order."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=PASSAGE_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True
    )
    return tuple(
        # It says -1 where it lost its place; the first character is as wrong, and a span.
        Piece(text, max(0, found.metadata["start_index"]), found.page_content)
        for text in texts
        for found in splitter.create_documents([text.text])
    )


def _text(file: SourceFile) -> Text:
    try:
        loaded = load(file.content, file.name)
    except UnreadableFileError as exc:
        raise InvalidInputError(f"{file.name} of the dataset cannot be read. {exc}") from exc
    return Text(file.name, hashlib.sha256(file.content).hexdigest()[:16], loaded.title, loaded.text)
