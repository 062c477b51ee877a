"""What reading adds to the order of passages: ``python -m evals.reranking DATA [--tune]``.

Compares the order of retrieval with the order after the model has read the first passages, question by question. With
``--tune`` prints what every pair of weights is worth on sets that nothing is reported on; without, what the weights in
use are worth on the report sets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

from evals.datasets.beir import JudgedQuery, read_beir
from evals.datasets.catalogue import open_dataset
from evals.datasets.files import find
from evals.datasets.values import GoldSpan, Question, sample
from evals.libraries import library_of
from evals.metrics.ranking import DocumentSpan, judge_spans, ndcg_at, rr_at
from evals.reading_cache import CachedTextModel, fingerprint
from evals.retrieval import document_ids, load_abstract, source_files
from evals.running import Progress, timed
from evals.statistics import Share, estimate, paired_randomisation, ratio
from index.document import Span
from index.embedding import Embedder
from index.errors import QuotewiseError
from index.models import cache_folder
from index.settings import ChunkSettings
from rag.assemble import READER, default_embedder, hybrid_retriever
from rag.cross_encoder import CrossEncoder, TextModel, TextReading
from rag.reranking import reranked, texts_of
from rag.retrieval import Passage
from rag.settings import RerankSettings, Settings

_WHOLE_CHARS = 1_000_000
_WEIGHTS = tuple(product((0.0, 0.25, 0.5, 1.0, 2.0), (0.0, 0.25, 0.5, 1.0)))
_TUNING = (("scifact", "train"), ("squad2-tune", ""), ("nq-dev", ""))
_REPORT = (
    ("scifact", "test"),
    ("trec_dl/dl19", "test"),
    ("trec_dl/dl20", "test"),
    ("squad2-report", ""),
    ("clapnq", ""),
)

Score = Callable[[Sequence[Passage]], float]
"""The worth of a ranking for one question, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The passages of one question in the order of retrieval, the model's reading of the first, and their worth."""

    passages: tuple[Passage, ...]
    readings: tuple[TextReading, ...]
    score: Score

    def worth(self, settings: RerankSettings | None) -> Share:
        """Of the order anew, or of that of retrieval."""
        if settings is None:
            return Share(self.score(self.passages))
        depth = len(self.readings)
        first = reranked(self.passages[:depth], self.readings, settings)
        return Share(self.score((*(passage for passage, _ in first), *self.passages[depth:])))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, rank, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(prog="python -m evals.reranking", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the datasets")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries and readings lie")
    parser.add_argument("--reader", type=Path, default=READER, help="the folder of the model")
    parser.add_argument("--limit", type=int, default=300, metavar="N", help="questions a set")
    parser.add_argument("--tune", action="store_true", help="try all weights on tuning sets")
    options = parser.parse_args(arguments)
    try:
        embedder = default_embedder()
        model = CachedTextModel(CrossEncoder(options.reader), fingerprint(options.reader), options.cache)
        if not options.tune:
            print("| set | n | measure | retrieval | ordered anew | change | p |\n|---|---:|---|---|---|---:|---:|")
        for name, split in _TUNING if options.tune else _REPORT:
            asked = ask(name, split, options.data, embedder, model, options.cache, options.limit)
            measure = "nDCG@10" if split else "RR@10"
            print(grid(f"{name}, {measure}", asked) if options.tune else row(name, measure, asked), flush=True)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def grid(title: str, asked: Sequence[Asked]) -> str:
    """The mean worth of every pair of weights as Markdown."""
    lines = [f"\n{title}, {len(asked)} questions: {_mean(asked, None):.4f} without\n", "| answers | relevant | |"]
    lines.append("|---:|---:|---:|")
    for answers, relevant in _WEIGHTS:
        settings = RerankSettings(answers=answers, relevant=relevant)
        lines.append(f"| {answers} | {relevant} | {_mean(asked, settings):.4f} |")
    return "\n".join(lines)


def row(name: str, measure: str, asked: Sequence[Asked]) -> str:
    """Both orders with intervals and the paired test as a row of a table."""
    before, after = [one.worth(None) for one in asked], [one.worth(RerankSettings()) for one in asked]
    told = [estimate(shares) for shares in (before, after)]
    test = paired_randomisation(before, after)
    cells = " | ".join(f"{one.value:.4f} ({one.low:.3f} to {one.high:.3f})" for one in told)
    return f"| {name} | {len(asked)} | {measure} | {cells} | {test.change:+.4f} | {test.p:.4f} |"


def ask(
    name: str, split: str, data: Path, embedder: Embedder, model: TextModel, cache: Path, limit: int
) -> list[Asked]:
    """The first questions of a set: of a BEIR folder where a split is named, else of a dataset with gold spans."""
    asking = (
        _ask_abstracts(name, split, data, embedder, cache, limit)
        if split
        else _ask_paragraphs(name, data, embedder, cache, limit)
    )
    return [
        Asked(passages, model.read(question, texts_of(passages[: RerankSettings().depth])), score)
        for question, passages, score in asking
    ]


_Found = Iterator[tuple[str, tuple[Passage, ...], Score]]


def _ask_abstracts(name: str, split: str, data: Path, embedder: Embedder, cache: Path, limit: int) -> _Found:
    dataset = read_beir(find(data, name), split)
    dataset = replace(dataset, queries=dataset.queries[:limit])
    library = library_of(source_files(dataset), embedder, cache, _show, ChunkSettings(_WHOLE_CHARS), load_abstract)
    with library, library.snapshot() as snapshot:
        ids = document_ids(dataset, snapshot)
        retriever = hybrid_retriever(snapshot, embedder, Settings())
        for query in timed("queries", dataset.queries, _show):
            yield query.text, retriever.retrieve(query.text, 30), partial(_ndcg, ids, query)


def _ask_paragraphs(name: str, data: Path, embedder: Embedder, cache: Path, limit: int) -> _Found:
    dataset = open_dataset(name, data, None, 100_000)
    questions = sample((one for one in dataset.questions if one.gold), limit)
    library = library_of(dataset.documents, embedder, cache, _show, ChunkSettings())
    with library, library.snapshot() as snapshot:
        sources = {document.document_id: Path(document.source).name for document in snapshot.documents}
        retriever = hybrid_retriever(snapshot, embedder, Settings())
        for question in timed("questions", questions, _show):
            yield question.question, retriever.retrieve(question.question, 30), partial(_rr, sources, question)


def _ndcg(ids: dict[str, str], query: JudgedQuery, passages: Sequence[Passage]) -> float:
    return ndcg_at(10, [ids[passage.document_id] for passage in passages], dict(query.judged))


def _rr(sources: dict[str, str], question: Question, passages: Sequence[Passage]) -> float:
    spans = [DocumentSpan(sources[passage.document_id], passage.span) for passage in passages[:10]]
    return rr_at(10, *judge_spans(spans, [tuple(_as_span(gold) for gold in piece) for piece in question.gold]))


def _as_span(gold: GoldSpan) -> DocumentSpan:
    start = gold.start or 0
    return DocumentSpan(gold.document, Span(start, start + len(gold.text)))


def _mean(asked: Sequence[Asked], settings: RerankSettings | None) -> float:
    return ratio([one.worth(settings) for one in asked])


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.stage}: {progress.done}/{progress.total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
