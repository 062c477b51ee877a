"""The vectors of a document's chunks, as they are stored; those that are known are not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.chunk_rows import IndexedChunk, as_bytes
from index.document import Chunk
from index.embedding import Embedder

_BATCH_CHUNKS = 64  # large enough to embed texts of like length together, small enough to show progress


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
