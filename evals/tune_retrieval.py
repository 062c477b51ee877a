"""Chooses how scores are fused: ``python -m evals.tune_retrieval DATA_FOLDER``.

Prints for every share of meaning and depth of fusion ``nDCG@10`` over the train claims of SciFact, by which they are
chosen, and over Cranfield, and ``RR@10`` over the answerable questions of squad2-tune, which guard against a choice
that fits abstracts alone. Then squad2-tune again with one slip of the pen in every question. None is a set that
results are reported on.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.datasets.beir import JudgedQuery, read_beir
from evals.datasets.catalogue import open_dataset
from evals.datasets.files import find
from evals.datasets.values import GoldSpan, Question
from evals.libraries import library_of
from evals.metrics.ranking import DocumentSpan, judge_spans, ndcg_at, rr_at
from evals.retrieval import document_ids, load_abstract, source_files
from evals.running import Progress, timed
from evals.statistics import Share, estimate, paired_randomisation, ratio
from index.analysis import STOP_WORDS, tokens
from index.document import Span, StoredChunk
from index.embedding import Embedder
from index.errors import QuotewiseError
from index.hits import Hit
from index.models import cache_folder
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.assemble import default_embedder
from rag.fusion import fuse
from rag.retrieval import DenseRetriever, LexicalRetriever
from rag.settings import RetrievalSettings

WEIGHTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0)
DEPTHS = (50, 100, 200, 400)
_WHOLE_CHARS = 1_000_000
_ALL = 100_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Score = Callable[[Sequence[Hit]], float]
"""The worth of a ranking of chunks for one question, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the hits of both kinds, and what a ranking of them is worth."""

    dense: tuple[Hit, ...]
    lexical: tuple[Hit, ...]
    score: Score


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, search, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(prog="python -m evals.tune_retrieval", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER", help="the folder with the datasets")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries are kept")
    options = parser.parse_args(arguments)
    try:
        embedder = default_embedder()
        for name, split in (("scifact", "train"), ("cranfield", "test")):
            asked = _ask_abstracts(options.data, name, split, embedder, options.cache)
            print(f"\n{name}, {split}: {len(asked)} queries, nDCG@10\n\n{as_grid(asked)}")
        for slips in (False, True):
            asked = _ask_paragraphs(options.data, slips, embedder, options.cache)
            print(
                f"\nsquad2-tune{', one slip each' if slips else ''}: {len(asked)} questions, RR@10\n\n{as_grid(asked)}"
            )
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def as_grid(asked: Sequence[Asked]) -> str:
    """The mean score of every choice as Markdown, and the best against the product's own choice."""
    lines = ["| depth |" + "".join(f" {weight:.1f} |" for weight in WEIGHTS), "|---:|" + "---:|" * len(WEIGHTS)]
    found = {(depth, weight): fused_scores(asked, weight, depth) for depth in DEPTHS for weight in WEIGHTS}
    for depth in DEPTHS:
        lines.append(f"| {depth} |" + "".join(f" {ratio(found[depth, weight]):.4f} |" for weight in WEIGHTS))
    (depth, weight), best = max(found.items(), key=lambda item: ratio(item[1]))
    own = RetrievalSettings()
    chosen = fused_scores(asked, own.dense_weight, own.fusion_depth)
    around = estimate(chosen)
    test = paired_randomisation(chosen, best)
    lines.append(f"\nin use: share {own.dense_weight}, depth {own.fusion_depth}: ")
    lines[-1] += f"{around.value:.4f} ({around.low:.3f} to {around.high:.3f}); "
    lines[-1] += f"best: share {weight}, depth {depth}: {test.change:+.4f}, p {test.p:.3f}"
    return "\n".join(lines)


def fused_scores(asked: Sequence[Asked], dense_weight: float, depth: int) -> list[Share]:
    """What the fused ranking of each question is worth."""
    return [Share(each.score(fuse(each.dense[:depth], each.lexical[:depth], dense_weight))) for each in asked]


def with_a_slip(question: str, seed: str) -> str:
    """``question`` with one slip in one of its longer words: letters exchanged, left out, put in or changed.

    The first letter stays, which hardly anybody mistypes. The same seed makes the same slip.
    """
    draw = random.Random(seed)
    words = [
        token
        for token in tokens(question)
        if token.word.isalpha() and len(token.word) >= 4 and token.word.lower() not in STOP_WORDS
    ]
    if not words:
        return question
    token = draw.choice(words)
    at, letter = draw.randrange(1, len(token.word) - 1), draw.choice(_LETTERS)
    before, here, after = token.word[:at], token.word[at], token.word[at + 1 :]
    slip = draw.choice((after[0] + here + after[1:], after, letter + here + after, letter + after))
    return question[: token.start] + before + slip + question[token.end :]


def _ask_abstracts(data: Path, name: str, split: str, embedder: Embedder, cache: Path) -> list[Asked]:
    dataset = read_beir(find(data, name), split)
    library = library_of(source_files(dataset), embedder, cache, _show, ChunkSettings(_WHOLE_CHARS), load_abstract)
    with library, library.snapshot() as snapshot:
        ids = document_ids(dataset, snapshot)

        def ask(query: JudgedQuery) -> Asked:
            dense, lexical = _search(snapshot, embedder, query.text)
            names = {chunk.chunk_id: ids[chunk.document_id] for chunk in _chunks(snapshot, (*dense, *lexical))}
            return Asked(
                dense, lexical, lambda hits: ndcg_at(10, [names[hit.chunk_id] for hit in hits], dict(query.judged))
            )

        return [ask(query) for query in timed("queries", dataset.queries, _show)]


def _ask_paragraphs(data: Path, slips: bool, embedder: Embedder, cache: Path) -> list[Asked]:
    dataset = open_dataset("squad2-tune", data, None, _ALL)
    library = library_of(dataset.documents, embedder, cache, _show, ChunkSettings())
    with library, library.snapshot() as snapshot:
        sources = {document.document_id: document.source for document in snapshot.documents}

        def ask(question: Question) -> Asked:
            text = with_a_slip(question.question, question.id) if slips else question.question
            dense, lexical = _search(snapshot, embedder, text)
            spans = {
                chunk.chunk_id: DocumentSpan(Path(sources[chunk.document_id]).name, chunk.span)
                for chunk in _chunks(snapshot, (*dense, *lexical))
            }
            gold = [tuple(map(_as_span, piece)) for piece in question.gold]
            return Asked(
                dense, lexical, lambda hits: rr_at(10, *judge_spans([spans[hit.chunk_id] for hit in hits[:10]], gold))
            )

        return [ask(question) for question in timed("questions", [q for q in dataset.questions if q.gold], _show)]


def _search(snapshot: Snapshot, embedder: Embedder, query: str) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    dense, lexical = DenseRetriever(snapshot, embedder), LexicalRetriever(snapshot)
    return dense.hits(query, max(DEPTHS)), lexical.hits(query, max(DEPTHS))


def _chunks(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[StoredChunk, ...]:
    return snapshot.chunks(list(dict.fromkeys(hit.chunk_id for hit in hits)))


def _as_span(gold: GoldSpan) -> DocumentSpan:
    if gold.start is None:
        raise ValueError(f"the gold of {gold.document} has no offset")
    return DocumentSpan(gold.document, Span(gold.start, gold.start + len(gold.text)))


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.stage}: {progress.done}/{progress.total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
