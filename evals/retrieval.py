"""How well the product's retrieval ranks: ``python -m evals.retrieval DATA_FOLDER --set scifact``.

Prints ``nDCG@10``, ``recall@100`` and ``RR@10`` of dense, lexical and hybrid retrieval over a BEIR folder, with
intervals, and paired tests of hybrid against each of the others. A document of the set is a document of the library:
one chunk, unless ``--chunk-chars`` cuts it, and then its best chunk stands for it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evals.datasets.beir import JudgedQuery, RetrievalSet, read_beir
from evals.datasets.files import find
from evals.datasets.values import SourceFile
from evals.libraries import library_of
from evals.metrics.ranking import ndcg_at, recall_at, rr_at
from evals.reading_cache import CachedTextModel, fingerprint
from evals.running import Progress, timed
from evals.statistics import Share, estimate, paired_randomisation
from index.document import Block, BlockKind, LoadedText, Span
from index.embedding import Embedder
from index.errors import QuotewiseError
from index.models import cache_folder
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.assemble import READER, default_embedder
from rag.cross_encoder import CrossEncoder
from rag.reranking import RerankingRetriever
from rag.retrieval import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever
from rag.settings import RerankSettings, RetrievalSettings

_WHOLE_CHARS = 1_000_000
_DEPTH = 100

_Metric = Callable[[Sequence[str], Mapping[str, int]], float]
METRICS: tuple[tuple[str, _Metric], ...] = (
    ("nDCG@10", partial(ndcg_at, 10)),
    ("recall@100", partial(recall_at, 100)),
    ("RR@10", partial(rr_at, 10)),
)


@dataclass(frozen=True, slots=True)
class RankedSet:
    """What one retriever found: a ranking of document ids for each query, in the order of the queries."""

    name: str
    rankings: tuple[tuple[str, ...], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, rank, print; 0 when done, 1 after a problem told in one line."""
    options = _parser().parse_args(arguments)
    try:
        _evaluate(options)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def _evaluate(options: argparse.Namespace) -> None:
    dataset = read_beir(find(options.data, options.set), options.split)
    dataset = replace(dataset, queries=dataset.queries[: options.limit])
    embedder = default_embedder()
    chunks = ChunkSettings(options.chunk_chars)
    files = source_files(dataset)
    with library_of(files, embedder, options.cache, _show, chunks, load_abstract) as library:
        settings = RetrievalSettings(dense_weight=options.dense_weight)
        # A cut document takes several places, so more must be found to fill the ranking.
        depth = _DEPTH if options.chunk_chars >= _WHOLE_CHARS else 4 * _DEPTH
        with library.snapshot() as snapshot:
            ids = document_ids(dataset, snapshot)
            chain = retrievers(snapshot, embedder, settings)
            if options.rerank:
                model = CachedTextModel(CrossEncoder(READER), fingerprint(READER), options.cache)
                chain = (*chain, ("reranked", RerankingRetriever(chain[-1][1], model, RerankSettings())))
            ranked = [RankedSet(name, rank(retriever, dataset.queries, ids, depth, _show)) for name, retriever in chain]
    print(f"{dataset.name}, {dataset.split}: {len(dataset.queries)} queries, {len(files)} documents")
    print(f"{embedder.identity.name}, {settings}, {chunks}\n")
    print(as_table(ranked, dataset.queries))


def source_files(dataset: RetrievalSet) -> tuple[SourceFile, ...]:
    """The documents as files, named by their number; those without a word are left out."""
    return tuple(
        SourceFile(f"{number}.json", json.dumps({"title": document.title, "text": document.text}).encode())
        for number, document in enumerate(dataset.documents)
        if document.title.strip() or document.text.strip()
    )


def load_abstract(content: bytes, name: str) -> LoadedText:
    """The loader of such files: the title as title, the text as one paragraph (the title again where there is none)."""
    row = json.loads(content)
    text = row["text"] if row["text"].strip() else row["title"]
    return LoadedText(text, row["title"], (Block(Span(0, len(text)), BlockKind.PARAGRAPH),))


def document_ids(dataset: RetrievalSet, snapshot: Snapshot) -> dict[str, str]:
    """The set's id of every document of the library, by the library's."""
    return {
        document.document_id: dataset.documents[int(Path(document.source).stem)].id for document in snapshot.documents
    }


def retrievers(
    snapshot: Snapshot, embedder: Embedder, settings: RetrievalSettings
) -> tuple[tuple[str, Retriever], ...]:
    """The product's retrievers by name; the last is the one that it uses."""
    dense, lexical = DenseRetriever(snapshot, embedder), LexicalRetriever(snapshot)
    return (
        ("dense", dense),
        ("lexical", lexical),
        ("hybrid", HybridRetriever(dense, lexical, snapshot, settings)),
    )


def rank(
    retriever: Retriever,
    queries: Sequence[JudgedQuery],
    ids: Mapping[str, str],
    depth: int,
    show: Callable[[Progress], None] = lambda progress: None,
) -> tuple[tuple[str, ...], ...]:
    """For each query the ids of the documents found, each at the place of its best passage."""
    return tuple(
        tuple(dict.fromkeys(ids[passage.document_id] for passage in retriever.retrieve(query.text, depth)))[:_DEPTH]
        for query in timed("queries", queries, show)
    )


def as_table(ranked: Sequence[RankedSet], queries: Sequence[JudgedQuery]) -> str:
    """The measures of every retriever and the tests of the last against the others, as Markdown."""
    lines = ["| retrieval |" + "".join(f" {name} | 95 % interval |" for name, _ in METRICS)]
    lines += ["|---|" + "---:|---|" * len(METRICS)]
    shares = {(one.name, name): _shares(one, queries, metric) for one in ranked for name, metric in METRICS}
    for one in ranked:
        found = [estimate(shares[one.name, name]) for name, _ in METRICS]
        lines.append(f"| {one.name} |" + "".join(f" {e.value:.4f} | {e.low:.3f} to {e.high:.3f} |" for e in found))
    lines += ["", "| paired test |" + "".join(f" {name} | p |" for name, _ in METRICS)]
    lines += ["|---|" + "---:|---:|" * len(METRICS)]
    *others, best = ranked
    for one in others:
        tests = [paired_randomisation(shares[one.name, name], shares[best.name, name]) for name, _ in METRICS]
        lines.append(
            f"| {best.name} − {one.name} |" + "".join(f" {test.change:+.4f} | {test.p:.4f} |" for test in tests)
        )
    return "\n".join(lines)


def _shares(ranked: RankedSet, queries: Sequence[JudgedQuery], metric: _Metric) -> list[Share]:
    pairs = zip(ranked.rankings, queries, strict=True)
    return [Share(metric(ranking, dict(query.judged))) for ranking, query in pairs]


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.stage}: {progress.done}/{progress.total}", end=end, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER", help="the folder with the BEIR folders")
    parser.add_argument("--set", default="scifact", help="the name of a BEIR folder in it")
    parser.add_argument("--split", default="test", help="the name of its qrels")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where the library is kept")
    parser.add_argument("--chunk-chars", type=int, default=_WHOLE_CHARS, help="cut documents into chunks of this size")
    parser.add_argument("--dense-weight", type=float, default=RetrievalSettings().dense_weight, help="share of meaning")
    parser.add_argument("--rerank", action="store_true", help="also with the first passages read and ordered anew")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="only the first N queries")
    return parser


if __name__ == "__main__":
    sys.exit(main())
