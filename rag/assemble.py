"""Puts the parts together: the one module that names the concrete classes."""

from __future__ import annotations

from pathlib import Path

from index.embedding import Embedder
from index.library import Library
from index.models import cache_folder, exported, exported_default, locate_model
from index.snapshot import Snapshot
from rag.answerer import Answerer, MakeRetriever
from rag.cross_encoder import CrossEncoder
from rag.evidence import Rarity
from rag.naming import NamingRetriever
from rag.reader_weights import load_weights
from rag.reading import Reader
from rag.retrieval import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever
from rag.settings import Settings
from rag.span_reader import SpanReader

READER = Path(__file__).parent / "weights" / "reader"
READER_WEIGHTS = Path(__file__).parent / "weights" / "reader.json"


def default_embedder() -> Embedder:
    """The built-in model without torch; its export is made at the first use on this computer."""
    from index.onnx_embedder import OnnxEmbedder

    cache = cache_folder()
    return OnnxEmbedder(exported_default(cache) or exported(locate_model(), cache))


def hybrid_retriever(snapshot: Snapshot, embedder: Embedder, settings: Settings) -> Retriever:
    """Meaning and words together."""
    return HybridRetriever(DenseRetriever(snapshot, embedder), LexicalRetriever(snapshot), snapshot, settings.retrieval)


def default_retriever(snapshot: Snapshot, embedder: Embedder, settings: Settings) -> Retriever:
    """The product's own: both, also within the documents that a question names."""
    return NamingRetriever(snapshot, lambda view: hybrid_retriever(view, embedder, settings))


def open_answerer(
    library: Library,
    embedder: Embedder,
    settings: Settings | None = None,
    *,
    make_retriever: MakeRetriever = default_retriever,
) -> Answerer:
    """The product's own chain over ``library``; with another retriever for the one who tries a change."""
    model, weights = CrossEncoder(READER), load_weights(READER_WEIGHTS)

    def reader(embedder: Embedder, rarity: Rarity) -> Reader:
        return SpanReader(model, embedder, rarity, weights)

    return Answerer(library, embedder, make_retriever, reader, settings or Settings())
