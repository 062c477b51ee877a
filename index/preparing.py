"""Makes a file's bytes ready to be stored: load, clean, chunk, embed. Touches neither disk nor library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.chunk_rows import IndexedChunk, as_bytes
from index.document import Chunk, LoadedText
from index.embedding import Embedder
from index.errors import UnreadableFileError
from index.settings import ChunkSettings

Load = Callable[[bytes, str], LoadedText]
"""Bytes and name of a file to its text, as ``index.loaders.load``."""

_BATCH_CHUNKS = 64  # large enough to embed texts of like length together, small enough to show progress


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file's text, cut into chunks; ``language`` is an ISO 639-1 code or ""."""

    loaded: LoadedText
    revision: str
    chunks: tuple[Chunk, ...]
    language: str


def content_hash_of(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def document_id_of(source: str) -> str:
    """The id of the document that comes from ``source``: an absolute path, or "upload:" and a file name."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def revision_of(text: str) -> str:
    """The name of a canonical text: equal texts have equal revisions wherever they are."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def prepare(content: bytes, name: str, settings: ChunkSettings, load: Load) -> Prepared:
    """The text of a file and its chunks.

    Raises:
        UnreadableFileError: the file cannot be read, for the loader's reason or because its loader failed.
    """
    from index.chunking import chunk
    from index.cleaning import clean
    from index.language import detect

    try:
        loaded = clean(load(content, name))
        # a text that is not valid Unicode could be neither stored nor shown
        revision = revision_of(loaded.text)
        return Prepared(loaded, revision, chunk(loaded, settings), detect(loaded.text))
    except UnreadableFileError:
        raise
    except Exception as exc:  # a parser of other people's files may fail in any way; the other files must go in
        raise UnreadableFileError(
            f"The file could not be read: its content is not as expected ({type(exc).__name__}).",
            "Open it in the program that made it and save it again; if that does not help, save it as PDF or text.",
        ) from exc


def searched_text(context: str, text: str) -> str:
    """What is embedded for a chunk: its title and headings, then its text."""
    return f"{context}\n{text}" if context else text


def embed(
    text: str,
    chunks: Sequence[Chunk],
    known: Mapping[str, bytes],
    embedder: Embedder,
    progress: Callable[[float], None],
) -> list[bytes]:
    """The vectors of the chunks of ``text``, in order, as they are stored.

    ``known`` maps searched texts to vectors that need not be made again. ``progress`` is told the share that is
    done, 0 to 1.
    """
    texts = [searched_text(item.context, item.span.of(text)) for item in chunks]
    vectors = dict(known)
    new = list(dict.fromkeys(text for text in texts if text not in vectors))
    for first in range(0, len(new), _BATCH_CHUNKS):
        progress(first / len(new))
        batch = new[first : first + _BATCH_CHUNKS]
        vectors.update(zip(batch, map(as_bytes, embedder.embed_documents(batch)), strict=True))
    return [vectors[text] for text in texts]


def known_vectors(chunks: Iterable[IndexedChunk]) -> dict[str, bytes]:
    """The stored vectors of chunks by the text that was embedded for them."""
    return {searched_text(chunk.context, chunk.text): as_bytes(chunk.vector) for chunk in chunks}
