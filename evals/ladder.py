"""What each step on the way to an answer adds, over whole libraries: ``python -m evals.ladder DATA --runs OUT``.

The rungs: retrieval by meaning, by words, by both; the passages ordered anew by the model; and the product with its
reader. OUT is what ``evals.standard`` has written: its saved answers are those of the last rung, and its questions are
asked to the others. The first four show passages; the product shows quotes, which are shorter, and none where it
refuses: the rung before it counts the nearest places, which it names then.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.datasets.catalogue import NAMES, open_dataset
from evals.datasets.values import Question, SourceFile
from evals.judging import Judged, is_called, judge
from evals.ladder_table import Rung, Shown, as_table
from evals.libraries import library_of
from evals.reading_cache import CachedTextModel, fingerprint
from evals.retrieval import retrievers
from evals.run_folder import SavedDocument, SavedPassage, SavedRun, read_run
from evals.running import Progress, ShowProgress, timed
from index.embedding import Embedder
from index.errors import QuotewiseError
from index.models import cache_folder
from index.settings import ChunkSettings
from index.snapshot import Snapshot
from rag.assemble import READER, default_embedder
from rag.cross_encoder import CrossEncoder, TextModel
from rag.reranking import reranked, texts_of
from rag.resolution import resolve
from rag.retrieval import Passage
from rag.settings import RerankSettings, RetrievalSettings

SETS = ("squad2-report", "clapnq", "own")
RERANKED, UNREFUSED, PRODUCT = "hybrid + rerank", "hybrid + reader, before it refuses", "hybrid + reader"
_ALL_QUESTIONS = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first, and the words that answer as far as this rung has read any."""

    passages: tuple[Passage, ...]
    words: str | None = None

    @property
    def score(self) -> float:
        """Of the best passage; 0 without one."""
        return self.passages[0].score if self.passages else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, climb, print; 0 when done, 1 after a problem told in one line."""
    parser = argparse.ArgumentParser(prog="python -m evals.ladder", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the datasets")
    parser.add_argument("--runs", type=Path, required=True, metavar="OUT", help="what evals.standard has written")
    parser.add_argument("--sets", nargs="+", choices=NAMES, default=SETS, metavar="NAME", help="runs of OUT")
    parser.add_argument("--cache", type=Path, default=cache_folder() / "evals", help="where libraries and readings lie")
    options = parser.parse_args(arguments)
    try:
        embedder = default_embedder()
        model = CachedTextModel(CrossEncoder(READER), fingerprint(READER), options.cache)
        for name in options.sets:
            run = read_run(options.runs / name)
            files = open_dataset(name, options.data, None, _ALL_QUESTIONS).documents
            rungs = climb(run, files, embedder, model, options.cache, _show)
            print(f"\n{name}, {len(run.questions)} questions:\n\n{as_table(rungs)}", flush=True)
    except QuotewiseError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def climb(
    run: SavedRun,
    files: Sequence[SourceFile],
    embedder: Embedder,
    model: TextModel,
    cache: Path,
    show: ShowProgress,
) -> tuple[Rung, ...]:
    """What every rung shows for the questions of ``run``; the last one is what the run itself has shown.

    Args:
        run: the saved answers of the product.
        files: the documents that they were asked to.
        embedder: of the library.
        model: orders passages anew.
        cache: keeps the library.
        show: told how it goes.

    Raises:
        QuotewiseError: the library cannot be made.
    """
    rungs: list[Rung] = []
    with library_of(files, embedder, cache, show, ChunkSettings()) as library, library.snapshot() as snapshot:
        documents = _with_gold(run, snapshot)
        found: dict[str, list[Found]] = {}
        for question in timed("questions", run.questions, show):
            for name, one in _retrieved(question, snapshot, embedder, model):
                found.setdefault(name, []).append(one)
        for name, of_all in found.items():
            rungs.append(Rung(name, tuple(_shown(one, judged) for one, judged in _judged(run, documents, of_all))))
    return (*rungs, _product(UNREFUSED, _with_nearest(run)), _product(PRODUCT, run))


def _retrieved(
    question: Question, snapshot: Snapshot, embedder: Embedder, model: TextModel
) -> Sequence[tuple[str, Found]]:
    asked, settings = resolve(question.question, question.history), RerankSettings()
    found = {
        name: Found(retriever.retrieve(asked, settings.depth))
        for name, retriever in retrievers(snapshot, embedder, RetrievalSettings())
    }
    passages = found["hybrid"].passages
    first = reranked(passages, model.read(asked, texts_of(passages)), settings)
    words = first[0][1].words if first else ()
    best = words[0].span.of(first[0][0].text) if words else ""
    return (*found.items(), (RERANKED, Found(tuple(passage for passage, _ in first), best)))


def _with_gold(run: SavedRun, snapshot: Snapshot) -> Mapping[tuple[str, str], SavedDocument]:
    """The texts of the documents that somebody marked evidence in."""
    golden = {span.document for question in run.questions for piece in question.gold for span in piece}
    return {
        (one.document_id, one.revision): SavedDocument(
            one.document_id, one.revision, one.title, one.source, snapshot.text(one.document_id)
        )
        for one in snapshot.documents
        if any(is_called(one, name) for name in golden)
    }


def _judged(
    run: SavedRun, documents: Mapping[tuple[str, str], SavedDocument], found: Sequence[Found]
) -> Sequence[tuple[Found, Judged]]:
    """The passages judged as those of a run are."""
    retrieved = {
        question.id: tuple(SavedPassage(each.document_id, each.revision, each.span) for each in one.passages)
        for question, one in zip(run.questions, found, strict=True)
    }
    asked = replace(run, answers={}, documents=documents, retrieved=retrieved)
    return [(one, judge(asked, question)) for one, question in zip(found, run.questions, strict=True)]


def _shown(found: Found, judged: Judged) -> Shown:
    return Shown.of(judged, judged.ranking or (), found.score, found.words)


def _with_nearest(run: SavedRun) -> SavedRun:
    """The nearest places of a refused question as if they were its quotes."""
    answers = {name: replace(one, quotes=one.quotes or one.nearest) for name, one in run.answers.items()}
    return replace(run, answers=answers)


def _product(name: str, run: SavedRun) -> Rung:
    return Rung(name, tuple(_answered(judge(run, question)) for question in run.questions))


def _answered(judged: Judged) -> Shown:
    return Shown.of(judged, judged.quotes, judged.confidence, judged.text)


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.stage}: {progress.done}/{progress.total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
