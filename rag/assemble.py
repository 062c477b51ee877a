"""Puts the parts together: the one module that names the concrete classes."""

from __future__ import annotations

from pathlib import Path

from index.embedding import Embedder, EmbedderIdentity
from index.library import Library
from index.models import cache_folder, exported, exported_default, locate_model
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.answerer import Answerer
from rag.evidence import Rarity
from rag.reading import Reader
from rag.retrieval import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever
from rag.sentence_reader import SentenceReader, load_weights
from rag.settings import Settings

_WEIGHTS = Path(__file__).parent / "weights" / "sentence_reader.json"


def default_embedder() -> Embedder:
    """The built-in model without torch; its export is made at the first use on this computer."""
    from index.onnx_embedder import OnnxEmbedder

    cache = cache_folder()
    return OnnxEmbedder(exported_default(cache) or exported(locate_model(), cache))


def default_identity() -> EmbedderIdentity:
    """Which vectors ``default_embedder`` makes, without loading the model once it has been exported."""
    ready = exported_default(cache_folder())
    if ready is None:
        return default_embedder().identity
    return EmbedderIdentity(ready.name, ready.weights, "fp32", ready.dimensions)


def open_library(folder: Path, identity: EmbedderIdentity, *, create: bool = False) -> Library:
    """The library in ``folder``; with ``create`` a new one is begun where there is none.

    Raises:
        LibraryError: there is none, or it cannot be used.
    """
    open_it = Library.create if create else Library.open
    return open_it(folder, identity, ChunkSettings())


def open_answerer(library: Library, embedder: Embedder, settings: Settings | None = None) -> Answerer:
    """The product's own chain over ``library``."""
    weights = load_weights(_WEIGHTS)

    def reader(embedder: Embedder, rarity: Rarity) -> Reader:
        return SentenceReader(embedder, rarity, weights)

    return Answerer(library, embedder, hybrid_retriever, reader, settings or Settings())


def hybrid_retriever(snapshot: Snapshot, embedder: Embedder, settings: Settings) -> Retriever:
    """Meaning and words together."""
    return HybridRetriever(
        DenseRetriever(snapshot, embedder), LexicalRetriever(snapshot), snapshot, settings.retrieval
    )
